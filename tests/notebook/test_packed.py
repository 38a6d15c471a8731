"""Packed submissions: what is taken out of an archive, and what is not."""

import zipfile

import pytest

from autograder.errors import NotebookError
from autograder.notebook import holds_none, pack, unpacked

MOST = 1000


@pytest.fixture
def archive(tmp_path):
    """`archive({name: content})`: a zip file with these members."""

    def make(members, name="ada.zip"):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for member, content in members.items():
                file.writestr(member, content)
        return path

    return make


def contents(path):
    with unpacked(path, MOST) as notebook:
        return {p.name: p.read_bytes() for p in notebook.parent.iterdir()}


def test_what_was_packed_comes_out_again(tmp_path):
    files = [tmp_path / "vgg.ipynb", tmp_path / "vgg.weights.h5"]
    for file in files:
        file.write_bytes(file.name.encode())
    pack(files, tmp_path / "out.zip")
    assert contents(tmp_path / "out.zip") == {f.name: f.name.encode() for f in files}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.zip", "vgg.ipynb", "vgg.weights.h5"]


def test_a_folder_that_was_zipped_by_hand_is_understood(archive):
    path = archive({
        "work/": "", "work/vgg.ipynb": "mine", "work/vgg.npz": "weights", "work/notes.txt": "",
        "__MACOSX/work/._vgg.ipynb": "x", "work/.ipynb_checkpoints/vgg.ipynb": "old",
        "other/vgg.keras": "not beside it",
    })  # fmt: skip
    assert contents(path) == {"vgg.ipynb": b"mine", "vgg.npz": b"weights"}


def test_no_path_leads_outside(archive, tmp_path):
    assert contents(archive({"/etc/evil.ipynb": "x"})) == {"evil.ipynb": b"x"}
    for name in ("../../evil.ipynb", "a/../../evil.ipynb"):
        with pytest.raises(NotebookError, match="no notebook"):
            contents(archive({name: "x"}))
    assert not list(tmp_path.parent.glob("**/evil*"))


def test_links_are_not_followed(tmp_path):
    member = zipfile.ZipInfo("vgg.ipynb")
    member.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as file:
        file.writestr(member, "/etc/passwd")
    assert contents(tmp_path / "link.zip") == {"vgg.ipynb": b"/etc/passwd"}


def test_a_bomb_is_not_unpacked_beyond_the_limit(archive):
    found = contents(archive({"vgg.ipynb": "{}", "vgg.npz": b"0" * 10**7}))
    assert len(found["vgg.npz"]) == MOST + 1


@pytest.mark.parametrize(
    ("members", "said"),
    [({"notes.txt": ""}, "no notebook"), ({"a.ipynb": "", "b.ipynb": ""}, "2 notebooks")],
)
def test_it_has_to_be_one_notebook(archive, members, said):
    with pytest.raises(NotebookError, match=f"ada.zip has {said} in it"):
        contents(archive(members))


def test_a_broken_archive_is_one_clear_sentence(archive, tmp_path):
    whole = archive({"a.ipynb": "x" * 500}).read_bytes()
    for number, content in enumerate([b"", b"PK\x03\x04", whole[:60], whole.replace(b"x", b"y")]):
        path = tmp_path / f"broken{number}.zip"
        path.write_bytes(content)
        if content[-20:] != whole[-20:]:
            assert not holds_none(path)
            with pytest.raises(NotebookError, match="cannot be unpacked"):
                contents(path)


def test_only_a_sound_archive_without_a_notebook_is_passed_over(archive):
    assert holds_none(archive({"data.csv": ""}))
    assert not holds_none(archive({"a.ipynb": ""}))


def test_what_is_no_archive_stays_where_it_is(tmp_path):
    with unpacked(tmp_path / "vgg.ipynb", MOST) as path:
        assert path == tmp_path / "vgg.ipynb"
