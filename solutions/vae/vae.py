# ---
# jupyter:
#   autograder: {assignment: vae}
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # A space of faces
#
# A face of 64 × 64 pixels in three colours is a list of 12,288 numbers. Nearly all such lists are
# noise. Those that are faces lie close together on something much smaller: say how long the hair
# is, which colour it has, whether the mouth is open and so on, and you have said it all.
#
# A **variational autoencoder** finds such a description by itself. An *encoder* squeezes a face
# into a few numbers, its place in a **latent space**; a *decoder* paints a face from them. Two
# things are asked of them at once: the painted face is like the given one, and the places of all
# faces together fill the latent space like a standard normal cloud, without holes. So any place
# that you draw from that cloud is the place of some face, most likely of nobody who exists.
#
# You will
#
# 1. draw a place at random, in a way that gradients can pass: `Sampling`;
# 2. write the layers of the encoder, `encoder_layers`;
# 3. make a model of them, `encoder_model`;
# 4. write the layers of the decoder, `decoder_layers`;
# 5. make a model of these, `decoder_model`;
# 6. measure how far the places are from a standard normal cloud: `kl_reconstruction_loss`;
# 7. join all of it and bring that measure into training: `vae_model`.
#
# How wide and how deep the networks are is for you to choose. There is a **budget**: for 16 latent
# numbers, encoder and decoder may have at most 300,000 parameters each. The checks train for 384
# steps of 25 faces, on one core of a processor: what is slow here is slow there.

# %% tags=["setup"]
import keras
import numpy as np
import tensorflow as tf

from autograder import check
from autograder.datasets import faces

LATENT_DIM = 16
INPUT_SHAPE = (64, 64, 3)

# %% [markdown]
# ## 1. A draw that gradients can pass: `Sampling`
#
# For every face the encoder does not name one place but a small cloud: a mean $\mu$ and a
# deviation for each latent number. The decoder gets a place $z$ from that cloud. So near places
# have to be near faces, and the space becomes smooth.
#
# A deviation is never negative, and a network's output may be anything. Therefore the encoder gives
# the **logarithm of the variance**, which is called `sigma` throughout this assignment:
# $\sigma = \ln s^2$, where $s$ is the deviation.
#
# One cannot take the gradient of a random draw. But a draw from any normal cloud is a moved and
# stretched draw $\varepsilon$ from the standard one, and of moving and stretching there are
# gradients:
#
# $$
# z = \mu + e^{\sigma / 2}\,\varepsilon, \qquad \varepsilon \sim N(0, 1)
# $$
#
# Why is $e^{\sigma/2}$ the deviation?
#
# Write it as a layer without weights. Every number of every face gets an $\varepsilon$ of its own,
# and every call new ones, in training and afterwards.
#
# **Shapes.** In: a list of `mu` and `sigma`, both `(n, d)`. Out: `z`, `(n, d)`. While a model is
# being built, $n$ is not known yet.
#
# **To read:** [`keras.random.normal`](https://keras.io/api/random/random_ops/),
# [`keras.ops.shape`](https://keras.io/api/ops/core/).


# %% exercise="Sampling"
class Sampling(keras.layers.Layer):
    """Draws z from the normal distribution with mean mu and variance exp(sigma)."""

    def call(self, inputs):
        """One draw for each number.

        Args:
            inputs: list of two tensors (n, d): mu, the means, and sigma, the logarithms of the
                variances.

        Returns:
            Tensor (n, d).
        """
        ### BEGIN SOLUTION
        mu, sigma = inputs
        noise = keras.random.normal(keras.ops.shape(mu))
        return mu + keras.ops.exp(sigma / 2) * noise
        ### END SOLUTION


# %% check="Sampling"
check("Sampling")

# %% [markdown]
# ### Look at it
#
# 10,000 draws. Which mean and which deviation do you expect in each column?

# %% tags=["explore"]
rows = np.ones((10_000, 1), "float32")
draws = np.asarray(Sampling()([rows * [[0.0, 3.0, -1.0]], rows * [[0.0, 0.0, -4.0]]]))
print("mean     ", draws.mean(axis=0).round(2))
print("deviation", draws.std(axis=0).round(2))

# %% [markdown]
# ## 2. From a face to its cloud: `encoder_layers`
#
# Convolutions with a stride make a picture smaller and describe it better at the same time: at
# the end there are few places, and many numbers at each. Then all of it is flattened, and two dense
# layers **without an activation** (why?) read $\mu$ and $\sigma$ from the same features.
#
# Batch normalisation after each convolution makes training much quicker, which you will need: the
# checks do not train for long. A first convolution of 4 × 4 pixels with a stride of 4 saves most of
# the time.
#
# The decoder goes the way back, and has to know to which shape. Return therefore also the shape of
# the tensor **just before it was flattened**, with its first entry, `None` for the number of faces.
#
# **Shapes.** In: a symbolic tensor `(None, rows, columns, channels)`; rows and columns can be
# divided by 16. Out: `mu` and `sigma`, both `(None, latent_dim)`, and a shape of four entries, with
# fewer rows and columns than the picture.
#
# **To read:** [`Conv2D`](https://keras.io/api/layers/convolution_layers/convolution2d/),
# [`BatchNormalization`](https://keras.io/api/layers/normalization_layers/batch_normalization/).


# %% exercise="encoder_layers"
def encoder_layers(inputs, latent_dim):
    """The layers from pictures to the means and log-variances of their places.

    Args:
        inputs: symbolic tensor (None, rows, columns, channels), from 0 to 1.
        latent_dim: how many latent numbers there are.

    Returns:
        mu: symbolic tensor (None, latent_dim), any numbers.
        sigma: symbolic tensor (None, latent_dim), any numbers: logarithms of variances.
        conv_shape: shape of four entries, (None, r, c, filters), of what is flattened.
    """
    ### BEGIN SOLUTION
    x = keras.layers.Conv2D(32, 4, strides=4, padding="same")(inputs)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    x = keras.layers.Conv2D(64, 3, strides=2, padding="same")(x)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    flat = keras.layers.Flatten()(x)
    mu = keras.layers.Dense(latent_dim, name="mu")(flat)
    sigma = keras.layers.Dense(latent_dim, name="sigma")(flat)
    return mu, sigma, x.shape
    ### END SOLUTION


# %% check="encoder_layers"
check("encoder_layers")

# %% [markdown]
# ## 3. A model of it: `encoder_model`
#
# Make the input, pass it through `encoder_layers`, draw with `Sampling`, and return a model with
# **three outputs, `[mu, sigma, z]`** in that order, and beside it the shape for the decoder.
#
# **To read:** [The functional API](https://keras.io/guides/functional_api/).


# %% exercise="encoder_model"
def encoder_model(latent_dim, input_shape):
    """The encoder.

    Args:
        latent_dim: how many latent numbers there are.
        input_shape: shape of one picture: (rows, columns, channels).

    Returns:
        A keras.Model from pictures to [mu, sigma, z], each (None, latent_dim), and the shape of
        four entries that `encoder_layers` gives.
    """
    ### BEGIN SOLUTION
    inputs = keras.Input(shape=input_shape)
    mu, sigma, conv_shape = encoder_layers(inputs, latent_dim)
    z = Sampling()([mu, sigma])
    return keras.Model(inputs, [mu, sigma, z]), conv_shape
    ### END SOLUTION


# %% check="encoder_model"
check("encoder_model")

# %% [markdown]
# ### Look at it
#
# Where do most of the encoder's parameters sit? Is it within the budget?

# %% tags=["explore"]
encoder, conv_shape = encoder_model(LATENT_DIM, INPUT_SHAPE)
encoder.summary()
print("before flattening:", conv_shape)

# %% [markdown]
# ## 4. And back: `decoder_layers`
#
# A dense layer makes as many numbers of $z$ as there were before flattening; `Reshape` lays them
# out as rows, columns and filters; transposed convolutions make the picture larger again, as often
# as yours in the encoder made it smaller. The last one has three filters: red, green and blue. A
# brightness lies between 0 and 1; which activation sees to that without ever cutting off?
#
# **Shapes.** In: a symbolic tensor `(None, d)` and the shape that `encoder_layers` gave. Out: a
# symbolic tensor `(None, rows, columns, 3)`, as large as the pictures which the encoder was built
# for, whichever size that was.
#
# **To read:**
# [`Conv2DTranspose`](https://keras.io/api/layers/convolution_layers/convolution2d_transpose/),
# [`Reshape`](https://keras.io/api/layers/reshaping_layers/reshape/).


# %% exercise="decoder_layers"
def decoder_layers(inputs, conv_shape):
    """The layers from places in the latent space to pictures.

    Args:
        inputs: symbolic tensor (None, d), places.
        conv_shape: four entries, as `encoder_layers` gave them.

    Returns:
        Symbolic tensor (None, rows, columns, 3), from 0 to 1.
    """
    ### BEGIN SOLUTION
    _, rows, columns, filters = conv_shape
    x = keras.layers.Dense(rows * columns * filters)(inputs)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    x = keras.layers.Reshape((rows, columns, filters))(x)
    x = keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same")(x)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    return keras.layers.Conv2DTranspose(3, 6, strides=4, padding="same", activation="sigmoid")(x)
    ### END SOLUTION


# %% check="decoder_layers"
check("decoder_layers")

# %% [markdown]
# ## 5. A model of it: `decoder_model`
#
# From places, `(None, latent_dim)`, to pictures. Nothing is random here.


# %% exercise="decoder_model"
def decoder_model(latent_dim, conv_shape):
    """The decoder.

    Args:
        latent_dim: how many latent numbers there are.
        conv_shape: four entries, as `encoder_model` gave them.

    Returns:
        A keras.Model from places (None, latent_dim) to pictures (None, rows, columns, 3).
    """
    ### BEGIN SOLUTION
    inputs = keras.Input(shape=(latent_dim,))
    return keras.Model(inputs, decoder_layers(inputs, conv_shape))
    ### END SOLUTION


# %% check="decoder_model"
check("decoder_model")

# %% [markdown]
# ## 6. How far from a standard cloud: `kl_reconstruction_loss`
#
# Left alone, the encoder would put every face into a tiny cloud far away from all others, and
# between them there would be nothing. What holds the clouds together is the Kullback-Leibler
# divergence from the cloud of a face, $q = N(\mu, e^\sigma)$, to the standard one, $p = N(0, 1)$:
# how much more likely a draw from $q$ is under $q$ than under $p$, in the mean, on a logarithmic
# scale. For one latent number,
#
# $$
# \operatorname{KL}(q \,\|\, p) = \mathbb E_{z \sim q}\bigl[\ln q(z) - \ln p(z)\bigr]
# = -\tfrac12 \bigl(1 + \sigma - \mu^2 - e^\sigma\bigr)
# $$
#
# (With $\sigma$ the logarithm of the variance, as before.) It is 0 where the cloud is the standard
# one, and positive everywhere else. Return its **mean over all faces and all latent numbers**.
#
# **Shapes.** In: `mu` and `sigma`, of the same shape. Out: one number, a tensor of shape `()`.


# %% exercise="kl_reconstruction_loss"
def kl_reconstruction_loss(mu, sigma):
    """Mean divergence of normal distributions from the standard one.

    Args:
        mu: tensor (n, d), means.
        sigma: tensor (n, d), logarithms of variances.

    Returns:
        Scalar tensor: the mean of the divergence over all n · d numbers, in nats.
    """
    ### BEGIN SOLUTION
    return -0.5 * keras.ops.mean(1 + sigma - keras.ops.square(mu) - keras.ops.exp(sigma))
    ### END SOLUTION


# %% check="kl_reconstruction_loss"
check("kl_reconstruction_loss")

# %% [markdown]
# ## 7. All together: `vae_model`
#
# The whole goes from a face by way of `z` to a painted face. What the face looks like is compared
# by the loss that one compiles the model with. The divergence is another matter: it looks at `mu`
# and `sigma`, in the middle of the network. A Keras **layer** can add something to the loss of
# every model that it is part of, by `self.add_loss(…)` inside of its `call`. (Older notebooks say
# `model.add_loss(…)` here; in Keras 3 that raises a `NotImplementedError`.) Such a layer counts
# only if the model's output comes by way of it: let it pass on what it was given.
#
# Whoever writes a subclass of `keras.Model` instead should give its `call` an argument `training`
# and pass it on: without it Keras trains the model as if it were not in training, and batch
# normalisation does nothing.
#
# Add `kl_reconstruction_loss(mu, sigma)` **once, with weight 1**. Do not compile or train.
#
# How much should likeness count? Take the mean squared error over all 12,288 numbers of a picture,
# believe each of them to about $0.31$ either way, and share it among 16 latent numbers, since your
# divergence is a mean over them: then the error gets the weight
# $12288 / (2 \cdot 0.31^2 \cdot 16) \approx 4000$. The checks train with this weight.
#
# **Shapes.** In: an encoder with outputs `[mu, sigma, z]`, a decoder, and the shape of one picture.
# Out: a model from `(None, *input_shape)` to the decoder's pictures.
#
# **To read:** [The `add_loss()`
# method](https://keras.io/guides/making_new_layers_and_models_via_subclassing/).


# %% exercise="vae_model"
def vae_model(encoder, decoder, input_shape):
    """The variational autoencoder.

    Args:
        encoder: a keras.Model from pictures to [mu, sigma, z].
        decoder: a keras.Model from places z to pictures.
        input_shape: shape of one picture: (rows, columns, channels).

    Returns:
        A keras.Model from pictures to pictures, not compiled, whose loss in training contains
        `kl_reconstruction_loss(mu, sigma)`.
    """
    ### BEGIN SOLUTION

    class Divergence(keras.layers.Layer):
        """Adds the divergence to the loss and passes z on."""

        def call(self, inputs):
            mu, sigma, z = inputs
            self.add_loss(kl_reconstruction_loss(mu, sigma))
            return z

    inputs = keras.Input(shape=input_shape)
    z = Divergence()(encoder(inputs))
    return keras.Model(inputs, decoder(z))
    ### END SOLUTION


# %% check="vae_model"
check("vae_model")

# %% [markdown]
# ## Train it
#
# This takes a minute. What happens to the samples if likeness gets the weight 100, or 100,000?

# %% tags=["explore"]
train, test = faces.load("train"), faces.load("test")
encoder, conv_shape = encoder_model(LATENT_DIM, INPUT_SHAPE)
decoder = decoder_model(LATENT_DIM, conv_shape)
vae = vae_model(encoder, decoder, INPUT_SHAPE)
vae.compile(keras.optimizers.Adam(0.003), loss="mean_squared_error", loss_weights=4000.0)
vae.fit(train.images, train.images, batch_size=25, epochs=20, verbose=2)

# %% [markdown]
# ### Look at it
#
# Faces and what became of them; faces of nobody; and a walk from one face to another.

# %% tags=["explore"]
import matplotlib.pyplot as plt

mu, _, _ = encoder(test.images[:8])
walk = np.linspace(mu[0], mu[1], 8)
places = tf.random.normal((8, LATENT_DIM))
for row in (test.images[:8], decoder(mu), decoder(places), decoder(walk)):
    plt.figure(figsize=(12, 1.6))
    plt.imshow(np.concatenate(np.asarray(row), axis=1))
    plt.axis("off")
