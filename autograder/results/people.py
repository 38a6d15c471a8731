"""Who handed in what: by a `people.csv`, else by how each system names files and folders.

| from | path of a submission |
|---|---|
| Moodle | `Full Name_12345_assignsubmission_file/any.ipynb`, or the same in one file's name |
| Canvas | `lastnamefirst_LATE_12345_67890_any.ipynb` |
| nbgrader | `submitted/USER/ASSIGNMENT/any.ipynb` |
| a folder each | `USER/ASSIGNMENT.ipynb` |
| anything else | the file's name without its ending |
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

import msgspec

from autograder.errors import UsageError
from autograder.results.table import read_table

FILE_NAME = "people.csv"
COLUMNS = ("submission", "id", "login", "email", "name")

MOODLE = re.compile(r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_\w+?(_.*)?")
CANVAS = re.compile(r"(?P<name>\w+?)_(?:late_)?(?P<id>\d+)_\d{4,}_.+", re.IGNORECASE)


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a person; whatever is not known is empty."""

    id: str = ""
    login: str = ""
    email: str = ""
    name: str = ""

    @property
    def key(self) -> str:
        """The most exact of what the person is known by."""
        return self.id or self.login or self.email or self.name

    def is_called(self, text: str) -> bool:
        """Whether the text is this person's id, login, email or name."""
        return plain(text) in {plain(own) for own in self.called if own}

    @property
    def called(self) -> tuple[str, ...]:
        """All that it is known by."""
        return (self.id, self.login, self.email, self.name)


@dataclass(frozen=True)
class People:
    """The people of a class, and who handed in what where that is written down."""

    everybody: tuple[Person, ...] = ()
    by_submission: tuple[tuple[str, Person], ...] = ()

    def of(self, submission: str, assignment: str) -> Person:
        """Whoever handed it in: as `people.csv` has it, else as the path says."""
        if written := self._written_down(submission):
            return written
        recognised = by_path(submission, assignment)
        same = [p for p in self._called(recognised) if _may_be(p, recognised)]
        same = same or [p for p in self._named_like(recognised) if _is_named_like(p, recognised)]
        return same[0] if len(same) == 1 else recognised

    def _written_down(self, submission: str) -> Person | None:
        """The first whose path is this one or its end."""
        parts = _parts(submission)
        ends = (parts[start:] for start in range(len(parts)))
        found = [self._places[end] for end in ends if end in self._places]
        return self.by_submission[min(found)][1] if found else None

    def _called(self, recognised: Person) -> Iterable[Person]:
        """Whoever has the id, or is called by the login or name, and perhaps others."""
        texts = (recognised.id, recognised.login, recognised.name)
        return dict.fromkeys(
            p for text in texts if text for p in self._callings.get(plain(text), ())
        )

    def _named_like(self, recognised: Person) -> Iterable[Person]:
        written = forms(recognised.name or recognised.login)
        return dict.fromkeys(p for form in written for p in self._forms.get(form, ()))

    # a class is looked through once, not once for each submission

    @cached_property
    def _places(self) -> dict[tuple[str, ...], int]:
        """By the parts of the path that is written down, the first row that has it."""
        rows = reversed(list(enumerate(self.by_submission)))
        return {parts: row for row, (written, _) in rows if (parts := _parts(written))}

    @cached_property
    def _callings(self) -> dict[str, list[Person]]:
        return _grouped((plain(text), p) for p in self.everybody for text in p.called if text)

    @cached_property
    def _forms(self) -> dict[str, list[Person]]:
        return _grouped((form, p) for p in self.everybody for form in forms(p.name))


def _grouped(pairs: Iterable[tuple[str, Person]]) -> dict[str, list[Person]]:
    groups: dict[str, list[Person]] = defaultdict(list)
    for key, person in pairs:
        groups[key].append(person)
    return dict(groups)


def read_people(path: Path) -> People:
    """The people in a `people.csv`; `submission` may be left out, and so may all but one other.

    Raises:
        UsageError: the file cannot be read, or a row says nothing about a person.
    """
    people: dict[Person, None] = {}
    handed_in: list[tuple[str, Person]] = []
    for line, row in read_table(path, COLUMNS):
        person = Person(id=row["id"], login=row["login"], email=row["email"], name=row["name"])
        if not person.key:
            raise UsageError(f"{path}, line {line}: nobody; give an id, a login, email or name.")
        people[person] = None
        if row["submission"]:
            handed_in.append((row["submission"], person))
    return People(tuple(people), tuple(handed_in))


def by_path(submission: str, assignment: str) -> Person:
    """Whom the path names, by the ways in which systems name files; see the top of this module."""
    path = PurePosixPath(submission.replace("\\", "/"))
    for part in (path.parent.name, path.stem):
        if found := MOODLE.fullmatch(part):
            return Person(id=found["id"], name=found["name"])
    if found := CANVAS.fullmatch(path.name):
        return Person(id=found["id"], name=found["name"])
    parts = path.parts
    if len(parts) >= 4 and parts[-4] == "submitted":
        return Person(login=parts[-3])
    if path.stem == assignment and path.parent.name:
        return Person(login=path.parent.name)
    return Person(login=path.stem)


def plain(text: str) -> str:
    """Text as it is compared: one form of every letter, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def forms(name: str) -> set[str]:
    """A name as systems write it: first or last name first, and as Canvas does, letters only."""
    last, comma, first = name.partition(",")
    whole = [plain(name), plain(f"{first} {last}" if comma else name)]
    return {*whole, *("".join(c for c in text if c.isalnum()) for text in whole)} - {""}


def same_path(written: str, submission: str) -> bool:
    """Whether what somebody wrote is this path or its end, with or without `.ipynb`."""
    wanted = _parts(written)
    return bool(wanted) and _parts(submission)[-len(wanted) :] == wanted


def named(written: str, submissions: Iterable[str]) -> Sequence[str]:
    """Those of the submissions that somebody may have meant: the same path, or else its end."""
    known = list(submissions)
    return [s for s in known if s == written] or [s for s in known if same_path(written, s)]


def _parts(path: str) -> tuple[str, ...]:
    whole = PurePosixPath(unicodedata.normalize("NFC", path.replace("\\", "/")))
    return whole.with_suffix("").parts if whole.suffix == ".ipynb" else whole.parts


def _may_be(person: Person, recognised: Person) -> bool:
    """Whether one of the class is whom a path names; an id decides where both have one."""
    if recognised.id and person.id:
        return plain(recognised.id) == plain(person.id)
    return any(person.is_called(text) for text in (recognised.login, recognised.name) if text)


def _is_named_like(person: Person, recognised: Person) -> bool:
    """Whether the name that a path holds is this person's, written another way."""
    apart = bool(person.id and recognised.id)
    return not apart and bool(forms(person.name) & forms(recognised.name or recognised.login))
