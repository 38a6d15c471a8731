"""What stands in a terminal after a run."""

import io

from rich.console import Console

from autograder.reports.terminal import NOTHING, print_document
from autograder.results import (
    CheckResult,
    Document,
    Failure,
    Override,
    SubmissionResult,
    stand,
)

CLEARS = "\x1b[2J\x1b]0;owned\x07"


def printed(document, standings=NOTHING):
    shown = io.StringIO()
    print_document(document, Console(file=shown, force_terminal=True, width=100), standings)
    return shown.getvalue()


def result(**changed):
    check = CheckResult(
        id="test_it", exercise="it", title="Does it", points=2, score=0, outcome="failed",
        message=f"{CLEARS}line 1\nline 2", hint="Why?", public=True, duration_s=0.1,
    )  # fmt: skip
    told = {"submission": f"class/{CLEARS}.ipynb", "assignment": "small", "score": 0.0,
            "max_score": 2.0, "seed": 1, "duration_s": 1.0, "sandbox": "process",
            "checks": (check,), "notices": (f"{CLEARS} repaired",)}  # fmt: skip
    return SubmissionResult(**told | changed)


def test_names_and_messages_cannot_command_the_terminal():
    failure = Failure(submission=f"{CLEARS}x", reason=f"{CLEARS} broken")
    for document in (
        Document(results=(result(),), failures=()),
        Document(results=(result(), result(submission="b")), failures=(failure,)),
    ):
        text = printed(document)
        assert "\x1b[2J" not in text
        assert "\x1b]" not in text
        assert "\x07" not in text
        assert "�[2J" in text


def test_a_single_submission_is_shown_whole_and_a_class_in_lines():
    whole = printed(Document(results=(result(submission="class/a.ipynb"),), failures=()))
    assert "line 2" in whole
    assert "Hint: Why?" in whole
    both = (result(submission="class/a.ipynb"), result(submission="class/b.ipynb"))
    listed = printed(Document(results=both, failures=()))
    assert listed.count("0/2") == 2
    assert "Hint" not in listed


def test_what_counts_in_the_end_stands_there_with_its_reason():
    why = {"where": "overrides.csv, line 2", "reason": f"{CLEARS} asked", "by": "Ito"}
    one = Document(results=(result(submission="class/a.ipynb"),))
    both = Document(results=(*one.results, result(submission="class/b.ipynb")))
    set_to_1, excused = (
        Override(person="a", score=1.0, **why),
        Override(person="b", excused=True, **why),
    )
    absent = Override(person="Gone Gus", excused=True, **why)
    for document, rows in ((one, [set_to_1]), (both, [set_to_1, excused, absent])):
        text = printed(document, stand(document, overrides=rows))
        assert "override +1: �[2J" in text
        assert "counts: 1/2" in text
        assert "\x1b[2J" not in text
    assert text.count("excused: does not count") == 2
    assert "Gone Gus" in text


def test_where_nothing_changed_nothing_more_is_said():
    document = Document(results=(result(submission="class/a.ipynb"), result(submission="b")))
    assert printed(document, stand(document)) == printed(document)
