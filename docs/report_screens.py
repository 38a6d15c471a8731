"""Photograph the reports, into docs/pictures/report-*.png.

    autograder grade examples/class --trust --json class.json
    autograder grade vgg_with_a_mutant.ipynb --json network.json
    python docs/report_screens.py class.json network.json

The class is made up of the real results of the sample class, as `benchmarks/reports.py` makes up
its own; the network is any submission with an architecture that differs. Chromium is needed.
"""

import io
import shutil
import sys
import tempfile
from pathlib import Path

import msgspec
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from autograder.cli.about import about_course
from autograder.reports.folder import write_class, write_folder
from autograder.reports.places import folder_names
from autograder.results import Document, from_json

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "benchmarks"))

PICTURES = ROOT / "docs" / "pictures"
COLOURS = 128
NAMES = (
    "Ada Okafor", "Bruno Weiß", "Chiara Conti", "Dmitri Volkov", "Elif Şahin", "Farid Rahimi",
    "Grace Njeri", "Hana Kováčová", "Iván Ortega", "Jonas Lindqvist", "Kaori Tanaka",
    "Léa Fournier", "Mateusz Zieliński", "Nadia Haddad", "Oskar Virtanen", "Priya Raman",
    "Quinn Murphy", "Rosa Delgado", "Sven Halvorsen", "Tomás Silva", "Uma Krishnan",
    "Viktor Petrov", "Wen Li", "Yusuf Demir",
)  # fmt: skip


def main(class_file: Path, network_file: Path) -> None:
    """Make the pages in a folder of their own, and photograph them."""
    from reports import made_up

    known = from_json(Document, class_file.read_bytes())
    half = next(r for r in known.results if r.submission.endswith("half_right.ipynb"))
    results = [
        msgspec.structs.replace(result, submission=f"class/{name}.ipynb")
        for name, result in zip(NAMES, made_up(known, len(NAMES)), strict=True)
    ]
    results[8] = msgspec.structs.replace(half, submission="class/Iván Ortega.ipynb")
    network = from_json(Document, network_file.read_bytes()).results[0]
    about = about_course(ROOT, {result.assignment for result in known.results})
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        out = Path(name)
        document = Document(results=tuple(results))
        folders = folder_names([result.submission for result in results])
        write_folder(results[8], out / folders[results[8].submission], about)
        write_folder(network, out / "network", about)
        page = write_class(document, out, folders, about)
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        # root, which containers often run as, cannot use Chromium's own sandbox
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        mine = out / folders[results[8].submission] / "report.html"
        photograph(browser, mine, "submission", (1040, 860))
        photograph(browser, mine, "phone-dark", (390, 844), dark=True)
        theirs = out / "network" / "report.html"
        photograph(browser, theirs, "network", (820, 720), at=".body > details[open]")
        photograph(browser, page, "class", (1180, 1010))
        photograph(browser, page, "checks", (1180, 900), at="#checks-1")
        browser.close()


def photograph(
    browser: Browser,
    page: Path,
    name: str,
    size: tuple[int, int],
    dark: bool = False,
    at: str = "",
) -> None:
    """Open a page at this size, and keep what is seen; scrolled to an element, if one is named."""
    tab = browser.new_page(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light"
    )
    tab.goto(page.as_uri())
    if at:
        tab.locator(at).evaluate("element => element.scrollIntoView({behavior: 'instant'})")
        tab.mouse.wheel(0, -60)
        tab.wait_for_timeout(300)
    screen = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
    screen.quantize(COLOURS).save(PICTURES / f"report-{name}.png", optimize=True)
    tab.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
