"""Checks of gan on data that is drawn for each grading."""

import numpy as np
from sklearn.linear_model import Ridge

from autograder.datasets import hands
from autograder.grading import check, expect, fail, gradient, show, tensor
from autograder.grading.pictures import curves, grid


def normal(rng, *shape):
    """Normal numbers as float32."""
    return rng.normal(size=shape).astype("float32")


def some_hands(rng, n, split="train"):
    """Hands that nobody has seen, from -1 to 1."""
    return hands.load(split, int(rng.integers(2**31)), n, low=-1.0)


def weights_of(model):
    """All weights of a model."""
    return [np.asarray(weight) for weight in model.get_weights()]


def moved(before, after):
    """How many of the weights are others."""
    return sum(not np.array_equal(a, b) for a, b in zip(before, after, strict=True))


def expect_all_move(model, x, y):
    """Every trainable weight moves in a step of training, and nearly all can be trained."""
    before = [np.asarray(weight) for weight in model.trainable_weights]
    if not before:
        fail("The model has no weights that can be trained.")
    frozen = sum(int(np.size(w)) for w in weights_of(model)) - sum(w.size for w in before)
    model.compile(optimizer="adam", loss="mean_squared_error")
    model.fit(x, y, batch_size=len(x), epochs=1, verbose=0)
    after = [np.asarray(weight) for weight in model.trainable_weights]
    still = len(before) - moved(before, after)
    if still:
        fail(f"{still} of {len(before)} weights do not move in a step of training.")
    if frozen > sum(w.size for w in before) / 2:  # the averages of batch normalisation are few
        fail("More than a third of the parameters cannot be trained.")


# -- make_generator -------------------------------------------------------------------------------


@check(points=1, exercise="make_generator", hint="Which number in your code should be latent_dim?")
def test_generator_takes_any_latent_dim(student, rng):
    """Takes as many random numbers as it is told"""
    for latent in rng.permutation([3, 5, 9, 24])[:2]:
        y = student.make_generator(int(latent))(tensor(normal(rng, 3, int(latent))))
        expect(y, f"the pictures from {latent} numbers").has_shape((3, 28, 28, 1))


@check(points=2, exercise="make_generator", hint="What does a picture depend on, and on what not?")
def test_generator_paints_each_picture_by_itself(student, rng):
    """Paints the same picture from the same numbers, and others from others"""
    model = student.make_generator(8)
    z = 2 * normal(rng, 8, 8)
    first, again, half = (np.asarray(model(tensor(x))) for x in (z, z, z[:4]))
    if not np.allclose(first, again, atol=1e-5):
        fail("The same numbers give another picture each time.")
    if not np.allclose(half, first[:4], atol=1e-4):
        fail("A picture depends on which others are painted with it.")
    if (np.abs(first[:, None] - first[None]).max(axis=(2, 3, 4)) + np.eye(8)).min() < 1e-5:
        fail("Different numbers give the same picture.")
    slope = np.abs(gradient(model, tensor(z))).max(axis=0)
    if (slope < 1e-9).any():
        fail(f"{int(np.sum(slope < 1e-9))} of 8 random numbers make no difference to the picture.")


@check(points=1, exercise="make_generator", hint="Can every layer be trained?")
def test_generator_is_trained_as_a_whole(student, rng):
    """Is trained as a whole: every weight moves"""
    expect_all_move(student.make_generator(8), normal(rng, 16, 8), some_hands(rng, 16).images)


@check(
    points=2,
    exercise="make_generator",
    hint="Can every pixel become black as well as white, each by itself?",
    timeout=60,
)
def test_generator_can_learn_to_paint(student, rng, keras):
    """Learns to paint given hands from given numbers"""
    model = student.make_generator(16)
    z, images = normal(rng, 24, 16), some_hands(rng, 24).images
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mean_squared_error")
    told = model.fit(np.tile(z, (20, 1)), np.tile(images, (20, 1, 1, 1)), batch_size=24, epochs=5,
                     shuffle=False, verbose=0)  # fmt: skip
    show("The loss, epoch by epoch", curves({"loss": told.history["loss"]}))
    painted = np.asarray(model(tensor(z)))
    both = np.concatenate([images[:8], painted[:8]])
    show("Hands, and below each what the generator learnt of it", grid((both + 1) / 2, side=48))
    error = np.mean((painted - images) ** 2)
    expect(error, "the mean squared error").at_most(0.06, measure="painting_error")


# -- make_discriminator ---------------------------------------------------------------------------


@check(points=2, exercise="make_discriminator", hint="What does the answer depend on?")
def test_discriminator_judges_each_picture_by_itself(student, rng):
    """Says the same of the same picture, whatever is beside it, and looks at all of it"""
    model = student.make_discriminator()
    x = normal(rng, 12, 28, 28, 1)
    first, again, half = (np.asarray(model(tensor(images))) for images in (x, x, x[:4]))
    if not np.allclose(first, again, atol=1e-5):
        fail("The same pictures get other probabilities each time, outside of training.")
    if not np.allclose(half, first[:4], atol=1e-4):
        fail("What is said of a picture depends on which others are judged with it.")
    if np.ptp(first) < 1e-7:
        fail("All pictures get the same probability.")
    slope = np.abs(gradient(model, tensor(x))).max(axis=0)
    if np.mean(slope[2:26, 2:26] < 1e-12) > 0.05:
        fail("Some parts of the picture make no difference to the answer.")


@check(points=1, exercise="make_discriminator", hint="Can every layer be trained?")
def test_discriminator_is_trained_as_a_whole(student, rng):
    """Is trained as a whole: every weight moves"""
    labels = np.tile([[0.0], [1.0]], (8, 1)).astype("float32")
    expect_all_move(student.make_discriminator(), some_hands(rng, 16).images, labels)


def hands_and_strips(rng, n, split):
    """Hands, and as many pictures joined from strips, 4 rows high, of two hands in turn.

    Each pixel is alike in both, so that a linear model does no better than a coin.
    """
    real, first, second = (some_hands(rng, n, split).images for _ in range(3))
    odd = (np.arange(28) // 4 % 2 == 1)[:, None, None]
    x = np.concatenate([real, np.where(odd, first, second)])
    return x, np.repeat([1.0, 0.0], n).astype("float32")[:, None]


@check(
    points=2,
    exercise="make_discriminator",
    hint="Where does information about the picture get lost on its way?",
    timeout=60,
)
def test_discriminator_can_learn_to_judge(student, rng, keras):
    """Learns to tell hands from pictures that are nearly hands"""
    model = student.make_discriminator()
    model.compile(optimizer=keras.optimizers.Adam(0.004), loss="binary_crossentropy")
    x, y = hands_and_strips(rng, 500, "train")
    told = model.fit(x, y, batch_size=25, epochs=4, verbose=0)
    show("The loss, epoch by epoch", curves({"loss": told.history["loss"]}))
    x, y = hands_and_strips(rng, 300, "test")
    right = (np.asarray(model(tensor(x))) > 0.5) == (y > 0.5)
    if not right.all():
        missed = x[~np.ravel(right)][:16]
        show("Held-out pictures that it takes for the other kind", grid((missed + 1) / 2, side=48))
    expect(np.mean(right), "the accuracy on held-out pictures").at_least(0.8, measure="accuracy")


# -- make_gan -------------------------------------------------------------------------------------


def painter(keras, latent):
    """A small generator, so that other exercises are judged by themselves."""
    layers = [keras.Input((latent,)), keras.layers.Dense(784, activation="tanh")]
    return keras.Sequential([*layers, keras.layers.Reshape((28, 28, 1))])


def judge(keras):
    """A small discriminator."""
    layers = [keras.Input((28, 28, 1)), keras.layers.Flatten()]
    return keras.Sequential([*layers, keras.layers.Dense(1, activation="sigmoid")])


def judge_with_hidden_sigmoid(keras):
    """The same, with a last layer that changes nothing.

    Keras repairs a loss that takes probabilities for logits where it finds their sigmoid.
    """
    return keras.Sequential([judge(keras), keras.layers.Reshape((1,))])


def joined(student, rng, keras, make_judge=judge):
    """The whole model that the student makes of two small ones."""
    latent = int(rng.integers(3, 9))
    generator, discriminator = painter(keras, latent), make_judge(keras)
    return student.make_gan(generator, discriminator), generator, discriminator, latent


@check(points=2, exercise="make_gan", hint="Are generator and discriminator the same objects?")
def test_gan_is_made_of_the_given_models(student, rng, keras):
    """Is made of the given models: what changes in them changes in it"""
    gan, generator, discriminator, latent = joined(student, rng, keras)
    for model in (generator, discriminator):
        model.set_weights([0.2 * normal(rng, *w.shape) for w in weights_of(model)])
    z = tensor(normal(rng, 9, latent))
    wanted = np.asarray(discriminator(tensor(np.asarray(generator(z)))))
    expect(gan(z), "the output after the given models were changed").close_to(wanted, rtol=1e-3)
    if len(gan.layers) < 2:
        fail("The whole model has fewer than two layers.")
    for place, model, name in ((-2, generator, "generator"), (-1, discriminator, "discriminator")):
        found = list(gan.layers)[place]
        if found.name != model.name:
            fail(f"Layer {place} of the whole model is not the {name}.")


@check(points=2, exercise="make_gan", hint="What is compared with what, and is it a probability?")
def test_losses_are_binary_cross_entropies(student, rng, keras):
    """Measures both models by the binary cross-entropy of probabilities"""
    gan, generator, discriminator, latent = joined(student, rng, keras, judge_with_hidden_sigmoid)
    discriminator.set_weights([0.1 * normal(rng, *w.shape) for w in weights_of(discriminator)])
    z, y = normal(rng, 30, latent), rng.integers(0, 2, size=(30, 1)).astype("float32")
    x = np.asarray(generator(tensor(z)))
    p = np.asarray(discriminator(tensor(x))).astype("float64")
    wanted = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    for model, inputs, name in ((gan, z, "whole model"), (discriminator, x, "discriminator")):
        loss = np.ravel(model.evaluate(inputs, y, verbose=0))[0]
        expect(loss, f"the loss of the {name}").close_to(wanted, rtol=1e-2)


@check(points=3, exercise="make_gan", hint="When is the discriminator frozen, and for whom?")
def test_gan_trains_the_generator_alone(student, rng, keras):
    """Trains the generator, and leaves the discriminator as it is"""
    gan, generator, discriminator, latent = joined(student, rng, keras)
    before = weights_of(generator), weights_of(discriminator)
    gan.train_on_batch(normal(rng, 12, latent), np.ones((12, 1), "float32"))
    after = weights_of(generator), weights_of(discriminator)
    if moved(before[1], after[1]):
        fail("Training the whole model moves the discriminator.")
    if moved(before[0], after[0]) < 2:
        fail("Training the whole model does not move all weights of the generator.")


@check(points=2, exercise="make_gan", hint="Can the discriminator be trained by itself?")
def test_discriminator_can_be_trained_by_itself(student, rng, keras):
    """Lets the discriminator be trained by itself, once it is unfrozen"""
    gan, generator, discriminator, latent = joined(student, rng, keras)
    x, y = some_hands(rng, 12).images, np.ones((12, 1), "float32")
    before = weights_of(generator), weights_of(discriminator)
    discriminator.trainable = True
    discriminator.train_on_batch(x, y)
    if moved(before[1], weights_of(discriminator)) < 2:
        fail("The unfrozen discriminator does not move in a step of its own training.")
    discriminator.trainable = False
    middle = weights_of(discriminator)
    gan.train_on_batch(normal(rng, 12, latent), y)
    if moved(middle, weights_of(discriminator)):
        fail("Frozen again, the discriminator still moves when the whole model is trained.")
    if not moved(before[0], weights_of(generator)):
        fail("After the discriminator was trained, the generator does not move any more.")


# -- train_gan ------------------------------------------------------------------------------------


def compiled_gan(keras, generator, discriminator, rates):
    """The whole model out of two, with plain gradient descent at these two rates."""
    descents = [keras.optimizers.SGD(rate) for rate in rates]
    discriminator.compile(optimizer=descents[0], loss="binary_crossentropy")
    discriminator.trainable = False
    gan = keras.Sequential([generator, discriminator])
    gan.compile(optimizer=descents[1], loss="binary_crossentropy")
    return gan


def known_gan(rng, keras, rates, latent=5):
    """Small models with random weights, whose painter paints the same whatever it is given."""
    generator, discriminator = painter(keras, latent), judge(keras)
    gan = compiled_gan(keras, generator, discriminator, rates)
    generator.set_weights([np.zeros((latent, 784), "float32"), 0.5 * normal(rng, 784)])
    discriminator.set_weights([0.05 * normal(rng, 784, 1), 0.1 * normal(rng, 1)])
    return gan, generator, discriminator


def probabilities(x, weight, bias):
    """What the small discriminator says, in double precision."""
    return 1 / (1 + np.exp(-(x @ weight + bias)))


def step_of_the_judge(weights, parts, rate):
    """Its weights after a step on pictures with labels; the loss is the mean of all."""
    weight, bias = weights
    x = np.concatenate([images for images, _ in parts])
    y = np.concatenate([np.full(len(images), label) for images, label in parts])
    error = (probabilities(x, weight, bias) - y) / len(y)
    return weight - rate * (x.T @ error), bias - rate * error.sum()


def judges(weights, batches, fake, rate, labels=(0.0, 1.0), order=None):
    """The discriminator's weights after all batches: together (None) or in two steps."""
    for real in batches:
        parts = [(np.tile(fake, (len(real), 1)), labels[0]), (real, labels[1])]
        for step in [parts] if order is None else [[parts[i]] for i in order]:
            weights = step_of_the_judge(weights, step, rate)
    return np.append(*weights)


@check(
    points=3,
    exercise="train_gan",
    hint="Which label do real pictures have, which painted ones, and who learns from them?",
)
def test_discriminator_takes_its_steps(student, rng, keras):
    """Trains the discriminator on real and painted pictures with the right labels"""
    rate = 0.003  # small, so that no probability comes so near to 0 or 1 that losses are clipped
    gan, generator, discriminator = known_gan(rng, keras, (rate, 0.0))
    batches = [some_hands(rng, n).images for n in (9, 6)]
    weight, bias = (w.astype("float64") for w in weights_of(discriminator))
    start = weight[:, 0], bias
    fake = np.tanh(weights_of(generator)[1].astype("float64"))[None]
    student.train_gan(gan, [tensor(batch) for batch in batches], 5, 2)
    found = np.append(*(np.ravel(w) for w in weights_of(discriminator)))
    rows = 2 * [batch.reshape(len(batch), 784).astype("float64") for batch in batches]
    orders = (None, (0, 1), (1, 0))
    for order in orders[1:]:
        if np.allclose(found, judges(start, rows, fake, rate, order=order), atol=1e-5):
            return
    swapped = [judges(start, rows, fake, rate, (1.0, 0.0), order) for order in orders]
    expect(found, "the discriminator's weights").close_to(
        judges(start, rows, fake, rate),
        rtol=1e-3,
        slips={
            "the discriminator did not move": np.append(*start),
            "the labels are swapped": swapped[0],
            "the labels of two steps are swapped": swapped[1],
            "both kinds are called real": judges(start, rows, fake, rate, (1.0, 1.0)),
            "both kinds are called painted": judges(start, rows, fake, rate, (0.0, 0.0)),
            "it saw real pictures only": judges(start, rows, fake, rate, order=(1,)),
            "it saw painted pictures only": judges(start, rows, fake, rate, order=(0,)),
        },
    )


@check(
    points=2,
    exercise="train_gan",
    hint="What is frozen while the generator learns?",
)
def test_discriminator_rests_while_the_generator_learns(student, rng, keras):
    """Leaves the discriminator alone while the generator learns"""
    gan, generator, discriminator = known_gan(rng, keras, (0.0, 0.1))
    before = weights_of(generator), weights_of(discriminator)
    student.train_gan(gan, [tensor(some_hands(rng, 8).images) for _ in range(2)], 5, 1)
    if moved(before[1], weights_of(discriminator)):
        fail("The discriminator moves in the generator's phase.")
    if moved(before[0], weights_of(generator)) < 2:
        fail("Not all weights of the generator move in its phase.")


@check(
    points=3,
    exercise="train_gan",
    hint="Which answer does the generator want, and from which discriminator?",
)
def test_generator_takes_its_step(student, rng, keras):
    """Trains the generator to be taken for real, by the discriminator that has just learned"""
    rates = 0.003, 0.5
    gan, generator, discriminator = known_gan(rng, keras, rates)
    old, n = weights_of(generator)[1].astype("float64"), int(rng.integers(5, 12))
    judged_before = [w.astype("float64") for w in weights_of(discriminator)]
    student.train_gan(gan, [tensor(some_hands(rng, n).images)], 5, 1)

    def after(weights, label):
        fake, (weight, bias) = np.tanh(old), weights
        error = probabilities(fake, weight[:, 0], bias) - label
        return old - rates[1] * error * weight[:, 0] * (1 - fake**2)

    judged_after = [w.astype("float64") for w in weights_of(discriminator)]
    expect(weights_of(generator)[1], "the generator's biases").close_to(
        after(judged_after, 1.0),
        rtol=1e-3,
        slips={
            "the generator did not move": old,
            "the generator learns to be found out: its label is that of painted ones": after(
                judged_after, 0.0
            ),
            "the generator learns before the discriminator does": after(judged_before, 1.0),
        },
    )


def linear_painter(keras, latent):
    """A generator that shows which numbers it was given."""
    layers = [keras.Input((latent,)), keras.layers.Dense(784, use_bias=False)]
    return keras.Sequential([*layers, keras.layers.Reshape((28, 28, 1))])


@check(
    points=2, exercise="train_gan", hint="Around what do the numbers lie, and how are they spread?"
)
def test_fakes_come_from_normal_numbers(student, rng, keras):
    """Paints from fresh standard normal numbers, and returns what was painted last"""
    latent = int(rng.integers(6, 10))
    generator = linear_painter(keras, latent)
    gan = compiled_gan(keras, generator, judge(keras), (0.0, 0.0))
    kernel = weights_of(generator)[0].astype("float64")
    batches = [tensor(np.zeros((n, 28, 28, 1), "float32")) for n in (8, 500)]
    found = []
    for epochs in (1, 2):  # not twice the same: a graph that is built anew draws the same again
        painted = np.asarray(student.train_gan(gan, batches, latent, epochs)).reshape(-1, 784)
        z, *_ = np.linalg.lstsq(kernel.T, painted.T.astype("float64"), rcond=None)
        if not np.allclose(kernel.T @ z, painted.T, atol=1e-3):
            fail("What is returned was not painted by the generator.")
        found.append(z)
    if np.allclose(*found, atol=1e-3):
        fail("Every step paints from the same random numbers.")
    z = np.concatenate(found)
    if np.ptp(z, axis=1).min() < 1e-3:
        fail("All pictures of a batch are painted from the same numbers.")
    if abs(z.mean()) > 0.1:
        fail("The random numbers do not lie around 0.")
    if not 0.9 < z.std() < 1.1:
        fail("The random numbers do not have the deviation 1.")
    if np.abs(z).max() < 2.5:
        fail("The random numbers are not normal: none of them lies far out.")


LATENT, BATCH, STEPS, EPOCHS = 16, 32, 50, 6


def random_features(images):
    """24 numbers for each picture, by a small network of fixed random weights.

    Patches of 5 × 5 pixels, 2 apart, go through 32 random filters with relu, and 3 × 3 of the
    results, 2 apart, through 64 more. These are averaged over each quarter of the picture, and
    mixed. The weights come from seed 0, so the network is always the same. Weights that were
    trained would have to be stored and explained; random ones need no file, and tell hands from
    what is not a hand well enough, as the calibration shows.
    """
    fixed = np.random.default_rng(0)
    x = images.astype("float32")
    for size, stride, filters in ((5, 2, 32), (3, 2, 64)):
        patches = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
        patches = patches[:, ::stride, ::stride]
        rows = patches.reshape(*patches.shape[:3], -1)
        kernel = fixed.normal(size=(rows.shape[-1], filters)) / np.sqrt(rows.shape[-1])
        x = np.maximum(rows @ kernel.astype("float32"), 0)
    quarters = [x[:, r, c].mean(axis=(1, 2)) for r in (slice(0, 3), slice(2, 5))
                for c in (slice(0, 3), slice(2, 5))]  # fmt: skip
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


def kinds(known, images):
    """Which of the 64 kinds each picture shows: five fingers and the side, read linearly."""
    flags = np.column_stack([known.fingers, known.right])
    reader = Ridge(1.0).fit(known.images.reshape(-1, 784), flags)
    return (reader.predict(images.reshape(-1, 784)) > 0.5) @ 2 ** np.arange(6)


def share_of_modes(found):
    """How much the painted kinds overlap with all 64 in equal shares, from 1/64 to 1."""
    return float(np.minimum(np.bincount(found, minlength=64) / len(found), 1 / 64).sum())


@check(
    points=5,
    exercise="train_gan",
    hint="Look at what is painted after some epochs: is it noise, a hand, or always the same hand?",
    depends_on=(
        "test_discriminator_takes_its_steps",
        "test_discriminator_rests_while_the_generator_learns",
        "test_generator_takes_its_step",
    ),
    timeout=180,
)
def test_gan_learns_to_paint_hands(student, rng):
    """Learns to paint hands, and all kinds of them"""
    generator, discriminator = student.make_generator(LATENT), student.make_discriminator()
    gan = student.make_gan(generator, discriminator)
    train = some_hands(rng, STEPS * BATCH)
    batches = [tensor(batch) for batch in np.split(train.images, STEPS)]
    student.train_gan(gan, batches, LATENT, EPOCHS)
    painted = np.asarray(generator(tensor(normal(rng, 800, LATENT))))
    expect(painted, "the painted pictures").has_shape((800, 28, 28, 1)).is_finite()
    show("Hands that the generator paints", grid((painted[:32] + 1) / 2, columns=8, side=56))
    distance = frechet_distance(some_hands(rng, 800, "test").images, painted)
    expect(distance, "the distance of painted hands from real ones").at_most(
        1.25, measure="frechet"
    )
    share = share_of_modes(kinds(train, painted))
    expect(share, "the share of all kinds of hands that is painted").at_least(0.3, measure="modes")
