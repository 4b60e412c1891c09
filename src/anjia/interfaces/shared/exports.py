"""Lists handed out as files: CSV that Excel opens with its Chinese intact, and .xlsx."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Literal

import xlsxwriter
from django.http import HttpResponse

Kind = Literal["csv", "xlsx"]
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Cell = str | int | float
# Spreadsheets run text that begins with one of these as a formula (CWE-1236).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def kind_of(wanted: str) -> Kind:
    """The kind of file asked for; anything unknown is .xlsx."""
    return "csv" if wanted == "csv" else "xlsx"


def table_file(kind: Kind, name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """The rows as a file "<name>.<kind>" to be saved."""
    content = _csv(head, rows) if kind == "csv" else _xlsx(head, rows)
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


def harmless(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, head, bold)
        sheet.freeze_panes(1, 0)
        for at_row, row in enumerate(rows, 1):
            sheet.write_row(at_row, 0, row)
        sheet.autofit()
    return out.getvalue()
