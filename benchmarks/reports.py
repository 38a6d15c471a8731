"""How long the pages of a class take to be made, and to be opened.

    python benchmarks/reports.py RESULTS.json [--size 300]

RESULTS.json is what `autograder grade --json` wrote, for example of the sample class. From it a
class of that size is made up: real results of one assignment, with outcomes and answers mixed
anew, so that no two are the same. Opening needs Chromium and is left out where there is none.
"""

import argparse
import random
import shutil
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from autograder.cli.about import about_course
from autograder.reports.about import About
from autograder.reports.folder import write_class, write_folder
from autograder.reports.places import folder_names
from autograder.results import Document, SubmissionResult, from_json

ROOT = Path(__file__).resolve().parents[1]
OPENED = 7  # times; the median counts
SORTED = "sorted by score and laid out again"
ASKED = {
    "DOMContentLoaded": "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd",
    "first contentful paint": "performance.getEntriesByName('first-contentful-paint')[0].startTime",
    SORTED: "() => { const began = performance.now();"
    " document.querySelector('[data-sortable] th:nth-child(2) button').click();"
    " document.body.offsetHeight; return performance.now() - began; }",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("results", type=Path)
    parser.add_argument("--size", type=int, default=300)
    arguments = parser.parse_args()
    known = from_json(Document, arguments.results.read_bytes())
    document = Document(results=made_up(known, arguments.size))
    about = about_course(ROOT, {result.assignment for result in document.results})
    folders = folder_names([result.submission for result in document.results])
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        pages: list[Path] = []
        took = timed(lambda: pages.append(write_class(document, out, folders, about)))
        size = pages[0].stat().st_size / 1000
        print(f"| class page of {len(document.results)} | {took}; {size:.0f} kB |")
        took = timed(lambda: write_all(document, out, folders, about))
        largest = max(path.stat().st_size for path in out.rglob("report.html")) / 1000
        print(f"| the folders of all | {took}; the largest page {largest:.0f} kB |")
        open_in_browser(pages[0], out / "nothing.html")


def timed(work: Callable[[], object]) -> str:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return f"{time.perf_counter() - wall:.1f} s, {time.process_time() - cpu:.1f} s of CPU"


def write_all(document: Document, out: Path, folders: Mapping[str, Path], about: About) -> None:
    for result in document.results:
        write_folder(result, out / folders[result.submission], about)


def made_up(known: Document, size: int) -> tuple[SubmissionResult, ...]:
    """`size` results of the commonest assignment, each check's outcome from one of the real ones.

    An exercise's checks and answer come from the same real submission. A third of the answers
    stays as it is; the others get a few lines of their own.
    """
    draw = random.Random(0)
    often = Counter(result.assignment for result in known.results).most_common(1)[0][0]
    real = [result for result in known.results if result.assignment == often]
    return tuple(one(real, number, draw) for number in range(size))


def one(real: list[SubmissionResult], number: int, draw: random.Random) -> SubmissionResult:
    exercises = list(dict.fromkeys(check.exercise for check in real[0].checks))
    source = {exercise: draw.choice(real) for exercise in exercises}
    checks = tuple(
        msgspec.structs.replace(check, duration_s=check.duration_s * draw.uniform(0.5, 2))
        for exercise, result in source.items()
        for check in result.checks
        if check.exercise == exercise
    )
    answers = {
        exercise: varied(result.answers[exercise], draw)
        for exercise, result in source.items()
        if exercise in result.answers
    }
    return msgspec.structs.replace(
        real[0],
        submission=f"class/student_{number:03}.ipynb",
        checks=checks,
        score=sum(check.score for check in checks),
        duration_s=draw.choice(real).duration_s * draw.uniform(0.5, 2),
        answers=answers,
    )


def varied(answer: str, draw: random.Random) -> str:
    if draw.random() < 1 / 3:
        return answer
    operators = ["+", "-", "*", "/", "**", "//", "%"]
    lines = [
        f"    x{n} = a {draw.choice(operators)} b[{n}] {draw.choice(operators)} {draw.random():.3f}"
        for n in range(draw.randint(1, 9))
    ]
    return "\n".join([answer, "def helper(a, b):", *lines])


def open_in_browser(page: Path, nothing: Path) -> None:
    """The class page and one with a single word, in turn, so that both see the same machine."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium: not opened")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is one

    nothing.write_text("<!doctype html><title>nothing</title>nothing", encoding="utf-8")
    found: dict[str, list[float]] = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(OPENED):
            for path in (page, nothing):
                tab = browser.new_page(viewport={"width": 390, "height": 844})
                tab.goto(path.as_uri())
                tab.wait_for_function(
                    "performance.getEntriesByName('first-contentful-paint').length > 0"
                )
                for what, script in ASKED.items():
                    if path == page or what != SORTED:
                        found.setdefault(f"{what}, {path.name}", []).append(tab.evaluate(script))
                tab.close()
        browser.close()
    for what, values in found.items():
        print(f"| {what} | {statistics.median(values):.0f} ms |")


if __name__ == "__main__":
    main()
