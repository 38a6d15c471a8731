"""What stands on the page of a submission, and what never does."""

import base64
import hashlib
import re
import shlex
import subprocess
from html.parser import HTMLParser

import pytest

from autograder.reports.about import About
from autograder.reports.submission_page import command, submission_page
from autograder.results import Adjustment, Picture, Standing
from tests.reports import examples


class Page(HTMLParser):
    """Tags with their attributes, and all text that is not style."""

    def __init__(self, content):
        super().__init__()
        self.tags, self.words, self._inside = [], [], []
        self.feed(content.decode())
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag in ("style", "script"):
            self._inside.append(tag)

    def handle_endtag(self, tag):
        if self._inside and tag == self._inside[-1]:
            self._inside.pop()

    def handle_data(self, data):
        if not self._inside:
            self.words.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def page_of(result, **about):
    return Page(submission_page(result, About(**about)))


def test_score_and_where_to_look_first_come_before_everything_else():
    text = page_of(examples.rich()).text
    top = text[: text.index("Gives a *single*")]
    assert "2 of 10 points" in top
    assert "Look here first double It is summed, not averaged." in top
    assert "What is one and one?" in top


def test_whoever_has_everything_right_is_told_so():
    page = page_of(examples.result(checks=[examples.check(outcome="passed")]))
    assert "Well done Every check passed." in page.text
    assert "Look here first" not in page.text


def test_every_check_is_there_with_its_outcome_in_a_word_symptom_and_hint():
    text = page_of(examples.rich()).text
    for word in ("Passed", "Not right yet", "Waiting", "hidden check", "Expected 42, got 63.",
                 "cell 3, line 2, in mean_square: return sum(x)", "conflict marks",
                 "accuracy 0.97, asked for: at least 0.95"):  # fmt: skip
        assert word in text


def test_what_blocks_a_whole_exercise_is_said_once():
    text = page_of(examples.rich()).text
    assert text.count("third is not written yet") == 1


def test_output_is_as_a_terminal_leaves_it():
    assert "2/2ch 1 loss: 0.5" in page_of(examples.rich()).text


def test_the_students_own_answer_is_there_to_the_letter():
    source = "def double(x):\n\treturn x  # <b>&amp;</b>\n\n\nclass A: pass"
    page = page_of(examples.result(answers={"double": source}))
    assert re.sub(r"\s+", "", source) in re.sub(r"\s+", "", "".join(page.words))


def test_layers_found_stand_beside_those_asked_for_with_a_word_for_each():
    text = page_of(examples.rich()).text
    assert "Asked for Verdict Yours" in text
    for row in ("Flatten output 64 no weights − is missing missing",
                "Dense output 128 8 320 weights ≠ differs Dense output 64 4 160 weights",
                "nothing + was not asked for Dropout output 64 no weights",
                "= the same Dense out output 10 1 290 weights"):  # fmt: skip
        assert row in text


def test_a_hidden_check_tells_neither_what_it_expects_nor_what_it_measured_nor_its_trace():
    secret = examples.check(
        public=False, architectures=(examples.network(),), trace="graders/test_hidden.py:7: 4242",
        measures=examples.rich().checks[0].measures,
    )  # fmt: skip
    page = page_of(examples.result(checks=[secret]))
    assert "Layers of the classifier" in page.text
    assert "Dropout" in page.text
    for word in ("Asked for", "8 320", "Flatten", "0.97", "4242", "test_hidden"):
        assert word not in page.text


def test_the_command_grades_the_same_submission_with_the_same_seed():
    words = shlex.split(command(examples.result("class/ada's notebook.ipynb")))
    assert words[:3] == ["autograder", "grade", "class/ada's notebook.ipynb"]
    assert words[words.index("--seed") + 1] == "12345"


@pytest.mark.parametrize("name", [examples.HOSTILE, "ünï'cødé \U0001f600", "a\nb", "-rf"])
def test_the_command_is_safe_and_exact_in_a_shell_whatever_the_name(name):
    line = command(examples.result(f"class/{name}.ipynb"))
    assert line.isprintable()
    assert "\u202e" not in line
    path = line.removeprefix("autograder grade ").rsplit(" --assignment")[0]
    shell = ["bash", "-c", f"printf '%s' {path}"]
    done = subprocess.run(shell, capture_output=True, check=True, env={"LC_ALL": "C.UTF-8"})
    assert done.stdout.decode() == f"class/{name}.ipynb"


def test_where_the_class_lies_on_the_machine_of_the_staff_is_not_told():
    assert "/srv" not in page_of(examples.result("/srv/staff/class/ada.ipynb")).text


def test_nothing_that_a_student_wrote_becomes_markup_or_turns_the_text_around():
    content = submission_page(examples.hostile(), About(course=examples.HOSTILE))
    page, text = Page(content), content.decode()
    assert not page.all("script")
    assert all("onerror" not in attributes for _, attributes in page.tags)
    assert len(page.all("img")) == 1, "what is no PNG is not shown"
    for character in "\u202e\u2066\x1b\x07\x00":
        assert character not in text
    assert "⟨U+202E⟩" in text
    assert "{{ 7*7 }}" in text
    assert not any(attributes.get("style") for _, attributes in page.tags)


def test_the_page_forbids_itself_to_load_anything_and_to_run_anything():
    content = submission_page(examples.rich(), About())
    page = Page(content)
    (policy,) = [m["content"] for m in page.all("meta") if "http-equiv" in m]
    style = re.search(r"<style>(.*?)</style>", content.decode(), re.S)[1]
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'", "img-src data:", f"style-src 'sha256-{allowed}'",
        "script-src 'none'", "base-uri 'none'", "form-action 'none'",
    ]  # fmt: skip
    for _, attributes in page.tags:
        for address in (attributes.get("src"), attributes.get("href")):
            assert address is None or address.startswith(("#", "data:"))
    assert "url(" not in style
    assert "@import" not in style


def test_twelve_pictures_of_the_largest_size_stay_below_two_megabytes():
    from autograder.grading.evidence import MOST_BYTES, MOST_PICTURES, collecting, show

    noise = examples.np.random.default_rng(1).integers(0, 256, (400, 400, 3), dtype="uint8")
    with collecting() as evidence:
        for number in range(MOST_PICTURES):
            show(f"noise {number}", noise)
    assert all(0.9 * MOST_BYTES < len(p.png) <= MOST_BYTES for p in evidence.pictures) or all(
        len(p.png) > MOST_BYTES / 2 for p in evidence.pictures
    )
    checks = [
        examples.check(f"test_{n}", pictures=tuple(
            Picture(title=p.title, png=p.png + b"\0" * (MOST_BYTES - len(p.png)))
            for p in evidence.pictures
        ))
        for n in range(12 // MOST_PICTURES)
    ]  # fmt: skip
    content = submission_page(examples.result(checks=checks), About())
    assert content.count(b"<img") == 12
    assert len(content) < 2_000_000


def test_adjustments_are_shown_with_their_reasons_and_the_score_that_counts():
    standing = Standing(
        submission="class/grace.ipynb", assignment="small", person="grace", graded=2.0, score=1.5,
        max_score=10.0,
        adjustments=(
            Adjustment(kind="late", points=-1.0, reason="1 day begun, 50% of the points count."),
            Adjustment(kind="override", points=0.5, reason=f"Right idea {examples.SCRIPT}", by="T"),
            Adjustment(kind="comment", reason="Well tried.", about="double"),
        ),
    )  # fmt: skip
    page = page_of(examples.rich(), standings={"class/grace.ipynb": standing})
    assert "1.5 of 10 points" in page.text
    ledger = page.text[page.text.index("How the score came about") :]
    for words in (
        "As graded 2",
        "Late 1 day begun",
        "−1",
        "+0.5",
        "What counts 1.5",
        "Well tried.",
    ):
        assert words in ledger
    assert not page.all("script")


def test_an_excused_student_reads_no_score_that_counts():
    standing = Standing(
        submission="class/grace.ipynb", assignment="small", person="grace", graded=2.0, score=None,
        max_score=10.0, adjustments=(Adjustment(kind="excused", reason="Ill."),),
    )  # fmt: skip
    text = page_of(examples.rich(), standings={"class/grace.ipynb": standing}).text
    assert "Score Excused" in text
    assert "Ill." in text


def test_a_fault_of_ours_is_said_to_be_ours():
    broken = examples.check(outcome="errored", message="The check itself broke.", hint="")
    text = page_of(examples.result(checks=[broken])).text
    assert "Not final" in text
    assert "our fault" in text
