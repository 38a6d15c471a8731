"""Environments of their own for the graders that ours is compared with, made once.

They lie in `benchmarks/.environments/NAME`. A peer has its pinned version here, and the same
TensorFlow, Keras and NumPy as ours; where one of these versions is another one than last time, the
environment is made anew.
"""

import json
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / ".environments"
PEERS = {"nbgrader": "nbgrader==0.9.6", "otter": "otter-grader[grading]==7.0.0"}
SHARED = ("tensorflow-cpu", "keras", "numpy")
# written last: an environment without it was not finished
MADE_OF = "made-of.txt"


def python_of(peer: str) -> Path:
    """The Python of the peer's environment, which is made when it is not there as it should be."""
    folder = FOLDER / peer
    python = folder / "bin" / "python"
    wanted = [PEERS[peer], *(f"{name}=={version(name)}" for name in SHARED)]
    made_of = folder / MADE_OF
    if not made_of.is_file() or made_of.read_text().split() != wanted:
        print(f"making an environment for {peer}, once: {' '.join(wanted)}", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        _install(folder, python, wanted)
        # uv leaves this to the first import, and kernels that start side by side would each do it
        packages = next(folder.glob("lib/python*/site-packages"))
        subprocess.run([python, "-m", "compileall", "-q", packages], check=False)
        made_of.write_text("\n".join(wanted))
    return python


def _install(folder: Path, python: Path, wanted: list[str]) -> None:
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.is_file() else shutil.which("uv")
    if uv:
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder], check=True)
        subprocess.run([uv, "pip", "install", "--quiet", "--python", python, *wanted], check=True)
    else:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)


def versions(python: Path, names: tuple[str, ...]) -> dict[str, str]:
    """Versions of these distributions, and of Python, in the environment of that Python."""
    asked = (
        "import json, platform, sys; from importlib.metadata import version;"
        "print(json.dumps({'python': platform.python_version()} |"
        " {name: version(name) for name in sys.argv[1:]}))"
    )
    said = subprocess.run([python, "-c", asked, *names], check=True, capture_output=True)
    found: dict[str, str] = json.loads(said.stdout)
    return found
