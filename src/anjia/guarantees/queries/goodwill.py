"""Extra work free of charge: a visit's lines, a month's figures."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Sum

from anjia.guarantees.models import Goodwill


@dataclass(frozen=True)
class GoodwillSummary:
    """A line at a price of zero; `worth_fen` is what it would have cost."""

    id: int
    visit_id: int
    caregiver_id: int
    title: str
    wish: str
    minutes: int
    worth_fen: int
    paid_percent: int
    at: datetime
    by_name: str


@dataclass(frozen=True)
class CaregiverGoodwill:
    """What one caregiver gave in a month; `paid_minutes` are those she is paid for in full."""

    caregiver_id: int
    lines: int
    visits: int
    minutes: int
    worth_fen: int


def goodwill_of(visit_id: int) -> tuple[GoodwillSummary, ...]:
    """A visit's lines, oldest first."""
    return tuple(_summary(row) for row in Goodwill.objects.filter(visit_id=visit_id).order_by("id"))


def goodwill(goodwill_id: int) -> GoodwillSummary | None:
    """One line by id."""
    row = Goodwill.objects.filter(pk=goodwill_id).first()
    return _summary(row) if row else None


def _summary(row: Goodwill) -> GoodwillSummary:
    return GoodwillSummary(
        id=row.pk,
        visit_id=row.visit_id,
        caregiver_id=row.caregiver_id,
        title=row.title,
        wish=row.wish,
        minutes=row.minutes,
        worth_fen=row.worth_fen,
        paid_percent=row.paid_percent,
        at=row.at,
        by_name=row.by_name,
    )


def goodwill_of_month(month: date) -> list[CaregiverGoodwill]:
    """Per caregiver what was given in the month that begins on `month`, most first."""
    rows = Goodwill.objects.filter(month=month).values("caregiver_id")
    summed = rows.annotate(
        lines=Count("id"), visits=Count("visit_id", distinct=True), minutes_sum=Sum("minutes"), fen=Sum("worth_fen")
    )
    return [
        CaregiverGoodwill(row["caregiver_id"], row["lines"], row["visits"], row["minutes_sum"], row["fen"])
        for row in summed.order_by("-fen", "caregiver_id")
    ]
