import json
import os
import re
from pathlib import Path

import pytest

from autograder.errors import NotebookError
from autograder.notebook import read


def refused(path: Path, because: str, **arguments: int) -> None:
    with pytest.raises(NotebookError) as caught:
        read(path, **arguments)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path.name} ")
    assert re.search(because, sentence)
    assert sentence.endswith(".")
    assert "\n" not in sentence


def write(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content), "utf-8")
    return path


def test_a_file_that_is_not_there(tmp_path: Path):
    refused(tmp_path / "absent.ipynb", "does not exist: check the name")
    write(tmp_path / "file", {})
    refused(tmp_path / "file" / "absent.ipynb", "does not exist, since what should be a folder")
    refused(tmp_path / ("x" * 300), "name is too long")


def test_a_folder(tmp_path: Path):
    (tmp_path / "folder.ipynb").mkdir()
    refused(tmp_path / "folder.ipynb", "is a folder: name the .ipynb file in it")


def test_a_link_that_leads_to_itself(tmp_path: Path):
    (tmp_path / "a.ipynb").symlink_to(tmp_path / "b.ipynb")
    (tmp_path / "b.ipynb").symlink_to(tmp_path / "a.ipynb")
    refused(tmp_path / "a.ipynb", "leads back to itself")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.ipynb")
    refused(tmp_path / "pipe.ipynb", "is a device or a pipe")


def test_a_device_is_refused():
    refused(Path("/dev/zero"), "is a device or a pipe")


def test_a_file_without_permission(tmp_path: Path):
    path = write(tmp_path / "secret.ipynb", {"cells": []})
    path.chmod(0)
    user = os.geteuid()
    try:
        if user == 0:
            os.seteuid(65534)  # root may read everything, so be nobody for a moment
        refused(path, "may not be read by this user")
    finally:
        os.seteuid(user)


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path):
    path = write(tmp_path / "big.ipynb", {"cells": [], "padding": "x" * 2**20})
    refused(path, "is larger than the 1 MiB that are read: clear all outputs", max_bytes=2**20)
    assert read(path, max_bytes=2**21).cells == ()


def test_a_file_that_unfolds_into_too_much_memory(tmp_path: Path):
    path = tmp_path / "bomb.ipynb"
    path.write_text('{"cells": [' + "[]," * 1_100_000 + "[]]}", "utf-8")
    refused(path, "holds more values than a notebook can sensibly have")


def test_more_code_than_anybody_writes(tmp_path: Path):
    cell = {"cell_type": "code", "source": "x = 1\n" * 20_000}
    path = write(tmp_path / "long.ipynb", {"cells": [cell] * 20})
    refused(path, "holds 2.4 million characters of code, of which at most 2 million are read")


def test_a_name_with_control_characters_stays_one_line(tmp_path: Path):
    with pytest.raises(NotebookError, match=r"^no\?such\?file"):
        read(tmp_path / "no\nsuch\x1bfile")


def test_outputs_up_to_the_limit_are_read_over(tmp_path: Path):
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 20_000_000}
    cell = {"cell_type": "code", "source": "print()", "outputs": [output], "metadata": {}}
    (found,) = read(write(tmp_path / "loud.ipynb", {"cells": [cell]})).cells
    assert found.source == "print()"


def test_cells_keep_their_place_among_all_cells(tmp_path: Path):
    cells = [{"cell_type": "markdown", "source": "a"}, 5, {"cell_type": "code", "source": ["b"]}]
    raw = read(write(tmp_path / "n.ipynb", {"cells": cells, "nbformat": 4}))
    assert [(cell.index, cell.cell_type, cell.source) for cell in raw.cells] == [
        (0, "markdown", "a"),
        (2, "code", "b"),
    ]


def test_a_cell_without_a_type_but_with_outputs_is_code(tmp_path: Path):
    raw = read(write(tmp_path / "n.ipynb", {"cells": [{"source": "x", "outputs": []}]}))
    assert (raw.cells[0].cell_type, raw.notices) == ("code", ())


@pytest.mark.parametrize("sheets", [None, 3, [None], [{}], [{"cells": 3}], {}])
def test_worksheets_that_are_none(tmp_path: Path, sheets: object):
    refused(write(tmp_path / "n.ipynb", {"nbformat": 3, "worksheets": sheets}), "not a list")


@pytest.mark.parametrize("value", [None, 3, "text", [], {"cells": None}, {"cells": {}}])
def test_json_of_another_shape(tmp_path: Path, value: object):
    because = r"not a list|not a notebook|is damaged"
    refused(write(tmp_path / "n.ipynb", value), because)


def test_metadata_that_is_no_object_counts_as_none(tmp_path: Path):
    cell = {"cell_type": "code", "source": "x", "metadata": [1], "id": 7}
    raw = read(write(tmp_path / "n.ipynb", {"cells": [cell], "metadata": "no"}))
    assert (raw.metadata, raw.cells[0].metadata, raw.cells[0].id) == ({}, {}, None)


def test_a_conflict_with_the_common_ancestor_shown(tmp_path: Path):
    path = tmp_path / "n.ipynb"
    sides = ('"a"', '"b"')
    ours, theirs = (f' {{"cell_type": "code", "source": {side}}}\n' for side in sides)
    path.write_text(
        f'{{"cells": [\n<<<<<<< HEAD\n{ours}||||||| 1a2b\n{ours}=======\n{theirs}>>>>>>> b\n]}}'
    )
    refused(path, "first at line 2: keep one side")


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ('{"cells": [1, 2', "stops in the middle, at line 1"),
        ('{"cells": [tru', "stops in the middle"),
        ('{"cells": ["abc', "stops in the middle"),
        ('{"cells": ["abc\\u12', "stops in the middle"),
        ('{"cells": [],}', "line 1, where a comma stands before a closing bracket"),
        ('{"cells": [\n1,\n]\n}', "line 2, where a comma stands before a closing bracket"),
        ('{"cells": []} trailing', "goes on with more text after its end"),
        ("{'cells': []}", "is damaged at line 1, column 2"),
        ('{"cells": [1 2]}', r"is damaged at line 1, column 14 \(expecting ',' delimiter\)"),
    ],
)
def test_damaged_json_names_the_line(tmp_path: Path, text: str, because: str):
    path = tmp_path / "n.ipynb"
    path.write_text(text, "utf-8")
    refused(path, because)
