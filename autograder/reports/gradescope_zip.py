"""Gradescope's autograder zip: `setup.sh`, `run_autograder`, this package, and one assignment."""

import io
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from autograder.reports.gradescope import Visibility

PACKAGE = Path(__file__).resolve().parents[1]
SCRIPTS = Path(__file__).with_name("gradescope_scripts")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same zip for the same files, whenever it is made
EXECUTABLE = {"setup.sh", "run_autograder"}
NAME = re.compile(r"[A-Za-z0-9._-]+")


def gradescope_zip(course: Mapping[str, bytes], assignment: str, hidden: Visibility) -> bytes:
    """The zip for Gradescope's “Configure Autograder”.

    Args:
        course: path → content of what grading needs, as `autograder.course` says.
        assignment: its name.
        hidden: when students see the hidden checks.
    """
    names = {
        "@PYTHON@": f"{sys.version_info.major}.{sys.version_info.minor}",
        "@ASSIGNMENT@": assignment,
        "@HIDDEN@": hidden,
    }
    files = {name: _script(name, names) for name in sorted(EXECUTABLE)}
    files |= {f"course/{path}": content for path, content in course.items()}
    files |= {f"package/{path}": content for path, content in _package().items()}
    files["constraints.txt"] = "".join(f"{pin}\n" for pin in sorted(_pins())).encode()
    return _zipped(files)


def _script(name: str, names: Mapping[str, str]) -> bytes:
    text = (SCRIPTS / f"{name}.template").read_text(encoding="utf-8")
    for mark, value in names.items():
        text = text.replace(mark, value)
    return text.encode()


def _package() -> dict[str, bytes]:
    """This package as it runs here, and a `pyproject.toml` that installs it."""
    files = {
        f"autograder/{path.relative_to(PACKAGE).as_posix()}": path.read_bytes()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    ours = distribution("autograder")
    needs = [line for line in ours.requires or () if "extra ==" not in line]
    lines = [
        "[build-system]",
        'requires = ["setuptools>=77"]',
        'build-backend = "setuptools.build_meta"',
        "[project]",
        'name = "autograder"',
        f'version = "{ours.version}"',
        f'requires-python = ">={sys.version_info.major}.{sys.version_info.minor}"',
        f"dependencies = {sorted(needs)!r}",
        "[project.scripts]",
        'autograder = "autograder.cli:main"',
        "[project.entry-points.pytest11]",
        'autograder = "autograder.grading.plugin"',
        "[tool.setuptools.packages.find]",
        'include = ["autograder*"]',
        "[tool.setuptools.package-data]",
        'autograder = ["**/*"]',
    ]
    return files | {"pyproject.toml": ("\n".join(lines) + "\n").encode()}


def _pins() -> set[str]:
    """Name and version of everything that this package needs, as it is installed here.

    What was graded here with these versions is graded there with the same.
    """
    pins: dict[str, str] = {}
    waiting = [distribution("autograder")]
    while waiting:
        for needed in _needed(waiting.pop()):
            if needed.name not in pins:
                pins[needed.name] = needed.version
                waiting.append(needed)
    return {f"{name}=={version}" for name, version in pins.items()}


def _needed(one: Distribution) -> Iterator[Distribution]:
    for line in one.requires or ():
        if "extra ==" in line:
            continue
        name = NAME.match(line)
        try:
            if name:
                yield distribution(name[0])
        except PackageNotFoundError:
            continue  # needed on another platform


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Always the same bytes for the same files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, so that the mode counts
            entry.external_attr = (0o100755 if name in EXECUTABLE else 0o100644) << 16
            archive.writestr(entry, files[name])
    return written.getvalue()
