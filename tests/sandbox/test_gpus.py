"""What `--gpus` makes of the engine's command line; no GPU is needed for that."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import group
from autograder.engine.batch import choose_sandbox
from autograder.errors import UsageError
from autograder.sandbox import visible
from autograder.sandbox.container import run_options
from autograder.sandbox.engines import Engine


def words(name: str, gpus: str = "") -> str:
    return " ".join(run_options(Engine(name, (name,)), gpus))


def test_docker_is_told_by_its_own_option():
    assert "--gpus all" in words("docker", "all")
    assert "--gpus device=1" in words("docker", "device=1")


def test_podman_is_told_by_the_name_that_nvidia_gives_the_device():
    assert "--device nvidia.com/gpu=all" in words("podman", "all")


@pytest.mark.parametrize("engine", ["docker", "podman"])
def test_without_the_option_there_is_no_gpu(engine):
    assert "gpu" not in words(engine)


@pytest.mark.parametrize("sandbox", ["auto", "namespace", "process"])
def test_gpus_elsewhere_are_refused_in_a_sentence(sandbox):
    with pytest.raises(UsageError, match=r"containers only.*use --sandbox container"):
        choose_sandbox(sandbox, 1, trust=True, gpus="all")


@pytest.mark.parametrize("verb", ["grade", "verify"])
def test_a_verb_refuses_them_before_anything_is_started(verb, small_course, notebook):
    arguments = [verb, "small" if verb == "verify" else str(notebook("x = 1"))]
    arguments += ["--course", str(small_course), "--sandbox", "process", "--gpus", "all"]
    result = CliRunner().invoke(group, arguments)
    assert isinstance(result.exception, UsageError) or result.exit_code == 2
    assert "containers only" in f"{result.exception}{result.output}"


def test_student_processes_see_the_devices_only_where_they_were_asked_for():
    assert visible.find().devices == ()


def test_only_devices_with_nvidias_names_are_shown(tmp_path):
    if os.geteuid():
        pytest.skip("making a device node needs root")
    (tmp_path / "nvidia-caps").mkdir()
    (tmp_path / "nvidia-plain-file").touch()
    for name in ("nvidia0", "nvidiactl", "sda", "nvidia-caps/cap1"):
        try:
            os.mknod(tmp_path / name, 0o20600, os.makedev(1, 3))
        except PermissionError:
            pytest.skip("this container lets nobody make a device node")
    found = {str(Path(p).relative_to(tmp_path)) for p in visible.graphics_devices(tmp_path)}
    assert found == {"nvidia0", "nvidiactl", "nvidia-caps/cap1"}
