"""A whole file of one kind: bytes in, readings out."""

from collections.abc import Callable
from dataclasses import dataclass

from anjia.onboarding.rules.caregivers import read_caregiver
from anjia.onboarding.rules.column_names import Kind
from anjia.onboarding.rules.duplicates import without_duplicates
from anjia.onboarding.rules.findings import Finding, Level
from anjia.onboarding.rules.headers import Recognition, recognise
from anjia.onboarding.rules.households import read_household
from anjia.onboarding.rules.offerings import read_offering
from anjia.onboarding.rules.rows import DistrictIn, RowReading, about_columns
from anjia.onboarding.rules.tables import Table, TableRow, read_table


@dataclass(frozen=True)
class FileReading:
    """Everything a file says. A refused file has findings and no rows."""

    headers: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()  # per header what it means, "" for nothing known
    header_row: int = 0
    rows: tuple[RowReading, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the whole file is not taken."""
        return any(finding.level is Level.REFUSAL for finding in self.findings)


def read_file(
    kind: Kind, content: bytes, file_name: str, *, district_in: DistrictIn, assumed_district: str = ""
) -> FileReading:
    """Reads a file as a list of the kind. Never raises for what the bytes hold."""
    table = read_table(content, file_name)
    if table.refused:
        return FileReading(headers=table.headers, header_row=table.header_row, findings=table.findings)
    recognition = recognise(kind, table.headers, table.letters)
    findings = (*table.findings, *recognition.findings, *_not_kept(kind, recognition, table))
    fields = {column: field for field, column in recognition.columns.items()}
    reading = FileReading(
        headers=table.headers,
        fields=tuple(fields.get(column, "") for column in range(len(table.headers))),
        header_row=table.header_row,
        findings=findings,
    )
    if not recognition.complete:
        return reading
    read_row = _reader(kind, table, recognition, district_in, assumed_district)
    rows = without_duplicates(kind, (read_row(row) for row in table.rows))
    return FileReading(reading.headers, reading.fields, reading.header_row, tuple(rows), findings)


def _not_kept(kind: Kind, recognition: Recognition, table: Table) -> list[Finding]:
    not_kept = ("birth",) if kind is Kind.CAREGIVERS else ()
    return about_columns(recognition, table.headers, *not_kept)


def _reader(
    kind: Kind, table: Table, recognition: Recognition, district_in: DistrictIn, assumed: str
) -> Callable[[TableRow], RowReading]:
    if kind is Kind.HOUSEHOLDS:
        return lambda row: read_household(row, table, recognition, district_in)
    if kind is Kind.CAREGIVERS:
        return lambda row: read_caregiver(row, table, recognition, district_in, assumed)
    return lambda row: read_offering(row, table, recognition)
