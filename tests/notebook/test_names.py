import doctest

import pytest

from autograder.notebook import defined_names, names
from autograder.notebook.names import used_names


def test_the_examples_in_the_docstrings():
    assert doctest.testmod(names).failed == 0


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("def f(): pass", "f"),
        ("async def f(): pass", "f"),
        ("class C: x = 1", "C"),
        ("my_rmse = lambda a, b: a", "my_rmse"),
        ("a = b = 1", "a b"),
        ("(a, [b, *c]) = 1, [2, 3]", "a b c"),
        ("a: int = 1", "a"),
        ("import a.b, c as d", "a d"),
        ("from m import a, b as c", "a c"),
        ("from m import *", ""),
        ("try:\n    import a\nexcept ImportError:\n    b = 1", "a b"),
        ("if x:\n    def f(): pass", "f"),
        ("for i in []: j = i", "i j"),
        ("print(y := 1)", "y"),
        ("model.fit(x)\nobject.attribute = 1\nd['k'] = 2", ""),
        ("%%time\ndef f(): pass", "f"),
        ("!pip install x\ndef f(): pass", "f"),
        ("def f(:", ""),
        ("", ""),
        ("x = 1\0", ""),
    ],
)
def test_top_level_names(code: str, expected: str):
    assert defined_names(code) == frozenset(expected.split())


def test_only_names_from_outside_are_used():
    code = "def f(a, b=B):\n    c = a\n    return lambda: (c, math.pi, len(a))\nprint(top)"
    assert used_names(code) == {"math", "len"}
    assert used_names(code, top_level=True) >= {"math", "B", "top", "print"}


def test_a_class_uses_what_its_body_reads():
    assert "keras" in used_names("class C:\n    def f(self):\n        return keras.ops")


@pytest.mark.parametrize(
    "code",
    [
        "-" * 100_000 + "1",
        "(" * 100_000,
        "x = a" + ".b" * 50_000,
        "lambda:" * 20_000 + "0",
        "if a:\n x=1\n" + "elif b:\n x=1\n" * 8_000,
        "f" + "()" * 50_000,
        "x = " + "9" * 100_000,
        "!ls\n" * 10_000,
        "x\ud800 = 1",
    ],
)
def test_code_that_is_out_to_break_the_parser_defines_nothing(code: str):
    assert defined_names(code) == frozenset()
    assert used_names(code) == frozenset()
