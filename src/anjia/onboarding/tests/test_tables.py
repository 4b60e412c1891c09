"""Whatever bytes come in, a table or a clear finding comes out."""

import io
import os
import struct
import time
import zipfile
from datetime import date

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from anjia.onboarding.rules import Level, Table, read_table
from anjia.onboarding.tests.workbooks import rewritten, workbook

HEADERS = ["姓名", "手机", "地址"]
PEOPLE = [HEADERS, ["王女士", "13912345678", "徐汇区天平路1号"], ["李先生", "13800000000", "静安区南京西路2号"]]


def codes(table: Table) -> list[str]:
    return [finding.code for finding in table.findings]


def row_codes(table: Table, index: int = 0) -> list[str]:
    return [finding.code for finding in table.rows[index].findings]


def refused_because(content: bytes, name: str = "list.xlsx") -> str:
    table = read_table(content, name)
    assert table.refused
    assert not table.rows
    return table.findings[-1].code


def test_a_plain_workbook_is_read_with_its_row_numbers() -> None:
    table = read_table(workbook(PEOPLE), "客户.xlsx")
    assert table.headers == tuple(HEADERS)
    assert table.header_row == 1
    assert [(row.number, row.cells[0]) for row in table.rows] == [(2, "王女士"), (3, "李先生")]
    assert not table.findings


def test_the_reader_agrees_with_two_others_on_every_cell() -> None:
    rows = [["名称", "数", "日", "真"], ["a <b> & c", 1.5, date(2026, 1, 2), True], ["二\n行", 0.1 + 0.2, None, False]]
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    mine = read_table(buffer.getvalue(), "x.xlsx")
    other = (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(buffer.getvalue())).get_sheet_by_index(0).to_python()
    )
    assert mine.rows[0].cells == ("a <b> & c", "1.5", "2026-01-02", "TRUE")
    assert mine.rows[1].cells == ("二\n行", "0.3", "", "FALSE")
    assert other[1][:2] == ["a <b> & c", 1.5]
    assert other[1][2] == date(2026, 1, 2)


def test_a_title_above_the_header_is_stepped_over_and_said() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.merge_range("A1:C1", "2026年客户名单")
    for row, cells in enumerate(PEOPLE):
        sheet.write_row(row + 2, 0, cells)
    book.close()
    table = read_table(buffer.getvalue(), "a.xlsx")
    assert table.header_row == 3
    assert [row.number for row in table.rows] == [4, 5]
    assert table.findings[0].values == {"count": 1, "row": 3, "text": "2026年客户名单"}


def test_blank_rows_and_columns_are_left_out_and_counted() -> None:
    rows = [["姓名", None, "手机"], [], ["王女士", None, "13912345678"], [None, None, None], ["李先生", None, "138"]]
    table = read_table(workbook(rows), "a.xlsx")
    assert table.headers == ("姓名", "手机")
    assert table.letters == ("A", "C")
    assert [row.number for row in table.rows] == [3, 5]
    assert table.findings[0].code == "blank_rows"
    assert table.findings[0].values == {"count": 2}


def test_phones_kept_as_numbers_keep_their_digits() -> None:
    rows = [["姓名", "手机"], ["王", 13912345678], ["李", 13912345678.0], ["张", 1.3912345678e10]]
    assert {row.cells[1] for row in read_table(workbook(rows), "a.xlsx").rows} == {"13912345678"}


def test_dates_come_out_as_days_whatever_their_format() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "入职日期"])
    for row, code in enumerate(["yyyy/m/d", 'yyyy"年"m"月"d"日"', "[$-804]d mmm yy", "m/d/yy h:mm"], start=1):
        sheet.write(row, 0, "王")
        sheet.write_datetime(row, 1, date(2026, 1, 2), book.add_format({"num_format": code}))
    sheet.write(5, 0, "李")
    sheet.write_number(5, 1, 46024, book.add_format({"num_format": '0.00"米"'}))
    book.close()
    table = read_table(buffer.getvalue(), "a.xlsx")
    assert [row.cells[1] for row in table.rows] == ["2026-01-02"] * 4 + ["46024"]


def test_a_formula_gives_its_last_value_and_is_reported() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADERS)
    sheet.write_row(1, 0, ["王", "13912345678"])
    sheet.write_formula("C2", '="徐汇"&"区"', value="徐汇区")
    book.close()
    table = read_table(buffer.getvalue(), "a.xlsx")
    assert table.rows[0].cells[2] == "徐汇区"
    assert row_codes(table) == ["formula_value_taken"]


def test_a_formula_that_was_never_computed_refuses_its_row() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADERS)
    book.active.append(["王", "13912345678", "=A2&B2"])
    buffer = io.BytesIO()
    book.save(buffer)
    finding = read_table(buffer.getvalue(), "a.xlsx").rows[0].findings[0]
    assert (finding.code, finding.level, finding.values) == ("formula_without_value", Level.REFUSAL, {"column": "C"})


def test_an_error_cell_refuses_its_row() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADERS)
    sheet.write_row(1, 0, ["王", "13912345678"])
    sheet.write_formula("C2", "=1/0", value="#DIV/0!")
    book.close()
    assert row_codes(read_table(buffer.getvalue(), "a.xlsx")) == ["faulty_cell"]


def test_cells_merged_downwards_count_for_each_row() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["类别", "项目", "价格"])
    sheet.merge_range("A2:A3", "保洁")
    sheet.write_row(1, 1, ["擦玻璃", "15元/平米"])
    sheet.write_row(2, 1, ["日常", "35元/小时"])
    book.close()
    table = read_table(buffer.getvalue(), "a.xlsx")
    assert [row.cells[0] for row in table.rows] == ["保洁", "保洁"]


def test_the_first_sheet_with_rows_is_read_and_that_is_said() -> None:
    table = read_table(workbook([], PEOPLE, [["x"]], names=["空", "客户", "别的"]), "a.xlsx")
    assert len(table.rows) == 2
    assert table.findings[0].values == {"sheet": "客户", "others": "空、别的"}


def test_a_hidden_sheet_is_not_the_first_choice() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    hidden, shown = book.add_worksheet("旧"), book.add_worksheet("新")
    hidden.write_row(0, 0, ["姓名", "手机"])
    hidden.write_row(1, 0, ["旧人", "13912345678"])
    hidden.hide()
    shown.activate()
    shown.set_first_sheet()
    shown.write_row(0, 0, ["姓名", "手机"])
    shown.write_row(1, 0, ["新人", "13912345678"])
    book.close()
    assert read_table(buffer.getvalue(), "a.xlsx").rows[0].cells[0] == "新人"


def test_a_header_that_comes_again_is_no_person() -> None:
    table = read_table(workbook([*PEOPLE, HEADERS, ["赵女士", "13700000000", "x"]]), "a.xlsx")
    assert [row.number for row in table.rows] == [2, 3, 5]
    assert table.findings[0].values == {"rows": "4", "count": 1}


def test_a_very_long_cell_is_refused_with_its_length() -> None:
    table = read_table(workbook([HEADERS, ["王", "13912345678", "长" * 20_000]]), "a.xlsx")
    finding = table.rows[0].findings[0]
    assert (finding.code, finding.values["count"], finding.values["most"]) == ("cell_too_long", 20_000, 10_000)


def test_control_signs_are_taken_out_and_said() -> None:
    table = read_table("姓名,手机\n王\x07女\u202e士,13912345678\n".encode(), "a.csv")
    assert table.rows[0].cells[0] == "王女士"
    assert row_codes(table) == ["signs_removed"]


@pytest.mark.parametrize(
    ("codec", "mark"),
    [("utf-8", b""), ("utf-8-sig", b""), ("gbk", b""), ("gb18030", b""), ("utf-16", b""), ("utf-16-le", b"")],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_files_in_every_usual_alphabet(codec: str, mark: bytes, separator: str) -> None:
    text = "\r\n".join(separator.join(row) for row in PEOPLE)
    table = read_table(mark + text.encode(codec), "名单.csv")
    assert table.headers == tuple(HEADERS)
    assert [row.cells[0] for row in table.rows] == ["王女士", "李先生"]


def test_quoted_cells_may_hold_separators_and_lines() -> None:
    table = read_table('姓名,手机,备注\n"王,女士",13912345678,"第一行\n第二行"\n李,138,x\n'.encode(), "a.csv")
    assert table.rows[0].cells == ("王,女士", "13912345678", "第一行\n第二行")
    assert table.rows[1].number == 3


def test_a_formula_in_a_text_file_refuses_its_row_but_a_protected_number_is_taken() -> None:
    table = read_table('姓名,手机\n王,="13912345678"\n=cmd|x,13800000000\n'.encode(), "a.csv")
    assert table.rows[0].cells[1] == "13912345678"
    assert row_codes(table, 0) == ["formula_value_taken"]
    assert row_codes(table, 1) == ["formula_without_value"]


def test_a_quote_that_never_ends_is_found() -> None:
    assert refused_because(("姓名,手机\n" + '"' + "王,1\n" * 60_000).encode(), "a.csv") == "quote_never_ends"


def test_a_list_of_objects_is_a_table() -> None:
    table = read_table(
        '[{"name": "擦窗", "price": 15.5}, {"name": "保洁", "cities": ["上海", "杭州"]}]'.encode(), "a.json"
    )
    assert table.headers == ("name", "price", "cities")
    assert [(row.number, row.cells) for row in table.rows] == [
        (1, ("擦窗", "15.5", "")),
        (2, ("保洁", "", "上海、杭州")),
    ]


def test_lone_surrogates_from_json_are_taken_out() -> None:
    table = read_table(b'[{"name": "a\\ud800b", "price": "1"}]', "a.json")
    assert table.rows[0].cells[0] == "ab"
    assert row_codes(table) == ["signs_removed"]


@pytest.mark.parametrize(
    "text", ["[[1]]", "{}", '{"a": 1}', "[" * 200_000, '[{"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}}]', "[1", "[NaN]"]
)
def test_other_json_is_no_list(text: str) -> None:
    assert refused_because(text.encode(), "a.json") in ("not_a_listing", "nothing_in_it")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf  \r\n", "empty"),
        (b"\x00" * 500, "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 50, "wrong_kind"),
        (b"%PDF-1.7 1 0 obj", "wrong_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
        (b'<?xml version="1.0"?><Workbook/>', "wrong_kind"),
        (b"PK\x03\x04 not really a zip", "workbook_damaged"),
        (b"PK\x05\x06" + b"\x00" * 18, "not_a_workbook"),
    ],
)
def test_files_of_another_kind_are_named(content: bytes, code: str) -> None:
    assert refused_because(content) == code


@pytest.mark.slow
def test_ten_megabytes_of_garbage_are_answered_at_once() -> None:
    started = time.process_time()
    assert refused_because(b"\xff" + os.urandom(10 * 2**20)) == "not_text"
    assert refused_because(b"PK\x03\x04" + os.urandom(10 * 2**20)) == "workbook_damaged"
    assert time.process_time() - started < 10


def test_a_file_above_the_limit_is_refused_unread() -> None:
    assert refused_because(b"a," * (11 * 2**20)) == "too_large"


@pytest.mark.slow
def test_a_zip_bomb_is_weighed_before_it_is_opened() -> None:
    bomb = rewritten(workbook(PEOPLE), "xl/worksheets/sheet1.xml", lambda _body: b" " * (60 * 2**20))
    assert len(bomb) < 2**20
    started = time.process_time()
    assert refused_because(bomb) == "too_large_unpacked"
    assert time.process_time() - started < 1


def test_an_entity_bomb_is_refused() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    content = rewritten(workbook(PEOPLE), "xl/worksheets/sheet1.xml", lambda _body: laughs)
    assert refused_because(content) == "workbook_damaged"


def test_a_false_dimension_is_not_believed() -> None:
    content = rewritten(
        workbook(PEOPLE), "xl/worksheets/sheet1.xml", lambda body: body.replace(b'ref="A1:C3"', b'ref="A1:A1"')
    )
    assert len(read_table(content, "a.xlsx").rows) == 2
    assert read_table(content, "a.xlsx").rows[1].cells[2] == "静安区南京西路2号"


def test_a_cell_in_the_last_corner_costs_no_memory() -> None:
    content = rewritten(
        workbook(PEOPLE),
        "xl/worksheets/sheet1.xml",
        lambda body: body.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
    )
    table = read_table(content, "a.xlsx")
    assert [row.number for row in table.rows] == [2, 3, 1048576]
    assert table.letters[-1] == "XFD"


def test_too_many_rows_and_columns_are_refused() -> None:
    many = "姓名,手机\n" + "王,1\n" * 50_100
    assert refused_because(many.encode(), "a.csv") == "too_many_rows"
    assert refused_because((",".join(f"c{n}" for n in range(70)) + "\n").encode(), "a.csv") == "too_many_columns"


@pytest.mark.slow
def test_fifty_thousand_rows_are_read() -> None:
    table = read_table(("姓名,手机\n" + "王,1\n" * 50_000).encode(), "a.csv")
    assert len(table.rows) == 50_000


def test_damaged_styles_do_not_matter() -> None:
    content = rewritten(workbook(PEOPLE), "xl/styles.xml", lambda _body: b"<styleSheet><fonts count='x'/></styleSheet>")
    assert len(read_table(content, "a.xlsx").rows) == 2


def test_a_shared_text_that_is_not_there_is_damage_not_a_traceback() -> None:
    content = rewritten(workbook(PEOPLE), "xl/sharedStrings.xml", lambda _body: b"<sst/>")
    assert refused_because(content) == "workbook_damaged"


def test_an_encrypted_zip_is_named() -> None:
    content = bytearray(workbook(PEOPLE))
    at = content.find(b"PK\x01\x02")
    content[at + 8 : at + 10] = struct.pack("<H", 1)
    assert refused_because(bytes(content)) == "encrypted"


def test_a_header_alone_says_that_there_are_no_rows() -> None:
    assert codes(read_table("姓名,手机\n".encode(), "a.csv")) == ["no_rows"]


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.xlsx", "a.csv", "a.json", ""]))
def test_no_bytes_at_all_raise(content: bytes, name: str) -> None:
    table = read_table(content, name)
    assert table.rows or table.findings


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([b"PK\x03\x04", b"[{", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"=1,"]), st.binary(max_size=300))
def test_no_bytes_behind_a_promising_start_raise(start: bytes, rest: bytes) -> None:
    for name in ("a.xlsx", "a.json"):
        assert isinstance(read_table(start + rest, name), Table)


_BOOK = workbook([*PEOPLE, ["=1+1", 46024, True]], [["x"]])


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(_BOOK) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_no_bent_workbook_raises(bends: list[tuple[int, int]]) -> None:
    content = bytearray(_BOOK)
    for place, byte in bends:
        content[place] = byte
    assert isinstance(read_table(bytes(content), "a.xlsx"), Table)


_PARTS = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"]


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.sampled_from(_PARTS), st.integers(0, 3_000), st.integers(0, 40), st.binary(max_size=20))
def test_no_bent_part_of_a_workbook_raises(part: str, place: int, length: int, new: bytes) -> None:
    content = rewritten(_BOOK, part, lambda body: body[:place] + new + body[place + length :])
    assert isinstance(read_table(content, "a.xlsx"), Table)


def test_the_made_workbooks_are_zips() -> None:
    assert zipfile.is_zipfile(io.BytesIO(_BOOK))
