"""The same thing twice in one file."""

import json
from collections.abc import Iterable

from anjia.onboarding.rules.column_names import Kind
from anjia.onboarding.rules.findings import Finding, doubt, note, refusal
from anjia.onboarding.rules.rows import RowReading


def digest_of(reading: RowReading) -> str:
    """The reading's values as one text: two rows that say the same have the same."""
    return json.dumps(reading.values, ensure_ascii=False, sort_keys=True)


def without_duplicates(kind: Kind, readings: Iterable[RowReading]) -> list[RowReading]:
    """The readings, later ones of the same key marked: the same again is skipped, a contradiction is refused."""
    first: dict[str, RowReading] = {}
    homes: dict[tuple[str, str], RowReading] = {}
    marked = []
    for reading in readings:
        finding = _about(kind, reading, first.get(reading.key)) if reading.key and not reading.bad else None
        if finding is None and reading.key and not reading.bad:
            first.setdefault(reading.key, reading)
            finding = _same_home(reading, homes)
        marked.append(reading.with_findings(finding) if finding else reading)
    return marked


def _about(kind: Kind, reading: RowReading, before: RowReading | None) -> Finding | None:
    if before is None:
        return None
    if digest_of(reading) == digest_of(before):
        return note("row_repeated", row=before.number)
    if kind is Kind.HOUSEHOLDS and reading.values["name"] == before.values["name"]:
        return note("household_again", "phone", row=before.number)
    code = "price_twice" if kind is Kind.PRICES else "phone_twice"
    return refusal(code, "phone" if kind is not Kind.PRICES else "name", row=before.number)


def _same_home(reading: RowReading, homes: dict[tuple[str, str], RowReading]) -> Finding | None:
    """Two phones for one name at one address: perhaps one household, which only a person can know."""
    address = reading.values.get("address")
    if not address:
        return None
    before = homes.setdefault((reading.values["name"], address), reading)
    return doubt("home_twice", "address", row=before.number) if before is not reading else None
