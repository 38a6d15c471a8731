"""What has to be the same on every machine, so that a verdict does not depend on who gives it."""

import importlib.metadata
import platform
import re
from collections.abc import Iterable, Iterator

import msgspec
from packaging.requirements import Requirement

from autograder.course import Course
from autograder.course.imports import modules_of_graders, modules_of_stubs
from autograder.errors import SandboxError, UsageError
from autograder.sandbox import engines, image

_NAMED = 4  # differences that a sentence lists


class Environment(msgspec.Struct, frozen=True):
    """Python, the machine's kind, and the versions of what grading can come across."""

    python: str
    machine: str
    packages: dict[str, str]

    def difference(self) -> str:
        """What is otherwise in this process; empty when nothing is."""
        found = [
            f"{what} is {here} there and {wanted} here"
            for what, wanted, here in self._compared()
            if wanted != here
        ]
        more = len(found) - _NAMED
        return ", ".join(found[:_NAMED]) + (f", and {more} more differ" if more > 0 else "")

    def _compared(self) -> Iterator[tuple[str, str, str]]:
        yield "Python", self.python, platform.python_version()
        yield "the processor", self.machine, platform.machine()
        for name, version in self.packages.items():
            yield name, version, _version(name)


def needed_by(course: Course) -> Environment:
    """The environment of this process, as far as grading the course needs it."""
    assignments = course.assignments.values()
    modules = {*modules_of_stubs(assignments), *modules_of_graders(assignments)}
    names = {*_required("autograder"), *_providing(modules)} - {"autograder"}
    return Environment(
        platform.python_version(), platform.machine(), {n: _version(n) for n in sorted(names)}
    )


def image_for(sandbox: str, given: str) -> str:
    """The digest of the image that workers must have: the one named, or this machine's.

    Raises:
        UsageError: none was named, and this machine has none.
    """
    if sandbox != "container" or given:
        return given
    try:
        return image.digest(engines.find())
    except SandboxError as error:
        raise UsageError(
            f"Which image the workers must have is not known here ({error}): name its digest"
            " with --image, as `autograder image build` printed it."
        ) from None


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "missing"


def _required(name: str) -> set[str]:
    """What a package needs, and what that needs in turn, as far as it is installed."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        try:
            wanted = importlib.metadata.requires(waiting.pop()) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        for text in wanted:
            requirement = Requirement(text)
            plain = re.sub(r"[-_.]+", "-", requirement.name).lower()
            marker = requirement.marker
            if plain not in found and (marker is None or marker.evaluate({"extra": ""})):
                found.add(plain)
                waiting.append(plain)
    return {name for name in found if _version(name) != "missing"}


def _providing(modules: Iterable[str]) -> set[str]:
    """The packages that modules come from."""
    by_module = importlib.metadata.packages_distributions()
    tops = {module.partition(".")[0] for module in modules}
    return {name.lower() for top in tops for name in by_module.get(top, ())}
