"""A row of a table means something: a household, a caregiver or a price, with a key by which it is known again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from anjia.onboarding.rules.findings import Finding, Level, note, refusal, shortened
from anjia.onboarding.rules.headers import Recognition
from anjia.onboarding.rules.tables import Table, TableRow

DistrictIn = Callable[[str], str]  # the full name of the first known district in a text, or ""
MOST_NAME = 40
ID_NUMBER_LEFT_OUT = "—"


@dataclass(frozen=True)
class RowReading:
    """What a row means: JSON values, the key of the thing, and everything noticed. `cells` hold no id numbers."""

    number: int
    cells: tuple[str, ...]
    values: dict[str, Any]
    key: str
    findings: tuple[Finding, ...]

    @property
    def bad(self) -> bool:
        """Whether the row cannot be taken."""
        return any(finding.level is Level.REFUSAL for finding in self.findings)

    def with_findings(self, *findings: Finding) -> "RowReading":
        """The reading with more noticed."""
        return replace(self, findings=(*self.findings, *findings))


class Cells:
    """The cells of one row by field, gathering what is noticed on the way."""

    def __init__(self, row: TableRow, recognition: Recognition) -> None:
        self._row = row
        self.recognition = recognition
        self.findings: list[Finding] = []

    def text(self, field: str, most: int = 2_000) -> str:
        """The field's text, "" without such a column. Longer than `most` refuses the row."""
        column = self.recognition.columns.get(field)
        text = self._row.cells[column] if column is not None else ""
        if len(text) > most:
            self.note(refusal("text_too_long", field, wanted=field, count=len(text), most=most))
        return text[:most]

    def line(self, field: str, most: int) -> str:
        """As text, on one line."""
        return " ".join(self.text(field, most).split())

    def bracket(self, field: str) -> str:
        """What stood in brackets in the field's header."""
        return self.recognition.brackets.get(field, "")

    def note(self, *findings: Finding | None) -> None:
        """Keeps what was noticed."""
        self.findings.extend(finding for finding in findings if finding is not None)

    def required_line(self, field: str, most: int = MOST_NAME) -> str:
        """The field's text; its absence refuses the row."""
        text = self.line(field, most)
        if not text:
            self.note(refusal("value_missing", field, wanted=field))
        elif "\ufffd" in text:
            self.note(refusal("value_damaged", field, wanted=field, seen=shortened(text)))
        return text


def softened(finding: Finding | None) -> Finding | None:
    """The same as a doubt: the row is taken without the value."""
    return replace(finding, level=Level.DOUBT) if finding is not None else None


def cells_kept(row: TableRow, recognition: Recognition) -> tuple[str, ...]:
    """The row's cells as they may be stored: numbers of identity cards are not kept."""
    column = recognition.columns.get("id_number")
    if column is None or not row.cells[column]:
        return row.cells
    return (*row.cells[:column], ID_NUMBER_LEFT_OUT, *row.cells[column + 1 :])


def own_findings(row: TableRow, table: Table, recognition: Recognition) -> list[Finding]:
    """What was noticed while reading the row; trouble in a column that nobody reads does not refuse it."""
    read = {table.letters[column] for column in recognition.columns.values()}
    return [
        replace(finding, level=Level.NOTE) if finding.values.get("column") not in read else finding
        for finding in row.findings
    ]


def about_columns(recognition: Recognition, headers: Sequence[str], *not_kept: str) -> list[Finding]:
    """Which columns are read but deliberately not kept."""
    columns = [recognition.columns[field] for field in ("id_number", *not_kept) if field in recognition.columns]
    if not columns:
        return []
    return [note("columns_not_kept", columns=shortened("、".join(headers[column] for column in columns), 80))]
