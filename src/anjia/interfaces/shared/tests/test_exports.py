"""Lists as files: Chinese intact, nothing that a spreadsheet would run."""

import io

import openpyxl
import pytest

from anjia.interfaces.shared.exports import harmless, kind_of, table_file

ROWS = [["王女士", 12.5, "=1+1"], ["-cmd|x", 3, "@sum"]]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=1", "'=1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("a=1", "a=1"),
        (-1.5, -1.5),
        ("", ""),
    ],
)
def test_text_that_begins_like_a_formula_is_text(cell: str | float, kept: str | float) -> None:
    assert harmless(cell) == kept


def test_a_csv_opens_in_excel_with_its_chinese() -> None:
    answer = table_file("csv", "list", ["姓名", "金额", "备注"], ROWS)
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.content.decode("utf-8-sig").splitlines() == ["姓名,金额,备注", "王女士,12.5,'=1+1", "'-cmd|x,3,'@sum"]
    assert answer["Content-Disposition"] == 'attachment; filename="list.csv"'
    assert answer["Cache-Control"] == "private, no-store"


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers() -> None:
    answer = table_file("xlsx", "list", ["姓名", "金额", "备注"], ROWS)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == ROWS
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} == {"s", "n"}


def test_an_unknown_kind_is_a_workbook() -> None:
    assert (kind_of("csv"), kind_of("xlsx"), kind_of("exe")) == ("csv", "xlsx", "xlsx")
