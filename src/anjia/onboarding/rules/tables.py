"""A file somebody sends becomes a table: headers, rows under their own sheet numbers, and what was noticed.

Whatever the bytes are, the answer is a table; one that could not be read has no rows and a refusal that says why.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from anjia.onboarding.rules.delimited import read_delimited
from anjia.onboarding.rules.exports import restored
from anjia.onboarding.rules.findings import Finding, Level, Unreadable, note, refusal, shortened, unreadable
from anjia.onboarding.rules.grids import MOST_BYTES, MOST_CELL_CHARACTERS, MOST_ROWS, Grid, GridRow, letter_of
from anjia.onboarding.rules.headers import is_header_word, plain
from anjia.onboarding.rules.listings import read_listing
from anjia.onboarding.rules.workbooks import read_workbook

_SIGNATURES: Final = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BM", "BMP"),
    (b"RIFF", "RIFF"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3", "SQLite"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\u200b]")
_HEADER_AMONG = 20  # the header is looked for among this many rows


@dataclass(frozen=True)
class TableRow:
    """One row: its number as the sheet shows it, a text per header, and what was noticed in it."""

    number: int
    cells: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Table:
    """What could be read of a file. `letters` are the columns' names in the sheet, `header_row` its number there."""

    headers: tuple[str, ...] = ()
    header_row: int = 0
    rows: tuple[TableRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    letters: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the whole file is not taken."""
        return any(finding.level is Level.REFUSAL for finding in self.findings)


def read_table(content: bytes, file_name: str) -> Table:
    """Reads .xlsx, separated text or a .json list. Never raises for what the bytes hold."""
    try:
        return _shaped(_grid(content, file_name))
    except Unreadable as unreadable_file:
        return Table(findings=(unreadable_file.finding,))


def _grid(content: bytes, file_name: str) -> Grid:
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise unreadable("empty")
    if len(content) > MOST_BYTES:
        raise unreadable("too_large", megabytes=len(content) // 2**20, most=MOST_BYTES // 2**20)
    if content.startswith(b"PK"):
        return read_workbook(content)
    _refuse_other_kinds(content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{") and file_name.lower().endswith(".json"):
        return read_listing(content)
    return read_delimited(content)


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise unreadable("encrypted" if locked else "old_workbook")
    for start, kind in _SIGNATURES:
        if content.startswith(start) and b"\x00" in content[:4096]:
            raise unreadable("wrong_kind", kind=kind)
    if content.startswith(b"%PDF"):
        raise unreadable("wrong_kind", kind="PDF")
    head = content[:2048].lower()
    if b"<html" in head or b"<table" in head or b"<!doctype" in head:
        raise unreadable("web_page")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        raise unreadable("wrong_kind", kind="XML")


def _shaped(grid: Grid) -> Table:
    at = _header_index(grid.rows)
    header, above, below = grid.rows[at], grid.rows[:at], grid.rows[at + 1 :]
    columns = sorted({*header.cells, *(column for row in below for column in row.cells)})
    headers = tuple(shortened(_cleaned(header.cells.get(column, ""))[0], 60) for column in columns)
    repeated = [row.number for row in below if _repeats(row, header)]
    rows = [row for row in below if row.number not in set(repeated)]
    if len(rows) > MOST_ROWS:
        raise unreadable("too_many_rows", most=MOST_ROWS)
    return Table(
        headers=headers,
        header_row=header.number,
        rows=tuple(_table_row(row, columns) for row in rows),
        findings=(*grid.findings, *_about_rows(grid, above, below, header, repeated)),
        letters=tuple(letter_of(column) for column in columns),
    )


def _header_index(rows: list[GridRow]) -> int:
    """The row with the most words that name a column; without any, the first with two texts; else the first."""
    head = rows[:_HEADER_AMONG]
    scores = [sum(is_header_word(cell) for cell in row.cells.values()) for row in head]
    if max(scores) >= 1:
        return scores.index(max(scores))
    wide = (index for index, row in enumerate(head) if len(row.cells) > 1)
    return next(wide, 0)


def _repeats(row: GridRow, header: GridRow) -> bool:
    if len(row.cells) < 2:
        return False
    return all(plain(cell) == plain(header.cells.get(column, "")) for column, cell in row.cells.items())


def _about_rows(
    grid: Grid, above: list[GridRow], below: list[GridRow], header: GridRow, repeated: list[int]
) -> Iterable[Finding]:
    if above:
        words = shortened(" ".join(text for row in above for text in row.cells.values()))
        yield note("rows_above_header", count=len(above), row=header.number, text=_cleaned(words)[0])
    if repeated:
        yield note("header_repeated", rows=shortened(", ".join(map(str, repeated))), count=len(repeated))
    blank = grid.rows[-1].number - header.number - len(below)
    if below and blank > 0:
        yield note("blank_rows", count=blank)
    if not below:
        yield refusal("no_rows", row=header.number)


def _table_row(row: GridRow, columns: list[int]) -> TableRow:
    findings = list(_about_formulas(row))
    cells = []
    for column in columns:
        text, removed = _cleaned(row.cells.get(column, ""))
        if removed:
            findings.append(note("signs_removed", column=letter_of(column)))
        if "\ufffd" in text:
            findings.append(note("signs_lost", column=letter_of(column), text=shortened(text)))
        if len(text) > MOST_CELL_CHARACTERS:
            most = MOST_CELL_CHARACTERS
            findings.append(refusal("cell_too_long", column=letter_of(column), count=len(text), most=most))
            text = text[:most]
        cells.append(restored(text))
    return TableRow(row.number, tuple(cells), tuple(findings))


def _about_formulas(row: GridRow) -> Iterable[Finding]:
    for column in row.uncomputed:
        yield refusal("formula_without_value", column=letter_of(column))
    for column in row.computed:
        yield note("formula_value_taken", column=letter_of(column), value=shortened(row.cells[column]))
    for column in row.faulty:
        yield refusal("faulty_cell", column=letter_of(column))


def _cleaned(text: str) -> tuple[str, bool]:
    """The text without control, direction and surrogate signs, and whether there were any."""
    if not _UNWANTED.search(text):
        return text.strip(), False
    clean = _UNWANTED.sub("", text).strip()
    return clean, bool(re.search(r"[^\ufeff\u200b]", "".join(_UNWANTED.findall(text))))
