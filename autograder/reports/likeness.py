"""Groups of nearly identical answers, by winnowing (Schleimer, Wilkerson and Aiken, 2003).

Comments, names and layout count for nothing: `copydetect` replaces every name by a letter and
chooses the fingerprints. What an exercise's stub says counts for nothing either. The hash of a
piece of code is the same in every process, so the same class gives the same groups.
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations, islice

import numpy as np

PIECE = 14  # characters of the simplified code in one fingerprint
WINDOW = 4  # of so many neighbours, at least one is kept
ALIKE = 0.85  # share of common fingerprints from which on two answers count as alike
FEWEST = 16  # fingerprints: with fewer, answers are alike by chance
MOST = 1000  # different answers that are compared, each with each other one


@dataclass(frozen=True)
class Group:
    """Submissions whose answers to an exercise are nearly the same."""

    exercise: str
    submissions: tuple[str, ...]
    likeness: float
    """The smallest share of common fingerprints that links one of them to another."""


@dataclass(frozen=True)
class Likeness:
    """What comparing the answers to all exercises found."""

    groups: tuple[Group, ...]
    short: tuple[str, ...]
    """Exercises whose answers are too short to be compared."""
    many: tuple[str, ...] = ()
    """Exercises with more than `MOST` different answers, of which only so many were compared."""


def compare(
    answers: Mapping[str, Mapping[str, str]], stubs: Mapping[str, str], exercises: list[str]
) -> Likeness:
    """Compare the answers to each exercise, at most `MOST` different ones.

    The first ones count where there are more, and all that are the same as one of them.

    Args:
        answers: exercise → source, by submission.
        stubs: what the student got, by exercise; that much counts for nothing.
        exercises: in the order in which to tell of them.
    """
    groups: list[Group] = []
    short, many = [], []
    for exercise in exercises:
        given = {name: code[exercise] for name, code in answers.items() if exercise in code}
        known = _pieces(_simplified(stubs.get(exercise, "")))
        different = dict.fromkeys(given.values())
        if len(different) > MOST:
            many.append(exercise)
        # most of a large class write the same few lines: each is looked at once
        of_code = {code: _fingerprints(code) - known for code in islice(different, MOST)}
        prints = {name: of_code[code] for name, code in given.items() if code in of_code}
        long_enough = {name: found for name, found in prints.items() if len(found) >= FEWEST}
        if len(given) > 1 and len(long_enough) < 2:
            short.append(exercise)
        groups += _groups(exercise, long_enough)
    return Likeness(tuple(groups), tuple(short), tuple(many))


def _groups(exercise: str, prints: Mapping[str, frozenset[int]]) -> list[Group]:
    """Submissions that are linked by likeness, the largest group first."""
    leader = {name: name for name in prints}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    weakest: dict[str, float] = {}
    for one, other, share in _alike(prints):
        a, b = find(one), find(other)
        if a != b:
            leader[b] = a
            weakest[a] = min(share, weakest.get(a, 1.0), weakest.get(b, 1.0))
    members = defaultdict(list)
    for name in prints:
        members[find(name)].append(name)
    found = [
        Group(exercise, tuple(sorted(names)), weakest[first])
        for first, names in members.items()
        if len(names) > 1
    ]
    return sorted(found, key=lambda group: (-len(group.submissions), group.submissions))


def _alike(prints: Mapping[str, frozenset[int]]) -> list[tuple[str, str, float]]:
    """Pairs that are alike, the likest first; the same fingerprints are compared once."""
    same = defaultdict(list)
    for name, found in prints.items():
        same[found].append(name)
    pairs = [(names[0], name, 1.0) for names in same.values() for name in names[1:]]
    for (one, some), (other, others) in combinations(
        ((names[0], found) for found, names in same.items()), 2
    ):
        larger = max(len(some), len(others))
        if min(len(some), len(others)) >= ALIKE * larger:
            share = len(some & others) / larger
            if share >= ALIKE:
                pairs.append((one, other, share))
    return sorted(pairs, key=lambda pair: (-pair[2], pair[:2]))


def _fingerprints(code: str) -> frozenset[int]:
    from copydetect.utils import winnow  # noqa: PLC0415 - it takes Matplotlib along

    hashes = _hashes(_simplified(code))
    if not len(hashes):
        return frozenset()
    chosen, _ = winnow(hashes, min(WINDOW, len(hashes)))
    return frozenset(map(int, chosen))


def _simplified(code: str) -> str:
    from copydetect.utils import filter_code  # noqa: PLC0415 - as above

    text: str = filter_code(code, "answer.py", "python")[0]
    return text


def _pieces(text: str) -> frozenset[int]:
    return frozenset(map(int, _hashes(text)))


def _hashes(text: str) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    data = text.encode(errors="replace")
    return np.array(
        [zlib.crc32(data[at : at + PIECE]) for at in range(len(data) - PIECE + 1)], np.int64
    )


def usual(group: Group, answered: Counter[str]) -> bool:
    """Whether the group is a third of all who answered: then it is how the exercise is written."""
    return len(group.submissions) * 3 >= answered[group.exercise] >= 9
