"""Checks of rmse_loss that students run in their own notebook."""

import numpy as np

from autograder.grading import Remote, check, describe, expect, fail, gradient, keras_model, tensor


def pair(rng, shape):
    """True and predicted values, as float32 arrays."""
    y_true = rng.normal(scale=2.0, size=shape).astype("float32")
    return y_true, (y_true + rng.normal(scale=1.5, size=shape)).astype("float32")


def averaged_like(found, each):
    """`each`, one loss an element, averaged as far as the student did (Keras does the rest)."""
    each = np.reshape(each, (-1, 1))
    if np.shape(found) == each.shape:
        return each
    return each.mean(axis=-1) if np.shape(found) == each.shape[:-1] else each.mean()


def expect_losses(loss, errors, worked_out, slips):
    """A column of predictions that are off by `errors` costs what was `worked_out` by hand."""
    errors = np.reshape(errors, (-1, 1)).astype("float32")
    found = loss(tensor(np.zeros_like(errors)), tensor(errors))
    expect(found, "the loss").close_to(
        averaged_like(found, worked_out),
        slips={sentence: averaged_like(found, wrong) for sentence, wrong in slips.items()},
        averaged_over=errors.size,
    )


def training_losses(keras, rng, loss):
    """Loss after each of six epochs of a small regression trained with `loss`."""
    x = rng.normal(size=(96, 3)).astype("float32")
    y = x @ rng.uniform(1.0, 2.0, size=(3, 1)).astype("float32") + 3.0
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss=loss)
    return model.fit(x, y, epochs=6, batch_size=16, verbose=0).history["loss"]


def expect_training_to_work(keras, rng, loss):
    """Six epochs of training make the loss clearly smaller."""
    losses = training_losses(keras, rng, loss)
    expect(losses, "the loss during training").is_finite()
    fell = losses[-1] < 0.7 * losses[0]
    expect(fell, "training").is_true("Training a small model with your loss does not lower it.")


# -- my_rmse ------------------------------------------------------------------------------------


@check(
    points=2,
    exercise="my_rmse",
    hint="Read “root mean squared error” from right to left: which step comes first?",
)
def test_rmse_of_four_numbers(student):
    """Is right for four numbers that you can work out by hand"""
    y_true = tensor(np.array([3.0, -1.0, 2.0, 4.0], "float32"))
    y_pred = tensor(np.array([1.0, 0.0, 5.0, 3.0], "float32"))
    expect(student.my_rmse(y_true, y_pred), "the loss").close_to(
        np.sqrt(3.75),
        slips={
            "it is the mean of the absolute errors": 1.75,
            "the mean is taken before the squares, so that errors cancel": 0.25,
            "it is the standard deviation of the errors, which forgives being wrong by the same "
            "amount everywhere": np.std([-2, 1, 3, -1]),
        },
        averaged_over=4,
    )


@check(
    points=1,
    exercise="my_rmse",
    hint="Over which axes does the mean run, if the formula's sum runs over all elements?",
)
def test_rmse_of_a_table_is_one_number(student, rng):
    """Gives a single number for a whole table"""
    y_true, y_pred = pair(rng, (5, 3))
    loss = student.my_rmse(tensor(y_true), tensor(y_pred))
    expect(loss, "the loss of a table of 5 × 3 numbers").is_scalar()


@check(
    points=1,
    exercise="my_rmse",
    hint="Is every step from y_pred to the result an operation of TensorFlow or keras.ops?",
)
def test_rmse_lets_a_gradient_through(student, rng):
    """Tells training in which direction to go"""
    y_true, y_pred = pair(rng, (8, 1))
    slope = gradient(student.my_rmse, tensor(y_true), y_pred, wrt=1)
    expect(slope, "the gradient with respect to y_pred").is_finite().has_shape((8, 1))
    expect(np.any(slope != 0), "the gradient").is_true(
        "The gradient with respect to y_pred is 0: whatever the prediction, the loss stays."
    )


@check(
    points=1,
    exercise="my_rmse",
    hint="Does it work on tensors that have no numbers in them yet, as in compile and fit?",
)
def test_rmse_trains_a_model(student, rng, keras):
    """Can be given to `compile`, and training makes it smaller"""
    expect_training_to_work(keras, rng, student.my_rmse)


# -- my_huber -----------------------------------------------------------------------------------


def huber_function(student, threshold):
    """What `my_huber(threshold)` returns, which has to be a function."""
    loss = student.my_huber(threshold)
    if not isinstance(loss, Remote):
        fail("my_huber(threshold) should return a function of y_true and y_pred.")
    return loss


@check(
    points=1,
    exercise="my_huber",
    hint="What does a function return that defines another function inside of it?",
)
def test_huber_makes_a_function(student, rng):
    """Returns a function of y_true and y_pred"""
    y_true, y_pred = pair(rng, (6, 1))
    loss = huber_function(student, 1.0)(tensor(y_true), tensor(y_pred))
    expect(loss, "what that function returns").is_finite()


@check(
    points=1,
    exercise="my_huber",
    hint="Which of the two lines of the formula holds for small errors? Is anything missing?",
    depends_on="test_huber_makes_a_function",
)
def test_huber_of_small_errors(student):
    """Is half the squared error where errors are smaller than the threshold"""
    expect_losses(
        huber_function(student, 1.0),
        errors=[0.2, 0.4, 0.6, 0.8],
        worked_out=[0.02, 0.08, 0.18, 0.32],
        slips={
            "it is the whole squared error": [0.04, 0.16, 0.36, 0.64],
            "it is the line for large errors": [-0.3, -0.1, 0.1, 0.3],
        },
    )


@check(
    points=1,
    exercise="my_huber",
    hint="What does the second line of the formula give at the threshold itself, and the first?",
    depends_on="test_huber_makes_a_function",
)
def test_huber_of_large_errors(student):
    """Is a straight line where errors are larger than the threshold"""
    expect_losses(
        huber_function(student, 2.0),
        errors=[2.5, 3.0, 4.5, 10.0],
        worked_out=[3.0, 4.0, 7.0, 18.0],
        slips={
            "it is half the squared error, as for small errors": [3.125, 4.5, 10.125, 50.0],
            "the line is not multiplied by the threshold": [1.5, 2.0, 3.5, 9.0],
            "the threshold is taken off, where half of it belongs": [1.0, 2.0, 5.0, 16.0],
            "the threshold multiplies the error, but not what is taken off": [4.0, 5.0, 8.0, 19.0],
            "nothing is taken off the straight line": [5.0, 6.0, 9.0, 20.0],
            "the threshold is taken to be 1, whatever it is": [2.0, 2.5, 4.0, 9.5],
            "errors beyond the threshold all cost the same": [2.0, 2.0, 2.0, 2.0],
        },
    )


@check(
    points=1,
    exercise="my_huber",
    hint="Is −5 smaller than the threshold? Is its size?",
    depends_on="test_huber_makes_a_function",
)
def test_huber_of_negative_errors(student):
    """Treats an error of −5 like one of 5"""
    expect_losses(
        huber_function(student, 1.0),
        errors=[-5.0, -2.0, -0.5, 0.5, 2.0, 5.0],
        worked_out=[4.5, 1.5, 0.125, 0.125, 1.5, 4.5],
        slips={
            "negative errors count as small, however large they are": [
                *(12.5, 2.0, 0.125),
                *(0.125, 1.5, 4.5),
            ],
            "large negative errors lower the loss": [-5.5, -2.5, 0.125, 0.125, 1.5, 4.5],
        },
    )


@check(
    points=1,
    exercise="my_huber",
    hint="During fit a tensor has no value yet, so what can an `if` on it decide?",
    depends_on="test_huber_makes_a_function",
)
def test_huber_trains_a_model(student, rng, keras):
    """Can be given to `compile`, and training makes it smaller"""
    expect_training_to_work(keras, rng, huber_function(student, 1.0))


# -- HuberLoss ----------------------------------------------------------------------------------


@check(
    points=1,
    exercise="HuberLoss",
    hint="What has to happen in __init__ before Keras' own part of the object works?",
)
def test_huber_loss_is_a_keras_loss(student, rng):
    """Is a `keras.losses.Loss`: called with tensors, it gives a single number"""
    loss = student.HuberLoss(1.0)
    if not isinstance(loss, Remote) or not hasattr(loss, "reduction"):
        fail("HuberLoss(1.0) has no `reduction`, which every keras.losses.Loss has.")
    y_true, y_pred = pair(rng, (6, 2))
    expect(loss(tensor(y_true), tensor(y_pred)), "the loss").is_scalar().is_finite()


@check(
    points=1,
    exercise="HuberLoss",
    hint="Does `call` follow the same formula as exercise 2?",
)
def test_huber_loss_follows_the_formula(student):
    """Computes the loss that the formula of exercise 2 gives"""
    y_true = np.array([[1.0], [2.0], [3.0], [4.0]], "float32")
    errors = np.array([[-0.4], [0.8], [3.0], [-6.0]], "float32")
    expect(student.HuberLoss(1.0)(tensor(y_true), tensor(y_true + errors)), "the loss").close_to(
        (0.08 + 0.32 + 2.5 + 5.5) / 4,
        slips={
            "it is half the mean squared error, for large errors too": (errors**2).mean() / 2,
            "it is the mean squared error": (errors**2).mean(),
            "it is the mean absolute error": np.abs(errors).mean(),
        },
        averaged_over=4,
    )


@check(points=1, exercise="HuberLoss", hint="Where does __init__ keep what it was given?")
def test_huber_loss_knows_its_threshold(student):
    """Keeps its threshold as an attribute and in its configuration"""
    loss = student.HuberLoss(2.5)
    expect(loss.threshold, "the attribute threshold").close_to(2.5)
    config = loss.get_config()
    if "threshold" not in config:
        fail("The dictionary that get_config() returns has no entry “threshold”.")
    expect(config["threshold"], "the threshold in get_config()").close_to(2.5)


@check(
    points=1,
    exercise="HuberLoss",
    hint="During fit a tensor has no value yet, so what can an `if` on it decide?",
)
def test_huber_loss_trains_a_model(student, rng, keras):
    """Can be given to `compile`, and training makes it smaller"""
    expect_training_to_work(keras, rng, student.HuberLoss(1.0))


# -- fit_line -----------------------------------------------------------------------------------


def line_with_points(rng, n):
    """Slope and intercept of a line, and n points on it."""
    slope, intercept = rng.uniform(2, 5, size=2) * rng.choice([-1, 1], size=2)
    xs = rng.uniform(-3, 3, size=n)
    return slope, intercept, xs, slope * xs + intercept


def predict(model, xs):
    """The model's predictions at `xs`, flat."""
    column = np.reshape(xs, (-1, 1)).astype("float32")
    predicted = np.asarray(model(tensor(column)))
    expect(predicted, "the prediction for a column of numbers").has_shape((len(column), 1))
    return predicted[:, 0]


@check(
    points=2,
    exercise="fit_line",
    hint="Is it trained for long enough, and are the steps large enough to get there?",
    timeout=60,
)
def test_line_goes_through_its_points(student, rng):
    """Returns a model that is trained: its line goes through the points"""
    _, _, xs, ys = line_with_points(rng, 40)
    model = student.fit_line("mse", xs.reshape(-1, 1), ys.reshape(-1, 1))
    keras_model(model)
    errors = predict(model, xs) - ys
    expect(np.abs(errors).max(), "the largest distance of a point from the line").at_most(
        0.25, measure="distance from the line"
    )


@check(
    points=1,
    exercise="fit_line",
    hint="How many numbers describe a straight line, and how many does your model train?",
    timeout=60,
)
def test_line_is_one_dense_unit(student, rng, keras):
    """Is one Dense unit, whose weight is the slope and whose bias is the intercept"""
    _, _, xs, ys = line_with_points(rng, 32)
    facts = describe(student.fit_line(keras.losses.Huber(), xs, ys))
    if facts.trainable_parameters != 2:
        fail(f"Your model trains {facts.trainable_parameters} numbers; a straight line has two.")
