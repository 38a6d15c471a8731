"""`autograder cache` as a person uses it."""

import os
import subprocess
import sys
import time

import pytest

from autograder.engine.cache import Cache, Entry


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "autograder/results")


@pytest.fixture
def run(tmp_path):
    """`run(word, …)`: exit code, standard output and standard error, with a cache of its own."""

    def command(*words):
        done = subprocess.run(
            [sys.executable, "-m", "autograder", "cache", *words],
            capture_output=True, text=True, check=False, cwd="/",
            env=dict(os.environ, XDG_CACHE_HOME=str(tmp_path)),
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    return command


def fill(cache, count, size=0):
    """As many entries, each a day older than the one before."""
    for number in range(count):
        key = f"{number:064}"
        entry = Entry(
            assignment="small", seed=number, exact="", graders="", exercises=None, checks=(),
            notices=(), output="x" * size, duration_s=1.0,
        )  # fmt: skip
        cache.put(key, entry)
        used = time.time() - number * 86_400
        os.utime(cache.folder / key[:2] / f"{key}.json", (used, used))


def test_a_cache_that_was_never_used_has_nothing_in_it(run, cache):
    assert run("size") == (0, f"0 results, 0.0 MB, in {cache.folder}.\n", "")
    assert run("verify") == (0, "0 results in order, 0 damaged and removed.\n", "")
    expected = "Removed 0 results, 0.0 MB; this leaves 0 results, 0.0 MB.\n"
    assert run("prune", "--max-size", "0") == (0, expected, "")


def test_size_says_how_much_and_where(run, cache):
    fill(cache, 3, size=500_000)
    assert run("size") == (0, f"3 results, 1.5 MB, in {cache.folder}.\n", "")


def test_prune_removes_by_age_and_by_size_and_says_what_is_left(run, cache):
    fill(cache, 5, size=500_000)
    assert run("prune", "--older-than", "3.5")[:2] == (
        0, "Removed 1 result, 0.5 MB; this leaves 4 results, 2.0 MB.\n"
    )  # fmt: skip
    assert run("prune", "--max-size", "1", "--older-than", "300")[:2] == (
        0, "Removed 3 results, 1.5 MB; this leaves 1 result, 0.5 MB.\n"
    )  # fmt: skip
    assert cache.get(f"{0:064}") is not None, "the one of use last"


def test_verify_removes_what_is_damaged_and_that_is_no_fault(run, cache):
    fill(cache, 3)
    next(cache.folder.rglob("*.json")).write_text("damaged")
    assert run("verify") == (0, "2 results in order, 1 damaged and removed.\n", "")
    assert run("verify") == (0, "2 results in order, 0 damaged and removed.\n", "")


def test_prune_without_a_limit_says_which_there_are_and_removes_nothing(run, cache):
    fill(cache, 1)
    code, out, error = run("prune")
    assert (code, out) == (2, "")
    assert "--older-than DAYS" in error
    assert "--max-size MB" in error
    assert cache.size()[0] == 1


@pytest.mark.parametrize(
    "words",
    [("--older-than", "-1"), ("--older-than", "soon"), ("--max-size", "-1"),
     ("--max-size", "nan"), ("--max-size", "inf"), ("--colour",)],
)  # fmt: skip
def test_limits_that_are_none_are_bad_usage(run, cache, words):
    fill(cache, 1)
    assert run("prune", *words)[0] == 2
    assert cache.size()[0] == 1


@pytest.mark.parametrize("words", [(), ("size",), ("prune",), ("verify",)])
def test_every_verb_has_help_with_an_example(run, words):
    code, out, _ = run(*words, "--help")
    assert code == 0
    assert " ".join(["autograder cache", *words]) in out.replace("Usage: ", "", 1)
    assert "Example" in out
    assert "..." not in out.replace("[ARGS]...", ""), "a sentence is cut off"


def test_a_verb_that_is_none_is_bad_usage(run):
    assert run("remove")[0] == 2
