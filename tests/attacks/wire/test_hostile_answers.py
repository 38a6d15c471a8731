"""One answer of each kind that a program with intent would give, and how the trusted side ends."""

from itertools import chain
from typing import Any

import numpy as np
import pytest
from impostor import LAYER, ORDINARY

from autograder.wire import Handle, Tensor

MIB = 2**20
HANDLE = Handle(9, "builtins.list", True)
ESCAPES = "\x1b[2J\x1b]0;owned\x07\u202e\x9b31m"
FRAME = {"where": "cell 1", "line": 1, "function": "double", "source": "double(x)"}
ERROR = {"type": "ValueError", "bases": [], "message": "no", "frames": [FRAME]}


def error(**changed: Any) -> dict[str, Any]:
    return {**ERROR, **changed}


# what it is: (the operation, kind of act, value, number)
FORGED: dict[str, tuple[str, str, Any, int]] = {
    "an id that is an array": ("call", "id", np.arange(2), 0),
    "an id that is an empty array": ("call", "id", np.zeros(0), 0),
    "an id that is a handle": ("call", "id", HANDLE, 0),
    "no value and no error": ("call", "whole", {"id": 1}, 0),
    "a value and an error": ("call", "both", ERROR, 0),
    "a value and more": ("call", "more", {"value ": 1}, 0),
    "an answer that is a list": ("call", "whole", [1, 2], 0),
    "an answer that is a handle": ("call", "whole", HANDLE, 0),
    "an answer to another question": ("call", "off by", 1, 1),
    "an answer to an earlier question": ("call", "off by", 1, -1),
    "a name that is a number": ("name", "value", 42, 0),
    "a name that is a list of handles": ("name", "value", [HANDLE], 0),
    "a module that is nothing": ("module", "value", None, 0),
    "names that are nothing": ("names", "value", None, 0),
    "names that are one text with all of them": ("names", "value", "double mean_square", 0),
    "names that are numbers": ("names", "value", [1, 2], 0),
    "names that are an array": ("names", "value", np.arange(3), 0),
    "a length that is text": ("length", "value", "12", 0),
    "a length below zero": ("length", "value", -1, 0),
    "a length that is endless": ("length", "value", 2**64 - 1, 0),
    "a length that is a bool": ("length", "value", True, 0),
    "a length that is a handle": ("length", "value", HANDLE, 0),
    "items that are a handle": ("items", "value", HANDLE, 0),
    "items that are text": ("items", "value", "abc", 0),
    "items by the thousand": ("items", "value", [None] * 20_000, 0),
    "an array that is a handle": ("array", "value", HANDLE, 0),
    "an array that is text": ("array", "value", "1", 0),
    "an array that is a list": ("array", "value", [[1, 2], [3]], 0),
    "a gradient that is text": ("gradient", "value", "0", 0),
    "a gradient that is a list of handles": ("gradient", "value", [HANDLE], 0),
    "a description that is a handle": ("describe", "value", HANDLE, 0),
    "an error that is text": ("call", "error", "no", 0),
    "an error that is a handle": ("call", "error", HANDLE, 0),
    "an error without a type": ("call", "error", {"message": "no"}, 0),
    "an error with a type that is a list": ("call", "error", error(type=["a"]), 0),
    "an error of a thousand lines": ("call", "error", error(frames=[FRAME] * 1000), 0),
    "an error with a message of a megabyte": ("call", "error", error(message="a" * 900_000), 0),
    "an assignment that gives something": ("assign", "value", HANDLE, 0),
    "a cell that gives something": ("run", "value", HANDLE, 0),
    "weights that give something": ("load_weights", "value", [1], 0),
}
STEP = {
    "call": "call", "name": "name", "module": "module", "names": "why missing", "items": "items",
    "length": "length", "array": "array", "gradient": "gradient", "describe": "describe",
    "assign": "assign", "load_weights": "weights",
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_an_answer_of_the_wrong_kind_ends_the_process_and_the_check(ask, name):
    act = FORGED[name]
    ended = ask("converse", [list(act)])["ended"]
    if act[0] in STEP:
        assert f"{STEP[act[0]]}: StudentStopped" in ended
        # a shape that is asked for is looked for in the numbers
        stopped = [end for end in ended if "StudentStopped" in end and not end.startswith("shape")]
        assert len(stopped) == 1


def test_a_handle_that_was_never_given_is_only_a_handle(ask):
    act = ["call", "value", Handle(2**64 - 1, ESCAPES, True), 0]
    assert "call: went through" in ask("converse", [act])["ended"]


NEVER_ENDING = {
    "a handle for every array": [["array", "value", HANDLE, 0]] * 5_000,
    "a handle for every list of items": [["items", "value", HANDLE, 0]] * 5_000,
    "a list of handles for numbers": [["call", "value", [HANDLE] * 3, 0]]
    + [["array", "value", HANDLE, 0], ["item", "value", HANDLE, 0]] * 2_000,
}


@pytest.mark.parametrize("name", NEVER_ENDING)
def test_answers_that_lead_to_more_questions_end(ask, name):
    ask("converse", NEVER_ENDING[name])


# Small messages that would grow on arrival.
GROWING = {
    "one long text among many short ones": ["a" * 500_000, *[""] * 90_000],
    "one long row of bytes among many short ones": [b"a" * 500_000, *[b""] * 90_000],
    "texts in tuples in a list": [("a" * 400_000,), *[("",)] * 40_000],
    "handles under a long key": {"k" * 400_000: [Handle(1, "a", True)] * 60_000},
    "handles under many long keys": {
        f"{n}" * 3_000: {"k" * 3_000: [Handle(1, "a", True)] * 4} for n in range(60)
    },
    "a handle of a long type": [Handle(1, "t" * 900_000, True)],
    "a long row of numbers": np.zeros(60 * MIB, np.uint8),
    "a long row of truths": np.zeros(60 * MIB, np.bool_),
    "a tensor of halves": Tensor(np.zeros(30 * MIB, "<f2")),
    "an array of very many sides": np.zeros((2,) * 25, np.int8),
    "an array without numbers, and with very long sides": np.zeros((0, 2**25), np.uint8),
}


@pytest.mark.parametrize("operation", ["call", "attribute", "item"])
@pytest.mark.parametrize("name", GROWING)
def test_no_answer_grows_beyond_a_few_times_what_a_message_may_take(ask, name, operation):
    if isinstance(GROWING[name], np.ndarray) and operation != "call":
        pytest.skip("arrays are arrays wherever they come from: once is enough")
    answer = ask("converse", [[operation, "value", GROWING[name], 0]], 10.0)
    ended = (
        "CheckFailed" if "among many short ones" in name or "in tuples" in name else "went through"
    )
    assert f"{operation}: {ended}" in answer["ended"]
    assert answer["grown"] < 300 * MIB


def test_a_flood_of_the_largest_answers_takes_no_more_than_one(ask):
    acts = [["*", "zeros", False, 63 * MIB]] * 40
    assert ask("converse", acts, 10.0)["grown"] < 300 * MIB


# Regular expressions look at what an exception says.
SLOW = {
    "a type that is slow to look at": error(type="units" * 180_000),
    "a type of one word": error(type="unrecognized keyword " * 40_000),
    "a source that is slow to look at": error(
        frames=[{**FRAME, "source": "Input(shape=" * 70_000}]
    ),
    "a message that is slow to look at": error(message="units" * 2_000),
    "a message of pages": error(message="Exception encountered when calling x\n\n" * 250),
    "sources in a hundred lines": error(frames=[{**FRAME, "source": "units" * 1_800}] * 100),
}


@pytest.mark.parametrize("name", SLOW)
def test_no_error_is_slow_to_put_into_words(ask, name):
    ask("converse", [["call", "error", SLOW[name], 0], ["run", "error", SLOW[name], 0]])


HOSTILE_TEXT = {
    "everywhere in an error": error(
        type=ESCAPES, message=ESCAPES * 9, bases=[ESCAPES],
        frames=[{"where": ESCAPES, "line": -(2**63), "function": ESCAPES, "source": ESCAPES}],
    ),
    "a book in an error": error(
        type="t" * 200_000, message="m" * 9_000,
        frames=[{**FRAME, "where": "w" * 200_000, "source": "s" * 200_000}] * 3,
    ),
}  # fmt: skip
TEXTS = {
    **{f"{name}, of a call": [["call", "error", e, 0]] * 4 for name, e in HOSTILE_TEXT.items()},
    **{f"{name}, of a cell": [["run", "error", e, 0]] * 9 for name, e in HOSTILE_TEXT.items()},
    "a handle's type": [["call", "value", Handle(1, ESCAPES, True), 0]] * 4
    + [["array", "error", ERROR, 0]] * 4,
    "a handle's type that is a book": [["call", "value", Handle(1, "t" * 900_000, True), 0]] * 4,
    "a handle in a dictionary": [["call", "value", {ESCAPES: HANDLE}, 0]] * 4,
    "a value that is shown": [["call", "value", ESCAPES, 0]] * 4,
    "a value that is a book": [["call", "value", ["a" * 900_000], 0]] * 4,
    "bytes": [["call", "value", b"\x1b\x9b" * 100_000, 0]] * 4,
    "a shape": [["call", "value", np.zeros((1,) * 32), 0]] * 4,
}


@pytest.mark.parametrize("name", TEXTS)
def test_what_people_read_commands_no_terminal_and_is_no_book(ask, small_course, notebook, name):
    from trusted import assert_legible

    from autograder.results import SubmissionResult, from_json

    path = str(notebook("def double(x): pass"))
    answer = ask("grade", TEXTS[name], str(small_course), path)
    result = from_json(SubmissionResult, answer["result"])
    assert result.score == 0
    for text in chain(result.notices, *((c.message, c.trace) for c in result.checks)):
        assert_legible(text)


WASTE = {
    "no answer": ("silence", None, 0),
    "a broken answer at the last moment": ("late", b"\xff" * 9, 450),
}
ASKED = ("attribute", "assign", "call", "item", "length", "items", "array", "describe", "gradient")


@pytest.mark.parametrize("name", WASTE)
def test_however_a_step_is_wasted_its_time_is_spent(ask, name):
    """Nine steps of half a second are more than the three seconds that the submission has."""
    acts = [[operation, *WASTE[name]] for operation in ASKED]
    ended = ask("converse", acts, 0.5)["ended"]
    assert ended[-1] == "weights: StudentStopped"


def test_an_answer_byte_by_byte_is_not_waited_for(ask):
    ended = ask("converse", [["call", "slow", np.zeros(60_000, np.uint8), 0]], 2.0)["ended"]
    assert [end for end in ended if "StudentStopped" in end] == ["call: StudentStopped"]


def test_an_answer_that_breaks_off_costs_one_step(ask):
    ended = ask("converse", [["call", "cut", 1, 0]], 10.0)["ended"]
    assert [end for end in ended if "StudentStopped" in end] == ["call: StudentStopped"]


def test_the_ordinary_answers_go_through(ask):
    """What the other tests change is right otherwise."""
    assert LAYER is ORDINARY["describe"]
    ended = ask("converse", [])["ended"]
    assert [end for end in ended if "went through" not in end] == [
        "shape: CheckFailed", "truth: CheckFailed",
    ]  # fmt: skip
