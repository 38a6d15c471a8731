import ast
import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.notebook import plain_python, transform
from autograder.notebook.transform import PlainPython, TooMuch, parses


def test_the_examples_in_the_docstrings():
    assert doctest.testmod(transform).failed == 0


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("%matplotlib inline", "pass"),
        ("!pip install -q keras", "pass"),
        ("!!ls", "pass"),
        ("x = 1\nmodel?\ny = 2", "x = 1\npass\ny = 2"),
        ("model.fit??", "pass"),
        ("?model", "pass"),
        ("files = !ls *.csv", "files = []"),
        ("here = %pwd", "here = None"),
        ("if True:\n    !wget http://x\n    y = 1", "if True:\n    pass\n    y = 1"),
        ("!pip install \\\n  keras \\\n  numpy\nx = 1", "pass\n\n\nx = 1"),
        ("%time model = build()", "model = build()"),
        ("%time model = build(1,\n  2)", "model = build(1,\n  2)"),
        ("y = %time build()", "y = build()"),
        ("%timeit -n 3 f()", "pass"),
        ("pip install keras", ""),
        ("\n\nx = 1\n!ls\n", "\n\nx = 1\npass\n"),
        ("    x = 1\n    !ls", "x = 1\npass"),
        (">>> x = 1\n>>> y = 2", "x = 1\ny = 2"),
        ("In [3]: x = 1\n   ...: y = 2", "x = 1\ny = 2"),
        ("await f()", "await f()"),
        ("x = 1\r\n!ls\r\n", "x = 1\npass\n"),
    ],
)
def test_what_ipython_adds_becomes_harmless(typed: str, plain: str):
    assert plain_python(typed) == plain


def test_a_version_magic_in_a_try_leaves_a_try():
    typed = "try:\n    # only in Colab\n    %tensorflow_version 2.x\nexcept Exception:\n    pass\n"
    assert plain_python(typed) == typed.replace("%tensorflow_version 2.x", "pass")


@pytest.mark.parametrize("magic", ["time", "timeit -n 1", "capture out", "prun", "px --local"])
def test_a_cell_magic_that_wraps_python_leaves_the_python(magic: str):
    assert plain_python(f"%%{magic}\ndef f():\n    return 1") == "\ndef f():\n    return 1"


def test_wrappers_in_wrappers_and_magics_in_them():
    assert plain_python("\n%%time\n%%capture\n!ls\nx = 1") == "\n\n\npass\nx = 1"


def test_a_title_above_a_cell_magic_as_in_colab():
    assert plain_python("#@title Time\n%%time\nx = 1") == "\n\nx = 1"


@pytest.mark.parametrize(
    "typed",
    [
        "%%javascript\nalert(1);",
        "%%bash\nls | grep x\n",
        "%%html\n<b>x</b>",
        "%%writefile utils.py\nx = 1",
        "%%never_heard_of\nx = 1",
        "%%time",
        "%%bash",
    ],
)
def test_any_other_cell_magic_leaves_nothing(typed: str):
    assert plain_python(typed) == "\n" * typed.count("\n")


def test_python_is_left_alone_whatever_it_looks_like():
    code = (
        'text = """\n%matplotlib inline\n!ls\n"""\n'
        "rest = (17\n  % 5)\nok = 3 != 4  # really?\n"
        "get_ipython().system('ls')\nspace = '\\d'\n"
    )
    assert plain_python(code) == code


def test_a_form_feed_is_no_line_of_its_own():
    assert plain_python("x = 'a\x0cb\u2028c'\n!ls\ny = 1") == "x = 'a\x0cb\u2028c'\npass\ny = 1"


def test_nothing_is_executed_or_even_warned_about(recwarn: pytest.WarningsRecorder):
    plain_python("x = '\\d' is 3\n%run danger.py\n!touch danger")
    assert not recwarn


def test_a_flood_of_magics_is_given_up():
    with pytest.raises(TooMuch):
        plain_python("!ls\n" * 10_000)


def test_the_work_on_all_cells_together_is_limited():
    plain = PlainPython(most_work=10_000)
    with pytest.raises(TooMuch):
        for _ in range(100):
            plain("!ls\n" * 20)


def test_a_cell_that_is_too_long_is_given_up():
    with pytest.raises(TooMuch):
        plain_python("x = 1\n" * 50_000)


PIECES = ["x = 1", "!ls", "%cd x", "y = !ls", "z = %pwd", "f?", "def f():", "    !ls", "    pass"]
PIECES += ["'''", "%%time", "if x:", "(", ")", "#", "\\", "", "    x?", "!ls \\", "try:", "é = 'ü'"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("\n".join))
def test_lines_stay_where_they_are_whatever_is_typed(typed: str):
    plain = plain_python(typed)
    assert plain.count("\n") == typed.count("\n")
    if parses(plain):
        assert "get_ipython" not in plain
        ast.parse(plain) if "await" not in plain else None


@given(st.text(max_size=60))
def test_any_text_is_taken(typed: str):
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    assert plain_python(typed).count("\n") == lines
