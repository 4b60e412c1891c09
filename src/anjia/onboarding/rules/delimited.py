"""Text files of separated values: which alphabet, which separator, and the cells."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from anjia.onboarding.rules.findings import note, unreadable
from anjia.onboarding.rules.grids import Grid, GridRow

_SEPARATORS = (",", "\t", ";", "|")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_AS_TEXT = re.compile(r'="?([^"=]*)"?')
_MOST_DAMAGE = 0.005  # share of characters that may be lost before a file counts as no text at all
_SAMPLE = 64 * 1024


def read_delimited(content: bytes) -> Grid:
    """The cells of a text file. Raises Unreadable when it is not text or its quotes never end."""
    text, alphabet = decoded(content)
    separator = separator_of(text)
    grid = Grid()
    if alphabet != "UTF-8":
        grid.findings.append(note("alphabet", alphabet=alphabet))
    try:
        for row in _rows(text, separator):
            grid.add(row)
    except csv.Error as fault:
        raise unreadable("quote_never_ends") from fault
    if not grid.rows:
        raise unreadable("nothing_in_it")
    return grid


def _rows(text: str, separator: str) -> Iterator[GridRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    for number, cells in enumerate(reader, start=1):
        yield _row(number, cells)


def _row(number: int, cells: list[str]) -> GridRow:
    row = GridRow(number)
    for column, raw in enumerate(cells):
        cell = raw.strip()
        if cell.startswith("="):
            _keep_formula(row, column, cell)
        elif cell:
            row.cells[column] = cell
    return row


def _keep_formula(row: GridRow, column: int, cell: str) -> None:
    """A text file has no last value to take, save for the ="139..." by which programs protect long numbers."""
    literal = _AS_TEXT.fullmatch(cell)
    if literal and cell.startswith('="'):
        row.cells[column] = literal[1]
        row.computed.append(column)
    else:
        row.cells[column] = cell
        row.uncomputed.append(column)


def decoded(content: bytes) -> tuple[str, str]:
    """The text and its alphabet. Raises Unreadable when no alphabet makes text of the bytes."""
    for read in (_marked, _unmarked_utf16, _utf8, _gb18030):
        if (found := read(content)) is not None:
            text, alphabet = found
            controls = len(_CONTROL.findall(text))
            if controls > len(text) * _MOST_DAMAGE + 20:
                break
            return text, alphabet
    raise unreadable("not_text")


def _marked(content: bytes) -> tuple[str, str] | None:
    """Text that says by its first bytes what it is."""
    if content.startswith(codecs.BOM_UTF8):
        return _tolerant(content[3:], "utf-8", "UTF-8")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _tolerant(content, "utf-16", "UTF-16")
    return None


def _unmarked_utf16(content: bytes) -> tuple[str, str] | None:
    """Every second byte of plain signs is 0: which half tells the order."""
    head = content[:_SAMPLE]
    halves = head[0::2].count(0), head[1::2].count(0)
    if max(halves) * 20 <= len(head) or min(halves) > max(halves) // 10:
        return None
    return _tolerant(content, "utf-16-be" if halves[0] > halves[1] else "utf-16-le", "UTF-16")


def _utf8(content: bytes) -> tuple[str, str] | None:
    return _tolerant(content, "utf-8", "UTF-8")


def _gb18030(content: bytes) -> tuple[str, str] | None:
    return _tolerant(content, "gb18030", "GB18030")


def _tolerant(content: bytes, codec: str, alphabet: str) -> tuple[str, str] | None:
    """The text with a few damaged characters at most; lost ones become U+FFFD and are found again later."""
    text = content.decode(codec, errors="replace")
    lost = text.count("\ufffd")
    return (text, alphabet) if lost <= max(2, len(text) * _MOST_DAMAGE) and lost * 4 <= len(text) else None


def separator_of(text: str) -> str:
    """The sign that cuts the first lines into the most regular columns; a comma when none does."""
    lines = [line for line in text[:_SAMPLE].splitlines()[:50] if line.strip()]
    best = max(_SEPARATORS, key=lambda sign: _regularity(lines, sign), default=",")
    return best if _regularity(lines, best) else ","


def _regularity(lines: list[str], sign: str) -> int:
    """How many lines have the most common number of that sign, outside quotes, times that number."""
    counts = Counter(re.sub(r'"[^"]*"', "", line).count(sign) for line in lines)
    counts.pop(0, None)
    return max((number * lines_with for number, lines_with in counts.items()), default=0)
