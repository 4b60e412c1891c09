"""What visits are guaranteed to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from anjia.booking.models import AgreedScope


@dataclass(frozen=True)
class ScopeSummary:
    """What a visit is guaranteed to do, as titles of steps, and the day the household moves in."""

    visit_id: int
    steps: tuple[str, ...]
    move_in_on: date | None
    agreed_at: datetime
    by_name: str


def _scope(row: Any) -> ScopeSummary:
    return ScopeSummary(row.visit_id, tuple(row.steps), row.move_in_on, row.agreed_at, row.by_name)


def scope_of(visit_id: int) -> ScopeSummary | None:
    """What the visit is guaranteed to do; None when nothing beyond the standard was agreed."""
    row = AgreedScope.objects.filter(visit_id=visit_id).first()
    return _scope(row) if row else None


def scopes_of(ids: Iterable[int]) -> dict[int, ScopeSummary]:
    """The same for several visits, by visit id, in one query; visits without one are left out."""
    return {row.visit_id: _scope(row) for row in AgreedScope.objects.filter(visit_id__in=set(ids))}


def scopes_of_proposal(proposal_id: int) -> list[ScopeSummary]:
    """What the visits ordered under a proposal are guaranteed to do."""
    return [_scope(row) for row in AgreedScope.objects.filter(visit__order__proposal_id=proposal_id).order_by("id")]
