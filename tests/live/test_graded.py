"""In the graded run, checks in the notebook do nothing, however they are called."""

import pytest

from autograder.student import Session

ANSWER = "def double(x):\n    return 2 * x"


@pytest.mark.parametrize(
    "line",
    [
        "check('double')",
        "check.all()",
        "%check",
        "%check double",
        "%load_ext autograder",
        "get_ipython().run_line_magic('check', 'double')",
        "found = check('double').passed",
        "found = [check.all().exercises]",
    ],
)
def test_it_costs_nothing_and_says_nothing(grade, line):
    result = grade("from autograder import check\n" + ANSWER + f"\n{line}")
    assert [c.outcome for c in result.checks if c.exercise == "double"] == ["passed", "passed"]
    # what is said is about the notebook, and nothing about the cell
    assert not [notice for notice in result.notices if "ell 1" in notice]
    assert not result.output


def test_the_extension_can_be_loaded_by_hand():
    session = Session({})
    session.do_prepare()
    code = "import autograder; autograder.load_ipython_extension(get_ipython())"
    try:
        session.do_run(code, "cell 1")
        assert session.namespace["autograder"].check("double").passed is not None
    finally:
        for name in ("check", "load_ipython_extension"):
            vars(session.namespace["autograder"]).pop(name)
