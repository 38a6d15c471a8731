"""Photograph the first screen of each stub in Jupyter, into docs/pictures/NAME-stub.png.

    python docs/screens.py [NAME…]

playwright, which is not among the pinned packages, and a Chromium are needed.
"""

import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from autograder.course import load

ROOT = Path(__file__).resolve().parents[1]
PORT = 8899
SIZE = {"width": 1000, "height": 1250}
COLOURS = 64  # of a screen: letters and greys


def main(names: list[str]) -> None:
    """Photograph those named, or all."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        shutil.copytree(ROOT / "assignments", folder, dirs_exist_ok=True)
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        # root, which containers often run as, cannot use Chromium's own sandbox
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = play.chromium.launch(executable_path=chromium, args=flags)
        with serving(Path(folder)):
            page = browser.new_page(viewport=SIZE)
            for name in names or load(ROOT).assignments:
                path = ROOT / "docs" / "pictures" / f"{name}-stub.png"
                photograph(page, f"notebooks/{name}/{name}.ipynb", path)
        browser.close()


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[None]:
    """Jupyter Notebook on this folder."""
    command = [sys.executable, "-m", "notebook", "--no-browser", "--allow-root", f"--port={PORT}",
               "--IdentityProvider.token=", f"--ServerApp.root_dir={folder}"]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://localhost:{PORT}/api")
        yield
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str) -> None:
    """Until the server answers."""
    for _ in range(240):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address).close()
            return
        time.sleep(0.5)
    sys.exit(f"Jupyter does not answer at {address}; is another program at port {PORT}?")


def photograph(page: Page, place: str, path: Path) -> None:
    """Open a notebook, wait until it is drawn, and keep the screen."""
    page.goto(f"http://localhost:{PORT}/{place}")
    page.wait_for_selector(".jp-Notebook .jp-MarkdownCell .jp-RenderedMarkdown h1", timeout=60_000)
    page.wait_for_timeout(4_000)  # formulas and the kernel's name come last
    screen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    screen.quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
