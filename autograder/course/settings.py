"""What an instructor may set in `course.toml`: types, defaults and meanings."""

import difflib
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

import msgspec
from msgspec import Meta, Struct

from autograder.errors import UsageError
from autograder.results.late import LatePolicy

FILE_NAME = "course.toml"

# Time that a process spends waiting for a processor is not the student's and does not count,
# but nothing goes on for longer than so many times its limit: waiting can be made, too.
MOST_WAITING = 4.0

# A limit of a day is no limit that anybody means; it catches `inf` and milliseconds.
Seconds = Annotated[float, Meta(gt=0, le=86_400)]
Count = Annotated[int, Meta(ge=1, le=1_000_000)]


class LimitSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """How much of everything the student's own work may use."""

    check_s: Annotated[
        Seconds, Meta(description="Seconds that one check may take, where the check sets no other.")
    ] = 20.0
    submission_s: Annotated[
        Seconds, Meta(description="Seconds that one submission may take, all checks together.")
    ] = 600.0
    cell_s: Annotated[
        Seconds, Meta(description="Seconds that one cell of the notebook may take.")
    ] = 30.0
    memory_mb: Annotated[Count, Meta(description="Memory of the student process, in MiB.")] = 2048
    processes: Annotated[
        Count, Meta(description="Processes and threads that the student process may have.")
    ] = 256
    file_mb: Annotated[
        Count, Meta(description="Size of all files that a submission may write, in MiB.")
    ] = 256
    weights_mb: Annotated[
        Count, Meta(description="Size of a file of trained weights beside a notebook, in MiB.")
    ] = 64
    open_files: Annotated[
        Count, Meta(description="Files that may be open in the student process at once.")
    ] = 256
    output_kb: Annotated[
        Count, Meta(description="Printed output that is kept of a submission, in KiB.")
    ] = 64


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that `course.toml` may say."""

    title: Annotated[str, Meta(description="Name of the course.")] = "Course"
    assignments: Annotated[
        tuple[str, ...],
        Meta(description="Order of the assignments; those not named follow alphabetically."),
    ] = ()
    limits: LimitSettings = LimitSettings()
    late: LatePolicy = LatePolicy()


def read(path: Path) -> Settings:
    """The settings in the file, or UsageError with the file, the key and what was expected."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML: {error}.") from None
    for key, value in _entries(path, document, Settings, ""):
        _require_valid(path, key, value)
    try:
        return msgspec.convert(document, Settings)
    except msgspec.ValidationError as error:  # what no key says alone
        raise UsageError(f"{path}: {str(error).rpartition(' - at ')[0]}.") from None


def describe() -> list[tuple[str, object, str]]:
    """(key, default, meaning) of every key, in the order of the declaration."""
    return [
        (key, _default(key), _meta(annotation).description or "")
        for key, annotation in _declared().items()
    ]


def _declared(struct: type[Struct] = Settings, prefix: str = "") -> dict[str, Any]:
    """Dotted name → annotation of every key that holds a value, tables opened up."""
    found: dict[str, Any] = {}
    for name, annotation in get_type_hints(struct, include_extras=True).items():
        if _is_table(annotation):
            found |= _declared(annotation, f"{prefix}{name}.")
        else:
            found[prefix + name] = annotation
    return found


def _entries(
    path: Path, table: dict[str, Any], struct: type[Struct], prefix: str
) -> Iterator[tuple[str, Any]]:
    """Dotted name and value of every key in the file; refuses what is not declared."""
    hints = get_type_hints(struct)
    for key, value in table.items():
        name = prefix + key
        if key not in hints:
            raise UsageError(f"{path}: there is no setting `{name}`{_suggestion(name)}")
        if not _is_table(hints[key]):
            yield name, value
        elif isinstance(value, dict):
            yield from _entries(path, value, hints[key], f"{name}.")
        else:
            raise UsageError(f"{path}: `{name}` is a table; write its keys under [{name}].")


def _require_valid(path: Path, key: str, value: object) -> None:
    annotation = _declared()[key]
    try:
        msgspec.convert(value, annotation)
    except msgspec.ValidationError:
        expected = _expected(annotation)
        raise UsageError(f"{path}: `{key}` cannot be {value!r}; it is {expected}.") from None


def _suggestion(name: str) -> str:
    """Name the known key that was probably meant: alike as a whole or in its last part."""
    known = list(_declared())
    known += sorted({key.rpartition(".")[0] for key in known} - {""})
    likeness, nearest = max((_likeness(name, key), key) for key in known)
    if likeness >= 0.6:
        return f"; did you mean `{nearest}`?"
    return f"; the settings are {', '.join(f'`{key}`' for key in _declared())}."


def _likeness(name: str, key: str) -> float:
    pairs = ((name, key), (name.rpartition(".")[2], key.rpartition(".")[2]))
    return max(difflib.SequenceMatcher(None, *pair).ratio() for pair in pairs)


def _expected(annotation: Any) -> str:
    """What a key holds, in words, from its declaration."""
    kind, meta = get_args(annotation)[0], _meta(annotation)
    if kind is float:
        if meta.gt is not None:
            return f"a number of seconds, more than 0 and at most {meta.le}"
        return f"a number from {meta.ge} to {meta.le}"
    if kind is int:
        return f"a whole number from {meta.ge} to {meta.le}"
    if kind == dict[str, datetime]:
        return "a table of times, like { rmse_loss = 2026-11-20T23:59:00+01:00 }"
    return "text" if kind is str else "a list of names"


def _meta(annotation: Any) -> Meta:
    """The constraints and the description of a key, which stand in nested annotations."""
    merged: dict[str, Any] = {}
    for meta in annotation.__metadata__:
        names = ("gt", "ge", "le", "description")
        merged |= {name: getattr(meta, name) for name in names if getattr(meta, name) is not None}
    return Meta(**merged)


def _default(key: str) -> object:
    value: object = Settings()
    for part in key.split("."):
        value = getattr(value, part)
    return value


def _is_table(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Struct)
