"""Canvas' gradebook and Moodle's worksheet: filled in, and else byte by byte as they were."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.reports.canvas import canvas
from autograder.reports.case import cases
from autograder.reports.lms import LmsFile
from autograder.reports.moodle import moodle
from autograder.results import Document, Standing

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,RMSE loss (9001),small (9002),Current Score\n"
    ",,,,,Manual Posting,,\n"
    "    Points Possible,,,,,39.00,8.50,(read only)\n"
    '"O\'Neil-Ünal, Zoë",101,S1,zoe@uni.example,"A and ""B""",,,12.0\n'
    '"小龍 🎓, 李",102,,li,A,,1.00,\n'
    '"Lee, Ann",103,S3,ann.lee,A,,,\n'
    '"Lee, Ann",104,S4,ann.lee2,B,,,\n'
    '"Lee, Late",106,S6,,A,,N/A,\n'
    '"Student, Test",999,,hash,A,,,\n'
)
MOODLE = (
    'Identifier,"Full name","ID number","Email address",Status,Grade,"Maximum Grade",'
    '"Grade can be changed","Last modified (submission)","Last modified (grade)",'
    '"Feedback comments"\r\n'
    '"Participant 101","Zoë O\'Neil-Ünal",,zoe@uni.example,"Submitted",,8.50,Yes,'
    '"Friday, 20 November 2026, 11:58 PM",-,\r\n'
    '"Participant 102","李 小龍 🎓",,,Submitted,3.00,8.50,Yes,-,-,"<p>old, but ""good""</p>"\r\n'
    '"Participant 103","Ann Lee",77,ann@uni.example,Submitted,,8.50,No,-,-,\r\n'
    '"Participant 104","Ann Lee",78,,Submitted,,8.50,Yes,-,-,\r\n'
    '"Participant 106","Late Lee",,,Submitted,,8.50,Yes,-,-,\r\n'
    '"Participant 200","Nobody Here",,,"No submission",,8.50,Yes,-,-,\r\n'
)


def file(tmp_path, text, name="grades.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def stood(**told):
    base = {"submission": "hw/x.ipynb", "assignment": "small", "person": "x", "graded": 7.0,
            "score": 7.0, "max_score": 8.5}  # fmt: skip
    return Standing(**base | told)


def rows(content, encoding="utf-8-sig", delimiter=","):
    text = content.decode(encoding)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def known(stands):
    """Those whom both files list."""
    return [one for one in stands.standings if one.person.isdecimal()]


def test_canvas_gets_the_scores_and_ex_and_nothing_else_changes(tmp_path, stands):
    content, notes = canvas(known(stands), file(tmp_path, CANVAS), None, scale=False)
    before, after = rows(CANVAS.encode()), rows(content)
    assert [row[6] for row in after] == [
        "small (9002)", "", "8.50", "6", "8.5", "4.5", "EX", "N/A", "",
    ]  # fmt: skip
    assert [row[:6] + row[7:] for row in after] == [row[:6] + row[7:] for row in before]
    assert notes == ["Lee, Late is not assigned small (9002) in Canvas; not filled in."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_what_is_not_filled_in_keeps_its_bytes(tmp_path, encoding, end, last):
    text = CANVAS.replace("\n", end) if last else CANVAS.replace("\n", end).removesuffix(end)
    path = file(tmp_path, text, encoding=encoding)
    assert LmsFile(path).as_bytes() == path.read_bytes()
    content, _ = canvas([stood(person="101")], path, None, scale=False)
    changed = text.replace('"A and ""B""",,,12.0', '"A and ""B""",,7,12.0')
    assert content == changed.encode(encoding)


cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
# a lone carriage return without quotes is the end of a line
written_cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=8)


@settings(deadline=None)
@given(st.lists(st.lists(written_cells, min_size=2, max_size=4), min_size=1, max_size=4),
       st.sampled_from(["\n", "\r\n"]), st.sampled_from([",", ";", "\t"]))  # fmt: skip
def test_whatever_a_csv_holds_comes_back(tmp_path_factory, table, end, delimiter):
    table = [["a", "b"], *table]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(table)
    path = file(tmp_path_factory.mktemp("csv"), text.getvalue())
    found = LmsFile(path)
    assert found.as_bytes() == path.read_bytes()
    assert [[found.cell(r, c) for c in range(found.width(r))] for r in range(len(found))] == table


@settings(deadline=None)
@given(cells)
def test_what_is_filled_in_is_what_a_reader_finds(tmp_path_factory, text):
    found = LmsFile(file(tmp_path_factory.mktemp("csv"), 'a,b,c\r\n1,"x, y",3\r\n'))
    found.fill(1, 1, text)
    assert rows(found.as_bytes())[1] == ["1", text, "3"]


def test_canvas_with_semicolons_has_decimal_commas(tmp_path):
    text = CANVAS.replace(",", ";").replace("8.50", "8,50").replace("39.00", "39,00")
    content, _ = canvas([stood(person="101", score=6.25)], file(tmp_path, text), None, scale=False)
    assert rows(content, delimiter=";")[3][6] == "6,25"


@pytest.mark.parametrize(
    ("told", "row"),
    [
        ({"person": "101"}, 3),
        ({"person": "S3"}, 5),
        ({"person": "zoe@uni.example"}, 3),
        ({"person": "?", "email": "ZOE@uni.example"}, 3),
        ({"person": "?", "login": "ann.lee2"}, 6),
        ({"person": "zoe"}, 3),
        ({"person": "?", "name": "Zoë O'Neil-Ünal"}, 3),
        ({"person": "?", "name": "O'NEIL-ÜNAL,  Zoë"}, 3),
        ({"person": "?", "name": "Zoe\u0308 O'Neil-U\u0308nal"}, 3),
        ({"person": "?", "name": "oneilünalzoë"}, 3),
        ({"person": "李 小龍 🎓"}, 4),
        ({"person": "103", "name": "Ann Lee"}, 5),
    ],
)
def test_people_are_found_by_id_then_login_then_name(tmp_path, told, row):
    content, notes = canvas([stood(**told)], file(tmp_path, CANVAS), None, scale=False)
    filled = [n for n, cells in enumerate(rows(content)) if cells[6] == "7"]
    assert (filled, notes) == ([row], [])


def test_two_people_of_one_name_are_refused_and_named(tmp_path):
    with pytest.raises(UsageError) as caught:
        canvas([stood(person="?", name="Ann Lee")], file(tmp_path, CANVAS), None, scale=False)
    assert "Lee, Ann (103, S3, ann.lee), Lee, Ann (104, S4, ann.lee2)" in str(caught.value)
    assert "hw/x.ipynb" in str(caught.value)


def test_two_submissions_of_one_person_are_refused_and_named(tmp_path):
    both = [stood(person="101"), stood(submission="hw/y.ipynb", person="zoe@uni.example")]
    with pytest.raises(UsageError, match=r"hw/x.ipynb and hw/y.ipynb both fit O'Neil-Ünal, Zoë"):
        canvas(both, file(tmp_path, CANVAS), None, scale=False)


def test_who_is_not_listed_is_named_and_the_others_are_filled_in(tmp_path):
    both = [stood(person="101"), stood(submission="hw/gone.ipynb", person="gone")]
    content, notes = canvas(both, file(tmp_path, CANVAS), None, scale=False)
    assert rows(content)[3][6] == "7"
    assert notes == ["hw/gone.ipynb is nobody in grades.csv; not filled in."]


@pytest.mark.parametrize(
    ("text", "told", "column", "problem"),
    [
        ("a,b\n1,2\n", {"person": "101"}, None, "is not a gradebook that Canvas exported"),
        (CANVAS, {"person": "nobody"}, None, "Nobody in grades.csv has handed in any of these"),
        (CANVAS, {"person": "101", "assignment": "gan"}, None, "no column 'gan'; say which"),
        (CANVAS, {"person": "101"}, "Small thing", "one of: RMSE loss (9001), small (9002)"),
        (CANVAS, {"person": "101", "max_score": 9.0}, None, "8.5 points in Canvas and 9 here"),
        (CANVAS, {"person": "101"}, "Current Score", "is computed by Canvas"),
        (CANVAS.replace('"A', 'x"A'), {"person": "101"}, None, None),
        (CANVAS + 'x,"y"z\n', {"person": "101"}, None, "line 10: this is not CSV"),
        ("", {"person": "101"}, None, "is not a gradebook that Canvas exported"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_in_one_sentence(tmp_path, text, told, column, problem):
    path = file(tmp_path, text)
    if problem is None:
        canvas([stood(**told)], path, column, scale=False)
        return
    with pytest.raises(UsageError) as caught:
        canvas([stood(**told)], path, column, scale=False)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_column_is_found_by_title_and_by_id(tmp_path):
    for told, column in ((("rmse_loss", 39.0), None), (("other", 39.0), "RMSE loss (9001)")):
        one = stood(person="101", assignment=told[0], max_score=told[1])
        content, _ = canvas([one], file(tmp_path, CANVAS), column, scale=False)
        assert rows(content)[3][5] == "7"


def test_other_points_are_filled_in_as_a_share_when_that_is_wanted(tmp_path):
    content, _ = canvas([stood(person="101", max_score=14.0)], file(tmp_path, CANVAS), None, True)
    assert rows(content)[3][6] == "4.25"


def test_a_file_that_excel_saved_in_another_encoding_is_told(tmp_path):
    with pytest.raises(UsageError, match="export it once more"):
        LmsFile(file(tmp_path, "Student,ID\nZoë,1\n", encoding="latin-1"))


def test_moodle_gets_grades_and_nothing_else_changes(tmp_path, stands):
    path = file(tmp_path, MOODLE)
    content, notes = moodle(known(stands), path, None, scale=False)
    before, after = rows(MOODLE.encode()), rows(content)
    assert [row[5] for row in after[1:]] == ["6", "8.5", "", "", "7.65", ""]
    assert [row[:5] + row[6:] for row in after] == [row[:5] + row[6:] for row in before]
    assert notes == [
        "The grade of Ann Lee is locked in Moodle; not filled in.",
        "Ann Lee is excused, which a worksheet cannot say; do it in Moodle's gradebook.",
    ]


def test_moodle_gets_feedback_as_html_when_that_is_wanted(tmp_path, stands, document):
    told = cases(document, stands)
    content, _ = moodle(known(stands), file(tmp_path, MOODLE), None, False, told)
    comment = rows(content)[1][10]
    assert "<strong>Does test_a (2.5/2.5)</strong>" in comment
    assert "Hint: Which step comes first?" in comment
    assert "&lt;b&gt;" in comment
    assert "override +1.5 (test_b)" in comment


def test_moodle_in_german_is_read_too(tmp_path):
    text = 'ID,"Vollständiger Name",Bewertung,Bestwertung\n"Teilnehmer/in 5","Zoë U",,100\n'
    one = stood(person="5")
    with pytest.raises(UsageError, match=r"100 points in Moodle and 8\.5 here"):
        moodle([one], file(tmp_path, text), None, scale=False)
    content, _ = moodle([one], file(tmp_path, text), None, scale=True)
    assert rows(content)[1][2] == "82.35"


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        (CANVAS, None, "is not a grading worksheet that Moodle exported"),
        (MOODLE, "Note", "has no column 'Note'; it has Identifier, Full name"),
        (MOODLE.replace("8.50", "Scale"), None, "maximum grade is 'Scale', which is no number"),
    ],
)
def test_a_worksheet_that_does_not_fit_is_refused_in_one_sentence(tmp_path, text, column, problem):
    with pytest.raises(UsageError, match=problem):
        moodle([stood(person="101")], file(tmp_path, text), column, scale=False)


def test_feedback_needs_its_column(tmp_path, stands, document):
    text = 'Identifier,"Full name",Grade\n"Participant 101",Zoe,\n'
    with pytest.raises(UsageError, match="turn feedback comments on"):
        moodle(known(stands), file(tmp_path, text), None, False, cases(document, stands))


def test_an_empty_class_is_told():
    from autograder.reports.case import only_assignment
    from autograder.results import stand

    with pytest.raises(UsageError, match="nothing to export"):
        only_assignment(stand(Document()), None)
