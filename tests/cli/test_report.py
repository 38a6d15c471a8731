"""`autograder grade --out` and `autograder report`: the pages, where they are promised."""

import json
import re

from click.testing import CliRunner

from autograder.cli import group
from autograder.results import to_json
from tests.reports import examples


def run(*words):
    return CliRunner().invoke(group, [str(word) for word in words])


def test_grading_with_out_writes_a_page_for_each_and_one_for_the_class(
    small_course, isolating, notebook, tmp_path
):
    (tmp_path / "class").mkdir()
    for name, factor in (("ada", 2), ("bob", 3)):
        notebook(f"def double(x):\n    return {factor} * x  # <script>", name=f"class/{name}.ipynb")
    (tmp_path / "class/broken.ipynb").write_text("{")
    out, file = tmp_path / "out", tmp_path / "results.json"
    done = run("grade", tmp_path / "class", "--course", small_course, "--trust", "--out", out,
               "--json", file, "--quiet")  # fmt: skip
    assert done.exit_code == 1, "one is broken"
    bob = (out / "bob/report.html").read_text()
    assert "Look here first" in bob
    assert "&lt;script&gt;" in bob
    page = (out / "index.html").read_text()
    for address in re.findall(r'href="([^"#:]+)"', page):
        assert (out / address).is_file()
    assert "broken" in page
    said = json.loads(file.read_text())
    assert said["results"][1]["answers"]["double"].endswith("# <script>")

    again = tmp_path / "again"
    (tmp_path / "overrides.csv").write_text(
        "submission,score,reason,comment\nbob.ipynb,7,Right idea,Well explained\n"
    )
    done = run("report", file, "--out", again, "--course", small_course)
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[0] == str(again / "index.html")
    assert (again / "ada/report.html").read_text() == (out / "ada/report.html").read_text()
    bob = (again / "bob/report.html").read_text()
    for words in ("Right idea", "Well explained", "What counts"):
        assert words in bob


def test_a_document_from_elsewhere_cannot_write_outside_of_the_folder(tmp_path):
    document = examples.Document(
        results=(
            examples.result("class/../../../../escape.ipynb"),
            examples.result("/index.html.ipynb"),
            examples.result("class/ada.ipynb"),
        )
    )
    file, out = tmp_path / "results.json", tmp_path / "deep/down/out"
    file.write_bytes(to_json(document))
    done = run("report", file, "--out", out)
    assert done.exit_code == 0, done.output
    written = {path for path in tmp_path.rglob("*") if path.is_file()} - {file}
    assert len([path for path in written if path.name == "report.html"]) == 3
    assert all(out in path.parents for path in written)
