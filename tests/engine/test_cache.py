"""What was found before is found again, or not at all: never half, never wrong."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from autograder.engine.cache import Cache, Entry, Kept
from autograder.results import CheckResult

KEY = "ab" + "0" * 62


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "results")


def entry(seed=1, output="") -> Entry:
    check = CheckResult(
        id="test_it", exercise="it", title="It", points=1, score=1, outcome="passed",
        message="", hint="", public=True, duration_s=0.1,
    )  # fmt: skip
    return Entry(
        assignment="small", seed=seed, exact="e", graders="g", exercises=None,
        checks=(Kept("k", check),), notices=("A notice.",), output=output, duration_s=1.5,
    )  # fmt: skip


def test_what_is_put_is_got(cache):
    assert cache.get(KEY) is None
    cache.put(KEY, entry())
    assert cache.get(KEY) == entry()
    assert cache.size()[0] == 1


def test_nobody_else_may_read_it(cache):
    cache.put(KEY, entry())
    assert cache.folder.stat().st_mode & 0o077 == 0


def test_any_damage_is_noticed_and_the_entry_gone(cache):
    cache.put(KEY, entry())
    path = next(cache.folder.rglob("*.json"))
    whole = path.read_bytes()
    for place in range(0, len(whole), 13):
        damaged = bytearray(whole)
        damaged[place] ^= 4
        path.write_bytes(damaged)
        assert cache.get(KEY) is None
        assert not path.exists()
    for length in (0, 1, 64, 65, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert cache.get(KEY) is None


def test_an_entry_of_another_version_is_not_used(cache):
    import hashlib

    cache.put(KEY, entry())
    path = next(cache.folder.rglob("*.json"))
    text = msgspec.json.encode({**msgspec.to_builtins(entry()), "new": 1})
    path.write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
    assert cache.get(KEY) is None
    assert cache.verify() == (1, []), "that version may want it still"
    cache.put(KEY, entry())
    assert cache.get(KEY) == entry()


def test_a_folder_that_cannot_be_written_costs_nothing_but_the_cache(tmp_path, caplog):
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file/results")
    cache.put(KEY, entry())
    assert cache.get(KEY) is None
    assert "cannot be kept" in caplog.text


def test_a_disk_that_is_full_costs_nothing_but_the_cache_and_nothing_is_left_on_it(cache):
    cache.put(KEY, entry(1))
    code = (
        "import resource, sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path\nfrom autograder.engine.cache import Cache\n"
        "from test_cache import entry, KEY\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "Cache(Path(sys.argv[1])).put(KEY, entry(2, 'x' * 5000))\nprint('went on')\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, cache.folder, Path(__file__).parent],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "went on" in said.stdout
    assert "cannot be kept" in said.stderr
    assert cache.get(KEY) == entry(1)
    assert [path.name for path in cache.folder.rglob("*") if path.is_file()] == [f"{KEY}.json"]


def test_what_json_cannot_hold_costs_nothing_but_the_cache(cache, caplog):
    cache.put(KEY, entry(output="half a pair: \ud800"))
    assert cache.get(KEY) is None
    assert "cannot be kept" in caplog.text


def test_a_folder_where_a_file_should_be_is_in_nobodys_way(cache, caplog):
    cache.put(KEY, entry())
    path = next(cache.folder.rglob("*.json"))
    path.unlink()
    path.mkdir()
    assert cache.get(KEY) is None
    cache.put(KEY, entry())
    assert "cannot be kept" in caplog.text
    assert cache.get(KEY) is None
    assert (cache.size(), cache.verify()) == ((0, 0), (0, []))
    assert cache.prune(max_bytes=0) == (0, 0)
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_file_where_the_folder_of_a_key_should_be_is_in_nobodys_way(cache, caplog):
    cache.folder.mkdir()
    (cache.folder / KEY[:2]).touch()
    cache.put(KEY, entry())
    assert "cannot be kept" in caplog.text
    assert (cache.get(KEY), cache.size(), cache.verify()) == (None, (0, 0), (0, []))


@pytest.mark.parametrize("given", ["", "relative/folder"])
def test_without_a_proper_cache_folder_it_is_in_the_home(given, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", given)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Cache().folder == tmp_path / ".cache/autograder/results"


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become a user that does not exist")
def test_a_user_without_a_home_keeps_nothing_and_goes_on(monkeypatch):
    pid = os.fork()
    if pid == 0:
        os.environ.clear()
        os.setuid(54321)
        fault = True
        with contextlib.suppress(BaseException):
            Cache().put(KEY, entry())
            fault = Cache().get(KEY) is not None
        os._exit(fault)
    assert os.waitpid(pid, 0)[1] == 0


def test_verify_reads_everything_and_removes_what_is_damaged(cache):
    for number in range(5):
        cache.put(f"{number:064}", entry(number))
    damaged = sorted(cache.folder.rglob("*.json"))[2]
    damaged.write_bytes(b"nothing")
    assert cache.verify() == (4, [damaged])
    assert cache.verify() == (4, [])


def test_prune_removes_the_old_and_then_the_least_lately_used(cache):
    now = time.time()
    for number in range(5):
        cache.put(f"{number:064}", entry(number))
        path = next(cache.folder.rglob(f"{number:064}.json"))
        os.utime(path, (now, now - number * 86_400))
    left_by_the_dead = path.with_name(".abc")
    left_by_the_dead.write_text("half")
    os.utime(left_by_the_dead, (now, now - 7200))
    _, size = cache.size()
    assert cache.prune(older_than_days=3.5)[0] == 1
    assert not left_by_the_dead.exists()
    assert cache.get(f"{3:064}") is not None  # of use again: now the youngest
    removed, freed = cache.prune(max_bytes=size // 5 * 2)
    assert (removed, freed) == (2, size // 5 * 2)
    assert [cache.get(f"{n:064}") is not None for n in range(5)] == [1, 0, 0, 1, 0]


def test_without_limits_prune_removes_only_what_the_dead_have_left(cache):
    cache.put(KEY, entry())
    path = next(cache.folder.rglob("*.json"))
    for name, age in (("old", 3700), ("young", 3500)):
        left = path.with_name(f".{name}")
        left.write_text("half")
        os.utime(left, (time.time(), time.time() - age))
    assert cache.prune() == (0, 0)
    assert {found.name for found in path.parent.iterdir()} == {".young", path.name}


def test_to_prune_what_is_older_than_no_number_removes_nothing(cache):
    cache.put(KEY, entry())
    assert cache.prune(older_than_days=float("nan")) == (0, 0)


def test_two_writers_of_one_key_leave_one_whole_entry(cache):
    code = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path\nfrom autograder.engine.cache import Cache\n"
        "from test_cache import entry, KEY\n"
        "cache, seed = Cache(Path(sys.argv[1])), int(sys.argv[3])\n"
        "for n in range(200):\n    cache.put(KEY, entry(seed, str(seed) * 100_000))\n"
    )
    here = Path(__file__).parent
    writers = [
        subprocess.Popen([sys.executable, "-c", code, cache.folder, here, seed], text=True)
        for seed in ("1", "2")
    ]
    read = 0
    while any(writer.poll() is None for writer in writers):
        found = cache.get(KEY)
        assert found is not None or read == 0
        if found is not None:
            read += 1
            assert found.output == str(found.seed) * 100_000
    assert read > 0
    assert [writer.returncode for writer in writers] == [0, 0]
    assert [path.name for path in cache.folder.rglob("*") if path.is_file()] == [f"{KEY}.json"]


def test_a_writer_that_is_killed_leaves_a_whole_entry_or_none(cache):
    code = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path\nfrom autograder.engine.cache import Cache\n"
        "from test_cache import entry, KEY\ncache = Cache(Path(sys.argv[1]))\n"
        "n = 0\nwhile True:\n    n += 1\n    cache.put(KEY, entry(n, 'x' * 200_000))\n"
    )
    here = str(Path(__file__).parent)
    for number in range(6):
        writer = subprocess.Popen([sys.executable, "-c", code, cache.folder, here])
        while not list(cache.folder.rglob("*.json")) and writer.poll() is None:
            time.sleep(0.01)
        time.sleep(0.05 + number * 0.007)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        found = cache.get(KEY)
        assert found is not None
        assert found.output == "x" * 200_000


def test_the_command_says_what_is_kept_and_makes_room(tmp_path):
    environment = dict(os.environ, XDG_CACHE_HOME=str(tmp_path))
    cache = Cache(tmp_path / "autograder/results")
    cache.put(KEY, entry())

    def run(*words):
        return subprocess.run(
            [sys.executable, "-m", "autograder", "cache", *words],
            capture_output=True, text=True, env=environment, check=False,
        )  # fmt: skip

    assert run("size").stdout.startswith("1 result, 0.0 MB, in ")
    next(cache.folder.rglob("*.json")).write_text("damaged")
    assert "0 results in order, 1 damaged and removed." in run("verify").stdout
    cache.put(KEY, entry())
    refused = run("prune")
    assert (refused.returncode, "--older-than" in refused.stderr) == (2, True)
    assert run("prune", "--max-size", "0").stdout.startswith("Removed 1 result")
    assert cache.size() == (0, 0)
