"""One sheet of an .xlsx workbook, streamed cell by cell.

Written here rather than left to a library, because three things are needed at once that none gives together: the
last value of a formula and the fact that it is one, limits that hold while reading (a sheet's own <dimension> is
not believed), and reading of files whose style part is damaged, as some office programs write it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO

from anjia.onboarding.rules.grids import Grid, GridRow
from anjia.onboarding.rules.markup import parse

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_FILLED = 100_000
_LAST_SERIAL = 2_958_466  # 31 December 9999
_DAYS_1904 = 1_462


@dataclass(frozen=True)
class Book:
    """What the cells of all sheets share: texts, and which styles show a date."""

    texts: Sequence[str]
    date_styles: frozenset[int]
    from_1904: bool


def place_of(reference: str) -> tuple[int, int]:
    """Row number and column from 0 of "AB12". Raises ValueError for anything else."""
    match = _PLACE.fullmatch(reference.upper())
    if not match:
        raise ValueError(f"no cell reference: {reference[:20]!r}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1


def text_of_number(raw: str) -> str:
    """A number as people write it: "1.39E10" -> "13900000000", "0.30000000000000004" -> "0.3"."""
    number = float(raw)
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return format(number, ".15g")


def text_of_date(serial: float, from_1904: bool) -> str:
    """A spreadsheet's day count as "2026-01-02", with the time when there is one, or as a time alone."""
    if from_1904:
        serial += _DAYS_1904
    if not 0 <= serial < _LAST_SERIAL:
        return text_of_number(str(serial))
    moment = datetime(1899, 12, 30) + timedelta(seconds=round(serial * 86_400))  # noqa: DTZ001 - wall clock of the sheet
    if serial < 1:
        return f"{moment:%H:%M}"
    return f"{moment:%Y-%m-%d}" if moment.time() == datetime.min.time() else f"{moment:%Y-%m-%d %H:%M}"


def unescaped(text: str) -> str:
    """The text with the format's own escapes (_x000D_) turned back into characters."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class SheetReader:
    """Reads one sheet into a grid."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._row = GridRow(0)
        self._column = -1
        self._type = self._style = ""
        self._value: list[str] = []
        self._text: list[str] = []
        self._formula = False
        self._phonetic = False
        self._into: list[str] | None = None
        self._merged: list[str] = []
        self.grid = Grid()

    def read(self, source: IO[bytes]) -> None:
        """Streams the sheet. Raises Unreadable beyond the limits, ValueError or ExpatError for broken markup."""
        parse(source, start=self._start, end=self._end, text=self._take)
        fill_merged(self.grid, self._merged)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "v":
            self._into = self._value
        elif name == "t" and not self._phonetic:
            self._into = self._text
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._row = GridRow(int(attributes.get("r", self._row.number + 1)))
            self._column = -1
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell" and len(self._merged) < _MOST_FILLED:
            self._merged.append(attributes.get("ref", ""))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._column = place_of(attributes["r"])[1] if "r" in attributes else self._column + 1
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._value, self._text, self._formula = [], [], False

    def _take(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def _end(self, name: str) -> None:
        if name in ("v", "t"):
            self._into = None
        elif name == "c":
            self._keep_cell()
        elif name == "row":
            self.grid.add(self._row)
        elif name == "rPh":
            self._phonetic = False

    def _keep_cell(self) -> None:
        if self._type == "e":
            self._row.faulty.append(self._column)
            return
        text = self._cell_text()
        if text:
            self._row.cells[self._column] = text
        if self._formula:
            (self._row.computed if text else self._row.uncomputed).append(self._column)

    def _cell_text(self) -> str:
        raw = "".join(self._value)
        if self._type == "s":
            return self._book.texts[int(raw)] if raw else ""
        if self._type == "inlineStr":
            return unescaped("".join(self._text))
        if self._type in ("str", "d"):
            return unescaped(raw)
        if self._type == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
        if not raw.strip():
            return ""
        if self._style.isdigit() and int(self._style) in self._book.date_styles:
            return text_of_date(float(raw), self._book.from_1904)
        return text_of_number(raw)


def fill_merged(grid: Grid, merged: Sequence[str]) -> None:
    """Writes the value of cells merged downwards into each row they cover, as a reader of the sheet sees it."""
    by_number = {row.number: row for row in grid.rows}
    left = _MOST_FILLED
    for reference in merged:
        first, _colon, last = reference.partition(":")
        top, column = place_of(first)
        bottom, _last_column = place_of(last or first)
        value = by_number[top].cells.get(column) if top in by_number else None
        for number in range(top + 1, min(bottom, top + left) + 1):
            left -= 1
            if value and number in by_number:
                by_number[number].cells.setdefault(column, value)
