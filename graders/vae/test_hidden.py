"""Checks of vae on data that is drawn for each grading."""

import numpy as np

from autograder.datasets import faces
from autograder.grading import check, describe, expect, fail, gradient, show, tensor
from autograder.grading.pictures import curves, grid


def normal(rng, *shape):
    """Normal numbers as float32."""
    return rng.normal(size=shape).astype("float32")


def uniform(rng, *shape):
    """Pictures of noise."""
    return rng.uniform(size=shape).astype("float32")


def some_faces(rng, n, split="train"):
    """Faces that nobody has seen."""
    return faces.load(split, int(rng.integers(2**31)), n)


def size_and_latent(rng):
    """A size of pictures other than that of the notebook, and a number of latent numbers."""
    rows, columns = (int(16 * n) for n in rng.permutation([2, 3, 5])[:2])
    return (rows, columns, 3), int(rng.integers(3, 12))


def side_by_side(*rows):
    """A row of pictures for each of some arrays."""
    return grid(np.concatenate(rows), columns=len(rows[0]))


def kernels(model):
    """The weights that any training should move: biases before a normalisation stay."""
    weights = [np.asarray(weight) for weight in model.trainable_weights]
    return [weight for weight in weights if weight.ndim > 1]


def expect_all_move(model, x, y):
    """One step of training moves every kernel, and none is kept from it."""
    frozen = sum(
        layer.trainable_variables == 0 and layer.parameters > 0
        for layer in describe(model).all_layers()
    )
    if frozen:
        fail(f"{frozen} of the layers are not trained at all.")
    before = kernels(model)
    model.fit(x, y, batch_size=len(x), epochs=1, verbose=0)
    still = sum(np.array_equal(a, b) for a, b in zip(before, kernels(model), strict=True))
    if still:
        fail(f"{still} of the {len(before)} matrices of weights do not move in a step of training.")


# -- Sampling -----------------------------------------------------------------------------------


@check(
    points=2,
    exercise="Sampling",
    hint="Sigma is the logarithm of the variance. What is the deviation?",
    depends_on="test_sampling_keeps_the_shape",
)
def test_sampling_has_the_right_statistics(student, rng):
    """Draws from the normal distribution of that mean and variance, each number for itself"""
    n, d = 20_000, 4
    mu, sigma = normal(rng, 1, d), rng.uniform(-2, 2, size=(1, d)).astype("float32")
    sigma[0, 0] = 1.5
    ones = np.ones((n, 1), "float32")
    z = np.asarray(student.Sampling()([tensor(ones * mu), tensor(ones * sigma)]))
    expect(z, "z").has_shape((n, d)).is_finite()
    expect(z.std(axis=0), "the deviation of many draws").close_to(
        np.exp(sigma[0] / 2),
        rtol=0.05,
        slips={
            "sigma itself is taken for the deviation": np.abs(sigma[0]),
            "the variance is taken for the deviation": np.exp(sigma[0]),
        },
    )
    draws = (z - mu) / np.exp(sigma / 2)
    if np.abs(draws.mean(axis=0)).max() > 0.05:
        fail("The mean of many draws is not mu.")
    correlation = np.corrcoef(draws.T) - np.eye(d)
    if np.abs(correlation).max() > 0.06:
        fail("The numbers of one face are not drawn independently of each other.")
    if abs(np.mean(draws**4) - 3) > 0.4:
        fail("The draws do not have the shape of a normal distribution.")


def sampling_model(student, keras, d):
    """A model from pairs (mu, sigma), (n, 2, d), to draws."""
    layers = keras.layers
    pairs = keras.Input((2, d))
    mu = layers.Flatten()(layers.Cropping1D((0, 1))(pairs))
    sigma = layers.Flatten()(layers.Cropping1D((1, 0))(pairs))
    return keras.Model(pairs, student.Sampling()([mu, sigma]))


@check(points=1, exercise="Sampling", hint="Is the number of faces known while a model is built?")
def test_sampling_works_in_a_model(student, rng, keras):
    """Works in a model, which draws anew for every batch"""
    model = sampling_model(student, keras, 3)
    x = normal(rng, 11, 2, 3)
    first, again = (np.asarray(model.predict(x, verbose=0)) for _ in range(2))
    expect(first, "z").has_shape((11, 3))
    if np.mean(np.isclose(first, again, atol=1e-6)) > 0.2:  # one or two may be by chance
        fail("A model gives the same draws whenever it predicts.")


@check(points=2, exercise="Sampling", hint="Does z depend on sigma by way of operations of Keras?")
def test_sampling_lets_gradients_through(student, rng, keras):
    """Lets the gradient reach mu and sigma"""
    n, d = 4000, 3
    x = normal(rng, n, 2, d)
    slope = gradient(sampling_model(student, keras, d), tensor(x))
    expect(slope[:, 0], "the slope of z in mu").close_to(np.ones((n, d)))
    noise = slope[:, 1] / (0.5 * np.exp(x[:, 1] / 2))
    if abs(noise.std() - 1) > 0.06 or abs(noise.mean()) > 0.06:
        fail("The slope of z in sigma is not that of the formula.")


# -- encoder_layers -----------------------------------------------------------------------------


def encoder_of(student, keras, size, latent):
    """The model of encoder_layers, [mu, sigma]."""
    inputs = keras.Input(size)
    mu, sigma, shape = student.encoder_layers(inputs, latent)
    return keras.Model(inputs, [mu, sigma]), shape


@check(points=1, exercise="encoder_layers", hint="Which number in your code is one of this case?")
def test_encoder_layers_fit_any_size(student, rng, keras):
    """Takes pictures of any size, to any number of latent numbers"""
    size, latent = size_and_latent(rng)
    model, shape = encoder_of(student, keras, size, latent)
    mu, sigma = model(tensor(uniform(rng, 3, *size)))
    expect(mu, "mu").has_shape((3, latent)).is_finite()
    expect(sigma, "sigma").has_shape((3, latent)).is_finite()
    if (shape[1] > shape[2]) != (size[0] > size[1]):
        fail("The shape before flattening does not follow the shape of the picture.")


@check(points=2, exercise="encoder_layers", hint="Which numbers may a logarithm be?")
def test_encoder_layers_give_any_numbers(student, rng, keras):
    """Computes mu and sigma without an activation, each with weights of its own"""
    model, _ = encoder_of(student, keras, (64, 64, 3), 32)
    model.set_weights([w * 4 if w.ndim > 1 else w for w in model.get_weights()])
    x = 4 * normal(rng, 40, 64, 64, 3) + 10 * normal(rng, 40, 1, 1, 3)
    mu, sigma = (np.asarray(y) for y in model(tensor(x)))
    for name, y in (("mu", mu), ("sigma", sigma)):
        if y.min() >= 0 or y.max() <= 0:
            fail(f"{name} always has the same sign, so an activation cuts numbers off.")
        if np.abs(y).max() <= 1.0001:
            fail(f"{name} is never larger than 1, however large the weights are.")
    if np.allclose(mu, sigma, rtol=1e-3):
        fail("mu and sigma are the same numbers.")


@check(points=2, exercise="encoder_layers", hint="Does a way lead from each pixel to each output?")
def test_encoder_layers_see_the_whole_picture(student, rng, keras):
    """Sees every part of the picture"""
    model, _ = encoder_of(student, keras, (64, 64, 3), 8)
    base = uniform(rng, 1, 64, 64, 3)
    changed = np.repeat(base, 17, axis=0)
    for place in range(16):
        rows, columns = (slice(16 * k, 16 * k + 16) for k in divmod(place, 4))
        changed[place, rows, columns] = 1 - changed[place, rows, columns]
    for name, y in zip(("mu", "sigma"), model(tensor(changed)), strict=True):
        moved = np.abs(np.asarray(y)[:16] - np.asarray(y)[16]).max(axis=1)
        if np.any(moved < 1e-6):
            fail(f"{name} does not depend on {int(np.sum(moved < 1e-6))} of 16 parts of a picture.")


@check(points=1, exercise="encoder_layers", hint="Is there a step that no gradient passes?")
def test_encoder_layers_are_trained_as_a_whole(student, rng, keras):
    """Is trained as a whole: all of its weights move"""
    model, _ = encoder_of(student, keras, (32, 32, 3), 4)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mean_squared_error")
    x = uniform(rng, 12, 32, 32, 3)
    expect_all_move(model, x, [normal(rng, 12, 4), normal(rng, 12, 4)])


LEARNT = ("wall", "skin", "hair", "shirt", "height", "size")


def targets(factors):
    """Some of the factors, each from −1 to 1."""
    lowest, highest = np.array([faces.RANGES[name] for name in LEARNT]).T
    columns = factors[:, [faces.FACTORS.index(name) for name in LEARNT]]
    return (2 * (columns - lowest) / (highest - lowest) - 1).astype("float32")


@check(
    points=2,
    exercise="encoder_layers",
    hint="What of the picture is lost before the dense layers?",
    depends_on="test_encoder_layers_are_trained_as_a_whole",
    timeout=60,
)
def test_encoder_layers_learn_what_a_face_is_like(student, rng, keras):
    """Learns to tell what a face is like"""
    seen, new = some_faces(rng, 400), some_faces(rng, 150, "test")
    model, _ = encoder_of(student, keras, (64, 64, 3), len(LEARNT))
    model = keras.Model(model.inputs, model.outputs[0])
    steps = 10 * 16
    rate = keras.optimizers.schedules.CosineDecay(0.005, steps)
    model.compile(optimizer=keras.optimizers.Adam(rate), loss="mean_squared_error")
    told = model.fit(seen.images, targets(seen.factors), batch_size=25, epochs=10, verbose=0)
    show("The loss, epoch by epoch", curves({"loss": told.history["loss"]}))
    wanted = targets(new.factors)
    # in batches as in training: so short a training does not settle running means
    found = np.asarray(model(tensor(new.images), training=True))
    error = np.mean((found - wanted) ** 2) / np.mean(wanted**2)
    expect(error, "the share of the factors' variance that mu does not tell").at_most(
        0.85, measure="untold"
    )


# -- encoder_model ------------------------------------------------------------------------------


@check(points=1, exercise="encoder_model", hint="Which number in your code is one of this case?")
def test_encoder_model_fits_any_size(student, rng):
    """Takes pictures of any size, to any number of latent numbers"""
    size, latent = size_and_latent(rng)
    model, shape = student.encoder_model(latent, size)
    for name, y in zip(("mu", "sigma", "z"), model(tensor(uniform(rng, 3, *size))), strict=True):
        expect(y, name).has_shape((3, latent))
    if (shape[1] > shape[2]) != (size[0] > size[1]):
        fail("The shape does not follow the shape of the picture.")


@check(points=3, exercise="encoder_model", hint="Which tensors does z come from?")
def test_encoder_model_draws_z_around_mu(student, rng):
    """Draws z from the cloud that mu and sigma tell, the outputs in that order"""
    model, _ = student.encoder_model(6, (32, 32, 3))
    weights = [w * 1.5 + (0.2 * normal(rng, *w.shape) if w.ndim == 1 else 0) for w in
               model.get_weights()]  # fmt: skip
    model.set_weights([np.abs(w) if w.ndim == 1 else w for w in weights])
    x = np.repeat(uniform(rng, 1, 32, 32, 3), 2000, axis=0)
    mu, sigma, z = (np.asarray(y, "float64") for y in model(tensor(x)))
    if np.allclose(z, z[:1], atol=1e-5):
        fail("The third output is the same in every draw: nothing is random in it.")
    if not (np.allclose(mu, mu[:1], atol=1e-3) and np.allclose(sigma, sigma[:1], atol=1e-3)):
        fail("mu and sigma should not be random, but they differ from call to call.")
    if np.allclose(mu, sigma, atol=1e-4):
        fail("mu and sigma are the same numbers.")
    draws = (z - mu) / np.exp(sigma / 2)
    if np.abs(draws.mean(axis=0)).max() > 0.12:
        fail("The draws z do not lie around mu.")
    if np.abs(draws.std(axis=0) - 1).max() > 0.1:
        fail("The deviation of the draws z is not exp(sigma / 2).")


@check(points=1, exercise="encoder_model", hint="Is the noise made anew each time?")
def test_encoder_model_draws_anew(student, rng):
    """Draws anew each time that it predicts"""
    model, _ = student.encoder_model(4, (32, 32, 3))
    x = uniform(rng, 6, 32, 32, 3)
    first, again = (model.predict(x, verbose=0) for _ in range(2))
    if not np.allclose(first[0], again[0], atol=1e-4):
        fail("mu is another one each time.")
    if np.mean(np.isclose(first[2], again[2], atol=1e-6)) > 0.2:  # one or two may be by chance
        fail("z is the same each time.")


@check(points=1, exercise="encoder_model", hint="Does a gradient at z reach the first layer?")
def test_encoder_model_is_trained_by_way_of_z(student, rng, keras):
    """Is trained as a whole by what is asked of z alone"""
    model, _ = student.encoder_model(4, (32, 32, 3))
    model = keras.Model(model.inputs, model.outputs[2])
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mean_squared_error")
    expect_all_move(model, uniform(rng, 12, 32, 32, 3), normal(rng, 12, 4))


# -- decoder_layers -----------------------------------------------------------------------------


def decoder_of(student, keras, size, latent):
    """The model of decoder_layers."""
    shape = student.encoder_layers(keras.Input(size), 4)[2]
    inputs = keras.Input((latent,))
    return keras.Model(inputs, student.decoder_layers(inputs, shape))


@check(points=1, exercise="decoder_layers", hint="Which numbers does conv_shape tell you?")
def test_decoder_layers_fit_any_size(student, rng, keras):
    """Paints pictures of the size that the encoder was built for"""
    size, latent = size_and_latent(rng)
    model = decoder_of(student, keras, size, latent)
    expect(model(tensor(normal(rng, 3, latent))), "the pictures").has_shape((3, *size))


@check(points=2, exercise="decoder_layers", hint="Does each latent number have a say?")
def test_decoder_layers_use_every_latent_number(student, rng, keras):
    """Uses every latent number, for every part of the picture"""
    latent = 6
    model = decoder_of(student, keras, (64, 64, 3), latent)
    z = np.repeat(normal(rng, 1, latent), latent + 1, axis=0)
    z[np.arange(latent), np.arange(latent)] += 2
    y = np.asarray(model(tensor(z)))
    moved = np.abs(y[:latent] - y[latent]).reshape(latent, 4, 16, 4, 16, 3).max(axis=(2, 4, 5))
    if np.any(moved.max(axis=(1, 2)) < 1e-6):
        fail("Some latent numbers make no difference to the picture.")
    if np.any(moved.max(axis=0) < 1e-6):
        fail("Some parts of the picture are the same for all places.")


@check(points=1, exercise="decoder_layers", hint="What happens to gradients where numbers are cut?")
def test_decoder_layers_never_cut_off(student, rng, keras):
    """Comes to brightnesses between 0 and 1 without cutting anything off"""
    model = decoder_of(student, keras, (32, 32, 3), 4)
    for _ in range(3):
        y = np.asarray(model(tensor(normal(rng, 40, 4))))
        if y.min() <= 0 or y.max() >= 1:
            fail("Some brightnesses are exactly 0 or 1, or outside of it.")
        if not y.min() < 0.5 < y.max():
            fail("A new decoder paints only dark or only light: it is not a sigmoid around 0.")


@check(points=1, exercise="decoder_layers", hint="Is there a step that no gradient passes?")
def test_decoder_layers_are_trained_as_a_whole(student, rng, keras):
    """Is trained as a whole: all of its weights move"""
    model = decoder_of(student, keras, (32, 32, 3), 4)
    model.compile(
        optimizer=keras.optimizers.SGD(0.1), loss="mean_squared_error", loss_weights=1000.0
    )
    expect_all_move(model, normal(rng, 12, 4), uniform(rng, 12, 32, 32, 3))


@check(
    points=2,
    exercise="decoder_layers",
    hint="What can your last layers not paint: colours, places, edges?",
    depends_on="test_decoder_layers_are_trained_as_a_whole",
    timeout=60,
)
def test_decoder_layers_learn_to_paint(student, rng, keras):
    """Learns to paint twenty-five given faces"""
    images = some_faces(rng, 25).images
    z = normal(rng, 25, 16)
    model = decoder_of(student, keras, (64, 64, 3), 16)
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mean_squared_error")
    told = model.fit(z, images, batch_size=25, epochs=60, verbose=0)
    show("The loss, epoch by epoch", curves({"loss": told.history["loss"]}))
    painted = np.asarray(model(tensor(z), training=True))
    show("Given faces, and what was painted", side_by_side(images[:8], painted[:8]))
    share = np.mean((painted - images) ** 2) / np.mean((images - images.mean(axis=0)) ** 2)
    expect(share, "the error, as a share of the mean face's,").at_most(0.5, measure="unpainted")


# -- decoder_model ------------------------------------------------------------------------------


def whole_decoder(student, keras, size, latent):
    """What decoder_model returns for pictures of a size."""
    return student.decoder_model(latent, student.encoder_layers(keras.Input(size), 4)[2])


@check(points=1, exercise="decoder_model", hint="Which number in your code is one of this case?")
def test_decoder_model_fits_any_size(student, rng, keras):
    """Takes any number of latent numbers, to pictures of any size"""
    size, latent = size_and_latent(rng)
    model = whole_decoder(student, keras, size, latent)
    y = np.asarray(model(tensor(normal(rng, 3, latent))))
    expect(y, "the pictures").has_shape((3, *size)).is_finite()


@check(points=2, exercise="decoder_model", hint="What does a picture depend on, and on what not?")
def test_decoder_model_paints_each_place_by_itself(student, rng, keras):
    """Paints the same picture whenever it gets the same place, and another one for another"""
    model = whole_decoder(student, keras, (32, 32, 3), 5)
    z = 2 * normal(rng, 8, 5)
    first, again, half = (np.asarray(model(tensor(x))) for x in (z, z, z[:4]))
    if not np.allclose(first, again, atol=1e-5):
        fail("The same places give other pictures each time.")
    expect(half, "the pictures of half of the places").close_to(first[:4], atol=1e-4)
    apart = np.abs(first[:, None] - first[None]).max(axis=(2, 3, 4)) + np.eye(8)
    if apart.min() < 1e-5:
        fail("Different places give the same picture.")
    if first.min() < 0 or first.max() > 1:
        fail("Some brightnesses are below 0 or above 1.")


@check(points=1, exercise="decoder_model", hint="Which of the numbers in z reach the picture?")
def test_decoder_model_uses_every_number(student, rng, keras):
    """Uses every latent number"""
    model = whole_decoder(student, keras, (32, 32, 3), 5)
    slope = gradient(model, tensor(normal(rng, 20, 5)))
    dead = int(np.sum(np.abs(slope).max(axis=0) < 1e-9))
    if dead:
        fail(f"{dead} of 5 latent numbers make no difference to the picture.")


@check(points=2, exercise="decoder_model", hint="Can every layer of the model be trained?")
def test_decoder_model_is_trained_as_a_whole(student, rng, keras):
    """Is trained as a whole: all of its weights move"""
    model = whole_decoder(student, keras, (32, 32, 3), 4)
    model.compile(
        optimizer=keras.optimizers.SGD(0.1), loss="mean_squared_error", loss_weights=1000.0
    )
    expect_all_move(model, normal(rng, 12, 4), uniform(rng, 12, 32, 32, 3))


# -- kl_reconstruction_loss ---------------------------------------------------------------------


def divergences(mu, sigma):
    """KL divergence from N(mu, exp(sigma)) to N(0, 1), number by number."""
    mu, sigma = np.asarray(mu, "float64"), np.asarray(sigma, "float64")
    return -0.5 * (1 + sigma - mu**2 - np.exp(sigma))


@check(points=2, exercise="kl_reconstruction_loss", hint="Sign, ½, which term is squared?")
def test_divergence_follows_the_formula(student, rng):
    """Gives the mean divergence of random clouds"""
    for n, d in ((7, 3), (1, 11), (40, 2)):
        mu, sigma = 2 * normal(rng, n, d), normal(rng, n, d)
        wanted = divergences(mu, sigma)
        s = np.asarray(sigma, "float64")
        expect(
            student.kl_reconstruction_loss(tensor(mu), tensor(sigma)), "the divergence"
        ).close_to(
            wanted.mean(),
            rtol=1e-3,
            averaged_over=(n * d, n, d),
            slips={
                "mu and sigma are swapped": divergences(sigma, mu).mean(),
                "sigma is taken for the deviation": divergences(mu, np.log(np.square(s))).mean(),
                "mu is not squared": -0.5 * np.mean(1 + s - mu - np.exp(s)),
            },
        )


@check(points=1, exercise="kl_reconstruction_loss", hint="What do the words of the text measure?")
def test_divergence_is_the_mean_ratio_of_likelihoods(student, rng):
    """Is how much more likely draws are under their own cloud than under the standard one"""
    mu, sigma = normal(rng, 1, 4), rng.uniform(-2, 0.5, size=(1, 4)).astype("float32")
    deviation = np.exp(sigma / 2)
    z = mu + deviation * rng.normal(size=(200_000, 4))
    ratio = -0.5 * ((z - mu) / deviation) ** 2 - sigma / 2 + 0.5 * z**2
    expect(student.kl_reconstruction_loss(tensor(mu), tensor(sigma)), "the divergence").close_to(
        ratio.mean(), rtol=0.01, atol=0.02
    )


@check(points=2, exercise="kl_reconstruction_loss", hint="Is all of it computed by Keras?")
def test_divergence_has_the_right_gradient(student, rng):
    """Pulls mu and sigma towards 0 by its gradient"""
    mu, sigma = normal(rng, 6, 4), normal(rng, 6, 4)
    slopes = (
        gradient(student.kl_reconstruction_loss, mu, tensor(sigma)),
        gradient(student.kl_reconstruction_loss, tensor(mu), sigma, wrt=1),
    )
    expect(slopes[0], "the slope in mu").close_to(mu / mu.size, rtol=1e-3)
    expect(slopes[1], "the slope in sigma").close_to((np.exp(sigma) - 1) / 2 / mu.size, rtol=1e-3)


# -- vae_model ----------------------------------------------------------------------------------


def small_encoder(keras, size, latent):
    """An encoder out of Keras' own layers, so that vae_model is judged by itself."""
    layers = keras.layers
    inputs = keras.Input(size)
    x = layers.Dense(6, activation="tanh")(layers.Flatten()(inputs))
    mu, sigma = layers.Dense(latent)(x), layers.Dense(latent)(x)
    noise = layers.GaussianNoise(1.0)(layers.Rescaling(0.0)(mu), training=True)
    deviation = layers.Activation("exponential")(layers.Rescaling(0.5)(sigma))
    z = layers.Add()([mu, layers.Multiply()([deviation, noise])])
    return keras.Model(inputs, [mu, sigma, z])


def small_decoder(keras, size, latent):
    """A decoder to go with it."""
    inputs = keras.Input((latent,))
    x = keras.layers.Dense(int(np.prod(size)), activation="sigmoid")(inputs)
    return keras.Model(inputs, keras.layers.Reshape(size)(x))


def small_vae(student, rng, keras):
    """The student's vae, its encoder and decoder with some random weights, and pictures."""
    size, latent = (int(rng.integers(4, 9)), int(rng.integers(4, 9)), 2), int(rng.integers(2, 6))
    encoder, decoder = small_encoder(keras, size, latent), small_decoder(keras, size, latent)
    vae = student.vae_model(encoder, decoder, size)
    x = uniform(rng, 30, *size)
    vae(tensor(x))
    for model in (encoder, decoder):
        model.set_weights([0.5 * normal(rng, *w.shape) for w in model.get_weights()])
    return vae, encoder, decoder, x


@check(points=2, exercise="vae_model", hint="Which of the encoder's outputs does the decoder get?")
def test_vae_decodes_draws(student, rng, keras):
    """Paints by the given decoder from the draws z of the given encoder"""
    vae, encoder, decoder, x = small_vae(student, rng, keras)
    many = np.repeat(x[:1], 3000, axis=0)
    mu, _, z = encoder(tensor(many))
    found = np.asarray(vae(tensor(many)))
    if np.allclose(found[:50], found[:1], atol=1e-6):
        drawn = np.allclose(found[:1], np.asarray(decoder(tensor(np.asarray(mu)[:1]))), atol=1e-4)
        fail(
            "The decoder gets mu, where z belongs." if drawn else
            "What is painted is the same each time, so no draw is in it."
        )  # fmt: skip
    wanted = np.asarray(decoder(tensor(np.asarray(z))))
    apart = np.abs(found.mean(axis=0) - wanted.mean(axis=0)).max()
    spread = np.abs(found.std(axis=0) - wanted.std(axis=0)).max()
    if apart > 0.06 or spread > 0.06:
        fail("What is painted is not what the given decoder makes of the given encoder's draws.")


def step(model, x, rate, weight, keras):
    """Train for one step of plain gradient descent."""
    model.compile(
        optimizer=keras.optimizers.SGD(rate), loss="mean_squared_error", loss_weights=weight
    )
    model.fit(x, x, batch_size=len(x), epochs=1, verbose=0)


def flat(model):
    """All weights in one row, in double precision."""
    return np.concatenate([np.ravel(w) for w in model.get_weights()]).astype("float64")


@check(
    points=3,
    exercise="vae_model",
    hint="When Keras takes the gradient of the loss, is the divergence in it?",
)
def test_the_divergence_reaches_the_gradient(student, rng, keras):
    """Trains by the gradient of the divergence, with weight 1"""
    vae, encoder, decoder, x = small_vae(student, rng, keras)
    rate, values, weights, still = 0.002, [], [], flat(decoder)
    for _ in range(3):
        mu, sigma, _ = encoder(tensor(x))
        values.append(divergences(mu, sigma).mean())
        weights.append(flat(encoder))
        step(vae, x, rate, 0.0, keras)
    first, second = weights[1] - weights[0], weights[2] - weights[1]
    if np.abs(first).max() < 1e-9:
        fail("When likeness counts nothing, training does not move the encoder at all.")
    if np.abs(flat(decoder) - still).max() > 1e-6:
        fail("The decoder moves, though likeness counts nothing.")
    # by the trapezium rule, from the slopes at both ends of the first step
    expected = -first @ (first + second) / (2 * rate)
    expect((values[1] - values[0]) / expected, "the fall of the divergence").close_to(
        1.0,
        rtol=0.03,
        slips={
            "the divergence counts twice": 0.5,
            "training makes the divergence larger": -1.0,
        },
    )


@check(points=2, exercise="vae_model", hint="Which ways lead from the painted face to the encoder?")
def test_likeness_trains_encoder_and_decoder(student, rng, keras):
    """Trains the encoder by way of the decoder, too"""
    vae, encoder, decoder, x = small_vae(student, rng, keras)
    start = encoder.get_weights(), decoder.get_weights()
    moves = []
    for weight in (0.0, 300.0):
        encoder.set_weights(start[0])
        decoder.set_weights(start[1])
        before = flat(encoder), flat(decoder)
        step(vae, x, 0.01, weight, keras)
        moves.append((flat(encoder) - before[0], flat(decoder) - before[1]))
    (by_divergence, _), (by_both, decoder_moved) = moves
    if np.abs(decoder_moved).max() < 1e-7:
        fail("The decoder does not move in a step of training.")
    if np.abs(by_both - by_divergence).max() < 1e-5:
        fail("What is painted makes no difference to how the encoder is trained.")


LATENT, BATCH, WEIGHT, PASSES = 16, 25, 4000.0, 6


def trained_vae(student, rng, keras):
    """Encoder and decoder after 576 steps of training."""
    encoder, shape = student.encoder_model(LATENT, (64, 64, 3))
    decoder = student.decoder_model(LATENT, shape)
    vae = student.vae_model(encoder, decoder, (64, 64, 3))
    images = some_faces(rng, 1200).images
    halves = images[:600], images[600:]  # all at once is more than a message carries
    rate = keras.optimizers.schedules.CosineDecay(0.005, 2 * PASSES * len(images) // BATCH)
    vae.compile(
        optimizer=keras.optimizers.Adam(rate), loss="mean_squared_error", loss_weights=WEIGHT
    )
    losses = []
    for _ in range(PASSES):
        for half in halves:
            losses += vae.fit(half, half, batch_size=BATCH, epochs=2, verbose=0).history["loss"]
    show("The loss, epoch by epoch of half the faces", curves({"loss": losses}))
    return encoder, decoder


def walks_between(starts, ends, steps=8):
    """Places on straight lines, (lines · steps, d), one line after the other."""
    share = np.linspace(0, 1, steps, dtype="float32")[:, None]
    lines = [(1 - share) * start + share * end for start, end in zip(starts, ends, strict=True)]
    return np.concatenate(lines)


def random_features(images):
    """24 numbers for each picture, by a small network of fixed random weights.

    Patches of 8 × 8 pixels, 4 apart, go through 32 random filters with relu, and 3 × 3 of the
    results, 2 apart, through 64 more. These are averaged over each quarter of the picture, and
    mixed. The weights come from seed 0, so the network is always the same.
    """
    fixed = np.random.default_rng(0)
    x = images.astype("float32") - 0.5
    for size, stride, filters in ((8, 4, 32), (3, 2, 64)):
        patches = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
        patches = patches[:, ::stride, ::stride]
        rows = patches.reshape(*patches.shape[:3], -1)
        kernel = fixed.normal(size=(rows.shape[-1], filters)) / np.sqrt(rows.shape[-1])
        x = np.maximum(rows @ kernel.astype("float32"), 0)
    quarters = [x[:, r, c].mean(axis=(1, 2)) for r in (slice(0, 4), slice(3, 7))
                for c in (slice(0, 4), slice(3, 7))]  # fmt: skip
    pooled = np.concatenate(quarters, axis=1).astype("float64")
    return pooled @ fixed.normal(size=(pooled.shape[1], 24))


def frechet_distance(real, made):
    """Between normal distributions of features, in units of the real ones' variance."""
    real, made = random_features(real), random_features(made)
    scale = real.std(axis=0)
    real, made = real / scale, made / scale
    a, b = np.cov(real.T), np.cov(made.T)
    root = np.sqrt(np.clip(np.linalg.eigvals(a @ b).real, 0, None)).sum()
    gap = real.mean(axis=0) - made.mean(axis=0)
    return float(gap @ gap + np.trace(a) + np.trace(b) - 2 * root) / len(scale)


@check(
    points=5,
    exercise="vae_model",
    hint="Compare the faces, the places and the samples: which of the three goes wrong first?",
    depends_on=(
        "test_vae_decodes_draws",
        "test_the_divergence_reaches_the_gradient",
        "test_likeness_trains_encoder_and_decoder",
    ),
    timeout=240,
)
def test_vae_learns_a_space_of_faces(student, rng, keras):
    """Learns a space of faces: paints held-out faces, and faces of nobody"""
    encoder, decoder = trained_vae(student, rng, keras)
    held_out = some_faces(rng, 400, "test").images
    # in batches as in training: so short a training does not settle running means
    outputs = encoder(tensor(held_out), training=True)
    mu, sigma = (np.asarray(outputs[place]) for place in (0, 1))
    reconstructed = np.asarray(decoder(tensor(mu), training=True))
    samples = np.asarray(decoder(tensor(normal(rng, 400, LATENT)), training=True))
    walks = np.asarray(decoder(tensor(walks_between(mu[:3], mu[3:6]))))
    show("Held-out faces, and what became of them", side_by_side(held_out[:8], reconstructed[:8]))
    show("Faces of nobody: painted from random places", grid(samples[:24]))
    show("Walks from one face to another", grid(walks))
    for numbers, what in ((mu, "mu"), (sigma, "sigma"), (reconstructed, "what is painted")):
        expect(numbers, f"{what} of held-out faces").is_finite()
    expect(samples, "what is painted from random places").is_finite()
    error = np.mean((reconstructed - held_out) ** 2)
    of_faces = divergences(mu, sigma).mean(axis=1)
    # of the middle face: exp(sigma) of a single odd one may outweigh all others
    divergence = np.clip(np.median(of_faces), 1e-6, 1e6)
    # each as a share of what is allowed: one number, of which the worst part counts
    shares = {
        "the mean squared error on held-out faces": error / 0.009,
        "the divergence of held-out faces, which is too small,": 0.5 / divergence,
        "the divergence of held-out faces, which is too large,": divergence / 5,
        "the distance of samples from faces": frechet_distance(held_out, samples) / 0.6,
    }
    worst = max(shares, key=shares.__getitem__)
    expect(shares[worst], f"as a share of what is allowed, {worst}").at_most(1, measure="excess")
