"""A real browser. Without one its tests are skipped; with AUTOGRADER_BROWSER=1 they fail."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

# nothing that looks for another host
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, without a window."""
    program = shutil.which("chromium")
    if program is None and "AUTOGRADER_BROWSER" not in os.environ:
        pytest.skip("there is no chromium here; .ci/browser installs it")
    assert program, "AUTOGRADER_BROWSER is set, but there is no chromium"
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def keep() -> Callable[[Any, str], None]:
    """`keep(panel, name)`: a picture for the docs, where AUTOGRADER_PICTURES asks for them."""

    def picture(what: Any, name: str) -> None:
        if "AUTOGRADER_PICTURES" in os.environ:
            what.screenshot(path=PICTURES / f"{name}.png")

    return picture
