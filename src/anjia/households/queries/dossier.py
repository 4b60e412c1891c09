"""What to remember about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from anjia.households.models import DossierEntry
from anjia.households.rules import EntryKind


@dataclass(frozen=True)
class EntrySummary:
    """One thing to remember, who wrote it down when, and from what; struck out when `struck_at` is set."""

    id: int
    kind: EntryKind
    text: str
    source: str
    recorded_at: datetime
    by_name: str
    struck_at: datetime | None
    struck_by_name: str


def _entry(row: DossierEntry) -> EntrySummary:
    return EntrySummary(
        id=row.pk,
        kind=EntryKind(row.kind),
        text=row.text,
        source=row.source,
        recorded_at=row.recorded_at,
        by_name=row.by_name,
        struck_at=row.struck_at,
        struck_by_name=row.struck_by_name,
    )


def dossier_of(household_id: int, *, kinds: Sequence[EntryKind] = (), with_struck: bool = False) -> list[EntrySummary]:
    """What to remember about the household, oldest first; struck entries only when asked for."""
    rows = DossierEntry.objects.filter(household_id=household_id).order_by("id")
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if not with_struck:
        rows = rows.filter(struck_at__isnull=True)
    return [_entry(row) for row in rows]
