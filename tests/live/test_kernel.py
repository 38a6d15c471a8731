"""`check` in a real kernel, cell after cell, as a notebook talks to it."""

import json
import shutil

import nbformat
import pytest
from nbclient import NotebookClient

RIGHT = "def mean_square(x):\n    return tf.reduce_mean(x ** 2)"
SUMMED = RIGHT.replace("reduce_mean", "reduce_sum")
NUMBERS = (
    "[random.random(), np.random.rand(), float(tf.random.uniform(())),"
    " float(keras.random.uniform(())), keras.layers.Dense(1).name]"
)


class Kernel:
    """A kernel with a notebook in front of it that only ever grows."""

    def __init__(self, folder):
        self._client = NotebookClient(
            nbformat.v4.new_notebook(), timeout=300, kernel_name="python3", allow_errors=True,
            resources={"metadata": {"path": str(folder)}},
        )  # fmt: skip
        self._client.create_kernel_manager()
        self._client.start_new_kernel()
        self._client.start_new_kernel_client()

    def run(self, code):
        """Run a cell; returns it, with its outputs."""
        cells = self._client.nb.cells
        cells.append(nbformat.v4.new_code_cell(code))
        return self._client.execute_cell(cells[-1], len(cells) - 1)

    def value(self, code):
        """What an expression is, through its JSON."""
        cell = self.run(f"import json as _json; print(_json.dumps({code}))")
        return json.loads(next(o.text for o in cell.outputs if o.get("name") == "stdout"))

    def close(self):
        self._client._cleanup_kernel()


@pytest.fixture(scope="module")
def kernel(small_course, tmp_path_factory):
    folder = tmp_path_factory.mktemp("student") / "small"
    shutil.copytree(small_course / "assignments" / "small", folder)
    one = Kernel(folder)
    one.run("import random, keras\nimport numpy as np\nimport tensorflow as tf")
    one.run("from autograder import check")
    yield one
    one.close()


def panels(cell):
    return [o for o in cell.outputs if o.output_type == "display_data"]


def text(cell):
    (panel,) = panels(cell)
    assert "autograder-panel" in panel.data["text/html"]
    return panel.data["text/plain"]


def test_a_student_at_work(kernel):
    assert "mean_square is not defined yet" in text(kernel.run('check("mean_square")'))
    kernel.run(SUMMED)
    first = text(kernel.run('check("mean_square")'))
    assert "summed rather than averaged" in first
    assert "Hint:" not in first
    second = text(kernel.run("%check mean_square"))
    assert "Hint: Which comes first, square or mean?" in second
    assert "run its cell first" in second
    kernel.run(RIGHT)
    third = text(kernel.run('check("mean_square")'))
    assert "Changed since it was last checked, when 0 of 1 passed." in third
    assert "mean_square: 1 of 1 public checks pass." in third
    for everything in ("check.all()", "%check"):
        shown = text(kernel.run(everything))
        assert "1 of 2 exercises pass; 1 of 2 public checks pass." in shown
        assert "Unchanged since it was last checked." in shown


def test_an_earlier_panel_says_when_the_answer_has_changed(kernel):
    kernel.run(RIGHT)
    checked = kernel.run('check("mean_square")')
    assert "has changed since" not in text(checked)
    kernel.run(SUMMED)
    assert "mean_square has changed since it was checked here" in text(checked)
    kernel.run(RIGHT)
    assert "has changed since" not in text(checked)


def test_the_panel_appears_once_wherever_check_is_called(kernel):
    kernel.run(RIGHT)
    for code in ('check("mean_square")', 'check("mean_square");', 'x = check("mean_square"); 1'):
        assert len(panels(kernel.run(code))) == 1, code
    assert len(panels(kernel.run('for name in ["double", "mean_square"]: check(name)'))) == 2
    kernel.run('found = check("mean_square")')
    assert len(panels(kernel.run("found"))) == 1  # looked at again, in another cell


def test_the_result_can_be_used(kernel):
    kernel.run(RIGHT)
    assert kernel.value('check("mean_square").passed') is True
    assert kernel.value("check.all().exercises") == {"double": False, "mean_square": True}


def test_nothing_of_the_students_is_touched(kernel):
    kernel.run(RIGHT)
    kernel.run("kept = [1, 2]")
    names = "sorted(n for n in globals() if not n.startswith('_'))"
    begin = "keras.utils.clear_session(); keras.utils.set_random_seed(5)"
    before = kernel.value(names), kernel.value("[id(kept), id(mean_square), kept]")
    kernel.run(begin)
    expected = [kernel.value(NUMBERS) for _ in range(2)]
    kernel.run(begin)
    found = [kernel.value(NUMBERS)]
    kernel.run('check("mean_square"); 0')
    kernel.run("check.all(); 0")
    assert [*found, kernel.value(NUMBERS)] == expected
    assert (kernel.value(names), kernel.value("[id(kept), id(mean_square), kept]")) == before


def test_the_last_values_stay_what_they_were(kernel):
    kernel.run("40 + 2")
    kernel.run('for _once in [1]: check("mean_square")')
    assert kernel.value("[_, sorted(Out)[-1] == max(k for k, v in Out.items() if v == 42)]") == [
        42, True,
    ]  # fmt: skip


def test_a_misspelt_name_is_one_sentence_without_a_traceback(kernel):
    (error,) = kernel.run('check("mean_sqare")').outputs
    assert error.output_type == "error"
    assert error.traceback == [
        "autograder: test_public.py has no check of 'mean_sqare'; did you mean 'mean_square'?"
    ]


def test_an_exercise_that_prints_and_fails_shows_both(kernel):
    kernel.run("def double(x):\n    print('x is', x)\n    return x / 0")
    cell = kernel.run('check("double")')
    assert "x is 21" in "".join(o.text for o in cell.outputs if o.get("name") == "stdout")
    assert "raised ZeroDivisionError" in text(cell)
    assert "line 3: `return x / 0`" in text(cell)


def test_the_magic_can_be_loaded_as_an_extension(kernel):
    assert not kernel.run("%load_ext autograder").outputs
    assert "double" in text(kernel.run('%check "double"'))
