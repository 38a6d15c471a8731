"""What is shared by all forks, and what must never be in memory before one."""

import subprocess
import sys
from textwrap import dedent

import pytest

from autograder.sandbox import open_sandbox
from autograder.sandbox.preload import QUIET

from .conftest import HERE, ask

MODULES = {
    "quiet": "LOADED_BY = __import__('os').getpid()",
    "starts_a_thread": """
        import threading
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    """,
    "fails": "raise RuntimeError('this machine lacks something')",
    "leaves": "raise SystemExit(3)",
    "computes": "import tensorflow as tf; ONE = tf.constant(0.5) * 2",
}


@pytest.fixture
def modules(tmp_path):
    for name, code in MODULES.items():
        (tmp_path / f"{name}.py").write_text(dedent(code))
    return tmp_path


def opened(mode, modules, *also, libraries=()):
    path = (HERE, modules)
    return open_sandbox(mode, entry="entries:run_code", libraries=libraries, also=also, path=path)


@pytest.mark.parametrize("mode", ["process", "namespace"])
def test_what_may_be_shared_is_imported_once_for_all(modules, mode, request):
    if mode == "namespace":
        request.getfixturevalue("namespaces")
        modules.chmod(0o755)
    with opened(mode, modules, "quiet") as sandbox:
        process = sandbox.start()
        assert ask(process, "import sys; answer = sys.modules['quiet'].LOADED_BY") == sandbox.pid
        assert sandbox.cold == {}


def test_a_module_that_starts_threads_is_left_to_each_student_process(modules):
    with opened("process", modules, "starts_a_thread", "quiet") as sandbox:
        process = sandbox.start()
        assert sandbox.cold == {"starts_a_thread": "it starts 1 threads"}
        assert ask(process, "import sys; answer = 'starts_a_thread' in sys.modules") is False
        assert ask(process, "import sys; answer = 'quiet' in sys.modules") is True
        assert ask(process, "import starts_a_thread; answer = 1") == 1


def test_a_module_that_lets_tensorflow_compute_is_left_out_and_tensorflow_kept(modules):
    with opened("process", modules, "computes", libraries=("tensorflow",)) as sandbox:
        process = sandbox.start()
        assert [*sandbox.cold] == ["computes"]
        assert ask(process, "import sys; answer = 'tensorflow' in sys.modules") is True
        assert ask(process, "import computes; answer = float(computes.ONE)") == 1.0


def test_a_module_that_cannot_be_imported_is_no_ones_fault(modules):
    with opened("process", modules, "fails", "leaves", "does_not_exist", "quiet") as sandbox:
        process = sandbox.start()
        assert ask(process, "import sys; answer = 'quiet' in sys.modules") is True


def test_a_library_after_which_no_fork_is_safe_means_a_cold_start_and_not_none(modules):
    with opened("process", modules, libraries=("starts_a_thread",)) as sandbox:
        process = sandbox.start()
        assert [*sandbox.cold] == ["starts_a_thread"]
        assert ask(process, "import starts_a_thread; answer = 2") == 2


def test_nothing_that_this_project_depends_on_makes_a_start_cold(isolating):
    with open_sandbox(
        isolating, also=("pandas", "matplotlib.pyplot", "sklearn.datasets")
    ) as sandbox:
        sandbox.start().kill()
        assert sandbox.cold == {}


def test_tensorflow_keras_and_pytest_are_safe_to_fork():
    code = """
        from autograder.sandbox.preload import preload, unsafe
        preload(["tensorflow", "keras", "autograder.engine.fork"], ["autograder.datasets.digits"])
        assert not unsafe(), unsafe()
    """
    environment = {"TF_CPP_MIN_LOG_LEVEL": "3", "PATH": "/usr/bin", **QUIET}
    subprocess.run([sys.executable, "-c", dedent(code)], check=True, env=environment)
