"""The engine with a thousand to a hundred thousand submissions whose computing is only slept.

    python benchmarks/scale.py --measure
    python benchmarks/scale.py --submissions 1000 10000 --workers 2 --compression 200
    python benchmarks/scale.py --speedup --compression 20

A real scheduler and real worker processes over TLS, `batch.grade`, the notebooks read and keyed,
the results kept in each worker's cache; see `simulated.py` for what is left out. The engine's
overhead of a submission is

    slots × (time between the first and the last result) / (results − 1) − slept − reading,

where slept and reading (opening, repairing and splitting the notebook, which is part of grading
it) are means that the workers kept. So it has the cache's keys and files, the way to the worker
and back, and all waiting for the two cores. `--measure` grades for real and writes `scale.json`.
"""

import argparse
import contextlib
import json
import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
from machines import Machines, peak_mib
from measure import show
from measuring import kinds_of, measure_all
from simulated import COMPRESSION, FIGURES, MEASURED, Measured, measured

from autograder.course import Course, load
from autograder.engine import batch
from autograder.results import to_json

ROOT = Path(__file__).resolve().parents[1]
ASSIGNMENT = "rmse_loss"
# of a hundred submissions: a stated mix, as no real class was measured
SHARES = {"reference": 5, "stub": 5, "mutant": 50, "variant": 40}
LINE = "number = "
EXECUTOR = "simulated:Simulated"
CLOSE_S = 20  # in which a worker writes its figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--measure", action="store_true", help="grade for real, write scale.json")
    parser.add_argument("--most", type=int, default=10**6, help="of each kind, with --measure")
    parser.add_argument("--speedup", action="store_true", help="one worker and four")
    parser.add_argument("--submissions", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--compression", type=float, default=200)
    parser.add_argument("--results", type=Path, help="where the largest document is written")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    course = load(ROOT)
    if options.measure:
        found = measure_all(course, ASSIGNMENT, "namespace", options.most)
        MEASURED.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
        return
    counts = [(n, options.workers) for n in sorted(options.submissions)]
    if options.speedup:
        counts = [(n, workers) for n, _ in counts for workers in (1, 4)]
    rows = []
    for n, workers in counts:
        rows.append(run(course, n, workers, options.compression, options.results))
        if options.json:  # after each: the last one may take an hour
            options.json.write_text(json.dumps(rows, indent=2) + "\n")
    names = list(rows[0])
    table = [[name, *(f"{row[name]:.4g}" for row in rows)] for name in names[1:]]
    columns = [names[0], *(f"{row[names[0]]:,}" for row in rows)]
    show("Simulated gradings", columns, table, "a submission, unless it says otherwise")


def run(
    course: Course, count: int, workers: int, compression: float, results: Path | None = None
) -> dict[str, float]:
    """Grade so many simulated submissions; ms of each, and MiB."""
    known = measured()
    with tempfile.TemporaryDirectory(prefix="autograder-scale-") as name:
        folder = Path(name)
        write_class(course, known, folder / "class", count)
        done: list[float] = []
        with simulating(folder, workers, compression) as machines:
            began, cpu = time.perf_counter(), time.process_time()
            document = batch.grade(
                folder / "class",
                course=course.root,
                cluster=machines.settings(executor=EXECUTOR),
                on_done=lambda outcome: done.append(time.perf_counter()),
            )
            client_cpu = time.process_time() - cpu
            wall = time.perf_counter() - began
            parts = {"scheduler": ["scheduler"], "worker": names_of(workers)}
            servers = {who: machines.cpu_s(*names) for who, names in parts.items()}
            peaks = {who: machines.peak_mib(*names) for who, names in parts.items()}
        assert len(document.results) == count, document.failures[:1]
        client_peak = peak_mib(os.getpid())
        if results:
            results.write_bytes(to_json(document))
        means = means_of(folder)
    each = workers * (done[-1] - done[0]) / max(1, count - 1) * 1000
    return {
        "submissions": count,
        "workers": workers,
        "compression": compression,
        "wall, s": wall,
        "until the first result, s": done[0] - began,
        "results a second": (count - 1) / (done[-1] - done[0]) if count > 1 else 0.0,
        "slots × wall, ms": each,
        "slept, ms": means["slept_s"],
        "reading the notebook, ms": means["read_s"],
        "engine overhead, ms": each - means["slept_s"] - means["read_s"],
        "of that keys and cache, ms": means["keyed_s"],
        "CPU of the client, ms": client_cpu / count * 1000,
        "CPU of the scheduler, ms": servers["scheduler"] / count * 1000,
        "CPU of the workers, ms": servers["worker"] / count * 1000,
        "peak RSS of the client, MiB": client_peak,
        "peak RSS of the scheduler, MiB": peaks["scheduler"],
        "peak RSS of a worker, MiB": peaks["worker"],
    }


@contextlib.contextmanager
def simulating(folder: Path, workers: int, compression: float) -> Iterator[Machines]:
    """A scheduler and workers that only sleep, and leave their figures in the folder."""
    figures = folder / "figures"
    figures.mkdir()
    told = {
        "PYTHONPATH": str(Path(__file__).parent),
        COMPRESSION: str(compression),
        FIGURES: str(figures),
    }
    with Machines(folder) as machines:
        machines.scheduler()
        for name in names_of(workers):
            machines.worker(name, **told)
        yield machines
        machines.end(CLOSE_S)


def names_of(workers: int) -> list[str]:
    return [f"worker-{number}" for number in range(workers)]


def write_class(course: Course, known: Measured, folder: Path, count: int) -> list[Path]:
    """Notebooks of a class, no two with a same answer; the name begins with the kind of each."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        found = kinds_of(course, known.assignment, Path(name))
        texts = {kind: [path.read_text() for path in paths] for kind, paths in found.items()}
    draw = random.Random(0)
    kinds = draw.choices(list(SHARES), list(SHARES.values()), k=count)
    paths = []
    for number, kind in enumerate(kinds):
        notebook = json.loads(draw.choice(texts[kind]))
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("solution"):
                source = "".join(cell["source"])
                cell["source"] = f"{source}\n{LINE}{number}"
        path = folder / f"{kind}-{number:06}.ipynb"
        path.write_text(json.dumps(notebook))
        paths.append(path)
    return paths


def means_of(folder: Path) -> dict[str, float]:
    """What the workers of `simulating` kept there, in milliseconds a submission."""
    found = [json.loads(path.read_bytes()) for path in (folder / "figures").iterdir()]
    count = sum(figures["count"] for figures in found)
    names = [name for name in found[0] if name.endswith("_s")]
    return {name: sum(f[name] for f in found) / count * 1000 for name in names}


if __name__ == "__main__":
    main()
