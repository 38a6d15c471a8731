"""Everything that a submission can reach, printed: no answer, no check, no other submission.

The dump is made by the student's own code while hidden checks are asking it for results. What
it must not find is planted under names that occur nowhere else.
"""

import shutil
from pathlib import Path

import pytest

from autograder.course import load, release
from autograder.engine.executors import LocalExecutor
from autograder.engine.jobs import Graded, Job

SECRETS = {
    "expected value": "SECRET-EXPECTED-41d7",
    "number": "90817263.5",
    "check": "SECRET-CHECK-9b02",
    "hint": "SECRET-HINT-77aa",
    "reference": "SECRET-REFERENCE-c3f1",
    "other submission": "SECRET-NEIGHBOUR-5e5e",
    "home": "SECRET-HOME-1f2e",
    "environment": "SECRET-ENVIRONMENT-8c8c",
}

HIDDEN = f"""
from autograder.grading import check, expect

EXPECTED = {{"{SECRETS["expected value"]}": {SECRETS["number"]}}}

@check(points=2, exercise="double", hint="{SECRETS["hint"]}", timeout=60)
def test_secret(student):
    \"\"\"{SECRETS["check"]}\"\"\"
    number = EXPECTED["{SECRETS["expected value"]}"]
    expect(student.double(3.0)).close_to(number)
"""

DUMP = """
import gc, os, sys

def show(*things):
    for thing in things:
        try: print(repr(thing)[:20_000])
        except BaseException: pass

def files(top):
    for folder, folders, names in os.walk(top):
        folders[:] = [f for f in folders if os.path.join(folder, f) not in ("/proc", "/sys")]
        for name in names:
            yield os.path.join(folder, name)

def double(x):
    frame = sys._getframe()
    while frame:
        show(frame.f_code, frame.f_locals, list(frame.f_globals))
        frame = frame.f_back
    show(dict(os.environ), sys.argv, sys.path, os.getcwd(), os.listdir("/proc"))
    ours = [o for o in gc.get_objects() if type(o) in (dict, list, tuple, str)]
    show(*(o for o in ours if len(o) < 200))
    libraries = ("/usr", "/lib", sys.prefix, sys.base_prefix)
    for path in files("/"):
        show(path)
        if not path.startswith(libraries):
            try: show(open(path, "rb").read(50_000))
            except OSError: pass
    for name in os.listdir("/proc/self/fd"):
        try: show(name, os.readlink("/proc/self/fd/" + name))
        except OSError: pass
    for number in (n for n in os.listdir("/proc") if n.isdigit()):
        for what in ("cmdline", "environ", "cwd", "root", "maps", "mountinfo", "status"):
            try: show(open(f"/proc/{number}/{what}", "rb").read())
            except OSError: pass
            try: show(os.listdir(f"/proc/{number}/{what}"), os.readlink(f"/proc/{number}/{what}"))
            except OSError: pass
    return 1.0
"""

# the halves stand apart, so that finding them together in memory is finding the secret
SEARCH = """
HALVES = [%s]

def double(x):
    found = set()
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            span, rights, *_ = line.split()
            if rights.startswith("rw") and "[v" not in line:
                start, end = (int(part, 16) for part in span.split("-"))
                for at in range(start, end, 1 << 24):
                    try:
                        memory.seek(at)
                        content = memory.read(min(1 << 24, end - at))
                    except (OSError, ValueError, OverflowError):
                        continue
                    for first, second in HALVES:
                        place = content.find(first)
                        while place >= 0:
                            if content[place + len(first):].startswith(second):
                                found.add(first)
                            place = content.find(first, place + 1)
    print("searched; found", len(found))
    return 1.0
"""


@pytest.fixture(scope="module")
def secret_course(small_course, tmp_path_factory) -> Path:
    """The small course, with secrets in its graders, reference and neighbourhood."""
    root = tmp_path_factory.mktemp("secret") / "course"
    shutil.copytree(small_course, root)
    (root / "course.toml").write_text("[limits]\ncheck_s = 60\nmemory_mb=2000\noutput_kb=500000\n")
    (root / "graders/small/test_hidden.py").write_text(HIDDEN)
    reference = root / "solutions/small/small.py"
    secret = f"    # {SECRETS['reference']}\n    return 2 * x"
    reference.write_text(reference.read_text().replace("    return 2 * x", secret))
    release(load(root).assignment("small"))
    return root


@pytest.fixture
def dump(secret_course, isolating, notebook, namespaces, monkeypatch):
    """What a notebook with this cell prints while the secret check runs."""
    planted = Path.home() / ".autograder-secret-test"
    planted.write_text(SECRETS["home"])
    monkeypatch.setenv("SECRET", SECRETS["environment"])

    def run(code: str) -> str:
        path = notebook(code)
        path.with_name("neighbour.ipynb").write_text(SECRETS["other submission"])
        # one that inherits the environment with the secret
        with LocalExecutor(load(secret_course), isolating, jobs=1) as fresh:
            said = fresh.submit(Job(str(path), str(secret_course), anew=True)).result()
        assert isinstance(said, Graded), said
        assert said.result.score == 0
        assert all(SECRETS["number"] not in check.message for check in said.result.checks)
        return said.result.output

    yield run
    planted.unlink()


def test_nothing_reachable_shows_a_secret(dump):
    printed = dump(DUMP)
    assert len(printed) > 100_000, "the dump did not run"
    assert "do_call" in printed, "the dump did not see its callers"
    for what, secret in SECRETS.items():
        assert secret not in printed, what


def test_the_memory_of_the_student_process_holds_no_secret(dump):
    halves = [(s[:9].encode(), s[9:].encode()) for s in SECRETS.values() if s.startswith("SECRET")]
    printed = dump(SEARCH % ", ".join(map(repr, halves)))
    assert "searched; found 0" in printed
