"""Fuzzing that looks for what runs new code of ours (atheris, a tool of development only).

    python tests/attacks/wire/coverage_guided.py decoder NEW -max_total_time=60
    python tests/attacks/wire/coverage_guided.py proxy NEW -max_total_time=60

`decoder` gives arbitrary frames to the wire's reader. `proxy` gives plans to an impostor that talks
to the trusted side over a real socket, in the same thread, since that is quick; every plan that is
kept in `corpus/` is replayed by the tests against an impostor in a process of its own.
What is found new goes to the folder NEW; what is committed is read, and not written to.
"""

import contextlib
import random
import sys
from pathlib import Path
from typing import Any

try:
    import atheris
except ImportError:
    sys.exit("atheris is not installed here: pip install atheris (Linux or macOS, Python ≤ 3.13).")

with atheris.instrument_imports(include=["autograder.wire", "autograder.grading"]):
    import targets

import impostor
from impostor import WIDE

from autograder.errors import WireError
from autograder.wire import pack, unpack

HERE = Path(__file__).parent
LONGEST = 65_536


def mutated_frame(data: bytes, longest: int, seed: int) -> bytes:
    """Bytes changed by libFuzzer; the header is then often made true again."""
    changed = bytearray(atheris.Mutate(data, longest))
    at = random.Random(seed)
    if len(changed) > 8 and at.random() < 0.8:
        structure = min(int.from_bytes(changed[:4], "big"), len(changed) - 8)
        if at.random() < 0.1:
            structure = at.randrange(len(changed) - 7)
        changed[:4] = structure.to_bytes(4, "big")
        changed[4:8] = (len(changed) - 8 - structure).to_bytes(4, "big")
    return bytes(changed)


def mutated_plan(data: bytes, longest: int, seed: int) -> bytes:
    """A plan with an act more, an act less, or a part of one changed."""
    at = random.Random(seed)
    try:
        plan = unpack(data, WIDE)
    except WireError:
        plan = []
    plan = list(plan) if targets.is_plan(plan) else []
    for _ in range(at.choice((1, 1, 2, 4))):
        plan = _changed_plan(plan, at)
    try:
        made = pack(plan, WIDE)
    except WireError:
        return data
    return made if len(made) <= longest else data


def _changed_plan(plan: list[Any], at: random.Random) -> list[Any]:
    if not plan or (at.random() < 0.3 and len(plan) < 8):
        operation = at.choice((*impostor.ORDINARY, "run", "*"))
        value = impostor.ORDINARY.get(operation)
        return [*plan, [operation, at.choice(targets.KINDS), value, at.randrange(40)]]
    if len(plan) > 1 and at.random() < 0.15:
        return [act for place, act in enumerate(plan) if place != at.randrange(len(plan))]
    place = at.randrange(len(plan))
    operation, kind, value, number = plan[place]
    if at.random() < 0.2:
        kind = at.choice(targets.KINDS)
    if at.random() < 0.1:
        number = at.choice((0, 1, 2, 7, 255, 4096))
    return [*plan[:place], [operation, kind, _changed(value, at), number], *plan[place + 1 :]]


def _changed(value: Any, at: random.Random) -> Any:
    """The value with some part of it changed."""
    if isinstance(value, list | tuple) and value and at.random() < 0.8:
        items, place = list(value), at.randrange(len(value))
        items[place] = _changed(items[place], at)
        return type(value)(
            items[: len(items) - (at.random() < 0.1)] + items[:1] * (at.random() < 0.1)
        )
    if isinstance(value, dict) and value and at.random() < 0.8:
        key = at.choice(list(value))
        items = {**value, key: _changed(value[key], at)}
        if at.random() < 0.1:
            del items[key]
        return items
    if isinstance(value, str) and at.random() < 0.5:
        with contextlib.suppress(UnicodeDecodeError):
            return atheris.Mutate(value.encode(), 4_000).decode()
    return at.choice(targets.SPICE)(value, at)


def main() -> None:
    """Read the arguments, then fuzz until libFuzzer has had its time."""
    name, new, *options = sys.argv[1:]
    Path(new).mkdir(parents=True, exist_ok=True)
    target, mutator = {
        "decoder": (targets.decode, mutated_frame),
        "proxy": (targets.converse, mutated_plan),
    }[name]
    arguments = [
        sys.argv[0],
        new,
        str(HERE / "corpus" / name),
        f"-max_len={LONGEST}",
        "-timeout=60",
    ]
    arguments += [f"-artifact_prefix={new}/", "-rss_limit_mb=2048", *options]
    atheris.Setup(arguments, target, custom_mutator=mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
