"""The container around the student processes, as the engine itself describes it."""

import json
import sys
from pathlib import Path

import pytest

from autograder.errors import SandboxError, UsageError
from autograder.sandbox import Sandbox, bill, engines, image, open_sandbox
from autograder.sandbox.reasons import ModeRefused

from .conftest import HERE, ask, open_workshop, require


@pytest.fixture(scope="module")
def workshop():
    made = open_workshop("container")
    with made.sandbox:
        yield made


@pytest.fixture(scope="module")
def inspected(workshop):
    """What the engine says of the running container."""
    engine = engines.find()
    name = workshop.sandbox._zygote._name
    return json.loads(engine.call("inspect", name).stdout)[0]


def test_it_has_no_network_and_no_root_directory_to_write_to(inspected):
    assert inspected["HostConfig"]["NetworkMode"] == "none"
    assert inspected["HostConfig"]["ReadonlyRootfs"] is True


def test_it_has_no_capability_at_all_and_gains_none(workshop, inspected):
    assert inspected["HostConfig"]["Privileged"] is False
    status = zygote_status(workshop)
    assert {int(status[f"Cap{kind}"], 16) for kind in ("Inh", "Prm", "Eff", "Bnd", "Amb")} == {0}
    assert status["NoNewPrivs"] == "1"
    assert status["Seccomp"] == "2"


def test_it_is_not_root_inside(inspected):
    assert inspected["Config"]["User"].split(":")[0] == "1000"


def test_memory_swap_processes_and_processors_are_limited(inspected):
    form = "{{.Host.Security.Rootless}} {{.Host.CgroupsVersion}}"
    if engines.find().call("info", "--format", form).stdout.split() == ["true", "v1"]:
        pytest.skip("podman without root limits no container with control groups of version 1")
    limits = inspected["HostConfig"]
    assert limits["Memory"] == limits["MemorySwap"] > 0
    assert 0 < limits["PidsLimit"] <= 4096
    assert limits["NanoCpus"] > 0
    assert {"RLIMIT_FSIZE", "fsize"} & {entry["Name"] for entry in limits["Ulimits"]}


def test_only_the_socket_and_what_tests_ask_for_is_mounted(inspected):
    binds = [mount for mount in inspected["Mounts"] if mount["Type"] == "bind"]
    assert {mount["Destination"] for mount in binds} == {"/run/autograder", str(HERE)}
    assert all(mount["RW"] is False for mount in binds)


def test_the_folder_of_the_socket_is_gone_when_the_zygote_is_there(inspected):
    socket = next(m for m in inspected["Mounts"] if m["Destination"] == "/run/autograder")
    assert not Path(socket["Source"]).exists()


def test_a_student_process_has_both_lists_of_system_calls(workshop):
    process = workshop.start()
    status = ask(process, "answer = open('/proc/self/status').read()")
    filters = next(line for line in status.splitlines() if line.startswith("Seccomp_filters"))
    assert int(filters.split()[1]) >= 2
    process.kill()
    process.ending()


def test_what_waits_for_a_processor_is_found_from_outside(workshop):
    process = workshop.start()
    assert process.pid > 0
    assert process.waited() >= 0
    process.kill()
    process.ending()


def test_a_result_can_name_its_image(workshop):
    assert workshop.sandbox.image == image.digest(engines.find())
    assert workshop.sandbox.image.startswith("sha256:")


def test_a_container_that_is_killed_is_a_clear_error_and_leaves_nothing():
    require("container")
    with open_sandbox("container", libraries=()) as sandbox:
        name = sandbox._zygote._name
        engines.find().call("kill", name)
        with pytest.raises(SandboxError, match="ended"):
            sandbox.start()
        assert not sandbox.alive
    assert name not in engines.find().call("ps", "--all", "--format", "{{.Names}}").stdout


def test_nothing_of_the_graders_is_in_the_image():
    require("container")
    listing = engines.find().call(
        "run", "--rm", "--network", "none", *engines.find().host_options(), image.name(),
        "find", "/opt/autograder", "-path", "*autograder/lib/autograder/*", "-prune",
        "-o", "-name", "test_hidden.py", "-print", "-o", "-name", "pytest", "-print",
        "-o", "-name", "nbgrader", "-print",
    )  # fmt: skip
    assert listing.returncode == 0, listing.stderr
    assert listing.stdout == ""


def test_the_bill_of_materials_names_what_is_in_it_and_its_digest():
    require("container")
    document = json.loads(bill.of_materials(engines.find()))
    versions = {part["name"]: part["version"] for part in document["components"]}
    pins = (image._own_folder() / "requirements.lock").read_text()
    assert f"keras=={versions['keras']}" in pins
    assert "pytest" not in versions
    assert {"bomFormat": "CycloneDX", "specVersion": "1.6"}.items() <= document.items()
    digest = document["metadata"]["component"]["version"]
    assert digest == image.digest(engines.find())
    references = [part["bom-ref"] for part in document["components"]]
    assert len(references) == len({*references})


def test_without_an_image_it_says_how_to_get_one(monkeypatch):
    require("container")
    monkeypatch.setattr(image, "name", lambda: "localhost/autograder:never-built")
    image.digest.cache_clear()
    with pytest.raises(ModeRefused, match="run `autograder image build`"):
        Sandbox("container", libraries=())
    image.digest.cache_clear()


def test_without_an_engine_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.delenv("AUTOGRADER_ENGINE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    engines.find.cache_clear()
    with pytest.raises(ModeRefused, match="neither podman nor docker is here; install podman"):
        Sandbox("container", libraries=())
    engines.find.cache_clear()


def test_an_engine_that_does_not_exist_is_named(monkeypatch):
    monkeypatch.setenv("AUTOGRADER_ENGINE", "lxc")
    engines.find.cache_clear()
    with pytest.raises(ModeRefused, match="AUTOGRADER_ENGINE is 'lxc'"):
        Sandbox("container", libraries=())
    engines.find.cache_clear()


def test_without_pip_nothing_is_built_and_it_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "pip", None)  # as in an environment that uv has made
    with pytest.raises(UsageError, match="-m ensurepip"):
        image.build(engines.Engine("podman", ("podman",)))


def test_the_image_belongs_to_the_code(monkeypatch):
    before = image.name.__wrapped__()
    code = [*image._own_code()]
    monkeypatch.setattr(image, "_own_code", lambda: iter(code[1:]))
    assert image.name.__wrapped__() != before


def test_every_package_of_the_image_is_pinned_as_in_the_whole_project():
    folder = image._own_folder()

    def pins(text):
        return {line.split()[0] for line in text.splitlines() if "==" in line.split("#")[0]}

    image_pins = pins((folder / "requirements.lock").read_text())
    assert image_pins
    assert image_pins <= pins((folder.parent / "requirements.lock").read_text())


def test_the_list_of_system_calls_allows_and_refuses_by_default():
    profile = json.loads(image.seccomp_profile().read_text())
    assert profile["defaultAction"] == "SCMP_ACT_ERRNO"
    (allowed,) = profile["syscalls"]
    assert allowed["action"] == "SCMP_ACT_ALLOW"
    assert {"ptrace", "bpf", "keyctl", "io_uring_setup", "kexec_load", "clone3"}.isdisjoint(
        allowed["names"]
    )


def zygote_status(workshop) -> dict[str, str]:
    lines = Path(f"/proc/{workshop.sandbox.pid}/status").read_text().splitlines()
    return dict(line.replace("\t", "").split(":", 1) for line in lines)


def test_an_installation_without_a_clone_has_no_container_and_says_why(monkeypatch, tmp_path):
    monkeypatch.setattr(image, "_FOLDER", tmp_path / "container")
    image.name.cache_clear()
    with pytest.raises(ModeRefused, match="its image is made of a clone of the project"):
        image.name()
    image.name.cache_clear()
