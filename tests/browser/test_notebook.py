"""A student at work in JupyterLab and in Notebook 7, in a real browser.

VS Code and Colab do not run here; what a kernel sends to any of them is tested in tests/live.
The docs' pictures: `AUTOGRADER_PICTURES=1 pytest tests/browser/test_notebook.py`.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = ROOT / "assignments"
MUTANTS = ROOT / "graders" / "quadratic_layer" / "mutants"
PATIENCE_MS = 240_000
WRONG = '''def my_rmse(y_true, y_pred):
    """Root mean squared error."""
    return tf.sqrt(tf.reduce_sum(tf.square(y_pred - y_true)))'''
RIGHT = WRONG.replace("reduce_sum", "reduce_mean")
LAYER_WRONG = (MUTANTS / "SimpleQuadratic__squares_the_product.py").read_text(encoding="utf-8")
LAYER_RIGHT = LAYER_WRONG.replace(
    "tf.math.square(tf.matmul(inputs, self.a))", "tf.matmul(tf.math.square(inputs), self.a)"
)
SETTINGS = {
    # cells that are not on the screen stay in the document
    "notebook-extension/tracker": {"windowingMode": "none", "autosave": False},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "docmanager-extension/plugin": {"autosave": False},
}
SERIOUS = {"serious", "critical"}
# a new notebook is idle, then initialises its kernel and loses what is typed, then is idle again
IDLE_FOR_A_WHILE = """() => {
    const shown = document.querySelector(".jp-Notebook-ExecutionIndicator");
    if (shown?.dataset.status !== "idle") window.idleSince = undefined;
    else window.idleSince ??= performance.now();
    return performance.now() - window.idleSince > 3000;
}"""


class Jupyter:
    """A server of Jupyter's, with a student's folder and settings of its own."""

    def __init__(self, folder: Path):
        for name in ("rmse_loss", "quadratic_layer"):
            shutil.copytree(ASSIGNMENTS / name, folder / "work" / name)
        self._settings = folder / "settings"
        for name, settings in SETTINGS.items():
            self.set(name, settings)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        places = {
            f"JUPYTER_{place}_DIR": str(folder / place.lower())
            for place in ("CONFIG", "RUNTIME", "DATA")
        }
        self._log = (folder / "log.txt").open("wb")
        self._process = subprocess.Popen(
            [
                sys.executable, "-m", "notebook", "--no-browser", "--allow-root", f"--port={port}",
                "--ServerApp.port_retries=0", "--IdentityProvider.token=", "--LabApp.news_url=",
                f"--ServerApp.root_dir={folder / 'work'}",
            ],
            env={
                **os.environ,
                **places,
                "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
                "TF_CPP_MIN_LOG_LEVEL": "3",
            },
            stdout=self._log,
            stderr=self._log,
        )  # fmt: skip
        self._wait()

    def set(self, name: str, settings: dict) -> None:
        """What somebody would choose in the menus, for pages that are opened from now on."""
        path = self._settings / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))

    def _wait(self) -> None:
        deadline = time.monotonic() + 120
        while True:
            try:
                urllib.request.urlopen(f"{self.address}/api/status", timeout=5).close()
                return
            except OSError:
                assert self._process.poll() is None and time.monotonic() < deadline
                time.sleep(0.3)

    def close(self) -> None:
        self._process.terminate()  # and with it its kernels
        self._process.wait(30)
        self._log.close()


class Notebook:
    """An open notebook: its cells, found by what stands in them."""

    def __init__(self, page, address):
        self.page = page
        page.goto(address)
        self.cell("from autograder import check").wait_for(timeout=PATIENCE_MS)
        page.wait_for_function(IDLE_FOR_A_WHILE, timeout=PATIENCE_MS)

    def cell(self, text):
        return self.page.locator(".jp-CodeCell", has_text=text).first

    def write(self, old, new):
        self.cell(old).locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(new)

    def run(self, text):
        """Run the cell, and wait until its number says that it is done."""
        cell = self.cell(text)
        from playwright.sync_api import expect

        cell.locator(".cm-content").click()
        prompt = cell.locator(".jp-InputPrompt")
        before = prompt.text_content()
        self.page.keyboard.press("Control+Enter")
        expect(prompt).not_to_have_text(before, timeout=PATIENCE_MS)
        expect(prompt).to_have_text(re.compile(r"\[\d+\]:"), timeout=PATIENCE_MS)
        return cell.locator(".autograder-panel").last

    def answer(self, name, start, code):
        """Write an answer into the cell that begins so, run it, and look at its panel."""
        self.write(start, code)
        self.run(start)
        return self.run(f'check("{name}")')

    def close(self):
        self.page.context.close()


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory, browser):
    server = Jupyter(tmp_path_factory.mktemp("jupyter"))
    yield server
    server.close()


@pytest.fixture
def open_notebook(jupyter, browser):
    opened = []

    def go(path):
        context = browser.new_context(
            viewport={"width": 1180, "height": 900}, device_scale_factor=1.5
        )
        opened.append(Notebook(context.new_page(), f"{jupyter.address}/{path}"))
        return opened[-1]

    yield go
    for notebook in opened:
        notebook.close()


def serious(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=".autograder-panel").response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in SERIOUS]


def test_a_student_at_work_in_jupyterlab(open_notebook, keep):
    notebook = open_notebook("lab/tree/rmse_loss/rmse_loss.ipynb")
    notebook.run("from autograder import check")
    panel = notebook.answer("my_rmse", "def my_rmse", WRONG)
    assert "summed rather than averaged" in panel.inner_text()
    assert "Hint:" not in panel.inner_text()
    panel = notebook.run('check("my_rmse")')
    assert "Hint: Read “root mean squared error” from right to left" in panel.inner_text()
    assert "run its cell first" in panel.inner_text()
    assert not serious(notebook.page)
    keep(panel, "check-wrong")

    notebook.write("def my_rmse", RIGHT)
    notebook.run("def my_rmse")
    notebook.page.get_by_text("my_rmse has changed since it was checked here").wait_for()
    panel = notebook.run('check("my_rmse")')
    assert "4 of 4 public checks pass" in panel.inner_text()
    keep(panel, "check-right")

    notebook.write("truth = tf.constant", "check.all()")
    panel = notebook.run("check.all()")
    assert "1 of 4 exercises pass" in panel.inner_text()
    assert "my_huber is not defined yet" in panel.inner_text()
    assert not serious(notebook.page)
    keep(panel, "check-all")

    assert not panel.get_by_text(
        "Gives a single number for a whole table"
    ).is_visible()  # folded, as it passes
    panel.locator("summary").first.press("Enter")
    assert panel.get_by_text("Gives a single number for a whole table").is_visible()


def test_a_layer_in_jupyterlab(open_notebook, keep):
    # a workspace of its own, in which no other notebook is open
    notebook = open_notebook("lab/workspaces/layer/tree/quadratic_layer/quadratic_layer.ipynb")
    notebook.run("from autograder import check")
    panel = notebook.answer("SimpleQuadratic", "class SimpleQuadratic", LAYER_WRONG)
    assert "the product is squared, where the input should be" in panel.inner_text()
    keep(panel, "check-layer-wrong")

    panel = notebook.answer("SimpleQuadratic", "class SimpleQuadratic", LAYER_RIGHT)
    assert "6 of 6 public checks pass" in panel.inner_text()


def test_notebook_7_in_the_dark(jupyter, open_notebook, keep):
    jupyter.set("apputils-extension/themes", {"theme": "JupyterLab Dark"})
    notebook = open_notebook("notebooks/rmse_loss/rmse_loss.ipynb")
    notebook.run("from autograder import check")
    panel = notebook.answer("my_rmse", "def my_rmse", WRONG)
    assert "summed rather than averaged" in panel.inner_text()
    notebook.write("truth = tf.constant", "%check my_rmse")
    panel = notebook.run("%check my_rmse")
    assert "Hint:" in panel.inner_text()
    assert notebook.page.locator("body[data-jp-theme-light=false]").count()
    assert not serious(notebook.page)
    keep(panel, "check-dark")
