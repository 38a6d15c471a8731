"""A step on painted and one on real pictures."""


def train_gan(gan, dataset, random_normal_dimensions, n_epochs=50):
    generator, discriminator = gan.layers[-2:]
    for _ in range(n_epochs):
        for real in dataset:
            n = len(real)
            fakes = generator(tf.random.normal((n, random_normal_dimensions)), training=True)
            discriminator.trainable = True
            discriminator.train_on_batch(fakes, tf.zeros((n, 1)))
            discriminator.train_on_batch(real, tf.ones((n, 1)))
            discriminator.trainable = False
            gan.train_on_batch(tf.random.normal((n, random_normal_dimensions)), tf.ones((n, 1)))
    return fakes
