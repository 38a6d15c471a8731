import re

from hypothesis import given
from hypothesis import strategies as st

from autograder.course import marks, release, stub_notebook

OTHERS = st.sampled_from([("text", None), ("setup", None), ("explore", None)])
SECTIONS = st.lists(st.lists(OTHERS, max_size=6), min_size=1, max_size=4)


def notebook(sections):
    """Kinds and exercises of a notebook; between sections stand exercises with their checks."""
    cells = list(sections[0])
    for number, section in enumerate(sections[1:]):
        cells += [("exercise", f"e{number}"), ("check", f"e{number}"), *section]
    return cells


@given(SECTIONS)
def test_ids_are_unique_and_allowed(sections):
    ids = marks.cell_ids(notebook(sections))
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", identity) for identity in ids)


@given(SECTIONS, st.data())
def test_a_cell_that_is_put_in_renumbers_only_its_own_kind_in_its_own_section(sections, data):
    which = data.draw(st.integers(0, len(sections) - 1))
    place = data.draw(st.integers(0, len(sections[which])))
    new = data.draw(OTHERS)
    changed = [list(section) for section in sections]
    changed[which].insert(place, new)

    before = list(zip(notebook(sections), marks.cell_ids(notebook(sections)), strict=True))
    after = set(zip(notebook(changed), marks.cell_ids(notebook(changed)), strict=True))
    assert all(pair in after for pair in before)
    assert len(after) == len(before) + 1


def test_an_id_of_a_very_long_exercise_is_still_allowed():
    (identity,) = marks.cell_ids([("exercise", "x" * 200)])
    assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", identity)


def test_editing_a_cell_changes_no_id(folder):
    assignment = folder.add("losses")
    before = [cell["id"] for cell in stub_notebook(assignment).cells]
    folder.change("solutions/losses/losses.py", "What a network is", "Something else")
    folder.change("solutions/losses/losses.py", "min(secret, secret**2)", "secret")
    assert [cell["id"] for cell in stub_notebook(assignment).cells] == before


def test_ids_say_what_the_cells_are(folder):
    assert [cell["id"] for cell in stub_notebook(folder.add("losses")).cells] == [
        "text-1",
        "setup-1",
        "text-2",
        "exercise-rmse",
        "check-rmse",
        "text-rmse-1",
        "exercise-huber",
        "check-huber",
        "explore-huber-1",
    ]


def test_metadata_that_an_author_adds_stays(folder, losses):
    text = losses.replace('tags=["setup"]', 'tags=["setup", "hide-input"] slideshow={"a": "b"}')
    assignment = folder.add("losses", text)
    release(assignment)
    setup = stub_notebook(assignment).cells[1]
    assert setup.metadata == {"tags": ["setup", "hide-input"], "slideshow": {"a": "b"}}
