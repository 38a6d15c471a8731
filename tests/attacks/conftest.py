"""Workers for each sandbox that attacks are to be tried in, shared by all that are asked for.

AUTOGRADER_ATTACKS names the sandboxes, such as "namespace,container,process"; by default it is
`namespace` alone, since in the others the same attacks take as long again. In `process` only
those are tried that it promises to hold off.
"""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

import pytest

from autograder.engine.jobs import Answer
from autograder.sandbox import probe

from . import arena
from .arena import Arena, Report
from .attack import Attack

collect_ignore = ["course"]  # its graders are no tests of ours
WORKERS = 2
SANDBOXES = os.environ.get("AUTOGRADER_ATTACKS", "namespace").split(",")


class Arenas:
    """Hands out attacks to workers, each of which does one at a time."""

    def __init__(self, sandbox: str, attacks: list[Attack]) -> None:
        self._free: SimpleQueue[Arena] = SimpleQueue()
        self._threads = ThreadPoolExecutor(WORKERS)
        self._arenas = [Arena(sandbox) for _ in range(min(WORKERS, len(attacks)))]
        for one in self._arenas:
            self._free.put(one)
        self._reports: dict[str, Future[Report]] = {
            attack.name: self._threads.submit(self._run, attack) for attack in attacks
        }

    def report(self, attack: Attack) -> Report:
        """What came of it."""
        return self._reports[attack.name].result()

    def close(self) -> None:
        """End all workers."""
        self._threads.shutdown(cancel_futures=True)
        for one in self._arenas:
            one.close()

    def _run(self, attack: Attack) -> Report:
        one = self._free.get()
        try:
            return one.attack(attack)
        finally:
            self._free.put(one)


@pytest.fixture(scope="module", params=SANDBOXES)
def arenas(request: pytest.FixtureRequest) -> Iterator[Arenas]:
    """The workers in one sandbox, with all attacks that this session tries there."""
    require(request.param)
    made = Arenas(request.param, asked_for(request, "arenas"))
    try:
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module", params=SANDBOXES)
def answers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Answer]:
    """What came of attacks on assignments of this repository, in one sandbox."""
    require(request.param)
    folder: Path = tmp_path_factory.mktemp("claims")
    attacks = asked_for(request, "answers")
    return {one.name: answer for one, answer in arena.claims(attacks, request.param, folder)}


def asked_for(request: pytest.FixtureRequest, fixture: str) -> list[Attack]:
    """The attacks that this session tries with the fixture as it is now."""
    chosen = [item.callspec.params for item in request.session.items if hasattr(item, "callspec")]
    return [params["attack"] for params in chosen if params.get(fixture) == request.param]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what a sandbox does not promise to hold off."""
    left_out = [item for item in items if not promised(getattr(item, "callspec", None))]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def promised(spec: object) -> bool:
    """Whether the sandbox of a case has to hold the attack of it off."""
    chosen = getattr(spec, "params", {})
    return "process" not in (chosen.get("arenas"), chosen.get("answers")) or (
        chosen["attack"].process == "holds"
    )


def require(sandbox: str) -> None:
    """Skip a sandbox that this machine does not have, unless it is said that it must be there."""
    offer = next(offer for offer in probe() if offer.name == sandbox)
    needed = sandbox == "container" and os.environ.get("AUTOGRADER_CONTAINER")
    if not offer.available and not needed:
        pytest.skip(f"the sandbox “{sandbox}” is not to be had here: {offer.reason}")
