"""The image that students' code runs in: which one belongs to this code, and how it is built.

The image's tag is a hash of everything that it is made of, so that an image of other code or of
other versions is never taken for it.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from autograder.errors import UsageError
from autograder.sandbox import engines, visible
from autograder.sandbox.engines import Engine
from autograder.sandbox.reasons import ModeRefused, Refusal

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
BASE = f"docker.io/library/python:{PYTHON}-slim"
DEBOOTSTRAP = "debootstrap"
INTERPRETER = "/opt/autograder/bin/python"  # in the image

_PACKAGE = Path(__file__).parents[1]
_FOLDER = _PACKAGE.parent / "container"
_PARTS = (*visible.PACKAGE_PARTS, "sandbox")
_MADE_OF = ("Containerfile", "requirements.lock")
_DEBIAN = "bookworm"
_BUILD_SECONDS = 3600.0

Say = Callable[[str], None]


@cache
def name() -> str:
    """The image that belongs to this code, as an engine calls it."""
    folder = _own_folder()
    digest = hashlib.sha256(PYTHON.encode())
    for path in sorted([*(folder / part for part in _MADE_OF), *_own_code()]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"localhost/autograder:{digest.hexdigest()[:16]}"


def seccomp_profile() -> Path:
    """Which system calls the container may make at all."""
    return _own_folder() / "seccomp.json"


@cache
def digest(engine: Engine) -> str:
    """What the engine calls the image's content: "sha256:…".

    Raises:
        ModeRefused: it has not been built yet.
    """
    answer = engine.call("image", "inspect", "--format", "{{.Id}}", name())
    if answer.returncode:
        complaint = engine.complaint()
        reason = f"{engine.name} does not work, and says “{complaint}”"
        remedy = "start its service, or let this user run containers"
        if not complaint:
            reason, remedy = "its image is not built yet", "run `autograder image build`"
        raise ModeRefused("container", Refusal(reason, remedy))
    return "sha256:" + answer.stdout.strip().removeprefix("sha256:")


def build(engine: Engine, base: str = "", say: Say = print) -> str:
    """Build the image, and return its digest.

    Args:
        engine: what builds it.
        base: an image with Python of this version; by default the official one. "debootstrap"
            makes one from Debian's packages first, for machines that reach no image registry.
        say: called with a line about each step.

    Raises:
        UsageError: a step failed; says which, and its last words.
    """
    with tempfile.TemporaryDirectory(prefix="autograder-image-") as place:
        context = Path(place)
        say("Fetching the pinned packages.")
        _fetch_wheels(context / "wheels")
        for part in _MADE_OF:
            shutil.copy(_own_folder() / part, context)
        for path in _own_code():
            target = context / "autograder" / path.relative_to(_PACKAGE)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        for path in context.rglob("*"):
            os.utime(path, (0, 0))  # so that a layer whose files are the same is not made again
        if base == DEBOOTSTRAP:
            say(f"Making a base from Debian's packages ({_DEBIAN}).")
            base = _make_base(engine, context)
        say(f"Building {name()} on {base or BASE}.")
        limits = [word for word in engine.host_options() if "=" in word and ":" in word]
        options = [word for limit in limits for word in ("--ulimit", limit)]
        _run(
            "The image could not be built",
            *(*engine.command, "build", "--network", "none", "--tag", name(), *options),
            *("--build-arg", f"BASE={base or BASE}", "--file", str(context / "Containerfile")),
            str(context),
        )
    digest.cache_clear()
    return digest(engine)


def _own_folder() -> Path:
    if not _FOLDER.is_dir():
        raise ModeRefused(
            "container",
            Refusal(
                f"its image is made of a clone of the project, and {_FOLDER} is not there",
                "clone it, and run `make demo` and `.venv/bin/autograder` in that folder",
            ),
        )
    return _FOLDER


def _own_code() -> Iterator[Path]:
    for part in _PARTS:
        path = _PACKAGE / part
        yield from (p for p in ([path] if path.is_file() else path.rglob("*.py")))


def _fetch_wheels(folder: Path) -> None:
    if find_spec("pip") is None:
        raise UsageError(
            f"The packages are fetched with pip, which {sys.executable} does not have: run"
            f" `{sys.executable} -m ensurepip` (or `uv pip install pip`), and build again."
        )
    _run(
        "The packages could not be fetched",
        *(sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "--no-deps"),
        *("--only-binary", ":all:", "--requirement", str(_own_folder() / "requirements.lock")),
        *("--dest", str(folder)),
    )


def _make_base(engine: Engine, context: Path) -> str:
    if shutil.which(DEBOOTSTRAP) is None:
        raise UsageError("debootstrap is not installed here; install the package of that name.")
    tree = context / "base"
    packages = "python3,python3-venv,ca-certificates"
    command = [DEBOOTSTRAP, "--variant=minbase", f"--include={packages}", _DEBIAN, str(tree)]
    _run("The base could not be made", *command)
    for kept in ("var/cache/apt", "var/lib/apt/lists"):
        shutil.rmtree(tree / kept, ignore_errors=True)
    archive = context.parent / f"{context.name}.tar"
    try:
        _run("The base could not be packed", "tar", "-C", str(tree), "-cf", str(archive), ".")
        shutil.rmtree(tree)
        tag = f"localhost/autograder-base:{_DEBIAN}"
        _run("The base could not be imported", *engine.command, "import", str(archive), tag)
    finally:
        archive.unlink(missing_ok=True)
    return tag


def _run(what: str, *command: str) -> None:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_BUILD_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"{what}: {error}.") from None
    if done.returncode:
        words = engines.last_line(done.stderr or done.stdout)
        raise UsageError(f"{what}: {command[0]} says “{words}”.")
