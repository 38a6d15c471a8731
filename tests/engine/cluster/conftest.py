"""A real scheduler and real workers, in processes of their own, over TLS."""

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import nbformat
import psutil
import pytest
from machines import Machines

from autograder.results import SubmissionResult

RIGHT = "def double(x):\n    return 2 * x"
WRONG = "def double(x):\n    print('€' * 3)\n    return x"


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    """Nothing is started yet."""
    with Machines(tmp_path) as made:
        yield made


@pytest.fixture
def many(tmp_path: Path) -> Callable[[int], Path]:
    """`many(n)`: a folder of n submissions that are graded quickly, no two alike."""

    def make_them(count: int) -> Path:
        folder = tmp_path / "many"
        folder.mkdir()
        for number in range(count):
            made = nbformat.v4.new_notebook(metadata={"autograder": {"assignment": "small"}})
            code = RIGHT if number % 3 else WRONG
            made.cells = [nbformat.v4.new_code_cell(f"{code}\nnumber = {number}")]
            nbformat.write(made, folder / f"student_{number:03}.ipynb")
        return folder

    return make_them


def without_times(result: SubmissionResult) -> SubmissionResult:
    """What has to be the same wherever it is graded."""
    checks = tuple(msgspec.structs.replace(check, duration_s=0) for check in result.checks)
    # where in memory something lay is in what TensorFlow prints
    output = re.sub(r"0x[0-9a-f]+", "0x", result.output)
    return msgspec.structs.replace(result, duration_s=0, checks=checks, output=output, cached=False)


def started_from(code: Path) -> set[str]:
    """The modules that processes run which import this program from below `code`."""
    found = set()
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            words = process.cmdline()
            path = process.environ().get("PYTHONPATH", "")
            if path.startswith(str(code)) and "-m" in words:
                found.add(words[words.index("-m") + 1])
    return found
