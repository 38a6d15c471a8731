"""Questions about a namespace, and the data that answers them."""

import numpy as np
import pytest

from autograder.student import Session
from autograder.wire import Handle, Tensor, pack, unpack

CODE = """
import keras, numpy as np, tensorflow as tf, collections

class Thing:
    size = 3
    def grow(self, by=1): return self.size + by

thing = Thing()
values = {
    "list": [1, (2.5, "a"), None], "array": np.arange(3), "scalar": np.float16(2),
    "tensor": tf.constant([1.0]), "half": tf.constant([1.5], tf.bfloat16),
    "shape": tf.TensorShape([None, 3]), "dtype": tf.float32, "huge": 2**70,
    "text": tf.constant("a"), "object": thing, "set": {1}, "subclass": collections.OrderedDict(),
}
def square(x): return x * x
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation=tf.nn.relu)])
model.compile("sgd", loss=keras.losses.MeanSquaredError(), metrics=["mae"])
"""


@pytest.fixture(scope="module")
def ask():
    session = Session({})
    assert "error" not in session.answer({"op": "run", "code": CODE, "where": "cell 1"})

    def question(op, **arguments):
        answer = session.answer({"op": op, **arguments})
        return unpack(pack(answer))  # everything that is said can travel

    return question


def value(answer):
    assert "error" not in answer, answer
    return answer["value"]


def item(ask, key):
    return value(ask("item", target=value(ask("name", name="values")), key=key))


def test_plain_data_comes_by_value(ask):
    assert item(ask, "list") == [1, (2.5, "a"), None]
    assert item(ask, "shape") == (None, 3)
    assert item(ask, "dtype") == "float32"
    assert np.array_equal(item(ask, "array"), [0, 1, 2])
    assert item(ask, "scalar").dtype == np.float16


def test_tensors_come_as_tensors_with_a_dtype_that_numpy_has(ask):
    assert isinstance(item(ask, "tensor"), Tensor)
    assert item(ask, "half").array.dtype == np.float32


@pytest.mark.parametrize("key", ["huge", "text", "object", "set", "subclass"])
def test_everything_else_stays_behind_a_handle(ask, key):
    assert isinstance(item(ask, key), Handle)


def test_attributes_calls_and_lengths_of_what_stays(ask):
    thing = value(ask("name", name="thing"))
    assert value(ask("attribute", target=thing, name="size")) == 3
    grow = value(ask("attribute", target=thing, name="grow"))
    assert value(ask("call", target=grow, args=(), kwargs={"by": 4})) == 7
    assert value(ask("length", target=value(ask("name", name="values")))) == 12


def test_a_gradient_is_computed_where_the_function_is(ask):
    square = value(ask("name", name="square"))
    x = Tensor(np.array([1.0, 3.0]))
    assert value(ask("gradient", function=square, args=(x,), wrt=0)).array.tolist() == [2.0, 6.0]


def test_facts_are_the_same_however_a_model_is_written(ask):
    facts = value(ask("describe", target=value(ask("name", name="model"))))
    output = facts["outputs"][0]["name"]  # "dense", and a number after many models
    assert facts["losses"] == {output: "mean_squared_error"}
    assert facts["metrics"] == {output: ["mean_absolute_error"]}
    assert facts["layers"][0]["activation"] == "relu"
    assert (facts["parameters"], facts["outputs"][0]["shape"]) == (15, (None, 3))


def test_a_wrong_question_is_an_error_and_never_an_exception(ask):
    for question in (
        {"op": "name", "name": "nothing"},
        {"op": "no_such_operation"},
        {"op": "module", "name": "os"},
        {"op": "describe", "target": value(ask("name", name="thing"))},
        {"op": "item", "target": Handle(99_999, "x", False), "key": 1},
    ):
        assert "error" in ask(**question)


def test_released_handles_are_gone(ask):
    thing = value(ask("name", name="thing"))
    ask("release")
    assert "error" in ask("attribute", target=thing, name="size")


DRAWS = """
import random
def draws():
    layer = keras.layers.Dense(2)
    layer.build((1, 2))
    dropped = keras.layers.Dropout(0.5)(tf.ones((1, 8)), training=True)
    shuffled = tf.data.Dataset.range(9).shuffle(9)
    return [
        random.random(), float(np.random.rand()), tf.random.normal((3,)).numpy(),
        tf.random.normal((3,)).numpy(), tf.random.uniform((2,), seed=4).numpy(),
        tf.random.shuffle(tf.range(9)).numpy(), keras.random.normal((2,)).numpy(),
        layer.kernel.numpy(), dropped.numpy(), np.array(list(shuffled.as_numpy_iterator())),
        tf.random.stateless_uniform((2,), seed=(1, 2)).numpy(),
    ]
"""


def drawn(seeds):
    """What a fresh process draws after each of these seeds."""
    import json
    import subprocess
    import sys

    code = (
        "import json, sys\nfrom autograder.student import Session\n"
        f"s = Session({{}})\ns.answer(dict(op='run', code={CODE + DRAWS!r}, where='c'))\n"
        "def plain(x):\n    return x.tolist() if hasattr(x, 'tolist') else x\nfound = []\n"
        f"for seed in {seeds}:\n    s.answer(dict(op='seed', value=seed))\n"
        "    found.append([plain(x) for x in s.namespace['draws']()])\n"
        "print(json.dumps(found))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_a_seed_gives_the_same_numbers_whatever_was_drawn_before():
    five, six = drawn([5, 6])
    assert five != six
    assert drawn([6, 5, 7, 5]) == [six, five, drawn([7])[0], five]
