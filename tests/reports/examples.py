"""Results as grading makes them, hand-written: one right, one wrong, one hostile."""

import io

import numpy as np
from PIL import Image

from autograder.results import (
    Architecture,
    CheckResult,
    Document,
    Failure,
    Layer,
    Measure,
    Picture,
    SubmissionResult,
)

SCRIPT = "<script>document.title='owned'</script><img src=x onerror=alert(1)>\"'&"
TURNED = "user\u202enimda\u2066"
ESCAPES = "\x1b[2J\x1b]0;owned\x07"
HOSTILE = f"{SCRIPT}{TURNED}{ESCAPES}{{{{ 7*7 }}}} `{SCRIPT}`"


def check(name="test_it", exercise="double", **changed):
    told = {"id": name, "exercise": exercise, "title": "Doubles a number", "points": 2,
            "score": 0, "outcome": "failed",
            "message": "It is summed, not averaged.\nExpected 42, got 63.",
            "hint": "What is one and one?", "public": True, "duration_s": 0.1}  # fmt: skip
    if changed.get("outcome") == "passed":
        told |= {"score": 2, "message": "", "hint": ""}
    return CheckResult(**told | changed)


def result(submission="class/ada.ipynb", checks=None, **changed):
    checks = (check(),) if checks is None else tuple(checks)
    told = {"submission": submission, "assignment": "small", "checks": checks, "seed": 12345,
            "score": sum(c.score for c in checks), "max_score": sum(c.points for c in checks),
            "duration_s": 1.5, "sandbox": "namespace",
            "answers": {"double": "def double(x):\n    return 3 * x\n"}}  # fmt: skip
    return SubmissionResult(**told | changed)


def png(width=300, height=200, seed=0):
    """A picture that cannot be made small: noise."""
    noise = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, "PNG")
    return file.getvalue()


def network(title="Layers of the classifier", units=64):
    """A Flatten that is missing, a Dense of another size, a Dropout too many."""
    return Architecture(
        title=title,
        expected=(
            Layer(kind="Flatten", output_shape=(64,), parameters=0),
            Layer(kind="Dense", output_shape=(128,), parameters=8320),
            Layer(name="out", kind="Dense", output_shape=(10,), parameters=1290),
        ),
        found=(
            Layer(name="dense", kind="Dense", output_shape=(units,), parameters=65 * units),
            Layer(name="dropout", kind="Dropout", output_shape=(units,), parameters=0),
            Layer(name="out", kind="Dense", output_shape=(10,), parameters=1290),
        ),
    )


def rich():
    """One of everything that a page can show."""
    accuracy = Measure(value=0.97, threshold=0.95, direction="at_least")
    passed = check("test_a", outcome="passed", title="Gives a *single* `float`",
                   measures={"accuracy": accuracy})  # fmt: skip
    failed = check("test_b", architectures=(network(),),
                   pictures=(Picture(title="The loss, epoch by epoch", png=png()),))  # fmt: skip
    traced = check(
        "test_c",
        exercise="mean_square",
        public=False,
        message="mean_square(…) raised TypeError (cell 3, line 2: `return sum(x)`).\n"
        "  cell 3, line 2, in mean_square: return sum(x)\nTypeError: 'int' object is not iterable",
    )
    waiting = [
        check(f"test_{n}", exercise="third", outcome="blocked", hint="",
              message="third is not written yet: it still raises NotImplementedError.")
        for n in "de"
    ]  # fmt: skip
    return result(
        "class/grace.ipynb",
        [passed, failed, traced, *waiting],
        notices=("Cell 4 holds Git's conflict marks; your side was taken.",),
        output="Epoch 1\r1/2\b\b\b2/2\nloss: 0.5\n",
    )


def hostile():
    """Everything that a student writes, as bad as it gets."""
    layer = Layer(name=HOSTILE, kind=HOSTILE, output_shape=(1,), parameters=1)
    drawn = Architecture(title=HOSTILE, found=(layer,), expected=(layer,))
    one = check(
        exercise=HOSTILE, title=HOSTILE, message=f"{HOSTILE}\n{HOSTILE}\n  {HOSTILE}", hint=HOSTILE,
        pictures=(Picture(title=HOSTILE, png=png(30, 20)), Picture(title="no PNG", png=b"<svg>")),
        architectures=(drawn,),
        measures={HOSTILE: Measure(value=float("nan"), threshold=0, direction="at_most")},
    )  # fmt: skip
    return result(
        f"class/{HOSTILE}.ipynb",
        [one],
        assignment=HOSTILE,
        notices=(HOSTILE,),
        output=f"{HOSTILE}\n" * 3,
        answers={HOSTILE: f"# {HOSTILE}\nx = '''{HOSTILE}'''\n" + "(" * 500},
    )


def a_class(size=24):
    """A class in which all checks but the last separate those who know from those who do not."""
    rng = np.random.default_rng(7)
    results = []
    for number in range(size):
        able = number / size
        outcomes = [able > 0.2, able > 0.4, able > 0.5, able > 0.7, bool(rng.integers(2))]
        checks = [
            check(
                f"test_{place}",
                outcome="passed" if good else "failed",
                title=f"Check {place}",
                message="" if good else f"The loss is {number / 7:.3f} too large.",
            )
            for place, good in enumerate(outcomes)
        ]
        results.append(result(f"class/student_{number:02}.ipynb", checks, duration_s=1 + number))
    failures = (Failure(submission="class/broken.ipynb", reason="broken.ipynb is empty."),)
    return Document(results=tuple(results), failures=failures)
