"""What the mode "namespace" hides and forbids."""

import os
import platform
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox import Ending
from autograder.sandbox.syscall_numbers import AARCH64, X86_64

from .conftest import MIB, Workshop, ask, open_workshop

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="namespaces exist on Linux only")

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module", params=["namespace", "container"])
def workshop(request: pytest.FixtureRequest) -> Iterator[Workshop]:
    made = open_workshop(request.param)
    with made.sandbox:
        yield made


@pytest.fixture
def student(workshop):
    process = workshop.start()
    yield process
    process.kill()
    process.ending()


def errors(student, *statements: str) -> list[str]:
    """Run each statement there; return the class of the error that each of them met."""
    code = "\n".join(
        f"try: {statement}\nexcept Exception as e: answer.append(type(e).__name__)\n"
        "else: answer.append('worked')"
        for statement in statements
    )
    return ask(student, "import os, signal, socket, pathlib\nanswer = []\n" + code)


# Files


def test_only_what_python_needs_has_a_name(student, workshop):
    usual = {"bin", "dev", "etc", "lib", "lib32", "lib64", "libx32", "proc", "sbin", "sys", "tmp"}
    usual |= {"usr", "nix", "gnu"}
    prefixes = {Path(p).parts[1] for p in (sys.prefix, sys.base_prefix, str(REPOSITORY))}
    if workshop.sandbox.name == "container":
        prefixes = {"opt"}  # where the image has Python; nothing of this machine
    assert set(ask(student, "import os; answer = os.listdir('/')")) <= usual | prefixes


def test_the_course_and_the_graders_side_of_the_package_are_not_there(student):
    code = "import os, autograder; answer = os.listdir(os.path.dirname(autograder.__file__))"
    assert set(ask(student, code)) <= {"__init__.py", "errors.py", "wire", "student", "datasets"}
    package = f"{str(REPOSITORY)!r}"
    beside = ask(student, f"answer = os.listdir({package}) if os.path.exists({package}) else []")
    assert set(beside) <= {"autograder", ".venv", "venv"}
    assert errors(student, f"os.listdir({str(REPOSITORY / 'tests')!r})") == ["FileNotFoundError"]


def test_the_student_side_of_the_package_can_be_imported_late(student):
    assert ask(student, "import autograder.wire.limits as m; answer = m.__name__")
    command = "[sys.executable, '-c', 'import autograder.wire; print(1)']"
    code = f"import subprocess, sys; answer = subprocess.check_output({command})"
    assert ask(student, code) == b"1\n"


def test_no_module_of_the_graders_side_is_in_its_memory(tensorflow_workshop):
    student = tensorflow_workshop.start()
    ours = "sorted({n.split('.')[1] for n in sys.modules if n.startswith('autograder.')})"
    assert ask(student, f"import sys; answer = {ours}") == ["errors", "sandbox", "wire"]
    student.kill()
    student.ending()


def test_home_folders_and_the_machines_tmp_are_not_there(student, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("x")
    paths = [str(secret), "/etc/shadow", "/etc/hostname", "/var", "/run", "/boot"]
    paths += ["/mnt", "/media", "/srv", "/sys/kernel", "/sys/fs", "/proc/1/root/etc", "/.old"]
    statements = [f"os.stat({path!r})" for path in paths]
    assert set(errors(student, *statements)) <= {"FileNotFoundError", "PermissionError"}
    home = Path.home()
    code = f"answer = os.listdir({str(home)!r}) if os.path.isdir({str(home)!r}) else []"
    inside = set(ask(student, f"import os; {code}"))
    prefixes = (Path(sys.prefix), Path(sys.base_prefix), REPOSITORY)
    assert inside <= {p.relative_to(home).parts[0] for p in prefixes if p.is_relative_to(home)}


def test_nothing_but_tmp_and_shared_memory_can_be_written(student):
    places = [
        "/",
        "/etc",
        "/usr/bin",
        "/usr/lib",
        f"{sys.prefix}/lib",
        "/dev",
    ]
    if not REPOSITORY.is_relative_to("/tmp"):  # what is there in its own /tmp is its own
        places.append(f"{REPOSITORY}/autograder")
    statements = [f"pathlib.Path({place!r}, 'planted').write_text('x')" for place in places]
    statements += ["pathlib.Path('/etc/passwd').write_text('x')", "os.mkdir('/planted')"]
    statements += ["pathlib.Path('/proc/sys/kernel/hostname').write_text('x')"]
    assert "worked" not in errors(student, *statements)
    assert errors(student, "pathlib.Path('/dev/shm/x').write_text('x')") == ["worked"]
    planted = REPOSITORY / "autograder/planted"
    errors(student, f"pathlib.Path({str(planted)!r}).write_text('x')")
    assert not planted.exists()


def test_every_mount_is_nosuid_and_all_but_two_are_read_only(student):
    lines = ask(student, "answer = open('/proc/self/mounts').read().splitlines()")
    mounts = {line.split()[1]: set(line.split()[3].split(",")) for line in lines}
    assert all("nosuid" in options for options in mounts.values())
    assert {path for path, options in mounts.items() if "rw" in options} <= {
        *("/tmp", "/dev/shm", "/proc"),
        *(f"/dev/{name}" for name in ("null", "zero", "full", "random", "urandom")),
    }
    assert all("nodev" in o for path, o in mounts.items() if not path.startswith("/dev/"))


def test_the_disk_can_be_filled_only_up_to_the_limit(workshop):
    student = workshop.start(file_bytes=8 * MIB)
    code = """
import os
answer = 0
try:
    for i in range(100):
        with open(f'/tmp/part{i}', 'wb') as part: answer += part.write(bytes(2**20))
except OSError: pass
"""
    assert ask(student, code) <= 8 * MIB
    fill = "try:\n    for i in range(10**6): os.mkdir(f'/dev/shm/{i}')\nexcept OSError: answer = i"
    assert ask(student, fill) <= 65536
    student.kill()
    student.ending()


def test_files_in_memory_count_as_memory(workshop):
    student = workshop.start(memory_bytes=128 * MIB, file_bytes=512 * MIB)
    code = "for i in range(5): open(f'/tmp/{i}', 'wb').write(bytes(60 * 2**20))\nanswer = 1"
    student.connection.send(code + "\nimport time; time.sleep(1000)")
    assert student.ending() == Ending("memory", "more than 128 MiB")


# Processes


def test_processes_of_the_machine_have_no_number(student):
    numbers = ask(
        student, "import os; answer = [int(n) for n in os.listdir('/proc') if n.isdigit()]"
    )
    assert sorted(numbers) == [1, 2]
    assert errors(student, f"os.kill({os.getpid()}, 0)") == ["ProcessLookupError"]
    assert ask(student, "answer = [os.getpid(), os.getppid()]") == [2, 1]


def test_its_keeper_cannot_be_looked_into_nor_ended(student):
    peeks = [f"open('/proc/1/{name}', 'rb').read(1)" for name in ("mem", "environ", "maps")]
    assert errors(student, *peeks, "os.listdir('/proc/1/fd')") == ["PermissionError"] * 4
    for number in (9, 19, 15, 2, 1, 11):
        ask(student, f"import os; os.kill(1, {number})")
    assert ask(student, "import os, time; time.sleep(0.1); answer = os.getppid()") == 1


def test_it_reads_its_own_proc(student):
    assert ask(student, "answer = 'heap' in open('/proc/self/maps').read()") is True
    assert ask(student, "answer = open('/proc/cpuinfo').read(1) != ''") is True


def test_the_machine_is_called_student(student):
    assert ask(student, "import socket; answer = socket.gethostname()") == "student"


# Network


def test_no_network(student):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        tried = errors(
            student,
            f"socket.create_connection(('127.0.0.1', {port}), timeout=5)",
            "socket.create_connection(('1.1.1.1', 53), timeout=5)",
            "socket.create_connection(('2606:4700::1111', 53), timeout=5)",
            "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('8.8.8.8', 53))",
            "socket.getaddrinfo('example.com', 80)",
        )
    assert tried == ["OSError"] * 4 + ["gaierror"]


def test_no_abstract_socket_of_the_machine(student):
    name = f"\0autograder-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(name)
        server.listen()
        connect = f"socket.socket(socket.AF_UNIX).connect({name!r})"
        assert errors(student, connect) == ["ConnectionRefusedError"]


@pytest.mark.parametrize("family", ["NETLINK", "PACKET", "VSOCK", "ALG", "CAN", "BLUETOOTH"])
def test_no_other_family_of_sockets(student, family):
    number = getattr(socket, f"AF_{family}", 99)
    assert errors(student, f"socket.socket({number}, 3, 0)") == ["PermissionError"]
    assert errors(student, f"socket.socketpair({number}, 1, 0)") == ["PermissionError"]


# Privileges


def test_no_capabilities_and_no_way_back(student):
    text = ask(student, "answer = open('/proc/self/status').read()")
    status = dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)
    for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert int(status[name], 16) == 0, name
    assert status["NoNewPrivs"] == "1"
    assert status["Seccomp"] == "2"
    assert "0" not in status["Uid"].split()
    assert "0" not in status["Gid"].split()
    code = "import subprocess; answer = subprocess.check_output(['cat', '/proc/self/status'])"
    assert b"CapEff:\t0000000000000000" in ask(student, code)


def test_it_cannot_become_another_user(student):
    statements = ("os.setuid(0)", "os.setgid(0)", "os.setgroups([0])", "os.chown('/tmp', 0, 0)")
    assert set(errors(student, *statements)) <= {"PermissionError", "OSError"}


SYSCALL = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments))
    return [result, os.strerror(ctypes.get_errno())]
"""
NUMBERS = {"x86_64": X86_64, "aarch64": AARCH64}.get(platform.machine(), {})
CONDITIONAL = ("clone", "socket", "socketpair", "personality", "ioctl")
REFUSED = [[-1, os.strerror(1)], [-1, os.strerror(38)]]


@pytest.mark.parametrize("name", sorted(set(NUMBERS) - set(CONDITIONAL)))
def test_a_system_call_that_nobody_needs_is_refused(student, name):
    ask(student, SYSCALL)
    assert ask(student, f"answer = call({NUMBERS[name]}, 0, 0, 0, 0, 0)") in REFUSED


@pytest.mark.parametrize("flag", [0x00020000, 0x02000000, 0x10000000, 0x20000000, 0x40000000])
def test_clone_makes_no_namespaces(student, flag):
    ask(student, SYSCALL)
    assert ask(student, f"answer = call({NUMBERS['clone']}, {flag} | 17, 0, 0, 0, 0)") == REFUSED[0]


def test_only_the_plain_personality_can_be_asked_for(student):
    ask(student, SYSCALL)
    number = NUMBERS["personality"]
    assert ask(student, f"answer = call({number}, 0x0040000)") == REFUSED[0]
    assert ask(student, f"answer = call({number}, 0xffffffff)")[0] == 0


def test_typing_into_a_terminal_is_refused(student):
    ask(student, SYSCALL)
    assert ask(student, f"answer = call({NUMBERS['ioctl']}, 0, 0x5412, 0)") == REFUSED[0]


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the other entries are of x86-64")
def test_the_entries_of_other_architectures_end_the_process(workshop):
    through_x32 = SYSCALL + "call(0x40000000 | 39)"
    through_32_bit = """
import ctypes, mmap
code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(bytes([0xB8, 20, 0, 0, 0, 0xCD, 0x80, 0xC3]))  # mov eax, 20; int 0x80; ret
address = ctypes.addressof(ctypes.c_char.from_buffer(code))
answer = ctypes.CFUNCTYPE(ctypes.c_int)(address)()
"""
    for code in (through_x32, through_32_bit):
        student = workshop.start()
        student.connection.send(code)
        assert student.ending() == Ending("signalled", "signal 31 (SIGSYS)")


def test_ordinary_programs_run(student):
    code = """
import subprocess, threading, multiprocessing, tempfile, sqlite3
answer = [subprocess.run(['sh', '-c', 'echo $((6 * 7)) | cat'], capture_output=True).stdout]
thread = threading.Thread(target=answer.append, args=(b'thread',)); thread.start(); thread.join()
reading, writing = multiprocessing.Pipe()
child = multiprocessing.get_context('fork').Process(target=writing.send, args=(b'child',))
child.start(); answer.append(reading.recv()); child.join()
answer.append(sqlite3.connect('notes.db').execute('select 1').fetchone()[0])
"""
    assert ask(student, code) == [b"42\n", b"thread", b"child", 1]


# TensorFlow

TRAIN = """
import keras, numpy as np, tensorflow as tf
images = np.random.default_rng(1).normal(size=(32, 8, 8, 1)).astype('float32')
labels = np.arange(32) % 2
model = keras.Sequential([
    keras.layers.Conv2D(4, 3, activation='relu'),
    keras.layers.Flatten(),
    keras.layers.Dense(2, activation='softmax'),
])
model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
batches = tf.data.Dataset.from_tensor_slices((images, labels)).batch(8)
history = model.fit(batches, epochs=2, verbose=0)
model.save('model.keras')
again = keras.models.load_model('model.keras')
same = bool(np.allclose(again.predict(images, verbose=0), model.predict(images, verbose=0)))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(again.trainable_weights[0]))
gradient = tape.gradient(loss, again.trainable_weights[0])
compiled = float(tf.function(lambda x: x * x, jit_compile=True)(tf.constant(3.0)))
answer = [len(history.history['loss']), same, gradient.shape[0], compiled]
"""
LATE = """
import keras, tensorflow as tf, sklearn.datasets, pandas, numpy as np
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.utils import to_categorical
import tensorflow.lite, tensorflow.summary
path = keras.utils.text_dataset_from_directory
answer = [sklearn.datasets.load_digits().data.shape[0], pandas.DataFrame({'a': [1]}).shape[0],
          pad_sequences([[1], [1, 2]]).shape[1], len(tf.config.list_physical_devices('CPU'))]
"""


@pytest.fixture(scope="module", params=["namespace", "container"])
def tensorflow_workshop(request: pytest.FixtureRequest) -> Iterator[Workshop]:
    made = open_workshop(request.param, libraries=("tensorflow", "keras"))
    with made.sandbox:
        yield made


def test_tensorflow_trains_saves_loads_and_differentiates(tensorflow_workshop):
    for _ in range(2):
        student = tensorflow_workshop.start()
        assert ask(student, TRAIN, timeout=120) == [2, True, 3, 9.0]
        student.kill()
        assert student.ending().reason == "killed"


def test_libraries_that_were_not_loaded_before_can_be_imported(tensorflow_workshop):
    student = tensorflow_workshop.start()
    assert ask(student, LATE, timeout=120) == [1797, 1, 2, 1]
    student.kill()
    student.ending()


def test_a_tensor_that_is_too_large_ends_or_fails_but_harms_nobody(tensorflow_workshop):
    student = tensorflow_workshop.start(memory_bytes=512 * MIB)
    student.connection.send("import tensorflow as tf; x = tf.ones((2**30,)); answer = 1")
    try:
        reply = student.connection.receive(60)
        assert "answer" not in reply
    finally:
        student.kill()
    assert student.ending().reason in ("killed", "memory", "signalled")
