"""A grid: the cells of a file before anybody knows which row is the header. Every format is read into one."""

from dataclasses import dataclass, field

from anjia.onboarding.rules.findings import Finding, unreadable

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED_BYTES = 50 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 60
MOST_CELL_CHARACTERS = 10_000
_ROWS_ABOVE = 20  # titles and headers do not count as data


@dataclass
class GridRow:
    """One row with its number as the sheet shows it; only cells that hold something, by column from 0."""

    number: int
    cells: dict[int, str] = field(default_factory=dict)
    computed: list[int] = field(default_factory=list)  # formula cells whose last value was taken
    uncomputed: list[int] = field(default_factory=list)  # formula cells without any value
    faulty: list[int] = field(default_factory=list)  # cells that hold #REF! and the like


@dataclass
class Grid:
    """The rows that hold something, in order, and what was noticed about the file."""

    rows: list[GridRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    columns: set[int] = field(default_factory=set)

    def add(self, row: GridRow) -> None:
        """Adds a row unless it is blank. Raises Unreadable beyond the limits, before memory is spent on more."""
        if not (row.cells or row.uncomputed or row.faulty):
            return
        self.rows.append(row)
        self.columns.update(row.cells)
        if len(self.rows) > MOST_ROWS + _ROWS_ABOVE:
            raise unreadable("too_many_rows", most=MOST_ROWS)
        if len(self.columns) > MOST_COLUMNS:
            raise unreadable("too_many_columns", most=MOST_COLUMNS)


def letter_of(column: int) -> str:
    """The column's letter in a spreadsheet: 0 -> "A", 27 -> "AB"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
