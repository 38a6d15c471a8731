import shutil

import pytest

from autograder.course import load, release
from autograder.errors import UsageError


def test_a_course_knows_its_assignments_by_where_their_files_stand(folder):
    assignment = folder.add("losses")
    assert assignment.title == "Losses of one's own"
    assert assignment.exercises == ("rmse", "huber")
    assert assignment.reference_py == folder.root / "solutions/losses/losses.py"
    assert assignment.reference_ipynb == folder.root / "solutions/losses/losses.ipynb"
    assert assignment.stub == folder.root / "assignments/losses/losses.ipynb"
    assert assignment.graders == folder.root / "graders/losses"


def test_assignments_come_in_alphabetical_order(folder):
    for name in ("vae", "gan", "losses"):
        folder.add(name)
    assert list(load(folder.root).assignments) == ["gan", "losses", "vae"]


def test_those_that_the_settings_name_come_first(folder):
    for name in ("vae", "gan", "losses"):
        folder.add(name)
    folder.write("course.toml", 'assignments = ["vae"]')
    assert list(load(folder.root).assignments) == ["vae", "gan", "losses"]


def test_the_settings_cannot_name_an_assignment_that_is_not_there(folder):
    folder.add("losses")
    folder.write("course.toml", 'assignments = ["looses"]')
    with pytest.raises(UsageError, match=r"'looses'.*did you mean 'losses'\?"):
        load(folder.root)


def test_a_due_date_cannot_be_that_of_an_assignment_that_is_not_there(folder):
    folder.add("losses")
    folder.write("course.toml", "[late.due]\nlooses = 2026-11-20T23:59:00Z")
    with pytest.raises(UsageError, match=r"`late.due` has 'looses'.*did you mean 'losses'\?"):
        load(folder.root)


def test_the_settings_cannot_name_an_assignment_twice(folder):
    folder.add("losses")
    folder.write("course.toml", 'assignments = ["losses", "losses"]')
    with pytest.raises(UsageError, match="'losses' twice"):
        load(folder.root)


def test_the_course_is_found_from_any_folder_inside(folder, monkeypatch):
    folder.add("losses")
    monkeypatch.chdir(folder.root / "graders/losses")
    assert load().root == folder.root.resolve()


def test_outside_of_a_course_the_error_says_what_a_course_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"a course is a folder with course\.toml"):
        load()


def test_a_folder_that_was_named_has_to_be_the_course_itself(folder):
    folder.add("losses")
    with pytest.raises(UsageError, match="is not a course"):
        load(folder.root / "graders")


def test_a_course_may_have_no_assignments_yet(folder):
    assert load(folder.root).assignments == {}


def test_an_assignment_without_its_reference_is_read_off_its_stub(folder):
    release(folder.add("losses"))
    shutil.rmtree(folder.root / "solutions")
    assignment = folder.assignment("losses")
    assert assignment.title == "Losses of one's own"
    assert assignment.exercises == ("rmse", "huber")


def test_a_stub_without_graders_is_no_assignment(folder):
    release(folder.add("losses"))
    shutil.rmtree(folder.root / "solutions")
    shutil.rmtree(folder.root / "graders")
    assert load(folder.root).assignments == {}


def test_a_damaged_stub_is_told_in_a_sentence(folder):
    folder.write("assignments/losses/losses.ipynb", '{"cells": [3]}')
    folder.write("graders/losses/test_public.py", "")
    with pytest.raises(UsageError, match="is not a released notebook"):
        load(folder.root)


def test_a_reference_of_another_name_than_its_folder_is_refused(folder):
    folder.write("solutions/losses/answers.py", "")
    with pytest.raises(UsageError, match=r"answers\.py is taken for a reference"):
        load(folder.root)


def test_folders_without_scripts_are_left_alone(folder):
    folder.write("solutions/pictures/cat.svg", "")
    folder.write("solutions/.ipynb_checkpoints/x.py", "")
    assert load(folder.root).assignments == {}


def test_a_reference_without_exercises_is_refused(folder):
    folder.write("solutions/losses/losses.py", "# %%\nx = 1\n")
    with pytest.raises(UsageError, match="has no exercise"):
        load(folder.root)


def test_an_exercise_defined_twice_is_refused(folder, losses):
    with pytest.raises(UsageError, match="has exercise rmse twice"):
        folder.add("losses", losses.replace('exercise="huber"', 'exercise="rmse"'))


def test_an_exercise_has_to_be_a_name(folder, losses):
    with pytest.raises(UsageError, match="'my-rmse' is no name"):
        folder.add("losses", losses.replace('exercise="rmse"', 'exercise="my-rmse"'))


def test_asking_for_an_unknown_assignment_names_the_nearest(folder):
    folder.add("losses")
    course = load(folder.root)
    assert course.assignment("losses") is course.assignments["losses"]
    with pytest.raises(UsageError, match=r"did you mean 'losses'\?"):
        course.assignment("loses")
