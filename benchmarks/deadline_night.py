"""How many workers a deadline night needs, by a queue that is computed and one that is run.

    python benchmarks/deadline_night.py [--students 1000 3000 10000] [--check 200]

Students hand in by a Poisson process on the `HOURS` before the deadline. The share that hands in
per hour grows as exp(hours gone / `RISE`): with 24 hours and 3 hours, 28 % come in the last hour.
A grading takes a time drawn from the real ones in `scale.json`, in the mix of `scale.py`. One
grades after the other as workers become free (G/G/c, first come first served), by the recursion of
Kiefer and Wolfowitz (1955): a submission begins when it is there and the first of c workers is
free. Waiting counts from handing in until the grading begins.

`--check N` hands N submissions to the real engine (DaskExecutor, scheduler and workers over TLS)
at the same times, divided by the compression as the computing is, and shows both p95 side by side.
The computed times are those that the engine's workers sleep, and nothing else: reading and keys,
which are what a worker adds to each, count as many times over as the computing is compressed. So
they are computed once more, with the mean of what was added.
"""

import argparse
import heapq
import math
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from measure import show
from scale import EXECUTOR, ROOT, SHARES, means_of, simulating, write_class
from simulated import Measured, drawn, measured

from autograder.course import load
from autograder.engine.cluster.executor import DaskExecutor
from autograder.engine.jobs import Graded, Job

HOURS = 24.0
RISE = 3.0
PATIENCE_S = 60.0
SEEDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--students", type=int, nargs="+", default=[1000, 3000, 10_000])
    parser.add_argument("--check", type=int, default=200, metavar="N")
    parser.add_argument("--workers", type=int, default=2, help="of the check")
    parser.add_argument("--compression", type=float, default=50, help="of the check")
    parser.add_argument("--load", type=float, default=0.9, help="of the check, 1: just too much")
    options = parser.parse_args()
    known = measured()
    rows = []
    for students in options.students:
        enough = fewest_workers(students, known)
        found = [
            f"{p95_of_nights(students, workers, known):.0f} s" if workers else "—"
            for workers in (enough, enough - 1)
        ]
        rows.append([f"{students:,}", str(enough), *found])
    show("A deadline night", ["students", "workers (slots)", "p95", "with one less"], rows, "")
    if options.check:
        check = compare(known, options.check, options.workers, options.compression, options.load)
        rows = [[what, f"{p95:.1f} s"] for what, p95 in check.items()]
        show(f"The same {options.check} submissions", ["p95 of the wait", "s"], rows, "")


def arrivals(count: float, draw: random.Random) -> list[float]:
    """Seconds from the beginning: a Poisson process with `count` expected before the deadline.

    Its integrated rate is count × (exp(t / RISE) − 1) / (exp(HOURS / RISE) − 1), inverted at the
    points of a process of rate 1.
    """
    found, mass = [], draw.expovariate(1)
    while mass < count:
        hours = RISE * math.log1p(mass / count * math.expm1(HOURS / RISE))
        found.append(hours * 3600)
        mass += draw.expovariate(1)
    return found


def waits(arrived: Sequence[float], service: Sequence[float], workers: int) -> list[float]:
    """How long each waits until its grading begins; both in seconds, in order of arrival."""
    free = [0.0] * workers
    found = []
    for came, takes in zip(arrived, service, strict=True):
        begins = max(came, free[0])
        heapq.heapreplace(free, begins + takes)
        found.append(begins - came)
    return found


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[94]


def p95_of_night(students: int, workers: int, known: Measured, seed: int) -> float:
    draw = random.Random(seed)
    arrived = arrivals(students, draw)
    kinds = draw.choices(list(SHARES), list(SHARES.values()), k=len(arrived))
    service = [draw.choice(known.kinds[kind].durations_s) for kind in kinds]
    return p95(waits(arrived, service, workers))


def p95_of_nights(students: int, workers: int, known: Measured) -> float:
    """The median over `SEEDS` nights."""
    return statistics.median(p95_of_night(students, workers, known, s) for s in range(SEEDS))


def fewest_workers(students: int, known: Measured) -> int:
    """The fewest with which p95 is below a minute."""
    low, high = 0, 1
    while p95_of_nights(students, high, known) >= PATIENCE_S:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        enough = p95_of_nights(students, middle, known) < PATIENCE_S
        low, high = (low, middle) if enough else (middle, high)
    return high


def compare(
    known: Measured, count: int, workers: int, compression: float, load_: float
) -> dict[str, float]:
    """p95 of the wait of the same submissions, computed and run; seconds without compression.

    They come as in the night's last hours, as densely as `load_` says for the whole.
    """
    course = load(ROOT)
    with tempfile.TemporaryDirectory(prefix="autograder-night-") as name:
        paths = write_class(course, known, Path(name) / "class", count)
        service = [drawn(str(path), known)[1] for path in paths]
        span = sum(service) / workers / load_
        arrived = last_hours(count, span, random.Random(1))
        computed = waits(arrived, service, workers)
        with simulating(Path(name), workers, compression) as machines:
            settings = machines.settings(executor=EXECUTOR)
            with DaskExecutor(course, "namespace", workers, settings=settings) as executor:
                stayed = _run(executor, paths, arrived, compression)
        means = means_of(Path(name))
    added = (means["grade_s"] - means["slept_s"]) / 1000 * compression
    longer = waits(arrived, [takes + added for takes in service], workers)
    run = [
        max(0.0, s * compression - takes - added) for s, takes in zip(stayed, service, strict=True)
    ]
    return {
        "computed (G/G/c)": p95(computed),
        "computed, with what a worker adds": p95(longer),
        "run by the real engine": p95(run),
        "computed, median": statistics.median(computed),
        "computed, with what a worker adds, median": statistics.median(longer),
        "run, median": statistics.median(run),
        "run, the least: the way there and back, × compression": min(run),
    }


def last_hours(count: int, span: float, draw: random.Random) -> list[float]:
    """`count` arrivals in `span` seconds, whose rate rises threefold."""
    rise = span / math.log(3)
    return sorted(rise * math.log1p(2 * draw.random()) for _ in range(count))


def _run(
    executor: DaskExecutor, paths: Sequence[Path], arrived: Sequence[float], compression: float
) -> list[float]:
    """Hand in at these times, compressed; how long each stays until its result is there."""
    ended: dict[int, float] = {}
    all_there = threading.Event()

    def note(number: int) -> None:
        ended[number] = time.perf_counter()
        if len(ended) == len(paths):
            all_there.set()

    # the first one starts everything up and does not count
    first = Job(str(paths[0]), str(ROOT), anew=True)
    assert isinstance(executor.submit(first).result(), Graded)
    began = time.perf_counter()
    came = []
    for number, (path, at) in enumerate(zip(paths, arrived, strict=True)):
        time.sleep(max(0.0, began + at / compression - time.perf_counter()))
        came.append(time.perf_counter())
        future = executor.submit(Job(str(path), str(ROOT), anew=True))
        future.add_done_callback(lambda done, number=number: note(number))
    all_there.wait()
    return [ended[number] - came[number] for number in range(len(paths))]


if __name__ == "__main__":
    main()
