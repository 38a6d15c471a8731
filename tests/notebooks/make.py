"""Write the notebooks of this folder: `python tests/notebooks/make.py [FOLDER]`.

Each is what a student of the `rmse_loss` assignment might hand in, named by what is the matter
with it. The same bytes come out every time.
"""

import copy
import io
import json
import random
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from contents import (
    ANSWERS,
    COLAB_START,
    EVERYTHING,
    FIT_LINE,
    HELPER,
    HUBER_LOSS,
    MY_HUBER,
    MY_RMSE,
    MY_RMSE_STUB,
    MY_RMSE_WITH_HELPER,
    PLOT,
    SETUP,
    STUBS,
)

Json = dict[str, Any]

FILES: dict[str, Callable[[], Json | str | bytes]] = {}


def file(make: Callable[[], Json | str | bytes]) -> Callable[[], Json | str | bytes]:
    FILES[make.__name__] = make
    return make


# --- parts ------------------------------------------------------------------------------------


def text(source: str, kind: str = "markdown") -> Json:
    return {"cell_type": kind, "metadata": {}, "source": source.rstrip("\n")}


def code(source: str, **metadata: Any) -> Json:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata,
        "outputs": [],
        "source": source.rstrip("\n"),
    }


def exercise(name: str, source: str) -> Json:
    mark = {"schema_version": 3, "grade_id": name, "solution": True}
    mark |= {"grade": False, "locked": False, "task": False}
    return code(source, nbgrader=mark, tags=["exercise"])


def notebook(answers: dict[str, str] = ANSWERS) -> Json:
    cells = [text("# A loss of one's own"), code(SETUP, tags=["setup"])]
    for number, name in enumerate(STUBS, 1):
        cells.append(text(f"## {number}. `{name}`\n\nDefine it, then run the check."))
        cells.append(exercise(name, answers.get(name, STUBS[name])))
        cells.append(code(f'check("{name}")', tags=["explore"]))
    cells.append(code(PLOT, tags=["explore"]))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number:02}"
    return {
        "cells": cells,
        "metadata": {
            "autograder": {"assignment": "rmse_loss"},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python", "version": "3.11.9"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def position(book: Json, name: str) -> int:
    """Where the marked cell of an exercise is."""
    marks = [cell["metadata"].get("nbgrader", {}) for cell in book["cells"]]
    return next(i for i, mark in enumerate(marks) if mark.get("grade_id") == name)


def cell_of(book: Json, name: str) -> Json:
    found: Json = book["cells"][position(book, name)]
    return found


def insert(book: Json, at: int, *cells: Json) -> Json:
    book["cells"][at:at] = cells
    return book


def without_ids(book: Json, minor: int = 4) -> Json:
    for cell in book["cells"]:
        cell.pop("id", None)
    return book | {"nbformat_minor": minor}


def without_marks(book: Json) -> Json:
    for cell in book["cells"]:
        cell["metadata"] = {}
    return book | {"metadata": {}}


def split_lines(book: Json) -> Json:
    """Sources as lists of lines, as Jupyter writes them."""
    book = copy.deepcopy(book)
    for cell in book.get("cells", []):
        if isinstance(cell, dict) and isinstance(cell.get("source"), str):
            cell["source"] = cell["source"].splitlines(keepends=True)
    return book


def dump(book: Json, indent: int | None = 1) -> str:
    return json.dumps(split_lines(book), indent=indent, ensure_ascii=False) + "\n"


# --- as programs save them --------------------------------------------------------------------


@file
def saved_by_jupyterlab() -> Json:
    return notebook()


@file
def saved_by_colab() -> Json:
    book = without_ids(notebook(), minor=0)
    book["metadata"]["colab"] = {"provenance": [], "toc_visible": True, "name": "rmse_loss.ipynb"}
    book["metadata"]["accelerator"] = "GPU"
    for number, cell in enumerate(book["cells"]):
        cell["metadata"] |= {"id": f"aBcDeFgH{number:04}"}
    return insert(book, 1, code(COLAB_START, colab={"base_uri": "https://localhost:8080/"}))


@file
def saved_by_vscode() -> Json:
    book = without_ids(notebook(), minor=2)
    for cell in book["cells"]:
        cell["metadata"] |= {"vscode": {"languageId": "python"}}
    book["metadata"]["vscode"] = {"interpreter": {"hash": "0" * 64}}
    return book


@file
def saved_by_kaggle() -> str:
    """All on one line, sources as single strings, no outputs at all."""
    book = without_ids(notebook())
    book["metadata"]["kaggle"] = {"accelerator": "none", "isInternetEnabled": True}
    for cell in book["cells"]:
        cell.pop("outputs", None)
        cell["metadata"] |= {"trusted": True}
    return json.dumps(book)


@file
def nbformat_3() -> Json:
    book = notebook()
    for cell in book["cells"]:
        del cell["id"]
        if cell["cell_type"] == "code":
            cell |= {"input": cell.pop("source"), "language": "python", "collapsed": False}
            cell["prompt_number"] = cell.pop("execution_count")
    book["cells"][0] |= {"cell_type": "heading", "level": 1, "source": "A loss of one's own"}
    return {
        "metadata": book["metadata"] | {"name": ""},
        "nbformat": 3,
        "nbformat_minor": 0,
        "worksheets": [{"cells": book["cells"], "metadata": {}}],
    }


@file
def nbformat_4_2() -> Json:
    return without_ids(notebook(), minor=2)


@file
def nbformat_5() -> Json:
    return notebook() | {"nbformat": 5, "nbformat_minor": 0}


@file
def utf8_with_mark() -> bytes:
    return b"\xef\xbb\xbf" + dump(notebook()).encode()


@file
def utf16() -> bytes:
    return dump(notebook()).encode("utf-16")


@file
def utf16_without_mark() -> bytes:
    return dump(notebook()).encode("utf-16-le")


@file
def latin1() -> bytes:
    book = notebook()
    cell_of(book, "my_rmse")["source"] = MY_RMSE.replace("The root", "La racine carrée, c’est")
    return dump(book).replace("’", "'").encode("latin-1")


@file
def crlf() -> bytes:
    # both in the file and, as some editors leave it, within the sources
    book = notebook()
    for cell in book["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n")
    return dump(book).replace("\n", "\r\n").encode()


@file
def padded_with_zeros() -> bytes:
    return dump(notebook()).encode() + bytes(300)


@file
def huge_output() -> Json:
    book = notebook()
    picture = random.Random(0).randbytes(75_000).hex()
    output = {"output_type": "display_data", "metadata": {}, "data": {"image/png": picture}}
    book["cells"][-1]["outputs"] = [output]
    return book


@file
def outputs_with_nan_and_huge_numbers() -> str:
    book = notebook()
    data = {"application/json": {"loss": float("nan"), "best": float("inf"), "n": "HUGE"}}
    output = {"output_type": "display_data", "metadata": {}, "data": data}
    book["cells"][-1]["outputs"] = [output]
    return dump(book).replace('"HUGE"', "9" * 5000)


# --- as students leave them -------------------------------------------------------------------


@file
def unanswered() -> Json:
    return notebook({})


@file
def stripped_metadata() -> Json:
    return without_marks(without_ids(notebook()))


@file
def stripped_metadata_and_changed_setup() -> Json:
    book = without_marks(notebook())
    book["cells"][1]["source"] = "!pip install keras\n" + SETUP + "import pandas as pd\n"
    return book


@file
def cells_duplicated() -> Json:
    """The first attempt was copied, and the copy improved."""
    book = notebook()
    first = exercise("my_rmse", "def my_rmse(y_true, y_pred):\n    return y_true - y_pred\n")
    first["id"] = cell_of(book, "my_rmse")["id"]
    return insert(book, position(book, "my_rmse"), first)


@file
def cells_moved() -> Json:
    book = notebook()
    moved = book["cells"].pop(position(book, "fit_line"))
    return insert(book, 2, moved)


@file
def exercise_deleted() -> Json:
    book = notebook()
    del book["cells"][position(book, "my_huber")]
    return book


@file
def setup_deleted() -> Json:
    book = notebook()
    del book["cells"][1]
    return book


@file
def setup_emptied() -> Json:
    book = notebook()
    book["cells"][1]["source"] = ""
    return book


@file
def setup_without_an_import() -> Json:
    book = notebook()
    book["cells"][1]["source"] = SETUP.replace("import keras\n", "") + "np.random.seed(1)\n"
    return book


@file
def setup_does_not_parse() -> Json:
    book = notebook()
    book["cells"][1]["source"] = SETUP.replace("import keras\n", "import keras as\n")
    return book


@file
def setup_extended() -> Json:
    book = notebook()
    book["cells"][1]["source"] = SETUP + "import math\n"
    return book


@file
def answer_retyped_as_markdown() -> Json:
    book = notebook()
    at = position(book, "my_huber")
    book["cells"][at] = text(MY_HUBER) | {"metadata": book["cells"][at]["metadata"]}
    return book


@file
def answer_retyped_as_raw() -> Json:
    book = without_marks(notebook())
    at = next(i for i, cell in enumerate(book["cells"]) if cell["source"].startswith("class"))
    book["cells"][at] = text(HUBER_LOSS, "raw")
    return book


@file
def old_attempt_kept_as_raw() -> Json:
    old = text("def my_rmse(y_true, y_pred):\n    return 0.0\n", "raw")
    return insert(notebook(), len(notebook()["cells"]), old)


@file
def answer_in_an_added_cell() -> Json:
    """The stub's own cell is still there, unanswered, below the answer."""
    book = notebook(ANSWERS | {"my_rmse": MY_RMSE_STUB})
    return insert(book, 2, code(MY_RMSE))


@file
def answer_in_an_explore_cell() -> Json:
    book = notebook(ANSWERS | {"fit_line": STUBS["fit_line"]})
    book["cells"][-1]["source"] = FIT_LINE + "\n\n" + PLOT
    return book


@file
def answers_swapped() -> Json:
    return notebook(ANSWERS | {"my_rmse": MY_HUBER, "my_huber": MY_RMSE})


@file
def everything_in_one_cell() -> Json:
    book = without_marks(notebook())
    return book | {"cells": [code(EVERYTHING)]}


@file
def import_in_an_explore_cell() -> Json:
    book = notebook(ANSWERS | {"my_rmse": MY_RMSE.replace("1e-14", "math.exp(-32)")})
    book["cells"][-1]["source"] = "import math\n" + PLOT
    return book


@file
def helper_in_an_added_cell() -> Json:
    book = notebook(ANSWERS | {"my_rmse": MY_RMSE_WITH_HELPER})
    return insert(book, 2, code(HELPER))


@file
def trains_in_added_cells() -> Json:
    book = notebook()
    train = "history = []\nfor step in range(10**9):\n    history.append(step)\n"
    later = "best = min(history)\nshown = history[-1]\nepochs = 300\n"
    return insert(book, len(book["cells"]), code(train), code(later))


@file
def magics_everywhere() -> Json:
    book = notebook(
        ANSWERS
        | {
            "my_rmse": "%%time\n" + MY_RMSE,
            "my_huber": "#@title Huber\n%%capture output\n" + MY_HUBER,
            "HuberLoss": "%load_ext tensorboard\n" + HUBER_LOSS + "\nHuberLoss?\n",
            "fit_line": FIT_LINE + "\n%time line = fit_line(my_rmse, [0, 1], [1, 2])\n",
        }
    )
    end = [
        code("%%javascript\nIPython.notebook.kernel.restart();\n"),
        code("%%bash\npip list | grep keras\n"),
        code("!nvidia-smi\n%cd /content\nhere = %pwd\n"),
        code("pip install keras"),
        code('get_ipython().run_line_magic("matplotlib", "inline")\n'),
    ]
    return insert(book, len(book["cells"]), *end)


@file
def pasted_with_prompts() -> Json:
    book = notebook()
    lines = MY_RMSE.splitlines()
    pasted = [f">>> {lines[0]}", *(f"... {line}" for line in lines[1:])]
    cell_of(book, "my_rmse")["source"] = "\n".join(pasted)
    return book


@file
def one_cell_does_not_parse() -> Json:
    return notebook(ANSWERS | {"my_huber": MY_HUBER.replace("(threshold):", "(threshold)", 1)})


@file
def none_left_in_place() -> Json:
    answer = "def my_rmse(y_true, y_pred):\n    # return tf.sqrt(...)\n    return None\n"
    return notebook(ANSWERS | {"my_rmse": answer})


@file
def name_misspelt() -> Json:
    return notebook(ANSWERS | {"my_rmse": MY_RMSE.replace("my_rmse", "my_RMSE")})


@file
def awaits_at_top_level() -> Json:
    wait = "import asyncio\nawait asyncio.sleep(0)\nwaited = True\n"
    return insert(notebook(), 2, code(wait))


@file
def conflict_markers_inside_text() -> Json:
    """Not a conflict: the lines stand inside a string."""
    text = '"""\n<<<<<<< like this\n>>>>>>> and this\n"""\n'
    return notebook(ANSWERS | {"my_rmse": MY_RMSE + "\n" + text})


@file
def conflict_inside_a_cell() -> Json:
    """As nbdime leaves it: a valid notebook, one of its cells in conflict."""
    both = f"<<<<<<< local\n{MY_RMSE}=======\n{MY_RMSE_WITH_HELPER}>>>>>>> remote\n"
    return notebook(ANSWERS | {"my_rmse": both})


# --- valid JSON, odd notebooks ----------------------------------------------------------------


@file
def duplicate_ids() -> Json:
    book = notebook()
    for cell in book["cells"]:
        cell["id"] = "same"
    return book


@file
def unknown_cell_types() -> Json:
    book = notebook()
    return insert(book, 2, {"cell_type": "sql", "metadata": {}, "source": "SELECT 1"}, {"x": 1})


@file
def cells_without_source() -> Json:
    book = notebook()
    bare: Json = {"cell_type": "code", "metadata": None, "outputs": []}
    return insert(book, 2, bare, bare | {"source": None}, bare | {"source": 3})


@file
def cells_that_are_no_cells() -> Json:
    book = notebook()
    book["cells"][2:2] = [None, "import os", 7]
    return book


@file
def lines_without_line_ends() -> str:
    book = notebook()
    for cell in book["cells"]:
        cell["source"] = cell["source"].splitlines()
    return json.dumps(book, indent=1)


@file
def kernel_of_another_language() -> Json:
    book = notebook()
    book["metadata"]["kernelspec"] = {"display_name": "R", "language": "R", "name": "ir"}
    return book


@file
def tabs_inside_strings() -> str:
    """Raw tabs, which JSON does not allow inside a string."""
    book = notebook(ANSWERS | {"my_rmse": MY_RMSE.replace("    ", "\t")})
    return dump(book).replace("\\t", "\t")


@file
def half_a_surrogate_pair() -> str:
    book = notebook(ANSWERS | {"my_rmse": "# LONE\n" + MY_RMSE})
    return dump(book).replace("LONE", "\\ud83d")


@file
def zero_byte_in_a_cell() -> Json:
    return notebook(ANSWERS | {"my_rmse": MY_RMSE + "# \0\n"})


# --- not to be read ---------------------------------------------------------------------------


@file
def merge_conflict() -> str:
    ours, theirs = dump(notebook()), dump(notebook(ANSWERS | {"my_rmse": MY_RMSE_WITH_HELPER}))
    return _conflict(ours, theirs)


@file
def merge_conflict_in_outputs() -> str:
    ours, theirs = notebook(), notebook()
    ours["cells"][1]["execution_count"] = 4
    theirs["cells"][1]["execution_count"] = 17
    return _conflict(dump(ours), dump(theirs))


def _conflict(ours: str, theirs: str) -> str:
    """What Git writes where the two differ, in one piece."""
    a, b = ours.splitlines(keepends=True), theirs.splitlines(keepends=True)
    start = next(i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)
    end = next(i for i in range(1, len(a)) if a[-i] != b[-i]) - 1
    middle = ["<<<<<<< HEAD\n", *a[start : len(a) - end], "=======\n"]
    middle += [*b[start : len(b) - end], ">>>>>>> 3f2c1ab\n"]
    return "".join([*a[:start], *middle, *a[len(a) - end :]])


@file
def cut_off() -> str:
    return dump(notebook())[:2500]


@file
def cut_off_between_cells() -> str:
    whole = dump(notebook())
    return whole[: whole.index('"cell-05"')].rpartition("},")[0] + "},\n"


@file
def trailing_comma() -> str:
    return re.sub(r"\n  \}\n \],", "\n  },\n ],", dump(notebook()), count=1)


@file
def missing_comma() -> str:
    return dump(notebook()).replace('"metadata": {},\n', '"metadata": {}\n', 1)


@file
def two_notebooks_in_one() -> str:
    return dump(notebook({})) + dump(notebook())


@file
def not_json() -> str:
    return "My answers to the exercise about losses.\n\n1. The root of the mean squared error.\n"


@file
def empty() -> bytes:
    return b""


@file
def only_blank_lines() -> bytes:
    return b"\n \r\n\n"


@file
def only_zeros() -> bytes:
    return bytes(4096)


@file
def a_pdf() -> bytes:
    return b"%PDF-1.5\n%\xbf\xf7\xa2\xfe\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"


@file
def a_picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(64)


@file
def a_zip_archive() -> bytes:
    return _zip({"rmse_loss.ipynb": dump(notebook())})


@file
def a_word_document() -> bytes:
    return _zip({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"})


@file
def a_keras_model() -> bytes:
    return _zip({"metadata.json": "{}", "config.json": "{}", "model.weights.h5": ""})


def _zip(members: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content)
    return stream.getvalue()


@file
def hdf5_weights() -> bytes:
    return b"\x89HDF\r\n\x1a\n" + bytes(88)


@file
def a_web_page() -> str:
    return "\n<!DOCTYPE html>\n<html><head><title>rmse_loss - Colab</title></head></html>\n"


@file
def a_python_script() -> str:
    return "# %%\n" + SETUP + "\n# %%\n" + MY_RMSE


@file
def a_script_with_magics() -> str:
    return '"""rmse_loss.ipynb, downloaded as .py"""\n\n!pip install keras\n' + SETUP + MY_RMSE


@file
def a_git_lfs_pointer() -> str:
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 48213\n"


@file
def a_macos_companion() -> bytes:
    return b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        " + bytes(40)


@file
def json_but_no_notebook() -> str:
    return '{"version": "1.0", "name": "rmse_loss", "paragraphs": []}\n'


@file
def a_json_list() -> str:
    return json.dumps([MY_RMSE, MY_HUBER])


@file
def cells_are_not_a_list() -> Json:
    book = notebook()
    return book | {"cells": {cell["id"]: cell for cell in book["cells"]}}


@file
def nested_too_deeply() -> str:
    return '{"cells": ' + "[" * 50_000 + "]" * 50_000 + "}"


def main() -> None:
    folder = Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent
    for name, make in FILES.items():
        made = make()
        made = dump(made) if isinstance(made, dict) else made
        made = made.encode() if isinstance(made, str) else made
        (folder / f"{name}.ipynb").write_bytes(made)
    (folder / "stub").mkdir(exist_ok=True)
    (folder / "stub" / "rmse_loss.ipynb").write_text(dump(notebook({})), "utf-8", newline="")


if __name__ == "__main__":
    main()
