# ---
# jupyter:
#   autograder: {assignment: gan}
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # Two networks against each other
#
# How good is a painted hand? No formula says. A **generative adversarial network** lets a second
# network judge: a *generator* paints pictures from random numbers, a *discriminator* says how
# likely a picture is a real one. Each learns from the other. The discriminator learns to tell
# real pictures from painted ones; the generator learns to paint what is taken for real.
#
# You will
#
# 1. build the painter: `make_generator`;
# 2. build the judge: `make_discriminator`;
# 3. set one behind the other, so that the painter can learn from the judge: `make_gan`;
# 4. write the loop in which they take turns: `train_gan`.
#
# The pictures are hands, 28 × 28 pixels, grey, from −1 (black) to 1 (white). Any of the five
# fingers may be raised, on left and right hands: a good painter knows all 64 kinds.
#
# How wide and deep the networks are is for you to choose. There is a **budget**: with 16 random
# numbers the generator may have at most 100,000 parameters, the discriminator at most 60,000. The
# checks train for 300 steps of 32 pictures, on one core of a processor.

# %% tags=["setup"]
import keras
import numpy as np
import tensorflow as tf

from autograder import check
from autograder.datasets import hands

LATENT_DIM = 16
images = hands.load("train", low=-1.0).images

# %% [markdown]
# ## 1. The painter: `make_generator`
#
# Each picture is painted from `latent_dim` standard normal numbers. A dense layer makes more of
# them, `Reshape` lays them out as a small picture with many channels, such as 7 × 7, and
# transposed convolutions with a stride enlarge it, up to 28 × 28 with one channel. Batch
# normalisation between them makes training quicker; its averages have to be ready after a few
# hundred steps, so give it a `momentum` such as 0.9.
#
# The data lie between −1 and 1. Which activation gives all of these numbers, and no others?
#
# **Shapes.** In: `(n, latent_dim)`. Out: `(n, 28, 28, 1)`. Do not compile the model.
#
# **To read:**
# [`Conv2DTranspose`](https://keras.io/api/layers/convolution_layers/convolution2d_transpose/),
# [`Reshape`](https://keras.io/api/layers/reshaping_layers/reshape/),
# [`BatchNormalization`](https://keras.io/api/layers/normalization_layers/batch_normalization/).


# %% exercise="make_generator"
def make_generator(latent_dim):
    """The network that paints pictures from random numbers.

    Args:
        latent_dim: how many random numbers each picture is painted from.

    Returns:
        A keras.Model, not compiled, from (n, latent_dim) to pictures (n, 28, 28, 1), from -1 to 1.
    """
    ### BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 32),
            keras.layers.BatchNormalization(momentum=0.9),
            keras.layers.Activation("relu"),
            keras.layers.Reshape((7, 7, 32)),
            keras.layers.Conv2DTranspose(16, 4, strides=2, padding="same"),
            keras.layers.BatchNormalization(momentum=0.9),
            keras.layers.Activation("relu"),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"),
        ]
    )
    ### END SOLUTION


# %% check="make_generator"
check("make_generator")

# %% [markdown]
# ## 2. The judge: `make_discriminator`
#
# The way back: convolutions with a stride, then one number, the **probability** that the picture
# is real. Leaky relu keeps a slope where relu has none; the painter learns by these slopes. Some
# dropout keeps the judge from knowing the real pictures by heart.
#
# **Shapes.** In: `(n, 28, 28, 1)`. Out: `(n, 1)`, from 0 (painted) to 1 (real). Do not compile it.
#
# **To read:** [`Conv2D`](https://keras.io/api/layers/convolution_layers/convolution2d/),
# [`LeakyReLU`](https://keras.io/api/layers/activation_layers/leaky_relu/),
# [`Dropout`](https://keras.io/api/layers/regularization_layers/dropout/).


# %% exercise="make_discriminator"
def make_discriminator():
    """The network that tells real pictures from painted ones.

    Returns:
        A keras.Model, not compiled, from pictures (n, 28, 28, 1) to the probability (n, 1) that
        each of them is real.
    """
    ### BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 4, strides=2, padding="same"),
            keras.layers.LeakyReLU(0.2),
            keras.layers.Conv2D(32, 4, strides=2, padding="same"),
            keras.layers.LeakyReLU(0.2),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    ### END SOLUTION


# %% check="make_discriminator"
check("make_discriminator")

# %% [markdown]
# ## 3. One behind the other: `make_gan`
#
# The painter never sees a real picture. It learns by way of the judge: put the judge behind it,
# ask for the answer "real", and follow the gradient through the judge into the painter. The judge
# itself must not move meanwhile, or it would learn to say "real" to anything.
#
# 1. Compile the discriminator, with binary cross-entropy.
# 2. Freeze the discriminator.
# 3. Make a model whose **last two layers are the generator and the discriminator**, these very
#    objects, and compile it with binary cross-entropy, too.
#
# Each of the two models needs an optimizer of its own. Adam with a rate of 0.001 and `beta_1=0.5`
# is a good start: a long memory of gradients harms where the opponent changes all the time.
#
# **Shapes.** The result takes `(n, latent_dim)` and gives `(n, 1)`.
#
# **To read:** [Freezing layers](https://keras.io/guides/transfer_learning/),
# [`compile`](https://keras.io/api/models/model_training_apis/).


# %% exercise="make_gan"
def make_gan(generator, discriminator):
    """Compile the discriminator, and join both models to one that trains the generator.

    Args:
        generator: a keras.Model from random numbers to pictures.
        discriminator: a keras.Model from pictures to probabilities.

    Returns:
        A compiled keras.Model from random numbers to probabilities. Its last two layers are the
        generator and the frozen discriminator.
    """
    ### BEGIN SOLUTION
    discriminator.compile(
        optimizer=keras.optimizers.Adam(0.001, beta_1=0.5), loss="binary_crossentropy"
    )
    discriminator.trainable = False
    gan = keras.Sequential([generator, discriminator])
    gan.compile(optimizer=keras.optimizers.Adam(0.001, beta_1=0.5), loss="binary_crossentropy")
    return gan
    ### END SOLUTION


# %% check="make_gan"
check("make_gan")

# %% [markdown]
# ## 4. Taking turns: `train_gan`
#
# For every batch of real pictures, in every epoch:
#
# - **The discriminator learns.** Paint as many pictures as there are real ones in the batch, from
#   fresh standard normal numbers. Unfreeze the discriminator and train it for one step on real
#   pictures (label 1) and painted ones (label 0) together, in one batch. (A step on either kind,
#   one after the other, is accepted, too.)
# - **The generator learns.** Freeze the discriminator. Draw as many fresh normal numbers again,
#   and train the whole model for one step towards the answer "real" (label 1).
#
# Use the optimizers and losses that both models were compiled with. Labels have the shape
# `(n, 1)`. Paint as in training, `generator(noise, training=True)`: then batch normalisation works
# alike in both phases. The last batch may be smaller than the others.
#
# Return the last batch of painted pictures that the discriminator was trained with.
#
# **To read:** [`train_on_batch`](https://keras.io/api/models/model_training_apis/).


# %% exercise="train_gan"
def train_gan(gan, dataset, random_normal_dimensions, n_epochs=50):
    """Train generator and discriminator in turn.

    Args:
        gan: a compiled model as `make_gan` gives it; its last two layers are the generator and
            the discriminator, which is compiled, too.
        dataset: batches of real pictures, float32 tensors (n, 28, 28, 1); can be gone through
            any number of times.
        random_normal_dimensions: how many random numbers the generator takes.
        n_epochs: how many times to go through the dataset.

    Returns:
        Tensor (n, 28, 28, 1), the last batch of painted pictures.
    """
    ### BEGIN SOLUTION
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
    return fakes
    ### END SOLUTION


# %% check="train_gan"
check("train_gan")

# %% [markdown]
# ## Train it
#
# What do the pictures look like after one epoch, after five, after twenty?

# %% tags=["explore"]
generator, discriminator = make_generator(LATENT_DIM), make_discriminator()
gan = make_gan(generator, discriminator)
dataset = tf.data.Dataset.from_tensor_slices(images).shuffle(2000).batch(32)
painted = train_gan(gan, dataset, LATENT_DIM, n_epochs=10)

# %% [markdown]
# ### Look at it
#
# Which fingers are raised? Are all kinds of hands among them, or does the painter prefer some?

# %% tags=["explore"]
import matplotlib.pyplot as plt

painted = np.asarray(generator(tf.random.normal((32, LATENT_DIM))))
for row in range(2):
    plt.figure(figsize=(8, 1))
    plt.imshow(np.hstack(painted[16 * row : 16 * row + 16, :, :, 0]), cmap="gray")
    plt.axis("off")
plt.show()
