"""Cells run statement by statement, in one namespace."""

import pytest

from autograder.student.cells import run_cell


def run(code):
    namespace = {}
    return run_cell(code, "cell 1", namespace), namespace


def test_a_failing_statement_does_not_stop_those_after_it_and_is_what_is_reported():
    error, names = run("import no_such_module\nx = 1\ny = undefined\nz = 3")
    assert isinstance(error, ModuleNotFoundError)
    assert (names["x"], names["z"]) == (1, 3)


def test_a_cell_that_does_not_parse_is_its_own_error():
    error, names = run("x = 1\ndef f(:")
    assert isinstance(error, SyntaxError)
    assert "x" not in names


def test_a_future_import_holds_for_the_whole_cell():
    error, names = run("from __future__ import annotations\ndef f(x: undefined) -> 3: pass")
    assert error is None
    assert names["f"].__annotations__["x"] == "undefined"


def test_await_at_the_top_level_works_as_in_a_notebook():
    error, names = run("import asyncio\nx = await asyncio.sleep(0, result=5)")
    assert error is None
    assert names["x"] == 5


@pytest.mark.parametrize("code", ["raise SystemExit(0)", "raise KeyboardInterrupt", "exit()"])
def test_nothing_that_a_cell_raises_ends_the_session(code):
    error, names = run(code + "\nx = 1")
    assert error is not None
    assert names["x"] == 1
