"""What to write instead, for the errors that everyone meets once in Keras 3."""

import re

# (what the error says, or the student's line; what to do about it). First match counts.
ADVICE: tuple[tuple[str, str], ...] = (
    (r"unrecognized keyword.*\blr\b|\(.*\blr=", "Write `learning_rate=…` instead of `lr=…`."),
    (r"Expected `metrics` argument to be a list",
     "`metrics` wants a list (`metrics=[\"accuracy\"]`), or one list for each output."),
    (r"reset_states", "In Keras 3 the method is called `reset_state()`."),
    (r"Unknown variable", "An optimizer belongs to one model: make a fresh one for each."),
    (r"Input\(shape=\(?\d+\)?\)|Cannot convert '?\d+'? to a shape",
     "`shape` wants a tuple: write `(9,)`, with the comma."),
    (r"Unrecognized data type: x=\[", "Give `predict` an array: `np.array([[10.0]])`."),
    (r"File format not supported|only supports V3 `\.keras`",
     "Keras 3 reads `.keras` and `.weights.h5` files, not SavedModel folders."),
    (r"optimizers\.legacy|no attribute 'legacy'", "Use `keras.optimizers.…` directly."),
    (r"set_learning_phase", "Pass `training=True` or `training=False` when calling the model."),
    (r"fit_generator", "`fit` takes generators and datasets itself."),
    (r"KeyError: 'acc'", "The history's key is `accuracy`."),
    (r"add_loss", "Call `self.add_loss` inside a layer whose output is part of the model."),
    (r"A KerasTensor (cannot be used|is symbolic)|KerasTensor.*TensorFlow function",
     "Inside a functional model use layers or `keras.ops`, not `tf.…` functions."),
    (r"No module named '([^']+)'", "It is not installed where grading happens."),
    (r"units.*'\d+'|Received: units=\d+ .*str", "`units` is a number: write it without quotes."),
)  # fmt: skip


def advice_for(error: str, line: str = "") -> str:
    """One sentence on what to write instead, or nothing."""
    for pattern, sentence in ADVICE:
        if re.search(pattern, error) or (line and re.search(pattern, line)):
            return sentence
    return ""
