"""What stands on the page of a class."""

import re

import msgspec

from autograder.reports.about import About
from autograder.reports.class_page import class_page
from autograder.results import Adjustment, Document, Failure, Standing
from tests.reports import examples
from tests.reports.test_submission_page import Page


def page_of(document, addresses=None, **about):
    addresses = {r.submission: f"{n}/report.html" for n, r in enumerate(document.results)}
    return Page(class_page(document, addresses, About(**about)))


def test_every_submission_is_there_with_its_score_and_a_link_to_its_page():
    document = examples.a_class()
    page = page_of(document)
    links = [a["href"] for a in page.all("a")]
    for number, result in enumerate(document.results):
        assert f"{number}/report.html" in links
        assert f"student_{number:02}" in page.text
        assert f"{result.score:g} of {result.max_score:g}" in page.text


def test_what_was_not_graded_is_there_with_its_reason():
    assert "broken broken.ipynb is empty." in page_of(examples.a_class()).text


def test_symptoms_come_with_how_many_and_who():
    text = page_of(examples.a_class()).text
    found = re.search(
        r"What went wrong most.*?(\d+) submissions: double The loss is [\d.]+ too", text
    )
    assert found is not None
    assert int(found[1]) == sum(r.score < r.max_score for r in examples.a_class().results)


def test_pass_rate_and_discrimination_of_each_check_and_what_they_mean():
    text = page_of(examples.a_class()).text
    assert "point-biserial correlation" in text
    assert re.search(r"Check 0 2 \d+ of 24 0\.\d\d", text)


def test_the_chart_has_a_title_and_a_table_that_says_the_same():
    page = page_of(examples.a_class())
    assert {"role": "img"}.items() <= next(
        a for a in page.all("svg") if a["class"] == "histogram"
    ).items()
    assert "How many reached which share of the points: small" in page.text
    assert "The same as a table" in page.text
    assert re.search(r"90 to 100 % \d+", page.text)


def test_alike_answers_are_named_with_a_warning_how_to_read_it():
    from tests.reports.test_likeness import ANSWER, OTHER, RENAMED

    results = [
        examples.result(f"{name}.ipynb", answers={"double": code})
        for name, code in {"ada": ANSWER, "bob": RENAMED, "eve": OTHER}.items()
    ]
    text = page_of(Document(results=tuple(results))).text
    assert re.search(r"double : 2 answers share at least \d+ % .*? ada bob", text)
    assert "Similar is not copied" in text


def test_each_assignment_of_a_document_has_a_part_of_its_own():
    first = examples.a_class(3).results
    second = [
        msgspec.structs.replace(r, assignment="other", submission=f"o/{r.submission}")
        for r in first
    ]
    page = page_of(Document(results=(*first, *second)), assignments={"other": "The other one"})
    assert page.text.count("What went wrong most") == 2
    assert page.text.count("The other one") >= 2


def test_two_people_of_one_name_are_told_apart():
    same = [examples.result(f"{folder}/ada.ipynb") for folder in ("a", "b")]
    text = page_of(Document(results=tuple(same))).text
    assert "ada (a/ada.ipynb)" in text
    assert "ada (b/ada.ipynb)" in text


def test_names_come_from_the_class_list_where_there_is_one():
    standing = Standing(
        submission="class/ada.ipynb", assignment="small", person="7",
        name="Ada, Countess of Løvelace", graded=0.0, score=None, max_score=2.0,
        adjustments=(Adjustment(kind="excused", reason="Ill."),),
    )  # fmt: skip
    gone = Standing(submission="", assignment="small", person="8", name="Nobody Seen", graded=None,
                    score=0.0, max_score=2.0)  # fmt: skip
    text = page_of(
        Document(results=(examples.result(),)), standings={"class/ada.ipynb": standing, "": gone}
    ).text
    assert "Ada, Countess of Løvelace excused" in text
    assert "Nobody Seen 0 of 2" in text


def test_only_our_own_script_may_run_and_nothing_may_be_loaded():
    hostile = examples.hostile()
    failure = Failure(submission=f"x/{examples.HOSTILE}", reason=examples.HOSTILE)
    content = class_page(
        Document(results=(hostile,), failures=(failure,)),
        {hostile.submission: "a/report.html"},
        About(course=examples.HOSTILE, assignments={examples.HOSTILE: examples.HOSTILE}),
    )
    page = Page(content)
    assert len(page.all("script")) == 1
    (policy,) = [m["content"] for m in page.all("meta") if "http-equiv" in m]
    assert "script-src 'sha256-" in policy
    assert "unsafe" not in policy
    assert not page.all("img")
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert "\u202e" not in content.decode()


def test_an_empty_class_has_a_page_too():
    assert "Graded 0" in page_of(Document()).text
    only = Document(failures=(Failure(submission="a.ipynb", reason="It is empty."),))
    assert "a It is empty." in page_of(only).text


def test_of_a_very_large_class_the_weakest_are_listed_and_where_all_are_is_said(monkeypatch):
    monkeypatch.setattr("autograder.reports.class_page.MOST_ROWS", 3)
    monkeypatch.setattr("autograder.reports.class_page.MOST_NAMES", 5)
    document = examples.a_class()
    page = page_of(document)
    assert f"3 of {len(document.results)} are listed" in page.text
    assert "autograder export csv RESULTS --wide" in page.text
    weakest = min(document.results, key=lambda r: r.score / r.max_score)
    table = page.text.partition("All submissions 3 of")[2]
    assert f"student_{document.results.index(weakest):02}" in table
    assert re.search(r"and \d+ more", page.text)
