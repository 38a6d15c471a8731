"""The pages in a real browser: small and wide, light and dark, by keyboard, and on paper."""

import itertools
from pathlib import Path

import msgspec
import pytest

from autograder.reports.about import About
from autograder.reports.folder import write_class, write_folder
from autograder.reports.places import folder_names
from tests.reports import examples

pytestmark = pytest.mark.browser

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
PAGES = ("grace/report.html", "index.html", "hostile/report.html", "student_23/report.html")


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """A folder of reports with one of everything, as `--out` writes it."""
    out = tmp_path_factory.mktemp("reports")
    hostile = msgspec.structs.replace(examples.hostile(), assignment="small")
    small = examples.a_class()
    results = (*small.results, examples.rich(), hostile)
    document = msgspec.structs.replace(small, results=results)
    folders = folder_names([r.submission for r in results])
    folders[hostile.submission] = Path("hostile")
    for result in results:
        write_folder(result, out / folders[result.submission], About(course="A course"))
    write_class(document, out, folders, About(course="A course"))
    return out


@pytest.fixture
def opened(browser, reports):
    """`opened(page, size, scheme)`: the page, and what it asked for and complained about."""
    contexts = []

    def open_page(name, size="desktop", scheme="light", **options):
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.asked_for, page.complaints = [], []
        page.on("request", lambda request: page.asked_for.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: page.complaints.append(dialog.message))
        page.goto((reports / name).as_uri())
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("name", "size"), [*itertools.product(PAGES, SIZES)])
def test_a_page_asks_for_nothing_but_itself_and_complains_about_nothing(opened, name, size):
    page = opened(name, size)
    others = [url for url in page.asked_for if not url.startswith("data:")]
    assert others == [page.url]
    assert page.complaints == []
    assert page.title() != "owned"


@pytest.mark.parametrize(("name", "size"), [*itertools.product(PAGES, SIZES)])
def test_a_page_fits_the_width_of_the_screen(opened, name, size):
    page = opened(name, size)
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0


@pytest.mark.parametrize(
    ("name", "size", "scheme"), [*itertools.product(PAGES, SIZES, ("light", "dark"))]
)
def test_axe_finds_nothing_serious(opened, name, size, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(name, size, scheme)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    found = Axe().run(page).response["violations"]
    bad = [
        (v["id"], v["impact"], [node["html"][:160] for node in v["nodes"][:3]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert bad == []


def test_the_keyboard_reaches_the_result_the_exercises_and_what_is_folded(opened):
    page = opened("grace/report.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#exercise-1"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.locator("summary", has_text="Your answer").focus()
    page.keyboard.press("Enter")
    assert page.locator("pre.code").is_visible()


def test_a_student_sees_score_symptom_and_what_to_try_without_scrolling(opened):
    for size in SIZES:
        page = opened("grace/report.html", size)
        for selector in (".number", ".first .where", ".first .symptom", ".first .try"):
            box = page.locator(selector).bounding_box()
            assert box["y"] + box["height"] <= SIZES[size][1], (size, selector)


def test_the_class_can_be_filtered_and_sorted_and_read_without_any_script(opened):
    page = opened("index.html")
    rows = page.locator("table[data-sortable] tbody tr")
    everybody = rows.count()
    page.get_by_label("Show only rows with").fill("student_07")
    assert [row.is_visible() for row in rows.all()].count(True) == 1
    page.get_by_label("Show only rows with").fill("")
    score = page.get_by_role("button", name="Score")
    score.focus()
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Score")
    page.keyboard.press("Enter")
    values = [float(v) for v in rows.locator("td.num:nth-of-type(1)").evaluate_all(
        "cells => cells.map(cell => cell.dataset.value)")]  # fmt: skip
    assert values == sorted(values, reverse=True)
    plain = opened("index.html", java_script_enabled=False)
    assert plain.locator("table[data-sortable] tbody tr").count() == everybody
    assert plain.locator("table[data-sortable] button").count() == 0


def test_links_of_the_class_lead_to_the_pages_of_submissions(opened):
    page = opened("index.html")
    page.locator("table[data-sortable]").get_by_role("link", name="grace").click()
    assert page.locator("h1").inner_text() == "grace"


def test_a_script_that_gets_into_the_page_after_all_does_not_run(opened):
    page = opened("grace/report.html")
    page.evaluate(
        "const s = document.createElement('script'); s.textContent = 'document.title = \"owned\"';"
        "document.body.append(s)"
    )
    assert page.title() != "owned"
    assert any("Content Security Policy" in text for text in page.complaints)


def test_on_paper_everything_is_there(opened):
    page = opened("grace/report.html")
    page.emulate_media(media="print")
    assert page.locator("pre.code").first.bounding_box()["height"] > 20, "what is folded, too"
    assert not page.locator(".skip").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
