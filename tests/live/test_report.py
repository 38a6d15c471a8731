"""The report: what it says, as text and as HTML, and what can be done with it."""

import html.parser
import io

import numpy as np
import pytest
from PIL import Image

from autograder.live.memory import Before, Memory
from autograder.live.report import Checked, Report
from autograder.results import CheckResult, Picture

NASTY = "<script>alert(1)</script> & \"x\" 'y' \x1b[31mred\x1b[0m \u202e \ud800"


def result(name="test_a", outcome="failed", **more):
    passed = outcome == "passed"
    fields = {
        "id": name, "exercise": "loss", "title": f"Title of {name}", "points": 1.0,
        "score": float(passed), "outcome": outcome, "message": "" if passed else "It is summed.",
        "hint": "" if passed else "Which axis?", "public": True, "duration_s": 0.1,
    }  # fmt: skip
    return CheckResult(**{**fields, **more})


def report(*results, before=None, hints=(), whole=False):
    before = before or Before("new")
    return Report((Checked("loss", tuple(results), before, frozenset(hints)),), whole)


def plain(found, **more):
    return found.bundle(**more)["text/plain"]


def markup(found, **more):
    return found.bundle(**more)["text/html"]


def test_it_can_be_used():
    right, wrong = report(result(outcome="passed")), report(result(), result("b", "passed"))
    assert right.passed and right
    assert not wrong.passed and not wrong
    assert wrong.exercises == {"loss": False}
    assert [check.id for check in wrong.checks] == ["test_a", "b"]
    assert repr(wrong) == "<loss: 1 of 2 public checks pass>"


def test_text_and_html_say_the_same():
    found = report(result(hint="Which `axis`?"), result("b", "passed"), hints=["test_a"])
    assert plain(found).splitlines() == [
        "✗ Title of test_a",
        "    It is summed.",
        "    Hint: Which `axis`?",
        "✓ Title of b",
        "loss: 1 of 2 public checks pass.",
    ]
    shown = markup(found)
    for words in ("Title of test_a", "It is summed.", "<code>axis</code>?", "1 of 2 public checks"):
        assert words in shown


def test_the_hint_comes_with_the_second_failure():
    memory, first = Memory(), result()
    memory.take_in("tests", "loss", "answer", [first])
    assert not memory.failed_again("tests", first)
    memory.take_in("tests", "loss", "other answer", [first])
    assert memory.failed_again("tests", first)
    assert not memory.failed_again("other tests", first)
    later = plain(report(first))
    assert "Which axis?" not in later + markup(report(first))
    assert "There is a hint, should this check fail again." in later


@pytest.mark.parametrize("outcome", ["blocked", "errored", "passed"])
def test_only_failures_lead_to_a_hint(outcome):
    memory, other = Memory(), result(outcome=outcome)
    for _ in range(3):
        memory.take_in("tests", "loss", "answer", [other])
    assert not memory.failed_again("tests", other)


def test_it_is_said_whether_the_answer_was_checked_before():
    memory, right, wrong = Memory(), result(outcome="passed"), result()
    assert memory.take_in("tests", "loss", "a", [wrong]) == Before("new")
    assert memory.take_in("tests", "loss", "a", [wrong]) == Before("same", 0, 1)
    assert memory.take_in("tests", "loss", "b", [right]) == Before("changed", 0, 1)
    assert memory.take_in("tests", "loss", "b", [right]) == Before("same", 1, 1)


@pytest.mark.parametrize(
    ("before", "outcome", "whole", "said"),
    [
        (Before("new"), "failed", False, None),
        (Before("new"), "failed", True, "Not checked before."),
        (Before("changed", 2, 4), "failed", False, "Changed since it was last checked, when 2 of"),
        (Before("changed", 2, 4), "passed", True, "Changed since it was last checked, when 2 of"),
        (Before("same"), "failed", False, "if you have edited it, run its cell"),
        (Before("same"), "passed", False, None),
        (Before("same"), "passed", True, "Unchanged since it was last checked."),
    ],
)
def test_what_is_said_about_the_answer_before(before, outcome, whole, said):
    found = report(result(outcome=outcome), before=before, whole=whole)
    if said:
        assert said in plain(found)
        assert said in markup(found)
    else:
        assert 'class="remark"' not in markup(found)


def test_a_report_says_when_its_answer_is_another_one_now():
    found, said = report(result(outcome="passed")), "loss has changed since it was checked here"
    for show in (plain, markup):
        assert said not in show(found)
        assert said in show(found, outdated=frozenset(["loss"]))


def test_a_message_that_all_checks_share_is_said_once():
    unwritten = "loss is not written yet: it still raises NotImplementedError."
    found = report(*(result(name, "blocked", message=unwritten) for name in "abc"))
    assert plain(found).count(unwritten) == 1
    assert markup(found).count(unwritten) == 1


def test_all_exercises_are_counted_and_those_in_order_are_folded():
    one = Checked("a", (result(outcome="passed"),), Before("new"), frozenset())
    two = Checked("b", (result(),), Before("new"), frozenset())
    found = Report((one, two), whole=True)
    assert plain(found).endswith("1 of 2 exercises pass; 1 of 2 public checks pass.")
    assert markup(found).count("<details") == 2
    assert markup(found).count(" open>") == 1


def test_everything_of_the_students_is_escaped():
    found = report(
        result(title=NASTY, message=f"{NASTY}\n{NASTY}", hint=NASTY, pictures=(picture(NASTY),)),
        hints=["test_a"],
    )
    tags = Tags()
    tags.feed(markup(found))
    assert not {"script", "iframe", "link", "object"} & set(tags.names)
    assert not [name for name in tags.attributes if name.startswith("on")]
    for text in (plain(found), markup(found)):
        text.encode("utf-8")
        assert not {"\x1b", "\u202e"} & set(text)


def test_pictures_are_in_the_html_and_named_in_the_text():
    found = report(result(pictures=(picture("Digits it took for another"),)))
    assert 'alt="Digits it took for another" src="data:image/png;base64,' in markup(found)
    assert "Pictures: Digits it took for another." in plain(found)


def test_the_html_asks_no_other_host_for_anything():
    shown = markup(report(result(pictures=(picture("x"),))))
    assert "http" not in shown
    assert "@import" not in shown
    assert "url(" not in shown


def picture(title):
    file = io.BytesIO()
    Image.fromarray(np.zeros((4, 4), np.uint8)).save(file, "PNG")
    return Picture(title=title, png=file.getvalue())


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.names, self.attributes = [], []

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes += [name for name, _ in attrs]
