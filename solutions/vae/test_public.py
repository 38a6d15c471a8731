"""Checks of vae that students run themselves, step by step."""

import numpy as np

from autograder.grading import check, describe, expect, fail, tensor

FACE = (64, 64, 3)
BUDGET = 300_000


def normal(rng, *shape):
    """Normal numbers as float32."""
    return rng.normal(size=shape).astype("float32")


def parts_of(value, names):
    """The things that a function returned together."""
    if not isinstance(value, list | tuple) or len(value) != len(names):
        fail(f"Return {len(names)} things: {', '.join(names)}.")
    return value


def shape_of_four(shape):
    """(rows, columns, filters) of what is flattened."""
    if not isinstance(shape, list | tuple) or len(shape) != 4:
        fail("The shape should have four entries: None, rows, columns, filters.")
    if not all(isinstance(entry, int) and entry > 0 for entry in shape[1:]):
        fail("Rows, columns and filters in the shape should be whole numbers.")
    return tuple(shape[1:])


def model_in(value, what):
    """A Keras model, described."""
    try:
        facts = describe(value)
    except AttributeError:
        fail(f"{what} is no Keras model.")
    if not facts.inputs:
        fail(f"{what} is no Keras model that knows its inputs.")
    return facts


def within_budget(parameters, what):
    """Fails where there are more parameters than the notebook allows."""
    if parameters > BUDGET:
        fail(f"The {what} has {parameters:,} parameters; the budget is {BUDGET:,}.")


# -- Sampling -----------------------------------------------------------------------------------


@check(points=1, exercise="Sampling", hint="How many draws does a face need?")
def test_sampling_keeps_the_shape(student, rng):
    """Draws one number for each mean"""
    mu, sigma = normal(rng, 5, 3), normal(rng, 5, 3)
    expect(student.Sampling()([tensor(mu), tensor(sigma)]), "z").has_shape((5, 3)).is_finite()


@check(points=1, exercise="Sampling", hint="If the deviation is nearly 0, where do draws lie?")
def test_sampling_without_deviation_gives_the_means(student, rng):
    """Gives the means where the variances are nearly nothing"""
    mu = normal(rng, 6, 4)
    z = student.Sampling()([tensor(mu), tensor(np.full_like(mu, -40))])
    expect(z, "z for log-variances of −40").close_to(mu, atol=1e-4)


@check(points=1, exercise="Sampling", hint="When is the noise made: once, or in every call?")
def test_sampling_draws_anew_in_every_call(student, rng):
    """Draws new numbers in every call, in training or not"""
    layer = student.Sampling()
    pair = [tensor(normal(rng, 6, 4)), tensor(normal(rng, 6, 4))]
    for training in (True, False):
        first, again = (np.asarray(layer(pair, training=training)) for _ in range(2))
        if np.mean(np.isclose(first, again, atol=1e-6)) > 0.2:  # one or two may be by chance
            fail("Two calls with the same mu and sigma give the same numbers.")


# -- encoder_layers -----------------------------------------------------------------------------

ENCODED = ("mu", "sigma", "the shape before flattening")


@check(points=1, exercise="encoder_layers", hint="What do the three returned things stand for?")
def test_encoder_layers_give_mu_and_sigma(student, keras):
    """Returns mu, sigma and a shape"""
    mu, sigma, _ = parts_of(student.encoder_layers(keras.Input(FACE), 5), ENCODED)
    expect(mu, "mu").has_shape((None, 5))
    expect(sigma, "sigma").has_shape((None, 5))


@check(points=1, exercise="encoder_layers", hint="Which tensor's shape does the decoder need?")
def test_encoder_layers_tell_the_shape_before_flattening(student, keras):
    """Tells the shape of what is flattened, with four entries"""
    *_, shape = parts_of(student.encoder_layers(keras.Input(FACE), 5), ENCODED)
    rows, columns, _ = shape_of_four(shape)
    if not (1 <= rows < 64 and 1 <= columns < 64):
        fail("What is flattened should have fewer rows and columns than the picture.")


@check(points=1, exercise="encoder_layers", hint="Which layer holds most of the parameters?")
def test_encoder_layers_are_within_the_budget(student, keras):
    """Has at most 300,000 parameters"""
    inputs = keras.Input(FACE)
    mu, sigma, _ = parts_of(student.encoder_layers(inputs, 16), ENCODED)
    within_budget(describe(keras.Model(inputs, [mu, sigma])).parameters, "encoder")


# -- encoder_model ------------------------------------------------------------------------------

ENCODER = ("the model", "the shape")


@check(points=1, exercise="encoder_model", hint="What has the decoder to know beside z?")
def test_encoder_model_comes_with_the_shape(student):
    """Returns a model and the shape of four entries"""
    model, shape = parts_of(student.encoder_model(4, FACE), ENCODER)
    model_in(model, "The first thing that encoder_model returns")
    shape_of_four(shape)


@check(
    points=1,
    exercise="encoder_model",
    hint="Which three tensors leave the encoder?",
    depends_on="test_encoder_model_comes_with_the_shape",
)
def test_encoder_model_has_three_outputs(student):
    """Takes pictures and has three outputs of the latent size"""
    model, _ = student.encoder_model(4, FACE)
    facts = model_in(model, "The first thing that encoder_model returns")
    if [tuple(entry.shape) for entry in facts.inputs] != [(None, *FACE)]:
        fail("The model should take pictures of the shape that it was given.")
    if [tuple(entry.shape) for entry in facts.outputs] != [(None, 4)] * 3:
        fail("The model should have three outputs, each with as many numbers as asked for.")


# -- decoder_layers -----------------------------------------------------------------------------


def picture_shape(student, keras, size):
    """What encoder_layers says about pictures of this size."""
    return student.encoder_layers(keras.Input(size), 4)[2]


@check(points=1, exercise="decoder_layers", hint="How often was the picture made smaller?")
def test_decoder_layers_paint_pictures(student, keras):
    """Gives pictures of 64 × 64 in three colours"""
    shape = picture_shape(student, keras, FACE)
    expect(student.decoder_layers(keras.Input((4,)), shape), "the tensor").has_shape((None, *FACE))


@check(points=1, exercise="decoder_layers", hint="Which numbers may a brightness be?")
def test_decoder_layers_stay_between_0_and_1(student, rng, keras):
    """Gives brightnesses between 0 and 1"""
    inputs = keras.Input((4,))
    pictures = student.decoder_layers(inputs, picture_shape(student, keras, FACE))
    model = keras.Model(inputs, pictures)
    model.set_weights([w * 3 for w in model.get_weights()])
    y = np.asarray(model(tensor(3 * normal(rng, 8, 4))))
    if y.min() < 0 or y.max() > 1:
        fail("Some brightnesses are below 0 or above 1.")


@check(points=1, exercise="decoder_layers", hint="Which layer holds most of the parameters?")
def test_decoder_layers_are_within_the_budget(student, keras):
    """Has at most 300,000 parameters"""
    inputs = keras.Input((16,))
    pictures = student.decoder_layers(inputs, picture_shape(student, keras, FACE))
    within_budget(describe(keras.Model(inputs, pictures)).parameters, "decoder")


# -- decoder_model ------------------------------------------------------------------------------


@check(points=1, exercise="decoder_model", hint="What goes into the decoder, and what comes out?")
def test_decoder_model_goes_from_places_to_pictures(student, keras):
    """Is a model from places to pictures"""
    model = student.decoder_model(4, picture_shape(student, keras, FACE))
    facts = model_in(model, "What decoder_model returns")
    if [tuple(entry.shape) for entry in facts.inputs] != [(None, 4)]:
        fail("The model should take as many numbers as there are latent ones, and nothing else.")
    if [tuple(entry.shape) for entry in facts.outputs] != [(None, *FACE)]:
        fail("The model should give pictures, rows × columns × colours.")


# -- kl_reconstruction_loss ---------------------------------------------------------------------


@check(points=1, exercise="kl_reconstruction_loss", hint="Over which axes is the mean taken?")
def test_divergence_is_one_number(student, rng):
    """Gives one number"""
    loss = student.kl_reconstruction_loss(tensor(normal(rng, 5, 3)), tensor(normal(rng, 5, 3)))
    expect(loss, "the divergence").is_scalar().is_finite()


@check(points=1, exercise="kl_reconstruction_loss", hint="What is the logarithm of variance 1?")
def test_divergence_of_the_standard_cloud_is_zero(student):
    """Is 0 where the cloud is the standard one, and more elsewhere"""
    zero, one = np.zeros((4, 3), "float32"), np.ones((4, 3), "float32")
    loss = student.kl_reconstruction_loss(tensor(zero), tensor(zero))
    expect(loss, "the divergence of means 0 and variances 1").close_to(0.0)
    loss = student.kl_reconstruction_loss(tensor(one), tensor(zero))
    expect(loss, "the divergence of means 1 and variances 1").close_to(
        0.5, averaged_over=12, slips={"it is twice as large: where is the ½?": 1.0}
    )


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


def small_vae(student, keras, size=(6, 5, 2), latent=3):
    """The student's vae of a small encoder and decoder, and these two."""
    encoder, decoder = small_encoder(keras, size, latent), small_decoder(keras, size, latent)
    return student.vae_model(encoder, decoder, size), encoder, decoder


@check(points=1, exercise="vae_model", hint="What goes in, and what comes out of the decoder?")
def test_vae_goes_from_pictures_to_pictures(student, rng, keras):
    """Gives a picture for each picture"""
    vae, *_ = small_vae(student, keras)
    if vae is None:
        fail("vae_model returned None.")
    x = rng.uniform(size=(7, 6, 5, 2)).astype("float32")
    expect(vae(tensor(x)), "the reconstruction").has_shape((7, 6, 5, 2))


def divergence(mu, sigma):
    """Mean KL divergence from N(mu, exp(sigma)) to N(0, 1)."""
    mu, sigma = np.asarray(mu, "float64"), np.asarray(sigma, "float64")
    return float(-0.5 * np.mean(1 + sigma - mu**2 - np.exp(sigma)))


@check(
    points=2,
    exercise="vae_model",
    hint="Which layer calls add_loss, and does the model's output come by way of it?",
)
def test_vae_adds_the_divergence_to_its_loss(student, rng, keras):
    """Adds the divergence to what Keras reports as the loss, once"""
    vae, encoder, _ = small_vae(student, keras)
    x = rng.uniform(size=(20, 6, 5, 2)).astype("float32")
    encoder.set_weights([w * 1.5 + 0.1 for w in encoder.get_weights()])
    vae.compile(optimizer="sgd", loss="mean_squared_error", loss_weights=0.0)
    said = vae.evaluate(x, x, batch_size=20, verbose=0)
    said = said[0] if isinstance(said, list) else said
    mu, sigma, _ = encoder(tensor(x))
    kl = divergence(mu, sigma)
    expect(said, "the loss, when likeness counts nothing,").close_to(
        kl,
        rtol=1e-3,
        slips={
            "the divergence is not in it": 0.0,
            "the divergence is in it twice": 2 * kl,
            "mu and sigma are swapped": divergence(sigma, mu),
        },
    )
