"""Five hundred submissions of mixed kinds: what they need, and what they leave behind.

    python benchmarks/memory.py [--submissions 500] [--jobs 2] [--json FILE]

Right, wrong, broken, hostile and endless answers take turns; those that fill the memory come
last. Ten times a second the private memory (USS: what the kernel would give back if the process
ended) of each student and grader process is read, but for those last ones, and the proportional
memory (PSS) of the two zygotes that all are forked from. At the end nothing may be left: no
process, namespace, mount, temporary file or descriptor. Nothing else should run meanwhile.
"""

import argparse
import collections
import contextlib
import json
import os
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NoReturn

import nbformat
import psutil
from rich.console import Console
from rich.table import Table

from autograder.course import Course, load
from autograder.engine.executors import LocalExecutor, do_all
from autograder.engine.jobs import Graded, Job

ROOT = Path(__file__).resolve().parents[1]
MIB = 2**20
LAYER = """
class SimpleQuadratic(keras.layers.Layer):
    def __init__(self, units=32, **kwargs):
        super().__init__(**kwargs)
        self.units = units
    def build(self, input_shape):
        self.a = self.add_weight(name="a", shape=(input_shape[-1], self.units))
        self.b = self.add_weight(name="b", shape=(input_shape[-1], self.units))
        self.c = self.add_weight(name="c", shape=(self.units,), initializer="zeros")
    def call(self, x):
        {first}
        return (x * x) @ self.a + x @ self.b + self.c
"""
RMSE = "def rmse(a, b):\n    return tf.sqrt(tf.reduce_mean(tf.square(a - b)))"
KINDS = {
    "right": (LAYER.format(first=""), RMSE),
    "wrong": (LAYER.format(first="x = x * x"), RMSE.replace("tf.sqrt", "")),
    "broken": ("class SimpleQuadratic(:", RMSE),
    "crash": ("import os\nos.abort()", RMSE),
    "endless": (LAYER.format(first="while True: pass"), RMSE),
    "children": (
        "import os, time\nfor _ in range(5):\n    if os.fork() == 0:\n        os.setsid()\n"
        "        time.sleep(600)\n" + LAYER.format(first=""),
        RMSE,
    ),
    "files": (
        "for n in range(50): open(f'/tmp/{n}', 'w').write('x' * 10**5)\n" + LAYER.format(first=""),
        RMSE,
    ),
    "memory": ("hoard = []\nwhile True: hoard.append(bytearray(10**7))", RMSE),
    "descriptors": (
        "import os\nkept = [os.dup(1) for _ in range(200)]\n" + LAYER.format(first=""),
        RMSE,
    ),
    "threads": (
        "import threading, time\nfor _ in range(50):\n"
        "    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n"
        + LAYER.format(first=""),
        RMSE,
    ),
}
HOARDERS = {"memory"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        course = make_course(Path(name) / "course")
        found = run(course, make_notebooks(Path(name), options.submissions), options.jobs)
    show(found)
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")
    if found["left"] or found["refused"]:
        raise SystemExit("Something was left behind, or not graded: see above.")


def make_course(folder: Path) -> Course:
    """The benchmarks' course with short limits, so that endless answers end soon."""
    shutil.copytree(ROOT / "benchmarks/course", folder)
    limits = "\n[limits]\ncell_s = 2\ncheck_s = 1\nsubmission_s = 6\nmemory_mb = 600\n"
    with (folder / "course.toml").open("a") as settings:
        settings.write(limits)
    return load(folder)


def make_notebooks(folder: Path, count: int) -> dict[Path, str]:
    """So many notebooks, each of a kind, in turns."""
    made = {}
    setup = "import keras\nimport numpy as np\nimport tensorflow as tf"
    for number, kind in zip(range(count), list(KINDS) * count, strict=False):
        cells = [nbformat.v4.new_code_cell(code) for code in (setup, *KINDS[kind])]
        metadata = {"autograder": {"assignment": "regression_without_fit"}}
        path = folder / f"{number:04}-{kind}.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)
        made[path] = kind
    return made


def run(course: Course, notebooks: dict[Path, str], jobs: int) -> dict[str, object]:
    """Grade them all, watching."""
    before = machine()
    began = time.monotonic()
    scores: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    refused = []
    with LocalExecutor(course, "namespace", jobs) as executor:
        with Watch(executor) as watch:
            wanted = [Job(str(path), str(course.root), seed=1, anew=True) for path in notebooks]
            last = [job for job in wanted if notebooks[Path(job.submission)] in HOARDERS]
            first = [job for job in wanted if job not in last]
            for job, answer in chain(do_all(executor, first), watch.off(), do_all(executor, last)):
                if isinstance(answer, Graded) and not answer.result.errored:
                    score = f"{answer.result.score:g}/{answer.result.max_score:g}"
                    scores[notebooks[Path(job.submission)]][score] += 1
                else:
                    refused.append(f"{job.submission}: {answer}")
        seconds = time.monotonic() - began
        quiet = settled(watch.descriptors)
    left = {what: now - before[what] for what, now in settled(machine).items()}
    return {
        "submissions": len(notebooks),
        "graded": sum(sum(c.values()) for c in scores.values()),
        "scores": {kind: dict(counter) for kind, counter in scores.items()},
        "refused": refused,
        "seconds": seconds,
        "private_mib": watch.largest,
        "zygotes_mib": watch.zygotes,
        "descriptors_first_and_last": [watch.first_descriptors, quiet],
        "left": {what: number for what, number in left.items() if number},
    }


class Watch:
    """Looks at the executor's processes ten times a second."""

    def __init__(self, executor: LocalExecutor) -> None:
        self._root = psutil.Process(executor._pool._process.pid)
        self._stop = threading.Event()
        self._noting = True
        self._thread = threading.Thread(target=self._run)
        self.largest: dict[str, float] = {"student": 0.0, "grader": 0.0}
        self.zygotes: list[tuple[float, float]] = []
        self.first_descriptors: dict[str, int] = {}

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def off(self) -> Iterator[NoReturn]:
        """Note no private memory from here on; yields nothing."""
        self._noting = False
        yield from ()

    def _run(self) -> None:
        while not self._stop.wait(0.1):
            with contextlib.suppress(psutil.Error):
                self._look()

    def _look(self) -> None:
        graders, sandbox = [], None
        for process in self._root.children():
            if "autograder.sandbox.zygote" in process.cmdline():
                sandbox = process
            else:
                graders.append(process)
        if sandbox is None:
            return
        if self._noting:
            self._note("grader", graders)
            self._note("student", sandbox.children(recursive=True))
        pair = [p.memory_full_info().pss / MIB for p in (self._root, sandbox)]
        self.zygotes.append((pair[0], pair[1]))
        self.first_descriptors = self.first_descriptors or self.descriptors()

    def _note(self, what: str, processes: list[psutil.Process]) -> None:
        for process in processes:
            with contextlib.suppress(psutil.Error):
                self.largest[what] = max(self.largest[what], process.memory_full_info().uss / MIB)

    def descriptors(self) -> dict[str, int]:
        """Of the engine, and of the two zygotes."""
        sandbox = next(
            p for p in self._root.children() if "autograder.sandbox.zygote" in p.cmdline()
        )
        found = {"engine": psutil.Process(), "grader zygote": self._root, "sandbox": sandbox}
        return {name: process.num_fds() for name, process in found.items()}


def machine() -> dict[str, int]:
    """What a submission might leave behind, counted."""
    namespaces, zombies, processes = set(), 0, 0
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            namespaces |= {str(link.readlink()) for link in (path / "ns").iterdir()}
            text = (path / "status").read_text()
            zombies += "State:\tZ" in text
            processes += not re.search(r"^PPid:\t[02]$", text, re.M)  # the kernel's own come and go
    return {
        "processes": processes,
        "zombies": zombies,
        "namespaces": len(namespaces),
        "mounts": len(Path("/proc/self/mounts").read_text().splitlines()),
        "files in /tmp": len(os.listdir(tempfile.gettempdir())),  # noqa: PTH208
        "files in /dev/shm": len(list(Path("/dev/shm").iterdir())),
        "descriptors": psutil.Process().num_fds(),
    }


def settled(look):
    """What one sees when nothing changes any more."""
    last = look()
    for _ in range(50):
        time.sleep(0.2)
        now = look()
        if now == last:
            break
        last = now
    return last


def show(found: dict) -> None:  # type: ignore[type-arg]
    table = Table("what", "found")
    table.add_row("graded", f"{found['graded']} of {found['submissions']}")
    table.add_row("seconds each", f"{found['seconds'] / found['submissions']:.2f}")
    for what, size in found["private_mib"].items():
        table.add_row(f"largest private memory of a {what}", f"{size:.0f} MiB")
    third = max(1, len(found["zygotes_mib"]) // 3)
    for index, name in enumerate(("grader zygote", "sandbox zygote")):
        series = [pair[index] for pair in found["zygotes_mib"]]
        first, last = sorted(series[:third])[third // 2], sorted(series[-third:])[third // 2]
        table.add_row(f"{name}, first and last third", f"{first:.0f} and {last:.0f} MiB")
    first, last = found["descriptors_first_and_last"]
    table.add_row("descriptors at first", str(first))
    table.add_row("descriptors at the end", str(last))
    table.add_row("left behind", str(found["left"] or "nothing"))
    for kind, scores in found["scores"].items():
        table.add_row(f"scores: {kind}", ", ".join(f"{s} × {n}" for s, n in scores.items()))
    Console().print(table)
    for line in found["refused"]:
        print(line)


if __name__ == "__main__":
    main()
