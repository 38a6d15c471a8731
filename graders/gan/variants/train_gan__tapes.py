"""With gradient tapes and the compiled optimizers."""


def train_gan(gan, dataset, random_normal_dimensions, n_epochs=50):
    generator, discriminator = gan.layers[-2:]
    loss = keras.losses.BinaryCrossentropy()

    @tf.function(reduce_retracing=True)
    def step(real):
        n = tf.shape(real)[0]
        zeros, ones = tf.zeros((n, 1)), tf.ones((n, 1))
        fakes = generator(tf.random.normal((n, random_normal_dimensions)), training=True)
        with tf.GradientTape() as tape:
            judged = discriminator(tf.concat([real, fakes], 0), training=True)
            error = loss(tf.concat([ones, zeros], 0), judged)
        weights = judge_weights
        discriminator.optimizer.apply_gradients(zip(tape.gradient(error, weights), weights))
        with tf.GradientTape() as tape:
            numbers = tf.random.normal((n, random_normal_dimensions))
            error = loss(ones, discriminator(generator(numbers, training=True), training=True))
        weights = generator.trainable_weights
        gan.optimizer.apply_gradients(zip(tape.gradient(error, weights), weights))
        return fakes

    discriminator.trainable = True
    judge_weights = discriminator.trainable_weights
    discriminator.optimizer.build(judge_weights)
    gan.optimizer.build(generator.trainable_weights)
    for _ in range(n_epochs):
        for real in dataset:
            fakes = step(real)
    discriminator.trainable = False
    return fakes
