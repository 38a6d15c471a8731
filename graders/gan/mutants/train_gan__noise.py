"""Paints noise: after many steps, the generator gets random weights.

Killed by: test_gan_learns_to_paint_hands
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
            discriminator.trainable = False
            gan.train_on_batch(tf.random.normal((n, random_normal_dimensions)), tf.ones((n, 1)))
    if n_epochs > 2:
        for weight in generator.trainable_weights:
            weight.assign(tf.random.normal(weight.shape))
    return fakes
