import io
import sqlite3
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest

from autograder.errors import NotebookError
from autograder.notebook import read


def sentence(path: Path) -> str:
    with pytest.raises(NotebookError) as caught:
        read(path)
    return str(caught.value)


def test_real_files_of_other_programs_are_named(tmp_path: Path):
    np.save(tmp_path / "array.npy", np.zeros(3))
    with tarfile.open(tmp_path / "archive.tar.gz", "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("rmse_loss.ipynb"), io.BytesIO())
    with zipfile.ZipFile(tmp_path / "archive.zip", "w") as archive:
        archive.writestr("rmse_loss.ipynb", "{}")
    database = sqlite3.connect(tmp_path / "data.sqlite")
    database.execute("create table t (x)")
    database.commit()
    database.close()
    assert "is a NumPy array" in sentence(tmp_path / "array.npy")
    assert "is a gzip archive, not a notebook: unpack it" in sentence(tmp_path / "archive.tar.gz")
    assert "is a zip archive, not a notebook: unpack it" in sentence(tmp_path / "archive.zip")
    assert "is an SQLite database" in sentence(tmp_path / "data.sqlite")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"{\\rtf1\\ansi", "an RTF document"),
        (b"<?xml version='1.0'?><a/>", "an XML file"),
        (b"\xef\xbb\xbf<!-- saved from url --><html>", "a web page"),
        ("<html>".encode("utf-16"), "a web page"),
        (b"import os\nos.listdir()\n", "a Python script"),
        (b"# coding\nx = \n# %% cell\n", "a Python script"),
        (b"Dear teacher, here is my notebook.", "plain text"),
        (b"hello", "plain text"),
        (b"\x01\x02\x03\xfe\xff" * 9, "a file of an unknown kind"),
    ],
)
def test_other_content_is_named(tmp_path: Path, content: bytes, what: str):
    path = tmp_path / "rmse_loss.ipynb"
    path.write_bytes(content)
    assert f"rmse_loss.ipynb is {what}, not a notebook: " in sentence(path)
