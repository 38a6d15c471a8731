"""Where attacks are graded: a warm worker, what surrounds it, and the harm that is looked for.

An `Arena` holds one executor, as the engine uses it, and outside of it everything that an attack
must not reach: files that anybody may write, sockets that count who calls, the course, another
submission, a secret in the environment.
"""

import json
import os
import shutil
import socket
import stat
import subprocess
import tempfile
import time
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import msgspec
import nbformat

from autograder.course import (
    Assignment,
    compose,
    load,
    reference_notebook,
    release,
    write_notebook,
)
from autograder.engine.executors import LocalExecutor, do_all
from autograder.engine.jobs import Answer, Graded, Job, Refused
from autograder.sandbox import process_tree

from .attack import HERE, Attack

ROOT = HERE.parents[1]
MARKERS = (
    *("PLANTED-HIDDEN-9b02", "PLANTED-EXPECTED-41d7", "PLANTED-REFERENCE-c3f1", "90817263.5"),
    *("PLANTED-NEIGHBOUR-5e5e", "PLANTED-HOME-1f2e", "PLANTED-ENVIRONMENT-8c8c"),
    "PLANTED-OUTSIDE-77aa",
)
CANARY = "PLANTED-OUTSIDE-77aa\n"
WITH_NEIGHBOUR = {"exhaustion", "escape"}  # classes in which another one is graded meanwhile
LONGEST_S = 4 * 60.0 + 60.0  # what the course allows, on a machine that is busy at that

# what a submission must not find of the one before it
TRACES = """
import os, sys
for place in ("/tmp", "/dev/shm", ".", *sys.path):
    try: names = os.listdir(place)
    except OSError: continue
    print(*(f"{place} still has {name}" for name in names if "gotcha" in name.lower()))
print(*(f"{name} is still set" for name in os.environ if "GOTCHA" in name))
print(*(f"{name} is still loaded" for name in sys.modules if "gotcha" in name.lower()))
"""


@dataclass(frozen=True)
class Report:
    """What came of an attack, and what was found afterwards."""

    answer: Answer
    beside: Answer | None  # of one that was graded meanwhile
    next: Answer
    harm: tuple[str, ...]
    seconds: float


class Arena:
    """A worker and its surroundings, in one sandbox."""

    def __init__(self, sandbox: str) -> None:
        self.sandbox = sandbox
        # open to everybody: what keeps an attack out must not be the rights of a folder
        self.folder = Path(tempfile.mkdtemp(prefix="arena-"))
        self.folder.chmod(0o755)
        self.outside = self.folder / "outside"
        self.outside.mkdir()
        self.outside.chmod(0o777)
        self.canary = self.outside / "canary"
        self._course = self.folder / "course"
        shutil.copytree(HERE / "course", self._course)
        self._target = load(self._course).assignment("target")
        release(self._target)
        self._reference = reference_notebook(self._target)
        for cell in self._reference.cells:  # a result shows the code of its own submission
            cell.source = cell.source.replace("# PLANTED-REFERENCE-c3f1", "#")
        self._home = Path.home() / f".{self.folder.name}"
        self._home.write_text("PLANTED-HOME-1f2e")
        self._count = 0
        self._open_ears()
        self._restore()
        os.environ["GOTCHA_SECRET"] = "PLANTED-ENVIRONMENT-8c8c"
        self._executor = LocalExecutor(load(self._course), sandbox, jobs=2)
        self.honest = self._write(self._reference, "honest.ipynb", TRACES)
        first = self._grade(self.honest)  # now it is warm
        assert is_full(first), first
        self._engine = self._executor._pool._process.pid
        self._inner = self._find_inner()
        time.sleep(0.5)  # until the grader of the first one has been collected
        self._at_rest = self._state()

    def attack(self, attack: Attack) -> Report:
        """Grade it, and another one meanwhile or at least afterwards; then look around."""
        self._count += 1
        folder = self.folder / f"class-{self._count}"
        folder.mkdir()
        (folder / "neighbour.ipynb").write_text("PLANTED-NEIGHBOUR-5e5e")
        path = folder / f"{attack.path.stem}.ipynb"
        self._write_attack(attack, path)
        began = time.monotonic()
        beside = self._submit(self.honest) if attack.kind in WITH_NEIGHBOUR else None
        answer = self._submit(path).result()
        seconds = time.monotonic() - began
        met = beside.result() if beside else None
        harm = self._harm()
        after = self._grade(self.honest)
        harm += self._harm()
        shutil.rmtree(folder, ignore_errors=True)
        (self.folder / "conftest.py").unlink(missing_ok=True)
        return Report(answer, met, after, tuple(dict.fromkeys(harm)), seconds)

    def close(self) -> None:
        """End everything, and look for what is left even then."""
        self._executor.shutdown()
        for listener in self._ears:
            listener.close()
        self._home.unlink(missing_ok=True)
        left = self._processes_of_students()
        shutil.rmtree(self.folder, ignore_errors=True)
        assert not left, f"processes outlived their worker: {left}"

    def _submit(self, path: Path) -> "Future[Answer]":
        return self._executor.submit(Job(str(path), str(self._course), anew=True))

    def _grade(self, path: Path) -> Answer:
        return self._submit(path).result()

    # -- notebooks --------------------------------------------------------------------------

    def _write_attack(self, attack: Attack, path: Path) -> None:
        notebook = nbformat.v4.new_notebook(metadata={"autograder": {"assignment": "target"}})
        cells = [f"TARGET = {self._knowledge(path)!r}", *attack.cells]
        right = [source for name, source in answers(self._reference) if name not in attack.on]
        if not attack.on:
            # a cell that defines no exercise would be cut down to its definitions
            right[0] = "\n\n".join([cells.pop(), right[0]])
        cells += right
        setup = next(c.source for c in self._reference.cells if c.cell_type == "code")
        notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in (setup, *cells)]
        nbformat.write(notebook, path)
        if attack.beside:
            names = {"folder": path.parent, "notebook": path, "TARGET": self._knowledge(path)}
            exec(compile(attack.beside, str(attack.path), "exec"), names)

    def _write(self, notebook, name: str, *more: str) -> Path:
        path = self.folder / name
        made = json.loads(nbformat.writes(notebook))
        made["cells"] += [nbformat.v4.new_code_cell(cell) for cell in more]
        path.write_text(json.dumps(made))
        return path

    def _knowledge(self, notebook: Path) -> dict[str, object]:
        """What an attacker could know of the machine at best."""
        return {
            "canary": str(self.canary),
            "outside": str(self.outside),
            "course": str(self._course),
            "notebook": str(notebook),
            "home": str(self._home),
            "tcp": self._tcp.getsockname()[1],
            "udp": self._udp.getsockname()[1],
            "unix": str(self._unix.getsockname()),
            "abstract": self._abstract.getsockname(),
            "host": host_address(),
            "engine": getattr(self, "_engine", 0),
            "inner": getattr(self, "_inner", 0),
            "suite": os.getpid(),
        }

    # -- what is watched --------------------------------------------------------------------

    def _open_ears(self) -> None:
        self._tcp = _listener(socket.AF_INET, socket.SOCK_STREAM, ("0.0.0.0", 0))
        self._udp = _listener(socket.AF_INET, socket.SOCK_DGRAM, ("0.0.0.0", 0))
        self._unix = _listener(socket.AF_UNIX, socket.SOCK_STREAM, str(self.outside / "socket"))
        (self.outside / "socket").chmod(0o777)
        name = b"\0" + self.folder.name.encode()
        self._abstract = _listener(socket.AF_UNIX, socket.SOCK_STREAM, name)
        self._ears = (self._tcp, self._udp, self._unix, self._abstract)

    def _restore(self) -> None:
        for path in self.outside.iterdir():
            if path.name != "socket":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.canary.write_text(CANARY)
        self.canary.chmod(0o666)

    def _heard(self) -> list[str]:
        """Who called since the last time."""
        found = []
        for name, ear in zip(("TCP", "UDP", "Unix", "abstract"), self._ears, strict=True):
            while True:
                try:
                    if ear is self._udp:
                        ear.recvfrom(64)
                    else:
                        ear.accept()[0].close()
                except BlockingIOError:
                    break
                found.append(f"somebody called at the {name} socket outside")
        return found

    def _harm(self) -> list[str]:
        found = self._heard()
        if not eventually(lambda: not self._processes_of_students()):
            found.append(f"processes are left: {self._processes_of_students()}")
            for pid in self._processes_of_students():
                os.kill(pid, 9)
        if self._engine != getattr(self._executor._pool._process, "pid", 0):
            found.append("the worker had to be replaced")
            self._engine = self._executor._pool._process.pid
            self._inner, self._at_rest = self._find_inner(), None
        if self._inner not in alive():
            found.append("the zygote has gone")
            self._grade(self.honest)
            self._inner, self._at_rest = self._find_inner(), None
        self._at_rest = self._at_rest or self._state()
        if not eventually(lambda: self._state() == self._at_rest, 2):
            now = self._state()
            found += [
                f"{what}: {self._at_rest[what]} before, {now[what]} after"
                for what in now
                if now[what] != self._at_rest[what]
            ]
            self._at_rest = now
        if not self.canary.is_file() or self.canary.read_text() != CANARY:
            found.append("the file outside was changed")
        if names := {path.name for path in self.outside.iterdir()} - {"canary", "socket"}:
            found.append(f"there are new files outside: {names}")
        if mode := stat.S_IMODE(self.canary.stat().st_mode) ^ 0o666 if not found else 0:
            found.append(f"the rights of the file outside were changed: {mode:o}")
        for path in dropped():
            found.append(f"{path} is left")
            path.unlink(missing_ok=True)
        self._restore()
        return found

    def _state(self) -> dict[str, object]:
        """What has to be the same after every submission."""
        state: dict[str, object] = {}
        for name, pid in (("the grader's zygote", self._engine), ("the zygote", self._inner)):
            try:
                state[f"descriptors of {name}"] = len([*Path(f"/proc/{pid}/fd").iterdir()])
                state[f"namespaces of {name}"] = tuple(
                    str(Path(f"/proc/{pid}/ns/{kind}").readlink())
                    for kind in ("mnt", "pid", "net", "ipc", "uts", "user")
                )
                state[f"mounts of {name}"] = mounts(pid)
            except OSError as error:
                state[name] = str(error)
        return state

    def _find_inner(self) -> int:
        """The zygote in the sandbox, by its number on this machine."""
        if self.sandbox != "container":
            children = process_tree.descendants(self._engine, process_tree.table())
            return next(p.pid for p in children if b"sandbox.zygote" in command_line(p.pid))
        for process in process_tree.descendants(self._engine, process_tree.table()):
            words = command_line(process.pid).split(b"\0")
            if b"--name" in words:
                name = words[words.index(b"--name") + 1].decode()
                engine = words[0].decode()
                said = subprocess.run(
                    [engine, "inspect", "--format", "{{.State.Pid}}", name],
                    capture_output=True,
                    text=True,
                    check=True,
                )
                return int(said.stdout)
        raise AssertionError("there is no container")

    def _processes_of_students(self) -> list[int]:
        """All that descends from the zygote, or that has the user number of its students."""
        table = process_tree.table()
        found = {p.pid for p in process_tree.descendants(self._inner, table)}
        # a student that got away from its parents keeps its number (see isolate.enter)
        first = (1 << 30) + ((self._inner % (1 << 22)) << 8)
        found |= {p.pid for ps in table.values() for p in ps if first <= p.user < first + 256}
        return [pid for pid in found if not is_zombie(pid)]


# -- what an attack earned --------------------------------------------------------------------


def problems(attack: Attack, report: Report) -> list[str]:
    """What did not come out as it must; empty where the attack was held off."""
    found = [*earned(attack, report.answer), *leaks(report)]
    found += report.harm
    if not is_full(report.next):
        found.append(f"the next submission lost points: {summary(report.next)}")
    elif text := report.next.result.output.strip():
        found.append(f"the next submission found traces: {text[:300]}")
    if report.beside is not None and not is_full(report.beside):
        found.append(f"a submission beside it lost points: {summary(report.beside)}")
    if report.seconds > LONGEST_S:
        found.append(f"it took {report.seconds:.0f} s")
    return found


def earned(attack: Attack, answer: Answer) -> list[str]:
    """Whether it got what its honest part earns, and was really tried."""
    if wanted := attack.fields.get("refused"):
        held = isinstance(answer, Refused) and wanted in answer.reason
        return [] if held else [f"it was not refused with “{wanted}”: {summary(answer)}"]
    if not isinstance(answer, Graded):
        return [f"it was not graded: {answer.reason}"]
    result = answer.result
    lost = {c.id.removeprefix("test_") for c in result.checks if c.outcome != "passed"}
    found = []
    if gained := attack.lost - lost:
        found.append(f"it passed {', '.join(sorted(gained))}")
    if missing := lost - attack.lost:
        said = [c.message for c in result.checks if c.id.removeprefix("test_") in missing]
        found.append(f"its honest part lost {', '.join(sorted(missing))}: {said}")
    if result.score != attack.points:
        found.append(f"it got {result.score:g} points, and earns {attack.points:g}")
    if errored := [c.id for c in result.checks if c.outcome == "errored"]:
        found.append(f"it broke {errored}: {[c.message for c in result.checks if c.id in errored]}")
    text = told(answer)
    if attack.fields.get("shows", "") not in text:
        found.append(f"nothing shows that it was tried: {text[:1500]}")
    found += [line for line in result.output.splitlines() if line.startswith("!!!")]
    return found


def leaks(report: Report) -> list[str]:
    """Secrets in any field of a result."""
    found = []
    for answer in (report.answer, report.beside, report.next):
        text = msgspec.json.encode(answer).decode()
        found += [f"{marker} is in a result" for marker in MARKERS if marker in text]
    return found


def told(answer: Answer) -> str:
    """Everything in a result that a person may read."""
    assert isinstance(answer, Graded)
    result = answer.result
    return "\n".join([*(c.message for c in result.checks), *result.notices, result.output])


def is_full(answer: Answer) -> bool:
    """Whether it earned all points."""
    return isinstance(answer, Graded) and answer.result.score == answer.result.max_score


def summary(answer: Answer) -> str:
    """A line about it."""
    if isinstance(answer, Refused):
        return answer.reason
    lost = [f"{c.id}: {c.message}" for c in answer.result.checks if c.outcome != "passed"]
    return f"{answer.result.score:g} of {answer.result.max_score:g}; {lost}"


def answers(reference) -> list[tuple[str, str]]:
    """Exercise and source of every solution in the reference."""
    cells = [cell for cell in reference.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    return [(cell.metadata["nbgrader"]["grade_id"], cell.source) for cell in cells]


def claims(attacks, sandbox: str, folder: Path):
    """Attacks on assignments of this repository, each with its answer, as it comes."""
    course = load(ROOT)
    jobs = {}
    for attack in attacks:
        path = folder / f"{attack.path.stem}.ipynb"
        write_notebook(composed(course.assignment(attack.assignment), attack), path)
        exercises = (attack.exercise,)
        job = Job(str(path), str(ROOT), attack.assignment, seed=1, exercises=exercises, anew=True)
        jobs[job] = attack
    with LocalExecutor(course, sandbox, jobs=2) as executor:
        for job, answer in do_all(executor, jobs):
            yield jobs[job], answer


def composed(assignment: Assignment, attack: Attack):
    """The reference with the attack in the place of one answer."""
    return compose(reference_notebook(assignment), attack.exercise, "\n\n".join(attack.cells))


# -- the machine ------------------------------------------------------------------------------


def dropped() -> list[Path]:
    """Files of attacks in places where everybody may write."""
    places = [Path(place) for place in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/run/lock")]
    return [
        path
        for place in places
        if place.is_dir()
        for path in place.iterdir()
        if path.name.startswith("gotcha")
    ]


def alive() -> set[int]:
    """The numbers of all processes."""
    return {int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()}


def mounts(pid: int) -> int:
    """How many it sees, without those that container engines make for others."""
    lines = Path(f"/proc/{pid}/mountinfo").read_text().splitlines()
    engines = ("containers/", "/overlay2/", "/docker/netns/")  # podman's, and two of docker's
    return sum(not any(place in line for place in engines) for line in lines)


def command_line(pid: int) -> bytes:
    """Its words; empty if it has gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def is_zombie(pid: int) -> bool:
    """Whether it has ended, and only its parent does not know yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def eventually(true, seconds: float = 5) -> bool:
    """Whether it becomes true within that time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.02)
    return bool(true())


def host_address() -> str:
    """An address of this machine that others would use."""
    try:
        return socket.gethostbyname(socket.gethostname())
    except OSError:
        return "127.0.0.1"


def _listener(family: int, kind: int, address: object) -> socket.socket:
    made = socket.socket(family, kind)
    made.bind(address)
    if kind == socket.SOCK_STREAM:
        made.listen(64)
    made.setblocking(False)
    return made
