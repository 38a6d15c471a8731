"""When submissions were handed in."""

import os
from datetime import UTC, datetime

import pytest

from autograder.errors import UsageError
from autograder.results import Document, People, SubmissionResult
from autograder.results.handed_in import of_files, of_nbgrader, read_times

TIME = datetime(2026, 11, 20, 22, 58, tzinfo=UTC)
ZOE = "hw/Zoe Ito_101_assignsubmission_file_/small.ipynb"


def document(*submissions, assignment="small"):
    return Document(
        results=tuple(
            SubmissionResult(submission=str(s), assignment=assignment, score=0.0, max_score=1.0,
                             seed=0, duration_s=0.0, sandbox="namespace", checks=())
            for s in submissions
        )
    )  # fmt: skip


def read(tmp_path, text, *submissions, zone="Europe/Berlin"):
    path = tmp_path / "submissions.csv"
    path.write_text(text, encoding="utf-8")
    return read_times(path, document(*submissions), People(), zone)


@pytest.mark.parametrize(
    "text",
    [
        f"submission,handed_in\n{ZOE},2026-11-20T22:58:00Z\n",
        "id;handed_in\n101;2026-11-20 23:58\n",
        "name,handed_in\nzoe ito,2026-11-20 23:58 +01:00\n",
        'Identifier,"Full name","Last modified (submission)",Grade\r\n'
        '"Participant 101","Zoe Ito","Friday, 20 November 2026, 11:58 PM",\r\n'
        '"Participant 102","Ann Lee",-,\r\n',
        "SID,Name,Submission Time,Total Score\n101,Zoe,2026-11-20 14:58:00 -0800,3\n",
        "id,assignment,handed_in\n101,small,2026-11-20 23:58\n101,other,2026-12-01 23:58\n",
    ],
)
def test_a_table_of_ones_own_or_of_a_system_says_it(tmp_path, text):
    assert read(tmp_path, text, ZOE, "hw/bob.ipynb") == {ZOE: TIME}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id,when\n1,2\n", "needs a column `handed_in` and a column"),
        ("handed_in\n2026-11-20\n", "needs a column `handed_in` and a column"),
        ("id,handed_in\n101,soon\n", "line 2: 'soon' is no time"),
    ],
)
def test_a_table_that_does_not_say_it_is_refused(tmp_path, text, problem):
    with pytest.raises(UsageError, match=problem):
        read(tmp_path, text, ZOE)


def test_nbgrader_wrote_it_beside_the_notebook(tmp_path):
    notebook = tmp_path / "submitted/zoe/small/small.ipynb"
    notebook.parent.mkdir(parents=True)
    (notebook.parent / "timestamp.txt").write_text("2026-11-20 22:58:00.000000 UTC\n")
    assert of_nbgrader(document(notebook, tmp_path / "other.ipynb")) == {str(notebook): TIME}


def test_the_date_of_a_file_is_taken_in_universal_time(tmp_path):
    notebook = tmp_path / "zoe.ipynb"
    notebook.touch()
    os.utime(notebook, (TIME.timestamp(), TIME.timestamp()))
    assert of_files(document(notebook, tmp_path / "gone.ipynb")) == {str(notebook): TIME}
