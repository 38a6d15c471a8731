"""Assignments of nbgrader and Otter, brought over: real notebooks in their formats."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import nbformat
import nbgrader
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from autograder.course import load
from autograder.course.importing import bring
from autograder.course.importing.asserts import Translator
from autograder.errors import UsageError

QUICKSTART = Path(nbgrader.__file__).parent / "docs/source/user_guide/source/ps1"


@pytest.fixture
def course(tmp_path):
    root = tmp_path / "course"
    root.mkdir()
    (root / "course.toml").touch()
    return load(root)


@pytest.fixture
def save(tmp_path):
    """`save(name, cells)`: a notebook of another course, on disk."""

    def write(name, cells):
        path = tmp_path / "old" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(new_notebook(cells=cells), path)
        return path

    return write


def marked(kind, source, grade_id, points=None, cell=new_code_cell):
    mark = {"schema_version": 3, "grade_id": grade_id, "locked": False, "task": False}
    mark |= {"solution": kind in ("answer", "manual"), "grade": kind in ("tests", "manual")}
    if points is not None:
        mark["points"] = points
    return cell(source, metadata={"nbgrader": mark})


NBGRADER = [
    new_markdown_cell("# Means\n![curve](curve.png)"),
    new_code_cell("%matplotlib inline\nimport numpy as np\nimport math"),
    marked("answer", 'def mean(x):\n    """Mean of x."""\n    return sum(x) / len(x)', "mean"),
    marked(
        "tests",
        '"""Averages a list"""\n'
        "assert mean([1, 2, 3]) == 2\n"
        "assert isinstance(mean([1, 2]), float), 'a number, please'\n"
        "assert abs(mean([0.1, 0.2]) - 0.15) < 1e-9\n"
        "### BEGIN HIDDEN TESTS\n"
        "for n in range(2, 5):\n"
        "    assert mean(list(range(n))) == (n - 1) / 2\n"
        "### END HIDDEN TESTS\n",
        "test_mean",
        4,
    ),
    marked(
        "answer",
        "def scaled(x):\n    ### BEGIN SOLUTION\n    secret = np.asarray(x)\n"
        "    return (secret - secret.min()) / np.ptp(secret)\n    ### END SOLUTION",
        "scaled",
    ),
    marked(
        "tests",
        "x = np.array([[1.0, 3.0], [5.0, 2.0]])\n"
        "np.testing.assert_allclose(scaled(x), (x - 1) / 4)\n"
        "assert scaled(x).shape == (2, 2)\n"
        "assert np.allclose(scaled(x).max(), 1) and math.isclose(scaled(x).min(), 0, abs_tol=1e-9)",
        "test_scaled",
        2,
    ),
    marked(
        "tests",
        "try:\n    mean([])\nexcept ZeroDivisionError:\n    pass\nelse:\n    assert False",
        "test_empty",
        1,
    ),
    marked("manual", "The mean hides the spread.", "why", 3, new_markdown_cell),
    new_code_cell("print(mean([4, 5]))"),
]


def question(config, answer, *tests):
    return [
        new_raw_cell(f"# BEGIN QUESTION\n{config}"),
        new_markdown_cell("**Question.** Do it."),
        new_raw_cell("# BEGIN SOLUTION"),
        answer,
        new_raw_cell("# END SOLUTION"),
        new_raw_cell("# BEGIN TESTS"),
        *tests,
        new_raw_cell("# END TESTS"),
        new_raw_cell("# END QUESTION"),
    ]


def showing(source, value):
    shown = new_output("execute_result", {"text/plain": value}, execution_count=1)
    return new_code_cell(source, outputs=[shown])


OTTER = [
    new_raw_cell("# ASSIGNMENT CONFIG\nname: hw\nseed:\n  variable: s\nfiles:\n  - prices.csv"),
    new_code_cell("import numpy as np"),
    *question(
        "name: q1\npoints: 3",
        new_code_cell("def triple(x):\n    y = 3 * x # SOLUTION\n    return y # SOLUTION"),
        showing("triple(7)", "21"),
        showing('""" # BEGIN TEST CONFIG\nhidden: true\npoints: 2\n""" # END TEST CONFIG\n'
                "triple(2) > 5", "True"),
    ),
    *question(
        "name: q2",
        new_code_cell('""" # BEGIN PROMPT\nprimes = ...\n""" # END PROMPT\n'
                      "primes = [2, 3, 5] # SOLUTION"),
        new_code_cell("def test_primes(primes):\n    assert len(primes) == 3\n"
                      "    assert primes[0] == 2\ntest_primes(primes)  # IGNORE"),
        new_code_cell("# HIDDEN\nassert primes == [2, 3, 5]"),
    ),
    *question("name: q3\nmanual: true", new_markdown_cell("**SOLUTION** 42")),
]  # fmt: skip


def test_an_nbgrader_notebook_becomes_a_reference_and_checks(course, save):
    path = save("means", NBGRADER)
    (path.parent / "curve.png").write_bytes(b"\x89PNG")
    (path.parent / "rain.csv").write_text("1,2\n")
    brought = bring(course, path)
    assert (brought.exercises, brought.checks, brought.points) == (("mean", "scaled"), 3, 6)
    assignment = load(course.root).assignment("means")
    assert assignment.title == "Means"
    reference = assignment.reference_py.read_text()
    assert '# %% exercise="mean"' in reference
    assert "# %matplotlib inline" in reference
    assert "hides the spread" not in reference, "the model answer of a question graded by a person"
    public = (assignment.graders / "test_public.py").read_text()
    hidden = (assignment.graders / "test_hidden.py").read_text()
    assert '"""Averages a list"""' in public
    assert "student.mean([1, 2, 3])" in public
    assert "range(n)" in hidden and "range(n)" not in public
    student = "".join(p.read_text("utf-8", "replace") for p in assignment.stub.parent.iterdir())
    assert "secret" not in student and "range(n)" not in student
    said = {remark.place: remark.reason for remark in brought.remarks}
    assert "exception" in (assignment.graders / "IMPORT.md").read_text()
    assert "a person gives" in said["cell 8 (why)"]
    assert "there are no files" in said["rain.csv"]
    assert (assignment.reference_py.parent / "curve.png").is_file()


def test_an_otter_notebook_becomes_a_reference_and_checks(course, save):
    path = save("hw", OTTER)
    brought = bring(course, path, "homework")
    assert (brought.exercises, brought.checks, brought.points) == (("triple", "primes"), 4, 4)
    assignment = load(course.root).assignment("homework")
    student = assignment.stub.read_text()
    assert "3 * x" not in student and "[2, 3, 5]" not in student and "PROMPT" not in student
    cells = {cell["id"]: "".join(cell["source"]) for cell in json.loads(student)["cells"]}
    assert cells["exercise-triple"] == (
        "def triple(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    )
    public = (assignment.graders / "test_public.py").read_text()
    assert "expect(student.triple(7), '`triple(7)`').equals(21)" in public
    hidden = (assignment.graders / "test_hidden.py").read_text()
    assert "[2, 3, 5]" in hidden and "points=2" in hidden
    reasons = " ".join(remark.reason for remark in brought.remarks)
    assert "`seed`" in reasons and "a person gives" in reasons


def test_what_is_mechanical_verifies(course, save):
    mechanical = [
        cell for cell in NBGRADER[1:] if "BEGIN" in cell.source or "try" not in cell.source
    ]
    bring(course, save("means", mechanical))
    bring(course, save("hw", OTTER))
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "verify", "means", "hw", "--jobs", "1", "--no-cache"],
        cwd=course.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_nbgraders_own_example_is_brought_over_with_a_list(course):
    brought = bring(course, QUICKSTART / "problem1.ipynb")
    assert brought.exercises == ("squares", "sum_of_squares")
    assert (brought.checks, brought.points) == (2, 1.5)
    reasons = [remark.reason for remark in brought.remarks]
    assert sum("exception" in reason for reason in reasons) == 3
    assert (course.root / "assignments/problem1/jupyter.png").is_file()
    with pytest.raises(UsageError, match="no answer in code"):
        bring(course, QUICKSTART / "problem2.ipynb")


def test_a_notebook_of_neither_kind_is_refused_and_writes_nothing(course, save):
    with pytest.raises(UsageError, match="neither"):
        bring(course, save("plain", [new_code_cell("x = 1")]))
    assert [path.name for path in course.root.iterdir()] == ["course.toml"]


def test_a_name_that_is_taken_is_refused(course, save):
    path = save("means", NBGRADER[1:4])
    bring(course, path)
    with pytest.raises(UsageError, match="there already"):
        bring(course, path)


def translated(code, hidden=False):
    imports = {"np": "numpy", "tf": "tensorflow", "plt": "matplotlib.pyplot"}
    made = Translator(frozenset({"f", "model"}), imports, hidden).translate(code)
    lines = [ast.unparse(ast.fix_missing_locations(node)) for node in made.statements]
    return "\n".join(lines), made.left


@pytest.mark.parametrize(
    ("code", "check"),
    [
        ("assert f(2) == 4", "expect(student.f(2), '`f(2)`').equals(4)"),
        ("assert 4 == f(2)", "expect(student.f(2), '`f(2)`').equals(4)"),
        (
            "assert np.allclose(f(x=1), [1, 2], atol=0.1)",
            "expect(student.f(x=1), '`f(x=1)`').close_to([1, 2], rtol=1e-05, atol=0.1)",
        ),
        (
            "np.testing.assert_almost_equal(f(1), 2.0, decimal=3)",
            "expect(student.f(1), '`f(1)`').close_to(2.0, rtol=0, atol=0.0015)",
        ),
        ("assert f(1).shape == (2, 3)", "expect(student.f(1), '`f(1)`').has_shape((2, 3))"),
        (
            "assert isinstance(f(1), int), 'no int'",
            "expect(isinstance(student.f(1), int), '`isinstance(f(1), int)`').is_true('no int')",
        ),
        (
            "x = tf.constant([1.0, 2.0])\nassert len(f(x)) == 2",
            "x = tensor(np.asarray([1.0, 2.0]))\n"
            "expect(len(student.f(x)), '`len(f(x))`').equals(2)",
        ),
    ],
)
def test_an_assert_becomes_what_a_check_says(code, check):
    assert translated(code) == (check, [])


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("with pytest.raises(ValueError):\n    f(-1)", "exception"),
        ("assert tf.reduce_sum(f(1)) == 2", "TensorFlow"),
        ("assert f(1) == {1, 2}", "set"),
        ("del f", "not translated"),
        ("f = None", "changes what the student defined"),
        ("assert helper(f) == 2", "uses helper"),
        ("assert 1 + 1 == 2", "says nothing"),
        ("assert f(", "no plain Python"),
    ],
)
def test_what_cannot_be_translated_is_left_with_a_reason(code, reason):
    check, left = translated(code)
    assert check == ""
    assert reason in left[0][1]


def test_a_hidden_check_says_no_expected_value():
    check, _ = translated("assert f(3) > 12345 and f(3) == 54321", hidden=True)
    assert "does not hold for f" in check
    assert not {"12345", "54321"} & {
        word
        for node in ast.walk(ast.parse(check))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for word in node.value.split()
    }
