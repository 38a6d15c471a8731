"""The log file of a run: everything that happened, a line each."""

import contextlib
import logging
import shlex
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import click

from autograder.errors import AutograderError, UsageError

log_option = click.option(
    "--log",
    "log_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Add everything that happens, with its time, to the end of this file.",
)

_log = logging.getLogger(__name__)


def one_line(text: object) -> str:
    """Text that is one line and does nothing to a terminal: what is not printable is spelt out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in str(text))


@contextlib.contextmanager
def logging_to(path: Path | None) -> Iterator[None]:
    """While it lasts, all that the package logs goes to this file, or nowhere; never elsewhere.

    Raises:
        UsageError: the file cannot be written.
    """
    handler = logging.NullHandler() if path is None else _LogFile(path)
    with _handled_by(handler):
        _log.info("autograder %s", shlex.join(sys.argv[1:]))
        _log.info("version %s", version("autograder"))
        if isinstance(handler, _LogFile):
            handler.begin()
        with _noting_errors():
            yield


@contextlib.contextmanager
def _handled_by(handler: logging.Handler) -> Iterator[None]:
    """No other handler gets anything: even with none at all, warnings would reach the terminal."""
    logger = logging.getLogger("autograder")
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.level, logger.propagate = before
        handler.close()


@contextlib.contextmanager
def _noting_errors() -> Iterator[None]:
    """What ends a run early is in the log, too."""
    try:
        yield
    except AutograderError as error:
        _log.error("%s", error)
        raise
    except KeyboardInterrupt:
        _log.error("stopped by Ctrl-C")
        raise
    except Exception:
        _log.exception("a fault of the program")
        raise


class _OneLine(logging.Formatter):
    """ISO time with milliseconds, level, logger and message; a traceback on the same line."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).astimezone()
        time = when.isoformat(timespec="milliseconds")
        return one_line(f"{time} {record.levelname} {record.name} {super().format(record)}")


class _LogFile(logging.FileHandler):
    """A fault ends the run before it has begun; later on, the grading matters more."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._begun = False
        self._fault: BaseException | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            super().__init__(path, encoding="utf-8")
        except OSError as error:
            raise self._not_written(error) from None
        self.setFormatter(_OneLine())

    def begin(self) -> None:
        """Tell what has gone wrong until now, and from here on only when the log is closed."""
        if self._fault is not None:
            raise self._not_written(self._fault)
        self._begun = True

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Note the first fault."""
        self._fault = self._fault or sys.exc_info()[1]

    def close(self) -> None:
        """Close the file, and say whether something is missing in it."""
        try:
            super().close()
        except OSError as error:  # what a full disk did not take was tried once more
            self._fault = self._fault or error
        if self._begun and self._fault is not None:
            click.echo(f"The log {self._path} is not complete: {_reason(self._fault)}.", err=True)
            self._begun = False

    def _not_written(self, fault: BaseException) -> UsageError:
        return UsageError(
            f"The log {self._path} cannot be written: {_reason(fault)};"
            " name another file with --log FILE."
        )


def _reason(fault: BaseException) -> str:
    return getattr(fault, "strerror", None) or str(fault)
