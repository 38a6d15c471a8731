"""The names that other programs import, and that importing them costs nothing before use."""

import subprocess
import sys

import autograder
import autograder.grading

NAMES = {
    "AutograderError",
    "CheckResult",
    "Document",
    "NotebookError",
    "SandboxError",
    "SubmissionResult",
    "UsageError",
    "check",
    "grade",
    "load_course",
    "load_ipython_extension",
    "release",
    "verify",
}
VOCABULARY = {
    "Layer",
    "ModelFacts",
    "Remote",
    "check",
    "describe",
    "expect",
    "fail",
    "gradient",
    "keras_model",
    "show",
    "show_architecture",
    "tensor",
}


def test_the_public_names_are_these_and_each_says_what_it_is():
    assert set(autograder.__all__) == NAMES
    for name in NAMES:
        assert getattr(autograder, name).__doc__, name


def test_the_vocabulary_of_graders_is_this_and_each_word_is_explained():
    assert set(autograder.grading.__all__) == VOCABULARY
    for name in VOCABULARY:
        assert getattr(autograder.grading, name).__doc__, name


def test_importing_the_package_loads_nothing_else():
    code = (
        "import sys; before = set(sys.modules); import autograder;"
        "print(sorted(m for m in set(sys.modules) - before if not m.startswith('autograder')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"numpy", "tensorflow", "keras", "pytest", "nbformat", "msgspec", "msgpack"}
    assert not heavy & set(ast_list(done.stdout))


def test_the_trusted_side_never_loads_tensorflow():
    code = (
        "import sys, autograder.engine, autograder.grading.run;"
        "import autograder.engine.zygote, autograder.engine.fork;"
        "print('tensorflow' in sys.modules, 'keras' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def ast_list(text: str) -> list[str]:
    import ast

    return ast.literal_eval(text.strip())
