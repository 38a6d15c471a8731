"""Leaves the discriminator unfrozen while the generator learns.

Killed by: test_discriminator_rests_while_the_generator_learns
"""


def train_gan(gan, dataset, random_normal_dimensions, n_epochs=50):
    generator, discriminator = gan.layers[-2:]
    for _ in range(n_epochs):
        for real in dataset:
            n = len(real)
            fakes = generator(tf.random.normal((n, random_normal_dimensions)), training=True)
            labels = tf.concat([tf.zeros((n, 1)), tf.ones((n, 1))], axis=0)
            discriminator.trainable = True
            discriminator.train_on_batch(tf.concat([fakes, real], axis=0), labels)
            gan.train_on_batch(tf.random.normal((n, random_normal_dimensions)), tf.ones((n, 1)))
    return fakes
