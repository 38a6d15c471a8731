"""What a check depends on changes its key; nothing else does, and nothing is run to know it."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.course import load
from autograder.engine import keys


@pytest.fixture
def course(small_course, tmp_path):
    shutil.copytree(small_course, tmp_path / "course")
    return tmp_path / "course"


def check_keys(course: Path):
    return keys.check_keys(load(course).assignment("small"))


def graders_key(course: Path):
    return keys.graders_key(load(course).assignment("small"))


def edit(path: Path, old: str, new: str):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def differing(before, after):
    assert before.keys() == after.keys()
    return {name.removeprefix("test_") for name in before if before[name] != after[name]}


def test_a_changed_check_changes_its_own_key_alone(course):
    before = check_keys(course)
    assert len(before) == 4
    edit(course / "graders/small/test_hidden.py", "size=(3, 4)", "size=(4, 4)")
    assert differing(before, check_keys(course)) == {"doubles_an_array"}


def test_a_check_that_depends_on_a_changed_one_changes_with_it(course):
    before = check_keys(course)
    edit(course / "graders/small/test_public.py", "size=7", "size=8")
    assert differing(before, check_keys(course)) == {"mean_of_squares", "gradient_of_mean_square"}


def test_what_stands_beside_checks_counts_for_all_of_them(course):
    before = check_keys(course)
    edit(course / "graders/small/test_hidden.py", "import numpy", "SIZE = 3\nimport numpy")
    hidden = {"doubles_an_array", "gradient_of_mean_square"}
    assert differing(before, check_keys(course)) == hidden
    (course / "graders/small/table.csv").write_text("1,2")
    assert len(differing(before, check_keys(course))) == 4


def test_comments_mutants_and_calibration_change_no_check(course):
    before = check_keys(course)
    edit(course / "graders/small/test_hidden.py", "import numpy", "# a comment\nimport numpy")
    (course / "graders/small/mutants").mkdir()
    (course / "graders/small/mutants/double__wrong.py").write_text("x = 1")
    (course / "graders/small/calibration.json").write_text("{}")
    assert differing(before, check_keys(course)) == set()


def test_a_module_that_does_not_parse_has_no_keys(course):
    (course / "graders/small/test_hidden.py").write_text("def (")
    assert set(check_keys(course)) == {"test_doubles_a_number", "test_mean_of_squares"}


HEADER = "from autograder import grading\nfrom autograder.grading import check\n"


def a_check(name, body="pass", *, decorator="check", **options):
    words = ", ".join(["points=1", "exercise='double'", *(f"{k}={v}" for k, v in options.items())])
    return f'@{decorator}({words})\ndef {name}(student):\n    """It."""\n    {body}\n\n'


@pytest.fixture
def graders(course):
    """`graders(hidden, public)`: the keys of the checks in these modules."""

    def write(hidden, public=""):
        for name, text in (("hidden", hidden), ("public", public)):
            (course / f"graders/small/test_{name}.py").write_text(HEADER + text)
        return check_keys(course)

    return write


def test_dependence_is_followed_through_other_checks_and_modules(graders):
    def keys_with(body):
        return graders(
            a_check("test_a", depends_on="['test_b']") + a_check("test_free"),
            a_check("test_b", depends_on="('test_c', 'test_d')")
            + a_check("test_c", depends_on="'test_b'")
            + a_check("test_d", body),
        )

    before = keys_with("pass")
    assert len(before) == 5
    assert differing(before, keys_with("return")) == {"a", "b", "c", "d"}


@pytest.mark.parametrize(
    "depends_on", ["NEEDED", "(*NEEDED,)", "('test_b', NEEDED)", "'test_gone'", "None", "f'test_b'"]
)
def test_a_check_that_depends_on_nobody_knows_what_has_no_key(graders, depends_on):
    found = graders(
        "NEEDED = 'test_b'\n"
        + a_check("test_a", depends_on=depends_on)
        + a_check("test_b")
        + a_check("test_on_a", depends_on="'test_a'")
    )
    assert set(found) == {"test_b"}


def test_a_check_whose_decorator_is_unpacked_has_no_key(graders):
    unpacked = a_check("test_a").replace("points=1", "**{'points': 1}")
    assert set(graders(unpacked + a_check("test_b"))) == {"test_b"}


def test_a_check_is_known_by_its_decorator_wherever_that_comes_from(graders):
    found = graders(
        a_check("test_a", decorator="grading.check")
        + "@grading.fail\n" + a_check("test_b")
        + "def test_c():\n    pass\n"
        + "if True:\n    @check(points=1, exercise='double')\n    def test_d(): pass\n"
    )  # fmt: skip
    assert set(found) == {"test_a", "test_b"}


def test_a_name_that_two_functions_have_has_no_key(graders):
    twice = a_check("test_a") + a_check("test_a", "return")
    assert set(graders(twice + a_check("test_b"))) == {"test_b"}
    assert set(graders(a_check("test_a") + a_check("test_b"), a_check("test_a"))) == {"test_b"}
    nested = "if True:\n    def test_a(): pass\n"
    assert set(graders(a_check("test_a") + nested + a_check("test_b"))) == {"test_b"}


def test_a_check_that_calls_another_changes_with_it(graders):
    def keys_with(body):
        return graders(
            a_check("test_a", "test_b(student)") + a_check("test_b", body) + a_check("test_c")
        )

    assert differing(keys_with("pass"), keys_with("return")) == {"a", "b"}


def test_points_hint_title_and_timeout_belong_to_a_check(graders):
    plain = graders(a_check("test_a"))
    for other in (
        a_check("test_a", hint="'Why?'"),
        a_check("test_a", timeout="3"),
        a_check("test_a").replace("points=1", "points=2"),
        a_check("test_a").replace("It.", "That."),
    ):
        assert differing(plain, graders(other)) == {"a"}
    moved = graders("", a_check("test_a"))
    assert differing(plain, moved) == {"a"}, "it is public now"


def test_a_number_too_long_to_be_written_out_leaves_its_module_without_keys(graders):
    huge = f"HUGE = 0x{'f' * 10_000}\n"
    assert set(graders(huge + a_check("test_a"), a_check("test_b"))) == {"test_b"}


ALL = {
    "doubles_a_number", "mean_of_squares", "doubles_an_array", "gradient_of_mean_square"
}  # fmt: skip


@pytest.mark.parametrize(
    "place",
    ["graders/small/helper.py", "graders/small/data/deep/table.csv", "graders/small/conftest.py",
     "graders/small/data/test_more.py", "graders/small/data/mutants/x.py", "graders/small/.hidden",
     "graders/shared.py", "graders/conftest.py", "conftest.py", "../conftest.py"],
)  # fmt: skip
def test_every_file_that_graders_may_read_counts_for_all_checks(course, place):
    before, quick = check_keys(course), graders_key(course)
    path = course / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("X = 1")
    there = check_keys(course)
    assert differing(before, there) == ALL
    path.write_text("X = 2")
    assert differing(there, check_keys(course)) == ALL
    assert graders_key(course) != quick
    path.unlink()
    assert (check_keys(course), graders_key(course)) == (before, quick)


@pytest.mark.parametrize(
    "place",
    ["graders/small/mutants/double__wrong.py", "graders/small/variants/double__other.py",
     "graders/small/calibration.json", "graders/small/__pycache__/test_hidden.pyc",
     "graders/small/data/__pycache__/x.pyc", "graders/other/test_hidden.py", "solutions/x.py"],
)  # fmt: skip
def test_no_other_file_counts(course, place):
    before = check_keys(course), graders_key(course)
    path = course / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("X = 1")
    assert (check_keys(course), graders_key(course)) == before


def test_a_file_that_is_moved_or_renamed_counts(course):
    first = course / "graders/small/data/table.csv"
    first.parent.mkdir()
    first.write_text("1")
    before = check_keys(course)
    first.rename(course / "graders/small/table.csv")
    assert differing(before, check_keys(course)) == ALL


def test_a_folder_behind_a_link_counts_and_a_link_that_leads_back_does_not_hang(course, tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    (course / "graders/small/data").symlink_to(shared)
    (shared / "again").symlink_to(course / "graders/small")
    os.mkfifo(shared / "pipe")
    before = check_keys(course)
    (shared / "table.csv").write_text("1")
    assert differing(before, check_keys(course)) == ALL


def test_an_assignment_may_be_called_like_a_folder_of_answers(course):
    small = load(course).assignment("small")
    for name in ("mutants", "variants"):
        shutil.copytree(course / "graders/small", course / "graders" / name)
        other = replace(small, name=name)
        before = keys.graders_key(other), keys.check_keys(other)
        assert len(before[1]) == 4
        (other.graders / "helper.py").write_text("X = 1")
        assert keys.graders_key(other) != before[0]
        assert keys.check_keys(other) != before[1]


def test_a_course_that_moves_keeps_its_keys(course, tmp_path):
    before = check_keys(course), graders_key(course)
    moved = tmp_path / "moved"
    course.rename(moved)
    assert (check_keys(moved), graders_key(moved)) == before


def test_the_key_of_all_graders_is_to_the_letter(course):
    before = graders_key(course)
    edit(course / "graders/small/test_hidden.py", "import numpy", "# a comment\nimport numpy")
    assert graders_key(course) != before


def test_nothing_of_the_graders_is_run_to_know_their_keys(course):
    before = check_keys(course)
    hidden = course / "graders/small/test_hidden.py"
    hidden.write_text(hidden.read_text() + "\nopen('/nonexistent')\n")
    assert len(check_keys(course)) == len(before)


def test_the_real_graders_all_have_keys():
    root = Path(__file__).resolve().parents[2]
    for assignment in load(root).assignments.values():
        found = keys.check_keys(assignment)
        text = "".join(path.read_text() for path in assignment.graders.glob("test_*.py"))
        assert len(found) == text.count("\n@check(") > 0, assignment.name
