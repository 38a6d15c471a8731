"""Checks of rmse_loss on data that is drawn for each grading."""

import json

import numpy as np

from autograder.grading import check, expect, fail, gradient, tensor


def pair(rng, shape):
    """True and predicted values, as float32 arrays."""
    y_true = rng.normal(scale=3.0, size=shape).astype("float32")
    return y_true, (y_true + rng.normal(loc=0.3, scale=2.0, size=shape)).astype("float32")


def rmse(y_true, y_pred):
    """Root mean squared error in double precision."""
    return np.sqrt(np.mean((y_pred.astype("float64") - y_true) ** 2))


def huber(errors, threshold):
    """The Huber loss of each error."""
    size = np.abs(errors)
    return np.where(size <= threshold, size**2 / 2, threshold * (size - threshold / 2))


def averaged_like(found, each):
    """`each`, one loss an element, averaged as far as the student did (Keras does the rest)."""
    if np.shape(found) == each.shape:
        return each
    return each.mean(axis=-1) if np.shape(found) == each.shape[:-1] else each.mean()


def a_model_and_its_data(keras, rng, loss):
    """A compiled model with random weights, inputs, targets and the model's predictions."""
    x, y = rng.normal(size=(48, 4)).astype("float32"), rng.normal(size=(48, 1)).astype("float32")
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    model.set_weights([rng.normal(size=(4, 1)), rng.normal(size=1)])
    model.compile(optimizer="sgd", loss=loss)
    return model, x, y, np.asarray(model(tensor(x)))


# -- my_rmse ------------------------------------------------------------------------------------


@check(
    points=2,
    exercise="my_rmse",
    hint="By how many numbers does the mean divide, if the tensor has several axes?",
)
def test_rmse_of_any_shape(student, rng):
    """Is right for tensors of one to four axes"""
    for rank in (1, 2, 3, 4):
        shape = tuple(int(n) for n in rng.integers(2, 7, size=rank))
        y_true, y_pred = pair(rng, shape)
        errors = (y_pred - y_true).astype("float64")
        expect(
            student.my_rmse(tensor(y_true), tensor(y_pred)), f"the loss of tensors of shape {shape}"
        ).close_to(
            rmse(y_true, y_pred),
            slips={
                "it is the mean of several roots, one for each row": np.sqrt(
                    (errors**2).mean(axis=-1)
                ).mean(),
                "it is the mean of several roots, one for each column": np.sqrt(
                    (errors**2).mean(axis=0)
                ).mean(),
                "the sum is divided by the length of the first axis only": np.sqrt(
                    (errors**2).sum() / shape[0]
                ),
            },
            averaged_over=errors.size,
        )


@check(points=1, exercise="my_rmse", hint="Does a mistake upwards count as one downwards does?")
def test_rmse_does_not_mind_the_order(student, rng):
    """Does not mind which of its arguments comes first"""
    y_true, y_pred = pair(rng, (9, 2))
    one_way = student.my_rmse(tensor(y_true), tensor(y_pred))
    other_way = student.my_rmse(tensor(y_pred), tensor(y_true))
    expect(other_way, "the loss with its arguments swapped").close_to(np.asarray(one_way))


@check(
    points=2,
    exercise="my_rmse",
    hint="Does every part of the computation depend on y_pred, and only once?",
)
def test_rmse_has_the_right_gradient(student, rng):
    """Has the gradient that the formula has"""
    y_true, y_pred = pair(rng, (6, 4))
    slope = gradient(student.my_rmse, tensor(y_true), y_pred, wrt=1)
    expect(slope, "the gradient with respect to y_pred").close_to(
        (y_pred - y_true) / (y_pred.size * rmse(y_true, y_pred)), averaged_over=y_pred.size
    )


@check(
    points=1,
    exercise="my_rmse",
    hint="Is the loss that Keras shows the one you get when you call the function yourself?",
)
def test_rmse_is_what_keras_reports(student, rng, keras):
    """Is the number that `evaluate` reports"""
    model, x, y, predicted = a_model_and_its_data(keras, rng, student.my_rmse)
    reported = model.evaluate(x, y, batch_size=48, verbose=0)
    expect(reported, "the loss that Keras reports").close_to(rmse(y, predicted))


# -- my_huber -----------------------------------------------------------------------------------


@check(
    points=2,
    exercise="my_huber",
    hint="Where in your code does the number 1 stand for a threshold that is 1?",
    depends_on="test_huber_makes_a_function",
)
def test_huber_with_other_thresholds(student, rng):
    """Is right for other thresholds, and for tensors of several axes"""
    for shape in ((30, 1), (12, 3), (4, 5, 2)):
        threshold = float(rng.uniform(0.4, 3.0))
        y_true, y_pred = pair(rng, shape)
        each = huber((y_pred - y_true).astype("float64"), threshold)
        found = student.my_huber(threshold)(tensor(y_true), tensor(y_pred))
        expect(found, f"the loss of tensors of shape {shape}").close_to(
            averaged_like(found, each),
            slips={
                "the threshold is taken to be 1, whatever it is": averaged_like(
                    found, huber((y_pred - y_true).astype("float64"), 1.0)
                )
            },
            averaged_over=(each.size, shape[-1]),
        )


@check(
    points=1,
    exercise="my_huber",
    hint="What do both lines of the formula give where the error is the threshold?",
    depends_on="test_huber_makes_a_function",
)
def test_huber_is_in_one_piece(student, rng):
    """Has no jump at the threshold"""
    for threshold in (0.5, 2.0, float(rng.uniform(3, 6))):
        loss = student.my_huber(threshold)
        at = np.array([1 - 1e-5, 1.0, 1 + 1e-5], "float32") * np.float32(threshold)
        for sign in (1, -1):
            found = [
                np.mean(
                    loss(tensor(np.zeros((1, 1), "float32")), tensor(np.full((1, 1), e * sign)))
                )
                for e in at
            ]
            expect(found, "the loss just below, at and just above the threshold").close_to(
                np.full(3, threshold**2 / 2), rtol=1e-3
            )


@check(
    points=2,
    exercise="my_huber",
    hint="How steep is the straight line, and to which side does it fall?",
    depends_on="test_huber_makes_a_function",
)
def test_huber_has_a_bounded_gradient(student, rng):
    """Never pulls harder than its threshold allows"""
    threshold = float(rng.uniform(0.5, 2.0))
    y_true, y_pred = pair(rng, (25, 1))
    loss = student.my_huber(threshold)
    slope = gradient(loss, tensor(y_true), y_pred, wrt=1)
    # the sum of what the function returns was differentiated; as if it returned every element
    averaged_over = y_pred.size / np.size(loss(tensor(y_true), tensor(y_pred)))
    expect(slope * averaged_over, "the gradient with respect to y_pred").close_to(
        np.clip(y_pred - y_true, -threshold, threshold)
    )


@check(
    points=1,
    exercise="my_huber",
    hint="Where does the threshold live when my_huber is called a second time?",
    depends_on="test_huber_makes_a_function",
)
def test_huber_functions_keep_their_own_threshold(student, rng):
    """Two functions with two thresholds live side by side"""
    first, second = (float(t) for t in rng.uniform((0.3, 2.0), (0.8, 4.0)))
    losses = [student.my_huber(first), student.my_huber(second)]
    errors = rng.uniform(5, 8, size=(6, 1)).astype("float32")
    for which, loss, threshold in zip(("first", "second"), losses, (first, second), strict=True):
        found = loss(tensor(np.zeros_like(errors)), tensor(errors))
        expect(found, f"the loss of the function made {which}").close_to(
            averaged_like(found, huber(errors, threshold)),
            slips={
                "it uses the threshold of the other one": averaged_like(
                    found, huber(errors, first + second - threshold)
                )
            },
        )


# -- HuberLoss ----------------------------------------------------------------------------------


@check(
    points=2,
    exercise="HuberLoss",
    hint="Does every part of `call` use the threshold of the object itself?",
)
def test_huber_loss_with_other_thresholds(student, rng):
    """Is right for other thresholds, two of them side by side"""
    thresholds = [float(t) for t in rng.uniform((0.3, 1.5), (0.9, 4.0))]
    losses = [student.HuberLoss(threshold) for threshold in thresholds]
    y_true, y_pred = pair(rng, (14, 3))
    errors = (y_pred - y_true).astype("float64")
    for loss, threshold in zip(losses, thresholds, strict=True):
        expect(loss(tensor(y_true), tensor(y_pred)), "the loss").close_to(
            huber(errors, threshold).mean(),
            slips={
                "the threshold is taken to be 1, whatever it is": huber(errors, 1.0).mean(),
                "it uses the threshold of the other one": huber(
                    errors, sum(thresholds) - threshold
                ).mean(),
            },
            averaged_over=(errors.size, 3),
        )


@check(
    points=1,
    exercise="HuberLoss",
    hint="Who takes the average, `call` or Keras? What can Keras still weigh afterwards?",
)
def test_huber_loss_weighs_its_samples(student, rng):
    """Lets some samples count more than others"""
    y_true, y_pred = pair(rng, (10, 1))
    weights = rng.uniform(0, 3, size=10).astype("float32")
    each = huber((y_pred - y_true).astype("float64"), 1.5)[:, 0]
    loss = student.HuberLoss(1.5)(tensor(y_true), tensor(y_pred), sample_weight=tensor(weights))
    expect(loss, "the loss with sample weights").close_to(
        (weights * each).mean(),
        slips={"the samples were averaged before Keras could weigh them":
               weights.mean() * each.mean()},
    )  # fmt: skip


@check(
    points=2,
    exercise="HuberLoss",
    hint="Can __init__ take everything that get_config puts into the dictionary?",
)
def test_huber_loss_survives_its_configuration(student, rng):
    """Comes back from `get_config` and `from_config` as the same loss"""
    threshold = float(rng.uniform(1.4, 1.9))
    copy = student.HuberLoss.from_config(student.HuberLoss(threshold).get_config())
    y_true, y_pred = pair(rng, (20, 1))
    errors = (y_pred - y_true).astype("float64")
    expect(copy(tensor(y_true), tensor(y_pred)), "the loss of the copy").close_to(
        huber(errors, threshold).mean(),
        slips={"the threshold of the copy is 1": huber(errors, 1.0).mean()},
    )


@check(
    points=1,
    exercise="HuberLoss",
    hint="Is everything in the dictionary of get_config plain data, as it is written to a file?",
)
def test_huber_loss_survives_saving(student, rng, keras):
    """Can be written into a file with a model, as JSON, and read again"""
    threshold = float(rng.uniform(1.4, 1.9))
    written = keras.saving.serialize_keras_object(student.HuberLoss(threshold))
    try:
        read = json.loads(json.dumps(written))
    except TypeError:
        fail("What get_config() returns cannot be written as JSON.")
    copy = keras.saving.deserialize_keras_object(
        read, custom_objects={"HuberLoss": student.HuberLoss}
    )
    y_true, y_pred = pair(rng, (20, 1))
    expect(copy(tensor(y_true), tensor(y_pred)), "the loss that was read again").close_to(
        huber((y_pred - y_true).astype("float64"), threshold).mean()
    )


# -- fit_line -----------------------------------------------------------------------------------


def line_with_points(rng, n, sign):
    """Slope (of that sign) and intercept of a line, and n points on it."""
    slope, intercept = rng.uniform(1, 5, size=2) * (sign, rng.choice([-1, 1]))
    xs = rng.uniform(-3, 3, size=n)
    return slope, intercept, xs, slope * xs + intercept


def predict(model, xs):
    """The model's predictions at `xs`, flat."""
    column = np.reshape(xs, (-1, 1)).astype("float32")
    return np.asarray(model(tensor(column))).reshape(-1)


FAR = np.array([-30.0, 30.0])


@check(
    points=2,
    exercise="fit_line",
    hint="Do the steps get small enough at the end? Does each call begin with a new model?",
    timeout=120,
)
def test_line_is_right_far_outside(student, rng, keras):
    """Predicts what lies ten times as far out as the data, for two lines one after the other"""
    lines, models = [], []
    for sign, loss, as_given in ((1, keras.losses.Huber(), (-1,)), (-1, "mse", (-1, 1))):
        slope, intercept, xs, ys = line_with_points(rng, int(rng.integers(30, 60)), sign)
        lines.append(slope * FAR + intercept)
        models.append(student.fit_line(loss, xs.reshape(as_given), ys.reshape(as_given)))
    errors = [predict(model, FAR) - line for model, line in zip(models, lines, strict=True)]
    expect(np.abs(errors).max(), "the largest error far outside of the data").at_most(
        2.0, measure="error far outside"
    )


@check(
    points=2,
    exercise="fit_line",
    hint="Which loss does your model minimise: the one it was given?",
    timeout=60,
)
def test_line_minds_its_loss(student, rng, keras):
    """Uses the loss it is given: one that hardly minds wild points is not misled by them"""
    slope, intercept, xs, ys = line_with_points(rng, 50, rng.choice([-1, 1]))
    wild = np.argsort(xs)[-5:]
    ys[wild] -= np.sign(slope) * rng.uniform(25, 40, size=5)
    model = student.fit_line(keras.losses.mean_absolute_error, xs, ys)
    errors = predict(model, FAR) - (slope * FAR + intercept)
    expect(np.abs(errors).max(), "the largest error far outside of the data").at_most(
        4.0, measure="error in spite of wild points"
    )
