"""The sandbox on machines that offer less: a plain user, a container, settings of the kernel.

Most of these machines are made of namespaces around a command (`machine.py`), so that the
real kernel says no in the real way. That takes root.
"""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox import reasons

HERE = Path(__file__).parent
PLAIN = ("--user", "12345")

needs_root = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root can make such machines"
)

# TensorFlow and the filter of system calls, which test_namespace.py tries on this machine
THE_SAME_ANYWHERE = "tensor or libraries or small_part or no_module or system_call or families"

PROBE = """
from autograder.sandbox import choose, probe
for offer in probe(): print(offer.name, offer.available, offer.reason, offer.remedy, sep="|")
"""


@pytest.fixture(scope="module")
def python() -> Iterator[str]:
    """An interpreter with our packages that a plain user can run."""
    # not under pytest's own folder, which only its owner may read
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield make_interpreter(Path(folder))


def make_interpreter(base: Path) -> str:
    packages = [path for path in sys.path if Path(path).name == "site-packages"]
    for candidate in (sys.executable, "/usr/bin/python3"):
        home = base / Path(candidate).name
        make = [candidate, "-m", "venv", "--without-pip", str(home)]
        if subprocess.run(make, check=False, capture_output=True).returncode == 0:
            (site,) = home.glob("lib/python*/site-packages")
            lines = [f"import site; site.addsitedir({path!r})\n" for path in packages]
            (site / "course.pth").write_text("".join(lines))
            found = str(home / "bin/python")
            if run(found, *PLAIN, command=["-c", "import numpy, autograder.wire"]).returncode == 0:
                return found
    pytest.skip("a plain user can read no interpreter of this version, or not our packages")


def run(python: str, *machine: str, command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run Python on such a machine."""
    line = [sys.executable, str(HERE / "machine.py"), *machine, "--", python, *command]
    environment = {"PATH": os.defpath, "HOME": "/nonexistent", "LANG": "C.UTF-8"}
    return subprocess.run(
        line,
        capture_output=True,
        text=True,
        timeout=900,
        cwd=HERE.parents[1],
        env=environment,
        check=False,
    )


def offers(python: str, *machine: str) -> dict[str, tuple[bool, str, str]]:
    done = run(python, *machine, command=["-c", PROBE])
    assert done.returncode == 0, done.stderr
    rows = [line.split("|") for line in done.stdout.splitlines()]
    return {name: (available == "True", reason, remedy) for name, available, reason, remedy in rows}


INSTALLED = """
import sys
from pathlib import Path
import autograder
from autograder.sandbox import open_sandbox
path = [Path(sys.argv[1])]
with open_sandbox("namespace", entry="entries:run_code", libraries=(), path=path) as sandbox:
    process = sandbox.start()
    package = str(Path(autograder.__file__).parent)
    process.connection.send(f"import os; answer = [{package!r}, *sorted(os.listdir({package!r}))]")
    print(*process.connection.receive(20)["answer"])
    process.connection.send(f"open({package!r} + '/planted', 'w')")
    print("Read-only file system" in process.connection.receive(20)["error"])
"""


def suite(python: str, *machine: str, files: list[str], skip: str) -> None:
    paths = [str(HERE / name) for name in files]
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", f"not ({skip})", *paths]
    done = run(python, *machine, command=command)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert " passed" in done.stdout


@needs_root
def test_everything_holds_for_a_plain_user(python):
    suite(python, *PLAIN, files=["test_contract.py", "test_namespace.py"], skip="too_large_ends")


@needs_root
def test_everything_holds_where_even_root_makes_no_user_namespaces(python):
    suite(python, "--no-user-namespaces", files=["test_namespace.py"], skip=THE_SAME_ANYWHERE)


@needs_root
def test_everything_holds_for_root_inside_a_user_namespace(python):
    suite(python, "--in-user-namespace", files=["test_namespace.py"], skip=THE_SAME_ANYWHERE)


@needs_root
@pytest.mark.parametrize("machine", [(), PLAIN], ids=["root", "plain user"])
def test_everything_holds_on_a_kernel_without_mount_setattr(python, machine):
    suite(python, "--old-kernel", *machine, files=["test_namespace.py"], skip=THE_SAME_ANYWHERE)


@needs_root
@pytest.mark.parametrize(
    "machine",
    [(), PLAIN, ("--no-user-namespaces",), ("--in-user-namespace", *PLAIN), ("--hide-proc",)],
    ids=" ".join,
)
def test_the_namespace_is_offered(python, machine):
    found = offers(python, *machine)
    assert found["namespace"] == found["process"] == (True, "", "")


@needs_root
@pytest.mark.parametrize(
    ("machine", "reason", "remedy"),
    [
        (
            ("--no-user-namespaces", *PLAIN),
            "user namespaces are switched off (user.max_user_namespaces is 0)",
            "sysctl -w user.max_user_namespaces=15000",
        ),
        (
            ("--hide-proc", *PLAIN),
            "a container hides parts of /proc, so that the kernel allows no fresh one",
            "--security-opt systempaths=unconfined",
        ),
        (
            ("--filter", *PLAIN),
            "the container or service around this program forbids new namespaces",
            "--security-opt seccomp=unconfined",
        ),
        (
            ("--filter",),
            "the container or service around this program forbids new namespaces",
            "--cap-add SYS_ADMIN",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_refusal_names_its_reason_and_a_remedy(python, machine, reason, remedy):
    found = offers(python, *machine)
    assert found["namespace"][:2] == (False, reason)
    assert remedy in found["namespace"][2]
    assert "--sandbox process" in found["namespace"][2]
    assert found["process"] == (True, "", "")


@needs_root
def test_auto_falls_back_to_the_weak_mode_where_it_must(python):
    code = "from autograder.sandbox import choose; print(choose('auto'))"
    assert run(python, "--filter", *PLAIN, command=["-c", code]).stdout == "process\n"


@needs_root
def test_a_mode_that_was_asked_for_by_name_is_never_replaced(python):
    code = """
from autograder.errors import SandboxError
from autograder.sandbox import open_sandbox
try: open_sandbox("namespace", libraries=())
except SandboxError as error: print(error)
"""
    said = run(python, "--hide-proc", *PLAIN, command=["-c", code]).stdout
    assert said.startswith("The sandbox “namespace” does not work here: a container hides parts")


@pytest.mark.skipif(sys.platform != "linux", reason="these are settings of Linux")
@pytest.mark.parametrize(
    ("setting", "value", "reason"),
    [
        ("kernel/unprivileged_userns_clone", "0", "only root may make user namespaces"),
        ("kernel/apparmor_restrict_unprivileged_userns", "1", "AppArmor keeps programs from"),
        ("user/max_net_namespaces", "0", "net namespaces are switched off"),
    ],
)
def test_settings_of_other_distributions_are_recognised(tmp_path, setting, value, reason):
    path = tmp_path / "proc/sys" / setting
    path.parent.mkdir(parents=True)
    path.write_text(value + "\n")
    found = reasons.find("unshare", errno.EPERM, root=tmp_path)
    assert found.reason.startswith(reason)
    assert path.name in found.reason or setting.split("/")[1] in found.remedy


@pytest.mark.skipif(sys.platform != "linux", reason="these are steps on Linux")
@pytest.mark.parametrize(
    ("step", "number", "reason"),
    [
        ("unshare", errno.EINVAL, "this kernel was built without some kind of namespace"),
        ("unshare", errno.ENOSPC, "there are too many namespaces"),
        ("pivot_root", errno.EINVAL, "the root directory is the one that the machine booted"),
        ("seccomp", errno.ENOSYS, "this kernel or processor has no filter"),
        ("mount /usr/lib", errno.EACCES, "the step “mount /usr/lib” failed: Permission denied"),
        ("something new", 0, "the step “something new” failed: an unexpected failure"),
    ],
)
def test_each_step_that_fails_has_its_own_sentence(tmp_path, step, number, reason):
    assert reasons.find(step, number, root=tmp_path).reason.startswith(reason)


@needs_root
def test_of_a_package_among_the_libraries_only_the_students_side_is_shown(tmp_path):
    home = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    (site,) = home.glob("lib/python*/site-packages")
    shutil.copytree(HERE.parents[1] / "autograder", site / "autograder")
    packages = [path for path in sys.path if Path(path).name == "site-packages"]
    (site / "course.pth").write_text("\n".join(packages))
    command = [str(home / "bin/python"), "-c", INSTALLED, str(HERE)]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=True)
    shown, read_only = done.stdout.splitlines()
    package, *parts = shown.split()
    assert package == str(site / "autograder")
    assert {"wire", "student"} <= set(parts)
    assert set(parts) <= {"__init__.py", "errors.py", "wire", "student", "datasets"}
    assert read_only == "True"
