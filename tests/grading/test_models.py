"""Facts about models are found out in a clean process, and do not rest on claims."""

import pytest

from autograder.course import load, release
from autograder.engine.executors import LocalExecutor
from autograder.engine.jobs import Graded, Job

REFERENCE = '''\
# ---
# jupyter:
#   autograder: {assignment: net}
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---
# %% tags=["setup"]
import keras

from autograder import check
# %% exercise="build"
def build():
    """A network."""
    ### BEGIN SOLUTION
    return keras.Sequential([keras.Input((5,)), keras.layers.Dense(4), keras.layers.Dense(2)])
    ### END SOLUTION
# %% check="build"
check("build")
'''
# says what it found in a message, so that tests can read it
GRADER = '''\
from autograder.grading import check, describe, fail


@check(points=1, exercise="build", timeout=60)
def test_facts(student):
    """Is described"""
    facts = describe(student.build())
    layers = [(one.class_name, one.verified, one.parameters) for one in facts.all_layers()]
    fail(f"FACTS verified={facts.verified} parameters={facts.parameters} layers={layers}")
'''
SETUP = "import keras, numpy as np, tensorflow as tf\nL = keras.layers\n"
DENSE = "[keras.Input((5,)), L.Dense(4), L.Dense(2)]"


@pytest.fixture(scope="module")
def describing(tmp_path_factory, isolating, own_cache):
    root = tmp_path_factory.mktemp("net")
    for name, text in {
        "course.toml": "",
        "solutions/net/net.py": REFERENCE,
        "graders/net/test_public.py": GRADER,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    release(load(root).assignment("net"))
    with LocalExecutor(load(root), isolating, jobs=1) as executor:
        yield root, executor


@pytest.fixture
def found(describing, notebook):
    """`found(code)`: what the check says of the model that `build` in this cell returns."""

    def ask(code):
        root, executor = describing
        job = Job(str(notebook(SETUP, code)), str(root), assignment="net", anew=True)
        said = executor.submit(job).result()
        assert isinstance(said, Graded), said
        (only,) = said.result.checks
        assert only.outcome == "failed", only
        return only.message

    return ask


HONEST = {
    "sequential": f"return keras.Sequential({DENSE})",
    "compiled with a function of the student's": (
        f"m = keras.Sequential({DENSE})\n    m.compile('sgd', loss=lambda a, b: a)\n    return m"
    ),
    "functional": "i = keras.Input((5,)); return keras.Model(i, L.Dense(2)(L.Dense(4)(i)))",
    "with operators between layers": (
        "i = keras.Input((5,)); return keras.Model(i, L.Dense(2)(L.Dense(4)(i) * 2.0))"
    ),
    "nested": (
        "i = keras.Input((5,))\n"
        "    return keras.Model(i, L.Dense(2)(keras.Sequential([L.Dense(4)])(i)))"
    ),
    "with layers that are random in training": (
        f"return keras.Sequential({DENSE} + [L.Dropout(0.5), L.GaussianNoise(1.0)])"
    ),
}


@pytest.mark.parametrize("body", HONEST.values(), ids=HONEST)
def test_what_is_made_of_keras_own_layers_is_verified_as_a_whole(found, body):
    said = found(f"def build():\n    {body}")
    assert "verified=True parameters=34" in said
    assert "('Dense', True, 24)" in said
    assert "False" not in said


MORE = {
    "pictures": (
        "keras.Sequential([keras.Input((12, 12, 3)), L.Rescaling(1 / 255), L.RandomFlip(),"
        " L.Conv2D(4, 3), L.BatchNormalization(), L.LeakyReLU(0.1), L.MaxPooling2D(),"
        " L.Conv2DTranspose(3, 2, strides=2), L.Flatten(), L.Dense(2, activation='softmax')])"
    ),
    "sequences": (
        "keras.Sequential([keras.Input((None,)), L.Embedding(9, 4),"
        " L.Bidirectional(L.LSTM(3)), L.Dense(1)])"
    ),
    "attention": (
        "(lambda i: keras.Model(i, L.MultiHeadAttention(2, 4)(i, i)))(keras.Input((6, 8)))"
    ),
    "two inputs and outputs": (
        "(lambda a, b: keras.Model([a, b], {'x': L.Add()([a, b]), 'y': L.Concatenate()([a, b])}))"
        "(keras.Input((3,)), keras.Input((3,)))"
    ),
    "an activation of TensorFlow's": (
        "keras.Sequential([keras.Input((5,)), L.Dense(3, activation=tf.nn.relu)])"
    ),
    "not yet trained, with a moving mean": (
        "keras.Sequential([keras.Input((5,)), L.BatchNormalization(), L.Dense(1)])"
    ),
}


@pytest.mark.parametrize("model", MORE.values(), ids=MORE)
def test_layers_of_every_kind_are_verified(found, model):
    said = found(f"def build():\n    return {model}")
    assert "verified=True" in said
    assert "False" not in said


def test_in_a_class_of_the_students_each_of_keras_layers_is_verified(found):
    said = found("""
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.first, self.second, self.drop = L.Dense(4), L.Dense(2), L.Dropout(0.5)
            def call(self, x):
                return self.second(self.drop(self.first(x)))
        def build():
            net = Net()
            net(np.zeros((1, 5), "float32"))
            return net
    """)
    assert "verified=False parameters=34" in said
    assert "('Dense', True, 24)" in said
    assert "('Dropout', True, 0)" in said


def test_a_layer_of_the_students_own_is_not_verified_and_costs_nothing(found):
    said = found("""
        class Twice(L.Layer):
            def call(self, x):
                return 2 * x
        def build():
            i = keras.Input((5,))
            return keras.Model(i, L.Dense(4)(Twice()(i)))
    """)
    assert "('Twice', False, 0), ('Dense', True, 24)" in said


def test_what_keeps_something_outside_of_its_weights_is_not_held_against_anyone(found):
    said = found("""
        def build():
            normal = L.Normalization()
            normal.adapt(np.arange(50.0).reshape(10, 5))
            thrice = L.Lambda(lambda x: 3 * x)
            return keras.Sequential([keras.Input((5,)), normal, thrice, L.Dense(4)])
    """)
    assert "('Normalization', False, 11)" in said
    assert "('Dense', True, 24)" in said


LIARS = {
    "a class that says it is Keras' own": """
        class Dense(L.Layer):
            def __init__(self, units):
                super().__init__()
                self.units = units
            def build(self, shape):
                self.kernel = self.add_weight(shape=(shape[-1], self.units))
                self.bias = self.add_weight(shape=(self.units,))
            def call(self, x):
                return tf.sin(x @ self.kernel) + self.bias
            def get_config(self):
                return L.Dense(self.units).get_config()
        Dense.__module__ = "keras.src.layers.core.dense"
        REAL = keras.saving.serialize_keras_object
        def lying(thing):
            said = {"module": "keras.layers", "class_name": "Dense", "registered_name": None}
            return REAL(thing) | said
        keras.saving.serialize_keras_object = lying
        def build():
            layer = Dense(4)
            layer(np.zeros((1, 5), "float32"))
            return layer
    """,
    "a call that does something else": f"""
        def build():
            model = keras.Sequential({DENSE})
            model.call = lambda x, **k: tf.zeros((len(x), 2))
            return model
    """,
    "Keras' own class, patched": f"""
        L.Dense.call = lambda self, x, training=None: tf.sin(x @ self.kernel) + self.bias
        def build():
            return keras.Sequential({DENSE})
    """,
    "a patched configuration": f"""
        keras.Sequential.get_config = lambda self: keras.Sequential.__base__ and CONFIG
        CONFIG = None
        def build():
            global CONFIG
            model = keras.Sequential([keras.Input((5,)), L.Dense(2)])
            other = keras.Sequential({DENSE})
            CONFIG = {{
                "name": "net", "trainable": True, "dtype": "float32",
                "layers": [keras.saving.serialize_keras_object(l) for l in other.layers],
                "build_input_shape": (None, 5),
            }}
            model.get_weights = other.get_weights
            return model
    """,
}


@pytest.mark.parametrize("code", LIARS.values(), ids=LIARS)
def test_what_does_not_do_what_it_says_it_is_does_not_pass(found, code):
    assert "does not compute what its layers say" in found(code)


def test_a_count_of_parameters_is_that_of_the_clean_process(found):
    said = found(f"""
        import autograder.student.facts as facts
        facts._count = lambda weights: 7
        def build():
            return keras.Sequential({DENSE})
    """)
    assert "parameters=34" in said


REFUSED = {
    "a file": (
        "{'module': 'keras.layers', 'class_name': 'TFSMLayer', 'config': {'filepath': '/etc'}}"
    ),
    "a vocabulary": (
        "{'module': 'keras.layers', 'class_name': 'StringLookup',"
        " 'config': {'vocabulary': '/etc/passwd'}}"
    ),
    "a module of Python's": "{'module': 'os', 'class_name': 'system', 'config': 'touch /tmp/x'}",
    "code": "{'class_name': '__lambda__', 'config': {'value': 'x'}}",
    "a layer far too large": (
        "{'module': 'keras.layers', 'class_name': 'Dense', 'config': {'units': 10**9},"
        " 'build_config': {'input_shape': [1, 10**6]}}"
    ),
    "nonsense": "'[' * 100_000",
}


@pytest.mark.parametrize("config", REFUSED.values(), ids=REFUSED)
def test_a_hostile_configuration_makes_nothing_and_proves_nothing(found, config):
    said = found(f"""
        keras.saving.serialize_keras_object = lambda thing: {config}
        def build():
            return keras.Sequential({DENSE})
    """)
    assert "verified=True" not in said
    assert "True, 24" not in said


def test_inputs_that_no_memory_holds_are_not_drawn(found):
    parts = "[keras.Input((2**20, 2**20)), L.Activation('relu')]"
    assert "FACTS verified=False" in found(f"def build(): return keras.Sequential({parts})")
