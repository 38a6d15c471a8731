"""What every sandbox promises, whatever its mode."""

import gc
import operator
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from autograder.errors import SandboxError, WireClosed
from autograder.sandbox import Ending, choose, open_sandbox
from autograder.sandbox.preload import QUIET

from .conftest import HERE, MIB, ask, eventually, marked, require

KILLED = Ending("killed", "ended by the grader")


def end(process):
    process.kill()
    return process.ending()


def test_a_student_process_answers_over_the_wire(workshop):
    process = workshop.start()
    assert ask(process, "answer = 6 * 7") == 42
    assert end(process) == KILLED


def test_a_student_process_ends_by_itself_when_the_connection_closes(workshop):
    process = workshop.start()
    process.connection.close()
    assert process.ending() == Ending("exited", "exit code 0")


def test_starts_do_not_see_each_others_changes(workshop):
    first, second = workshop.start(), workshop.start()
    ask(first, "import string, sys; string.digits = ''; sys.modules['json'] = 1")
    ask(first, "import os; os.environ['LEFT'] = '1'")
    ask(first, "open('left', 'w').write('x'); open('../left', 'w').write('x')")
    for process in (second, workshop.start()):
        assert ask(process, "import json, string; answer = string.digits") == "0123456789"
        assert ask(process, "import os; answer = os.listdir('.')") == []
        assert "left" not in ask(process, "answer = os.listdir('..')")
        assert ask(process, "answer = 'LEFT' in os.environ") is False
        end(process)
    end(first)


def test_every_start_begins_in_an_empty_folder_where_it_may_write(workshop):
    process = workshop.start()
    ask(process, "open('notes.txt', 'w').write('x')")
    assert ask(process, "import os; answer = os.listdir('.')") == ["notes.txt"]
    assert ask(process, "import tempfile; answer = tempfile.mkdtemp()").startswith("/tmp")
    end(process)


def test_what_it_prints_is_in_the_log_even_if_it_is_killed_at_once(workshop):
    process = workshop.start()
    ask(process, "import sys; print('to stdout'); print('to stderr', file=sys.stderr)")
    end(process)
    assert process.log() == "to stdout\nto stderr\n"


def test_a_flood_of_output_neither_blocks_nor_grows(workshop):
    process = workshop.start(log_bytes=10_000)
    ask(process, "import os; print('first')\nfor _ in range(800): os.write(1, b'x' * 65536)")
    ask(process, "print('last')")
    end(process)
    log = process.log()
    assert log.startswith("first\nxxx")
    assert log.endswith("xlast\n")
    assert len(log) < 10_100
    assert f"[… {800 * 65536 + 11 - 10_000} bytes left out …]" in log


def test_output_that_is_not_text_is_shown_as_escapes(workshop):
    process = workshop.start()
    ask(process, r"import os; os.write(1, b'\xff\x00ok')")
    end(process)
    assert process.log() == "\\xff\x00ok"


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("import os; os._exit(3)", Ending("exited", "exit code 3")),
        ("import sys; sys.exit()", Ending("exited", "exit code 0")),
        ("import sys; sys.exit('a reason')", Ending("exited", "exit code 1")),
        ("raise BaseException('all of it')", Ending("exited", "exit code 1")),
        ("import ctypes; ctypes.string_at(0)", Ending("signalled", "signal 11 (SIGSEGV)")),
        ("import os; os.abort()", Ending("signalled", "signal 6 (SIGABRT)")),
        ("import os; os.kill(os.getpid(), 9)", Ending("signalled", "signal 9 (SIGKILL)")),
    ],
)
def test_endings_are_named(workshop, code, ending):
    process = workshop.start()
    process.connection.send(code)
    with pytest.raises(WireClosed):
        process.connection.receive(10)
    assert process.ending() == ending


def test_a_traceback_that_ends_the_process_is_in_the_log(workshop):
    process = workshop.start()
    process.connection.send("raise BaseException('all of it')")
    process.ending()
    assert "BaseException: all of it" in process.log()


def test_the_ending_stays_the_same_when_asked_again(workshop):
    process = workshop.start()
    process.connection.send("import os; os._exit(3)")
    assert process.ending() == process.ending() == Ending("exited", "exit code 3")
    process.kill()
    assert process.ending() == Ending("exited", "exit code 3")


def test_waiting_for_an_ending_that_does_not_come_is_an_error_with_advice(workshop):
    process = workshop.start()
    with pytest.raises(SandboxError, match=r"kill\(\) first"):
        process.ending(timeout=0.2)
    assert end(process) == KILLED


STUBBORN_TREE = """
import os, signal, time
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)
            os.setsid()
            time.sleep(1000)
        os._exit(0)
time.sleep(0.2)
"""


def test_kill_ends_grandchildren_that_left_the_session_and_ignore_signals(workshop):
    process = workshop.start()
    before = workshop.students()
    ask(process, STUBBORN_TREE)
    assert len(workshop.students()) >= len(before) + 3
    end(process)
    assert not workshop.students() & before
    assert not workshop.students()


def test_nothing_outlives_a_student_process_that_exits_by_itself(workshop):
    process = workshop.start()
    ask(process, STUBBORN_TREE)
    process.connection.close()
    assert process.ending() == Ending("exited", "exit code 0")
    assert not workshop.students()


def test_a_student_process_that_is_stopped_or_busy_can_be_killed(workshop):
    for code in ("import os; os.kill(os.getpid(), 19)", "while True: pass"):
        process = workshop.start()
        process.connection.send(code)
        time.sleep(0.1)
        assert end(process) == KILLED


def test_an_allocation_that_is_too_large_is_a_memory_error(workshop):
    process = workshop.start(memory_bytes=256 * MIB)
    code = "try: x = bytearray(300 * 2**20)\nexcept MemoryError: answer = 'too large'"
    assert ask(process, code) == "too large"
    assert ask(process, "x = bytearray(150 * 2**20); answer = len(x)") == 150 * MIB
    end(process)


MEMORY = Ending("memory", "more than 256 MiB")
SPREAD = """
import os, time
for _ in range(8):
    if os.fork() == 0:
        hoard = bytearray(b'x') * (100 * 2**20)
        time.sleep(1000)
time.sleep(1000)
"""
SHARED = """
import mmap, time
hoard = [mmap.mmap(-1, 100 * 2**20) for _ in range(4)]
for part in hoard:
    for i in range(0, len(part), 4096): part[i] = 1
time.sleep(1000)
"""


@pytest.mark.parametrize("code", [SPREAD, SHARED], ids=["over children", "in shared memory"])
def test_memory_is_counted_over_the_whole_tree(workshop, code):
    process = workshop.start(memory_bytes=256 * MIB)
    process.connection.send(code)
    assert process.ending() == MEMORY


def test_a_slow_memory_bomb_ends_in_a_memory_error_or_as_memory(workshop):
    process = workshop.start(memory_bytes=256 * MIB)
    grow = "hoard.append(bytearray(b'x') * 2**20); time.sleep(0.001)"
    process.connection.send(f"import time; hoard = []\nwhile True: {grow}")
    try:
        assert "MemoryError" in process.connection.receive(20)["error"]
    except WireClosed:
        assert process.ending() == MEMORY
    else:
        end(process)


def test_memory_that_children_share_with_their_parent_counts_once(workshop):
    process = workshop.start(memory_bytes=256 * MIB)
    code = """
import os, time
hoard = bytearray(b'x') * (120 * 2**20)
for _ in range(6):
    if os.fork() == 0: time.sleep(1000)
time.sleep(1)
answer = 1
"""
    assert ask(process, code) == 1
    assert end(process) == KILLED


def test_a_fork_bomb_is_bounded_and_ends(workshop):
    process = workshop.start(processes=64)
    process.connection.send("import os\nwhile True:\n    try: os.fork()\n    except OSError: pass")
    time.sleep(1)
    assert len(workshop.students()) < 400
    process.kill()
    assert process.ending().reason == "killed"
    assert not workshop.students()


def test_a_thread_bomb_is_bounded(workshop):
    process = workshop.start(processes=64)
    code = """
import threading, time
answer = 0
try:
    for _ in range(200):
        threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
        answer += 1
except RuntimeError: pass
time.sleep(0.5)
"""
    try:
        assert ask(process, code) < 64
    except WireClosed:
        assert process.ending() == Ending("killed", "more than 64 processes and threads")
    else:
        end(process)


def test_a_file_cannot_grow_over_its_limit(workshop):
    process = workshop.start(file_bytes=4 * MIB)
    code = "try: open('big', 'wb').write(bytes(5 * 2**20))\nexcept OSError as e: answer = str(e)"
    assert "File too large" in ask(process, code) or workshop.sandbox.name == "namespace"
    assert ask(process, "import os; answer = os.path.getsize('big')") <= 4 * MIB
    end(process)


def test_open_files_are_limited(workshop):
    process = workshop.start(open_files=50)
    leak = "while True: held.append(open('/dev/null'))"
    assert ask(process, f"held = []\ntry:\n    {leak}\nexcept OSError: answer = len(held)") < 50
    end(process)


def test_no_core_is_dumped(workshop):
    process = workshop.start()
    code = "import resource; answer = resource.getrlimit(resource.RLIMIT_CORE)"
    assert ask(process, code) == (1, 1)  # one byte, which also keeps crash reporters away
    end(process)


def test_its_descriptors_are_the_standard_ones_and_its_connection(workshop):
    process = workshop.start()
    code = """
import os
answer = {n: os.readlink(f'/proc/self/fd/{n}').split(':')[0] for n in os.listdir('/proc/self/fd')
          if os.path.exists(f'/proc/self/fd/{n}')}
"""
    table = ask(process, code)
    assert table == {"0": "/dev/null", "1": "pipe", "2": "pipe", "3": "socket"}
    end(process)


def test_its_environment_is_minimal(workshop, monkeypatch):
    monkeypatch.setenv("SECRET", "1")
    process = workshop.start()
    names = set(ask(process, "import os; answer = list(os.environ)"))
    libraries = {"KERAS_BACKEND", "TF_CPP_MIN_LOG_LEVEL", "CUDA_VISIBLE_DEVICES", "MPLBACKEND"}
    threads = {n for n in names if n.endswith("_THREADS")} | {*QUIET}
    python = {"PYTHONDONTWRITEBYTECODE", "PYTHONHASHSEED"}
    assert names - libraries - threads - python <= {"PATH", "HOME", "LANG", "TMPDIR"}
    end(process)


def test_no_standard_input_and_no_terminal(workshop):
    process = workshop.start()
    assert ask(process, "import sys; answer = [sys.stdin.read(), sys.stdin.isatty()]") == [
        "",
        False,
    ]
    assert ask(process, "answer = 0\ntry: open('/dev/tty')\nexcept OSError: answer = 1") == 1
    end(process)


def test_a_student_process_that_nobody_holds_any_more_ends(workshop):
    process = workshop.start()
    assert workshop.students()
    del process
    gc.collect()
    assert eventually(lambda: not workshop.students())


def test_a_forked_grader_can_use_the_sandbox(workshop):
    child = os.fork()
    if child == 0:
        process = workshop.start()
        good = ask(process, "answer = 1") == 1 and end(process) == KILLED
        os._exit(0 if good else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    process = workshop.start()
    assert ask(process, "answer = 2") == 2
    end(process)


def test_a_hundred_starts_leave_no_descriptors_behind(workshop):
    def descriptors():
        # a plain user may not look into the zygote
        folders = (Path(f"/proc/{pid}/fd") for pid in (os.getpid(), workshop.sandbox.pid))
        return [len(list(folder.iterdir())) for folder in folders if os.access(folder, os.R_OK)]

    end(workshop.start())
    before = descriptors()
    for _ in range(100):
        end(workshop.start())
    assert eventually(lambda: all(map(operator.le, descriptors(), before)))


def test_closing_the_sandbox_ends_all_that_runs(own_workshop):
    for _ in range(3):
        ask(own_workshop.start(), STUBBORN_TREE)
    held = own_workshop.start()
    own_workshop.sandbox.close()
    assert held.ending().reason == "killed"
    assert not own_workshop.processes()


def test_when_the_zygote_is_killed_everything_ends_with_a_clear_error(own_workshop):
    process = own_workshop.start()
    ask(process, STUBBORN_TREE)
    os.kill(own_workshop.sandbox.pid, signal.SIGKILL)
    with pytest.raises(SandboxError, match="grade this submission again"):
        process.ending()
    with pytest.raises(SandboxError, match="Open a new sandbox"):
        own_workshop.start()
    assert eventually(lambda: not own_workshop.processes())


GRADER = """
import sys, time
from pathlib import Path
from autograder.sandbox import open_sandbox
mode, here, mark, code = sys.argv[1:]
sandbox = open_sandbox(mode, entry="entries:run_code", libraries=(), path=(Path(here), Path(mark)))
processes = [sandbox.start() for _ in range(2)]
for process in processes:
    process.connection.send(code)
    process.connection.receive(20)
print("running", flush=True)
time.sleep(1000)
"""


@pytest.mark.parametrize("mode", ["namespace", "container", "process"])
def test_when_the_grader_is_killed_nothing_is_left(mode, tmp_path):
    require(mode)
    mark = f"/mark-{os.getpid()}-{mode}-{time.monotonic_ns()}"
    command = [sys.executable, "-c", GRADER, mode, str(HERE), mark, STUBBORN_TREE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as grader:
        assert grader.stdout.readline() == "running\n"
        assert len(marked(mark)) > 10
        grader.kill()
    assert eventually(lambda: not marked(mark))


def test_a_library_that_is_missing_is_named():
    with (
        open_sandbox("process", libraries=("no_such_library",)) as sandbox,
        pytest.raises(SandboxError, match="No module named 'no_such_library'"),
    ):
        sandbox.start()


def test_an_unknown_sandbox_is_refused_by_name():
    with pytest.raises(SandboxError, match="There is no sandbox “cardboard”; choose auto"):
        open_sandbox("cardboard")


def test_auto_is_the_strongest_that_works_here():
    assert choose("auto") == "namespace"
    assert choose("process") == "process"


def test_only_the_weak_mode_comes_with_a_caution(workshop):
    assert bool(workshop.sandbox.caution) == (workshop.sandbox.name == "process")


def test_many_starts_from_many_threads_each_end_in_their_own_way(workshop):
    wanted = {
        "answer = 1": Ending("exited", "exit code 0"),
        "import os; os._exit(2)": Ending("exited", "exit code 2"),
        "import os; os.kill(os.getpid(), 15)": Ending("signalled", "signal 15 (SIGTERM)"),
    }
    found = []

    def work(code):
        for _ in range(10):
            process = workshop.start()
            process.connection.send(code)
            if "answer" in code:
                assert process.connection.receive(20) == {"answer": 1}
                process.connection.close()
            found.append(process.ending() == wanted[code])

    threads = [threading.Thread(target=work, args=(code,)) for code in wanted for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 60


def test_the_folder_of_a_start_is_gone_afterwards_even_if_its_keeper_was_killed(workshop):
    if workshop.sandbox.name != "process":
        pytest.skip("the folder is in memory and goes with the namespace")
    for kill in (lambda p: p.kill(), lambda p: os.kill(p.pid, signal.SIGKILL)):
        process = workshop.start()
        folder = Path(ask(process, "import os; answer = os.environ['HOME']"))
        assert folder.is_dir()
        ask(process, STUBBORN_TREE)
        kill(process)
        process.ending()
        assert eventually(lambda folder=folder: not folder.exists() and not workshop.students())
