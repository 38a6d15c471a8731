"""What a submission earns, and what its student reads."""

import pytest

DOUBLE = "def double(x):\n    return 2 * x"
MEAN_SQUARE = "import tensorflow as tf\ndef mean_square(x):\n    return tf.reduce_mean(x ** 2)"


def outcomes(result):
    return {check.id: check.outcome for check in result.checks}


def message(result, check):
    return next(c.message for c in result.checks if c.id == check)


def test_right_answers_earn_every_point(grade):
    result = grade(DOUBLE, MEAN_SQUARE)
    assert (result.score, result.max_score) == (9, 9)
    assert result.summary == "Every check passed."


def test_every_check_reports_exactly_once_and_public_ones_first(grade):
    result = grade(DOUBLE, MEAN_SQUARE)
    assert [check.id for check in result.checks] == [
        "test_doubles_a_number",
        "test_mean_of_squares",
        "test_doubles_an_array",
        "test_gradient_of_mean_square",
    ]
    assert [check.public for check in result.checks] == [True, True, False, False]


def test_a_wrong_answer_costs_its_own_checks_and_names_the_slip(grade):
    result = grade(DOUBLE, MEAN_SQUARE.replace("reduce_mean", "reduce_sum"))
    assert result.score == 3
    assert "summed rather than averaged" in message(result, "test_mean_of_squares")


def test_a_check_waits_for_those_that_it_depends_on(grade):
    result = grade(DOUBLE, MEAN_SQUARE.replace("reduce_mean", "reduce_sum"))
    assert outcomes(result)["test_gradient_of_mean_square"] == "blocked"
    assert "Averages the squares" in message(result, "test_gradient_of_mean_square")


def test_a_missing_exercise_blocks_its_checks_only(grade):
    result = grade(DOUBLE)
    assert outcomes(result) == {
        "test_doubles_a_number": "passed",
        "test_doubles_an_array": "passed",
        "test_mean_of_squares": "blocked",
        "test_gradient_of_mean_square": "blocked",
    }
    assert message(result, "test_mean_of_squares") == "The notebook does not define mean_square."


def test_the_stub_earns_nothing_and_says_what_is_not_written(grade, small_course):
    result = grade(path=small_course / "assignments" / "small" / "small.ipynb")
    assert result.score == 0
    assert set(outcomes(result).values()) == {"blocked"}
    assert "double is not written yet" in message(result, "test_doubles_a_number")


def test_a_students_exception_is_told_with_their_own_line(grade):
    result = grade("def double(x):\n    return x.twice()", MEAN_SQUARE)
    said = message(result, "test_doubles_a_number")
    assert "AttributeError" in said
    assert "cell 1, line 2: `return x.twice()`" in said


def test_an_exception_while_a_cell_runs_does_not_stop_the_rest(grade):
    result = grade("import no_such_module\nno_such_module.go()\n" + DOUBLE, MEAN_SQUARE)
    assert result.score == 9
    assert any("no_such_module" in notice for notice in result.notices)


def test_the_last_definition_counts(grade):
    assert grade("def double(x):\n    return x", DOUBLE, MEAN_SQUARE).score == 9


@pytest.mark.parametrize(
    ("result", "symptom"),
    [
        ("None", "is None: is a `return` missing?"),
        ("'many'", "is a str, where numbers belong"),
        ("object()", "is a object, where numbers belong"),
        ("[[1], [1, 2]]", "ragged"),
        ("x * float('nan')", "contains NaN"),
        ("x.T * 2", "transposed"),
        ("x * 2 + 1", "plus a constant"),
        ("x ** 2", "right one"),
        ("(y for y in x)", "where numbers belong"),
        ("lambda: 3", "where numbers belong"),
        ("{'x': 3}", "dict, where numbers belong"),
        ("(x, x)", "has shape"),
    ],
)
def test_any_kind_of_result_gets_a_symptom_and_never_breaks_the_check(grade, result, symptom):
    graded = grade(f"def double(x):\n    return {result}", MEAN_SQUARE)
    check = next(c for c in graded.checks if c.id == "test_doubles_an_array")
    assert check.outcome == "failed"
    assert symptom in check.message


def test_hidden_checks_give_no_expected_value_away(grade):
    result = grade("def double(x):\n    return x * 3.5", MEAN_SQUARE, seed=7)
    public, hidden = (
        next(c for c in result.checks if c.id == name)
        for name in ("test_doubles_a_number", "test_doubles_an_array")
    )
    assert "42" in public.message
    assert "Expected" not in hidden.message


def test_the_same_seed_gives_the_same_result_and_another_one_other_data(grade):
    cells = ("def double(x):\n    print(repr(x)); return 2 * x", MEAN_SQUARE)
    first, second, other = grade(*cells, seed=1), grade(*cells, seed=1), grade(*cells, seed=2)
    assert first.output == second.output != other.output
    assert outcomes(first) == outcomes(second)


def test_what_students_print_is_kept_and_costs_nothing(grade):
    noisy = "import warnings\ndef double(x):\n    print('hello')\n    warnings.warn('careful')\n"
    result = grade(noisy + "    return 2 * x", MEAN_SQUARE)
    assert result.score == 9
    assert "hello" in result.output
    assert "careful" in result.output


def test_magics_shell_lines_and_notebook_names_do_nothing(grade):
    head = (
        "%matplotlib inline\n!pip install x\nfiles = !ls\nget_ipython().magic('time')\ndisplay(1)"
    )
    assert grade(head, "%%time\n" + DOUBLE, "%%javascript\nalert(1)", MEAN_SQUARE).score == 9
