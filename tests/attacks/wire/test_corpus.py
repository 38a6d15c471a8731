"""What coverage-guided fuzzing has found worth keeping, replayed.

Plans are replayed in place as the fuzzer does it, and against an impostor in a process of its own.
"""

from pathlib import Path

import pytest
import targets
from impostor import WIDE

from autograder.wire import unpack

CORPUS = Path(__file__).parent / "corpus"
FRAMES = sorted((CORPUS / "decoder").iterdir())
PLANS = sorted((CORPUS / "proxy").iterdir())


@pytest.mark.parametrize("path", FRAMES, ids=lambda path: path.name)
def test_a_frame_is_a_value_or_a_wire_error(path):
    targets.decode(path.read_bytes())


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_a_plan_ends_well(path):
    targets.converse(path.read_bytes())


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_a_plan_of_another_process_ends_well(ask, path):
    answer = ask("converse", unpack(path.read_bytes(), WIDE))
    assert answer["grown"] < 300 * 2**20
