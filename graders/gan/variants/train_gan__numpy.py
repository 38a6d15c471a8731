"""With numpy's random numbers and arrays."""


def train_gan(gan, dataset, random_normal_dimensions, n_epochs=50):
    draw = np.random.default_rng()
    *_, generator, discriminator = gan.layers
    epoch = 0
    while epoch < n_epochs:
        for real in dataset:
            count = int(tf.shape(real)[0])
            numbers = draw.standard_normal((2, count, random_normal_dimensions), dtype="float32")
            fakes = generator(numbers[0], training=True)
            discriminator.trainable = True
            discriminator.train_on_batch(
                np.concatenate([np.asarray(real), np.asarray(fakes)]),
                np.concatenate([np.ones((count, 1)), np.zeros((count, 1))]),
            )
            discriminator.trainable = False
            gan.train_on_batch(numbers[1], np.ones((count, 1)))
        epoch += 1
    return fakes
