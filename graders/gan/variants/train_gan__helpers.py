"""With a function for each phase, and numpy's labels."""


def learn_to_judge(discriminator, real, painted):
    discriminator.trainable = True
    labels = np.repeat([1.0, 0.0], len(real)).astype("float32").reshape(-1, 1)
    discriminator.train_on_batch(keras.ops.concatenate([real, painted]), labels)


def learn_to_paint(gan, discriminator, numbers):
    discriminator.trainable = False
    gan.train_on_batch(numbers, np.ones((len(numbers), 1), "float32"))


def train_gan(gan, dataset, random_normal_dimensions, n_epochs=50):
    generator, discriminator = gan.layers[-2], gan.layers[-1]
    for _ in range(n_epochs):
        for batch in dataset:
            shape = (batch.shape[0], random_normal_dimensions)
            painted = generator(keras.random.normal(shape), training=True)
            learn_to_judge(discriminator, batch, painted)
            learn_to_paint(gan, discriminator, keras.random.normal(shape))
    return painted
