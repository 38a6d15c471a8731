import ast
import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.notebook import definitions, reduce


def kept(code: str, *needed: str, missing: tuple[str, ...] = ()) -> list[str]:
    """What is kept, without blank lines."""
    reduced = definitions(code, needed, missing)
    assert not reduced or reduced.count("\n") == code.count("\n")
    return [line for line in reduced.split("\n") if line.strip()]


def test_the_examples_in_the_docstrings():
    assert doctest.testmod(reduce).failed == 0


@pytest.mark.parametrize(
    "code",
    [
        "import keras",
        "from keras import layers",
        "@decorated(1)\ndef f(x=g()):\n    return h()",
        "async def f(): pass",
        "class C(B):\n    x = g()",
        "rate = 0.1",
        "a, b = 1, [2, {'c': -3}]",
        "relu = keras.activations.relu",
        "square = lambda x: tf.square(x)",
        "rate: float = 0.1",
        "rate *= 2",
    ],
)
def test_definitions_and_simple_assignments_stay(code: str):
    assert definitions(code) == code


@pytest.mark.parametrize(
    "code",
    [
        "model.fit(x)",
        "model = build()",
        "for i in range(3):\n    step(i)",
        "while True:\n    pass",
        "x = await f()",
        "print(1)",
        "check('my_rmse')",
        "del x",
        "assert f() == 1",
        "with open('x') as file:\n    text = file.read()",
        "if f():\n    train()",
        "'text'",
        "raise ValueError",
        "exit()",
    ],
)
def test_everything_else_goes(code: str):
    assert definitions(code) == ""


def test_what_a_function_looks_up_is_kept_though_it_calls_something():
    code = "loss = keras.losses.MSE()\nother = build()\ndef f(a, b):\n    return loss(a, b)"
    assert kept(code) == ["loss = keras.losses.MSE()", *code.split("\n")[2:]]


def test_and_so_is_what_that_needs_in_turn():
    code = "size = len(SIZES)\nlayer = make(size)\ndef f(x):\n    return layer(x)"
    assert kept(code) == code.split("\n")


def test_a_default_argument_needs_its_name():
    code = "adam = keras.optimizers.Adam()\ndef f(optimizer=adam):\n    pass"
    assert kept(code) == code.split("\n")


def test_what_other_cells_need_is_kept():
    assert kept("my_rmse = functools.partial(f, 2)") == []
    assert kept("my_rmse = functools.partial(f, 2)", "my_rmse") != []


@pytest.mark.parametrize(
    "slow",
    [
        "model.fit(x)",
        "fit(x)",
        "train_model()",
        "model.predict(x)",
        "tfds.load('mnist')",
        "keras.datasets.mnist.load_data()",
        "VGG16(weights='imagenet')",
        "input()",
        "wrap(model.fit(x))",
    ],
)
def test_training_and_downloads_go_whoever_needs_them(slow: str):
    assert kept(f"needed = {slow}", "needed") == []


def test_a_network_without_its_weights_is_kept():
    assert kept("needed = VGG16(weights=None)", "needed") != []


def test_an_assignment_that_reads_what_was_left_out_is_left_out():
    code = "history = model.fit(x)\nlosses = history.history\nlast = losses[-1]\nrate = 1"
    assert kept(code) == ["rate = 1"]
    assert kept("losses = history.history", missing=("history",)) == []


def test_a_name_that_is_defined_again_is_no_longer_missing():
    assert kept("history = {}\nlosses = history", missing=("history",)) != []


def test_a_block_stays_around_what_is_kept():
    code = (
        "try:\n    from google.colab import drive\n    drive.mount('/x')\n"
        "except ImportError:\n    print('not in Colab')\nfinally:\n    x = 1"
    )
    expected = (
        "try:\n    from google.colab import drive\n    pass\n"
        "except ImportError:\n    pass\nfinally:\n    x = 1"
    )
    assert definitions(code) == expected


def test_a_definition_in_a_with_or_an_if_is_kept():
    code = (
        "with strategy.scope():\n    def f(): pass\n    g()\n"
        "if v < 2:\n    import a\nelse:\n    g()"
    )
    assert kept(code) == [
        "with strategy.scope():",
        "    def f(): pass",
        "    pass",
        "if v < 2:",
        "    import a",
        "else:",
        "    pass",
    ]


def test_a_name_that_one_branch_defines_is_not_missing():
    code = "try:\n    import a\nexcept ImportError:\n    a = download()\nb = a.c"
    assert "b = a.c" in kept(code)


def test_statements_that_share_a_line():
    assert definitions("import os; os.system('x'); a = 1") == "import os; pass; a = 1"
    assert definitions("f(\n  1); b = 2") == "pass\\\n; b = 2"
    assert definitions("é = 'ü'; f('ä'); b = 2") == "é = 'ü'; pass; b = 2"
    assert definitions("if x: a = 1; f()") == "if x: a = 1; pass"


def test_comments_and_continued_lines():
    assert definitions("f(  # why\n  1)  # how\nx = 1") == "\n  # how\nx = 1"
    assert definitions("x = 1; \\\nf()\ny = 2") == "x = 1; \\\npass\ny = 2"


def test_what_does_not_parse_has_no_definitions():
    assert definitions("def f(:\n    pass") == ""


STATEMENTS = [
    "import os",
    "f()",
    "x = 1",
    "y = f(\n  1)",
    "def g():\n    return y",
    "if x:\n    f()\n    z = 2\nelif y:\n    g()\nelse:\n    import a",
    "for i in x:\n    f()",
    "try:\n    f()\nexcept E:\n    import b\nelse:\n    f(); w = 3",
    "with f() as h:\n    f(\n    )",
    "é = 'ü'; f('é',\n 2); v = 1  # ä",
    "class C:\n    f()",
    "match x:\n    case 1:\n        y = 1",
    "'''text\nmore'''",
    "pass",
    "x = y",
]


@given(st.lists(st.sampled_from(STATEMENTS), max_size=8).map("\n".join))
def test_the_rest_parses_and_every_definition_is_on_its_line(code: str):
    reduced = definitions(code)
    assert located(reduced) <= located(code)
    assert definitions(reduced) == reduced


def located(code: str) -> set[tuple[int, str]]:
    """Every definition with the line that it begins on."""
    kinds = (ast.Import, ast.FunctionDef, ast.ClassDef, ast.Assign)
    nodes = (node for node in ast.walk(ast.parse(code)) if isinstance(node, kinds))
    return {(node.lineno, ast.dump(node)) for node in nodes}
