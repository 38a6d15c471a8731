"""Two warm workers for each sandbox, which share the attacks that were asked for."""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue

import pytest

from autograder.sandbox import probe

from .arena import Arena, Report
from .attack import Attack

WORKERS = 2


class Arenas:
    """Hands out attacks to workers, each of which does one at a time."""

    def __init__(self, sandbox: str, attacks: list[Attack]) -> None:
        self._free: SimpleQueue[Arena] = SimpleQueue()
        self._threads = ThreadPoolExecutor(WORKERS)
        self._arenas = [Arena(sandbox) for _ in range(min(WORKERS, len(attacks)))]
        for arena in self._arenas:
            self._free.put(arena)
        self._reports: dict[str, Future[Report]] = {
            attack.name: self._threads.submit(self._run, attack) for attack in attacks
        }

    def report(self, attack: Attack) -> Report:
        """What came of it."""
        return self._reports[attack.name].result()

    def close(self) -> None:
        """End all workers."""
        self._threads.shutdown(cancel_futures=True)
        for arena in self._arenas:
            arena.close()

    def _run(self, attack: Attack) -> Report:
        arena = self._free.get()
        try:
            return arena.attack(attack)
        finally:
            self._free.put(arena)


@pytest.fixture(scope="module", params=["namespace", "container", "process"])
def arenas(request: pytest.FixtureRequest) -> Iterator[Arenas]:
    """The workers in one sandbox, with all attacks that this session tries there."""
    mode = request.param
    require(mode)
    attacks = [
        item.callspec.params["attack"]
        for item in request.session.items
        if item.fspath == request.node.fspath
        and item.callspec.params.get("arenas") == mode
        and not skipped(item)
    ]
    made = Arenas(mode, attacks)
    try:
        yield made
    finally:
        made.close()


def require(mode: str) -> None:
    """Skip a sandbox that this machine does not have, unless it is said that it must be there."""
    offer = next(offer for offer in probe() if offer.name == mode)
    needed = mode == "container" and os.environ.get("AUTOGRADER_CONTAINER")
    if not offer.available and not needed:
        pytest.skip(f"the sandbox “{mode}” is not to be had here: {offer.reason}")


def skipped(item: pytest.Item) -> bool:
    """Whether a mark says so."""
    return item.get_closest_marker("skip") is not None
