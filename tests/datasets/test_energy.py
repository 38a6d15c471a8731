import zipfile

import numpy as np
import pytest

from autograder.datasets import energy

WORKBOOK = "ENB2012_data.xlsx"

# the first buildings of the published workbook
PART = [
    [0.98, 514.5, 294, 110.25, 7, 2, 0, 0, 15.55, 21.33],
    [0.98, 514.5, 294, 110.25, 7, 3, 0, 0, 15.55, 21.33],
    [0.98, 514.5, 294, 110.25, 7, 4, 0, 0, 15.55, 21.33],
    [0.98, 514.5, 294, 110.25, 7, 5, 0, 0, 15.55, 21.33],
    [0.9, 563.5, 318.5, 122.5, 7, 2, 0, 0, 20.84, 28.28],
]
# as in the published workbook: Y1 and Y2 are the first strings, and stand in the last columns
STRINGS = ["Y1", "Y2", *energy.FEATURES]
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LETTERS = "ABCDEFGHIJ"


def header(names=(*energy.FEATURES, *energy.LOADS)):
    cells = (
        f'<c r="{letter}1" t="s"><v>{STRINGS.index(name)}</v></c>'
        for letter, name in zip(LETTERS, names, strict=False)
    )
    return f'<row r="1">{"".join(cells)}</row>'


def row(number, values):
    cells = (
        f'<c r="{letter}{number}"><v>{value}</v></c>'
        for letter, value in zip(LETTERS, values, strict=True)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def empty(number):
    return f'<row r="{number}"><c r="A{number}" s="4"/><c r="B{number}" s="4"/></row>'


BUILDINGS = "".join(row(number, values) for number, values in enumerate(PART, start=2))


@pytest.fixture
def workbook(tmp_path):
    def write(rows):
        path = tmp_path / "part.xlsx"
        strings = "".join(f"<si><t>{string}</t></si>" for string in STRINGS)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/sharedStrings.xml", f"<sst {MAIN}>{strings}</sst>")
            archive.writestr(
                "xl/worksheets/sheet1.xml",
                f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>",
            )
        return path

    return write


def test_a_part_of_the_workbook_is_read_without_its_empty_rows(workbook):
    path = workbook(header() + BUILDINGS + empty(7) + empty(8))
    features, loads = energy.read(path, any_file=True)
    assert features.dtype == loads.dtype == np.float64
    np.testing.assert_array_equal(np.hstack([features, loads]), PART)


def test_columns_are_found_by_their_names(workbook):
    names = ("Y2", "Y1", *reversed(energy.FEATURES))
    rows = "".join(row(number, values[::-1]) for number, values in enumerate(PART, start=2))
    features, loads = energy.read(workbook(header(names) + rows), any_file=True)
    np.testing.assert_array_equal(np.hstack([features, loads]), PART)


def test_strings_may_stand_in_the_sheet_itself(workbook):
    cells = (
        f'<c r="{letter}1" t="inlineStr"><is><t>{name}</t></is></c>'
        for letter, name in zip(LETTERS, (*energy.FEATURES, *energy.LOADS), strict=True)
    )
    path = workbook(f'<row r="1">{"".join(cells)}</row>' + BUILDINGS)
    assert energy.read(path, any_file=True).features.shape == (5, 8)


def test_a_header_without_buildings_gives_none(workbook):
    features, loads = energy.read(workbook(header()), any_file=True)
    assert features.shape == (0, 8)
    assert loads.shape == (0, 2)


def test_a_workbook_that_is_not_the_published_one_is_refused_unless_told_otherwise(workbook):
    with pytest.raises(ValueError, match=r"not the published workbook.*any_file=True"):
        energy.read(workbook(header() + BUILDINGS))


def test_a_missing_workbook_is_named_with_where_to_get_it(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nowhere\.xlsx.*archive\.ics\.uci\.edu"):
        energy.read(tmp_path / "nowhere.xlsx")


@pytest.mark.parametrize(
    "rows",
    [
        "",
        BUILDINGS,
        header(energy.FEATURES) + BUILDINGS,
        header() + row(2, PART[0]).replace("514.5", "large"),
        header() + row(2, PART[0]).replace("514.5", "nan"),
        header() + row(2, PART[0]).replace('<c r="B2"><v>514.5</v></c>', ""),
        header() + row(2, PART[0]).replace('r="B2"', 'r="2B"'),
        header() + row(2, PART[0]).replace('<c r="B2">', "<c>"),
        header().replace("<v>5</v>", "<v>99</v>") + BUILDINGS,
        header() + "<row>",
    ],
    ids=[
        "nothing", "no header", "no loads", "a word", "not a number", "a hole",
        "an odd place", "no place", "an unknown string", "broken XML",
    ],
)  # fmt: skip
def test_a_sheet_of_another_form_is_refused_with_a_sentence(workbook, rows):
    with pytest.raises(ValueError, match="cannot be read as a workbook whose first sheet"):
        energy.read(workbook(rows), any_file=True)


def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(tmp_path):
    path = tmp_path / "table.xlsx"
    path.write_text("X1,X2\n0.98,514.5\n")
    with pytest.raises(ValueError, match="cannot be read as a workbook"):
        energy.read(path, any_file=True)


def test_a_sheet_that_unpacks_to_more_than_any_table_needs_is_not_unpacked(workbook):
    path = workbook(header() + BUILDINGS + " " * (20 * 2**20))
    assert path.stat().st_size < 2**17
    with pytest.raises(ValueError, match="more than such a table needs"):
        energy.read(path, any_file=True)


def test_the_published_workbook_has_768_buildings_in_the_documented_ranges(published):
    features, loads = energy.read(published / WORKBOOK)
    assert features.shape == (768, 8)
    assert loads.shape == (768, 2)
    assert features.min(axis=0).tolist() == [0.62, 514.5, 245, 110.25, 3.5, 2, 0, 0]
    assert features.max(axis=0).tolist() == [0.98, 808.5, 416.5, 220.5, 7, 5, 0.4, 5]
    assert loads.min(axis=0).tolist() == [6.01, 10.9]
    assert loads.max(axis=0).tolist() == [43.1, 48.03]
    assert len(np.unique(features, axis=0)) == 768


def test_the_part_in_this_file_is_the_beginning_of_the_published_workbook(published):
    features, loads = energy.read(published / WORKBOOK)
    np.testing.assert_array_equal(np.hstack([features, loads])[:5], PART)
