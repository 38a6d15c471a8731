"""The pytest plugin: `pytest graders/rmse_loss --submission path.ipynb`.

It is loaded by every pytest run where this package is installed, so it does nothing and
imports nothing heavy until `--submission` is given.
"""

from pathlib import Path

import pytest

CLOSE = pytest.StashKey[list[object]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what grading one submission by hand needs."""
    group = parser.getgroup("autograder", "grading a notebook")
    group.addoption("--submission", metavar="NOTEBOOK", help="the notebook to grade")
    group.addoption("--assignment", metavar="NAME", help="by default recognised from the notebook")
    group.addoption("--course", metavar="DIR", help="by default the folder above the graders")
    group.addoption(
        "--sandbox", default="auto", help="auto, namespace or process (default: %(default)s)"
    )
    group.addoption(
        "--grading-seed", type=int, metavar="N", help="draw the same hidden data as before"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Start the student side when there is a submission to grade."""
    if path := config.getoption("submission"):
        from autograder.errors import AutograderError
        from autograder.grading.byhand import open_checker

        try:
            checker, closers = open_checker(
                Path(path),
                course=_course(config),
                assignment=config.getoption("assignment"),
                sandbox=config.getoption("sandbox"),
                seed=config.getoption("grading_seed"),
            )
        except AutograderError as error:
            raise pytest.UsageError(str(error)) from None
        config.stash[CLOSE] = list(closers)
        config.pluginmanager.register(checker, "autograder-checker")


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the student side."""
    for thing in config.stash.get(CLOSE, []):
        thing.close()  # type: ignore[attr-defined]


def _course(config: pytest.Config) -> Path | None:
    if given := config.getoption("course"):
        return Path(given)
    starts = [Path(str(arg).partition("::")[0]).resolve() for arg in config.args]
    for start in [*starts, Path.cwd()]:
        for folder in (start, *start.parents):
            if (folder / "course.toml").is_file():
                return folder
    return None
