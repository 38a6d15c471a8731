"""Who handed in what."""

import pytest

from autograder.errors import UsageError
from autograder.results.people import Person, by_path, named, read_people


@pytest.mark.parametrize(
    ("path", "person"),
    [
        ("hw/Zoë O'Neil-Ünal_12345_assignsubmission_file_/x.ipynb",
         Person(id="12345", name="Zoë O'Neil-Ünal")),
        ("hw/李 小龍_7_assignsubmission_file/vae.ipynb", Person(id="7", name="李 小龍")),
        ("hw/A_B C_7_assignsubmission_file_/vae.ipynb", Person(id="7", name="A_B C")),
        ("hw/Zoe Ito_12_assignsubmission_file_my_homework.ipynb",
         Person(id="12", name="Zoe Ito")),
        ("hw/itozoe_12345_67890_rmse_loss.ipynb", Person(id="12345", name="itozoe")),
        ("hw/itozoe_LATE_12345_67890_rmse_loss-1.ipynb", Person(id="12345", name="itozoe")),
        ("hw/itozoe_late_12345_67890_rmse_loss.ipynb", Person(id="12345", name="itozoe")),
        ("submitted/zoe/small/small.ipynb", Person(login="zoe")),
        ("/a/course/submitted/zoe/small/other name.ipynb", Person(login="zoe")),
        ("zoe/small.ipynb", Person(login="zoe")),
        ("zoe.ipynb", Person(login="zoe")),
        ("class/zoe@example.org.ipynb", Person(login="zoe@example.org")),
        ("class/half_right.ipynb", Person(login="half_right")),
        ("small.ipynb", Person(login="small")),
    ],
)  # fmt: skip
def test_paths_say_whose_they_are(path, person):
    assert by_path(path, "small") == person


def people(tmp_path, text):
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    return read_people(path)


def test_a_list_of_people_says_more_than_a_path(tmp_path):
    found = people(tmp_path, 'id,login,name\n17,zoe,"Ito, Zoë"\n18,ann,Ann\n')
    assert found.of("class/zoe.ipynb", "small") == Person(id="17", login="zoe", name="Ito, Zoë")
    assert found.of("class/ann/small.ipynb", "small").id == "18"
    assert found.of("class/bob.ipynb", "small") == Person(login="bob")


def test_a_list_with_submissions_decides(tmp_path):
    found = people(tmp_path, "submission,id,login\nb/zoe.ipynb,17,z\na/zoe,18,y\n,19,zoe\n")
    assert found.of("class/b/zoe.ipynb", "small").id == "17"
    assert found.of("class/a/zoe.ipynb", "small").id == "18"
    assert found.of("class/c/zoe.ipynb", "small").id == "19"


def test_two_people_of_one_name_are_told_apart_by_id_alone(tmp_path):
    found = people(tmp_path, "id,name\n1,Zoe Ito\n2,Zoe Ito\n")
    by_id = found.of("Zoe Ito_2_assignsubmission_file_/x.ipynb", "small")
    assert by_id.id == "2"
    assert found.of("Zoe Ito.ipynb", "small") == Person(login="Zoe Ito")


def test_a_name_in_a_path_may_be_written_another_way_than_in_the_list(tmp_path):
    found = people(tmp_path, 'login,name\nz1,"O\'Neil-Ünal, Zoë"\n')
    for path in (
        "Zoë O'Neil-Ünal_7_assignsubmission_file_/x.ipynb",
        "oneilünalzoë_7_12345_x.ipynb",
    ):
        assert found.of(path, "small").login == "z1"


def test_an_id_that_contradicts_a_name_decides(tmp_path):
    found = people(tmp_path, "id,name\n1,Zoe Ito\n")
    other = found.of("Zoe Ito_2_assignsubmission_file_/x.ipynb", "small")
    assert other == Person(id="2", name="Zoe Ito")


@pytest.mark.parametrize(
    ("text", "problem"),
    [("id,name\n1,Zoe\n,\nsubmission,\n", None), ("submission,id\na.ipynb,\n", "line 2: nobody")],
)
def test_a_row_about_nobody_is_told(tmp_path, text, problem):
    if problem is None:
        assert len(people(tmp_path, text).everybody) == 2
        return
    with pytest.raises(UsageError, match=problem):
        people(tmp_path, text)


def test_a_submission_is_named_by_its_path_or_the_end_of_it():
    paths = ["class/a/x.ipynb", "class/b/x.ipynb", "class/Zoe\u0308.ipynb"]
    assert named("class/a/x.ipynb", paths) == [paths[0]]
    assert named("a/x", paths) == [paths[0]]
    assert named("x.ipynb", paths) == paths[:2]
    assert named("./class/b/x.ipynb", paths) == [paths[1]]
    assert named("Zo\u00eb", paths) == [paths[2]]
    assert named("y", paths) == []
