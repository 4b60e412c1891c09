"""Regular rounds."""

from dataclasses import dataclass
from datetime import date, datetime

from anjia.inspections.models import Round, RoundEnd
from anjia.inspections.rules import next_round_on
from anjia.kernel.clock import day_of


@dataclass(frozen=True)
class RoundSummary:
    """A rhythm: what is looked at, every how many weeks, and when next."""

    id: int
    target: str
    target_id: int
    every_weeks: int
    starts_on: date
    next_on: date
    by_name: str


def rounds(*, at: datetime) -> list[RoundSummary]:
    """The rounds that go on, the next due first."""
    before = date.fromordinal(day_of(at).toordinal() - 1)
    rows = Round.objects.exclude(pk__in=RoundEnd.objects.values("round_id"))
    found = [
        RoundSummary(
            id=row.pk,
            target=row.target,
            target_id=row.target_id,
            every_weeks=row.every_weeks,
            starts_on=row.starts_on,
            next_on=next_round_on(row.starts_on, row.every_weeks, before),
            by_name=row.by_name,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.next_on, one.id))
