"""What holds for every format: stable, complete, harmless. And each as its consumer reads it."""

import base64
import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest
import xmlschema

from autograder.errors import UsageError
from autograder.reports import github as g
from autograder.reports.case import cases
from autograder.reports.exports import EXPORTS, OfClass
from autograder.reports.gradescope import VISIBILITIES, gradescope
from autograder.reports.prairielearn import MOST_BYTES
from autograder.reports.tables import LONG, unguarded, wide_rows
from autograder.results import Picture

SCHEMA = Path(__file__).with_name("junit-10.xsd")
CONSUMERS = os.environ.get("AUTOGRADER_CONSUMERS", "")


def written(name, everybody):
    export = EXPORTS[name]
    if isinstance(export, OfClass):
        return [export.write(everybody)]
    return [export.write(case) for case in everybody if case.submission]


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_results_give_the_same_bytes_in_whatever_order_they_come(
    name, everybody, document, stands
):
    turned = msgspec.structs.replace(
        document, results=document.results[::-1], failures=document.failures[::-1]
    )
    turned_stands = msgspec.structs.replace(stands, standings=stands.standings[::-1])
    assert written(name, cases(turned, turned_stands)) == written(name, everybody)


def test_another_process_at_another_time_writes_the_same_bytes(everybody):
    code = (
        "import hashlib, importlib.util as u\n"
        f"spec = u.spec_from_file_location('c', {str(Path(__file__).with_name('conftest.py'))!r})\n"
        "c = u.module_from_spec(spec); spec.loader.exec_module(c)\n"
        "from autograder.reports.case import cases\n"
        "from autograder.reports.exports import EXPORTS, OfClass\n"
        "every = cases(c.DOCUMENT, c.standings())\n"
        "for name, export in EXPORTS.items():\n"
        "    files = [export.write(every)] if isinstance(export, OfClass) else"
        " [export.write(x) for x in every if x.submission]\n"
        "    print(name, hashlib.sha256(b''.join(files)).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Kolkata"},
    )  # fmt: skip
    theirs = dict(line.split() for line in done.stdout.splitlines())
    ours = {
        name: hashlib.sha256(b"".join(written(name, everybody))).hexdigest() for name in EXPORTS
    }
    assert theirs == ours


@pytest.mark.parametrize("name", sorted(set(EXPORTS) - {"parquet"}))
def test_nothing_that_commands_a_terminal_or_breaks_a_file_is_in_it(name, everybody):
    for content in written(name, everybody):
        content.decode("utf-8")
        if name == "junit":
            assert b"\x1b" not in content


@pytest.mark.parametrize("name", EXPORTS)
def test_what_only_staff_may_read_is_in_none(name, everybody):
    def with_trace(case):
        if not case.result:
            return case
        checks = tuple(msgspec.structs.replace(c, trace="EXPECTED-42") for c in case.checks)
        told = msgspec.structs.replace(case.result, checks=checks)
        return msgspec.structs.replace(case, result=told)

    for content in written(name, tuple(map(with_trace, everybody))):
        assert b"EXPECTED-42" not in content


# JUnit


def test_junit_is_valid_by_the_schema_of_jenkins(everybody, tmp_path):
    (content,) = written("junit", everybody)
    path = tmp_path / "junit.xml"
    path.write_bytes(content)
    xmlschema.XMLSchema10(str(SCHEMA)).validate(str(path))


def test_junit_says_points_outcomes_and_what_changed_them(everybody):
    root = ET.fromstring(written("junit", everybody)[0])
    suites = {suite.get("name"): suite for suite in root}
    zoe = next(suite for name, suite in suites.items() if "Zoë O'Neil-Ünal" in name)
    told = {p.get("name"): p.get("value") for p in zoe.iter("property")}
    assert told["points.test_a"] == "2.5"
    assert (told["score"], told["graded"], told["max_score"]) == ("6", "4.5", "8.5")
    assert told["seed"] == str(2**62 + 1)
    assert told["adjustment"].startswith("comment")
    assert (zoe.get("tests"), zoe.get("failures"), zoe.get("skipped")) == ("4", "2", "0")
    (broken,) = (suite for name, suite in suites.items() if "broken" in name)
    assert broken.get("errors") == "1"
    excused = next(suite for name, suite in suites.items() if "_104_" in name)
    assert {p.get("value") for p in excused.iter("property") if p.get("name") == "score"} == {
        "excused"
    }
    totals = [sum(int(s.get(c)) for s in root) for c in ("tests", "failures", "errors")]
    assert totals == [int(root.get(c)) for c in ("tests", "failures", "errors")]


# tables


def test_the_long_table_loses_nothing_of_a_check(everybody):
    text = written("csv", everybody)[0].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(rows[0]) == list(LONG)
    for case in everybody:
        mine = [row for row in rows
                if unguarded(row["submission"]) == case.submission and row["check"]]  # fmt: skip
        if case.submission:
            assert len(mine) == len(case.checks)
        for row, check in zip(mine, case.checks, strict=False):
            for field in ("title", "message", "hint", "outcome"):
                assert unguarded(row[field]) == getattr(check, field)
            assert float(row["points"]) == check.points
            assert int(row["seed"]) == case.result.seed
    reasons = {unguarded(row["failure"]) for row in rows}
    assert {case.failure.reason for case in everybody if case.failure} <= reasons


def test_no_cell_of_a_table_is_a_formula(everybody):
    for name in ("csv", "csv-wide"):
        text = written(name, everybody)[0].decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                assert not cell.startswith(("=", "+", "@"))
                assert not cell.startswith("-") or float(cell)


def test_the_wide_table_has_a_row_a_person_and_says_who_is_excused(everybody):
    text = written("csv-wide", everybody)[0].decode("utf-8-sig")
    rows = {row["person"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert rows["102"]["name"] == "李 小龍 🎓"
    assert (rows["103"]["name"], rows["104"]["name"]) == ("Ann Lee", "Ann Lee")
    assert (rows["104"]["small.score"], rows["104"]["small.graded"]) == ("EX", "8.5")
    assert rows["106"]["small.score"] == "7.65"
    assert rows["Gone, Gus"]["small.score"] == "EX"


def test_two_submissions_of_one_person_are_refused_in_a_row_a_person(everybody, one):
    with pytest.raises(UsageError, match=r"are both small by '101'"):
        wide_rows((*everybody, one("_101_")))


def test_parquet_reads_back_with_types(everybody):
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(written("parquet", everybody)[0]))
    rows = table.to_pylist()
    assert table.column_names == list(LONG)
    zoe = [row for row in rows if row["person"] == "101"]
    assert [row["check"] for row in zoe] == ["test_a", "test_b", "test_c", "test_hidden"]
    assert zoe[1]["message"].startswith("The loss is wrong: Zoë")
    assert (zoe[0]["points"], zoe[0]["public"], zoe[0]["seed"]) == (2.5, True, 2**62 + 1)


def test_without_pyarrow_parquet_says_how_to_get_it(everybody, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'autograder\[parquet\]'"):
        written("parquet", everybody)


# Gradescope

# https://gradescope-autograders.readthedocs.io/en/latest/specs: every field there is
TOP = {"score", "execution_time", "output", "output_format", "test_output_format",
       "test_name_format", "visibility", "stdout_visibility", "extra_data", "tests",
       "leaderboard"}  # fmt: skip
TEST = {"score", "max_score", "status", "name", "name_format", "number", "output",
        "output_format", "tags", "visibility", "extra_data"}  # fmt: skip


def test_gradescope_gets_only_fields_that_it_knows(everybody):
    for content in written("gradescope-results", everybody):
        told = json.loads(content)
        assert told.keys() <= TOP
        for test in told["tests"]:
            assert test.keys() <= TEST
            assert test["status"] in {"passed", "failed"}
            assert test["visibility"] in VISIBILITIES


def test_gradescope_shows_hidden_checks_when_it_was_said(one):
    for hidden in VISIBILITIES:
        told = json.loads(gradescope(one("_101_"), hidden))
        assert [test["visibility"] for test in told["tests"]] == ["visible"] * 3 + [hidden]


def test_gradescope_counts_what_counts_and_shows_pictures_and_no_markup_of_students(one):
    told = json.loads(gradescope(one("_101_")))
    assert (told["score"], sum(test["max_score"] for test in told["tests"])) == (6.0, 8.5)
    html = told["tests"][1]["output"]
    assert "data:image/png;base64,iVBOR" in html
    assert "<b>" not in html
    assert "&lt;b&gt;" in html
    assert "Hint: Which step" in html
    assert "override +1.5 (test_b)" in told["output"]


def test_gradescope_hears_why_a_submission_was_not_graded(one):
    told = json.loads(gradescope(one("broken")))
    assert told["score"] == 0
    assert "It is no notebook" in told["output"]


# PrairieLearn


def test_prairielearn_gets_a_share_and_every_point(one):
    told = json.loads(EXPORTS["prairielearn"].write(one("_101_")))
    assert told["gradable"] is True
    assert told["score"] == pytest.approx(6 / 8.5)
    assert [test["points"] for test in told["tests"]] == [2.5, 0, 2, 0]
    assert sum(test["max_points"] for test in told["tests"]) == 8.5
    (image,) = told["tests"][1]["images"]
    assert image["url"].startswith("data:image/png;base64,")


@pytest.mark.parametrize("which", ["broken", "=cmd"])
def test_prairielearn_takes_no_attempt_for_what_could_not_be_graded(which, one):
    told = json.loads(EXPORTS["prairielearn"].write(one(which)))
    assert told["gradable"] is False
    assert "score" not in told
    assert told["format_errors"][0]


def test_prairielearn_gets_no_file_that_it_refuses(one):
    case = one("_101_")
    large = Picture(title="large", png=os.urandom(MOST_BYTES))
    checks = tuple(msgspec.structs.replace(c, pictures=(large,)) for c in case.checks)
    case = msgspec.structs.replace(case, result=msgspec.structs.replace(case.result, checks=checks))
    content = EXPORTS["prairielearn"].write(case)
    assert len(content) < MOST_BYTES
    assert len(json.loads(content)["tests"]) == 4


# check50


def test_check50_says_passed_failed_and_not_carried_out(one):
    def passed(which):
        told = json.loads(EXPORTS["check50"].write(one(which)))
        assert told.keys() <= {"slug", "results", "version", "error"}
        return [result["passed"] for result in told["results"]]

    assert passed("_101_") == [True, False, True, False]
    assert passed("_103_") == [True, None, True, None]


@pytest.mark.skipif(not CONSUMERS, reason="set AUTOGRADER_CONSUMERS to a Python with check50")
def test_check50_itself_reads_and_shows_it(everybody, tmp_path):
    code = (
        "import sys, json, builtins; builtins._ = lambda text: text\n"
        "from check50.runner import CheckResult\n"
        "from check50 import renderer\n"
        "told = json.load(open(sys.argv[1])); told.pop('error', None)\n"
        "for result in told['results']: CheckResult.from_dict(result)\n"
        "print(renderer.to_ansi(**told)); renderer.to_html(**told)\n"
        "assert json.loads(renderer.to_json(**told)) == told\n"
    )
    for number, content in enumerate(written("check50", everybody)):
        path = tmp_path / f"{number}.json"
        path.write_bytes(content)
        done = subprocess.run(
            [CONSUMERS, "-c", code, str(path)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "Results for" in done.stdout


@pytest.mark.skipif(not CONSUMERS, reason="set AUTOGRADER_CONSUMERS to a Python that has it")
def test_gradescope_utils_writes_no_field_of_a_test_that_we_write_otherwise(one, tmp_path):
    code = (
        "import io, json, unittest\n"
        "from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner\n"
        "from gradescope_utils.autograder_utils.decorators import weight, visibility, tags\n"
        "class T(unittest.TestCase):\n"
        "    @weight(2)\n    @visibility('after_published')\n    @tags('a')\n"
        "    def test_a(self):\n        'Does it'\n        self.fail('no')\n"
        "out = io.StringIO()\n"
        "JSONTestRunner(stream=out, visibility='visible', stdout_visibility='hidden').run("
        "unittest.defaultTestLoader.loadTestsFromTestCase(T))\nprint(out.getvalue())"
    )
    done = subprocess.run([CONSUMERS, "-c", code], capture_output=True, text=True, check=True)
    theirs, ours = json.loads(done.stdout), json.loads(gradescope(one("_101_")))
    assert theirs.keys() - {"leaderboard"} <= ours.keys()
    theirs_test, ours_test = theirs["tests"][0], ours["tests"][3]
    assert theirs_test.keys() <= ours_test.keys()
    for key in theirs_test:
        kinds = (int, float) if key in {"score", "max_score"} else type(theirs_test[key])
        assert isinstance(ours_test[key], kinds), key
    assert theirs_test["status"] == ours_test["status"] == "failed"


# GitHub


def reported(case):
    """What the reporter adds up: src/notify-classroom.js."""
    told = json.loads(base64.b64decode(g.for_runner(g.github(case))))
    return sum(test["score"] for test in told["tests"]), told["max_score"], told["status"]


def test_classroom_adds_up_to_what_counts(one):
    assert reported(one("_101_")) == (6.0, 8.5, "fail")
    assert reported(one("_102_")) == (8.5, 8.5, "pass")
    assert reported(one("_106_")) == (pytest.approx(7.65), 8.5, "pass")
    assert reported(one("=cmd"))[2] == "error"
    assert reported(one("broken")) == (0, 0, "error")


def test_a_message_cannot_be_a_command_of_the_workflow(one):
    lines = list(g.annotations(one("_101_")))
    assert len(lines) == 2
    for line in lines:
        assert line.startswith("::error file=")
        assert "\n" not in line
        assert line.count("::") == 2
        assert "%250A" in line  # what a student wrote as %0A stays that


def test_the_summary_of_a_job_is_a_table_that_a_message_cannot_break(one):
    text = g.summary(one("_101_"))
    rows = [line for line in text.splitlines() if line.startswith(("| ✅", "| ❌"))]
    assert len(rows) == 4
    for row in rows:
        assert row.replace("\\|", "").count("|") == 5
        assert "<b>" not in row
