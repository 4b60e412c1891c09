"""The question a week before a visit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from anjia.booking.models import NeedsCheck
from anjia.booking.queries.orders import VisitSummary, visits
from anjia.booking.rules import VisitState, Waiver


@dataclass(frozen=True)
class NeedsCheckSummary:
    """Whether a visit's needs were asked. Neither done nor waived: it waits, promised about "visit:<id>"."""

    visit_id: int
    done_at: datetime | None
    changed: bool
    changes: str
    waived_at: datetime | None
    waiver: str
    waiver_note: str
    by_name: str

    @property
    def waits(self) -> bool:
        """Whether somebody still has to ask."""
        return self.done_at is None and self.waived_at is None


def _check(row: Any) -> NeedsCheckSummary:
    return NeedsCheckSummary(
        visit_id=row.visit_id,
        done_at=row.done_at,
        changed=bool(row.changed),
        changes=row.changes,
        waived_at=row.waived_at,
        waiver=row.waiver,
        waiver_note=row.waiver_note,
        by_name=row.by_name,
    )


def needs_check_of(visit_id: int) -> NeedsCheckSummary | None:
    """Whether the visit's needs were asked; None while nobody has planned to."""
    row = NeedsCheck.objects.filter(visit_id=visit_id).first()
    return _check(row) if row else None


def needs_checks_of(ids: Iterable[int]) -> dict[int, NeedsCheckSummary]:
    """The same for several visits, by visit id, in one query."""
    return {row.visit_id: _check(row) for row in NeedsCheck.objects.filter(visit_id__in=set(ids))}


def visits_to_ask(*, since: datetime, until: datetime, limit: int = 50) -> list[VisitSummary]:
    """Planned visits that begin in this span of time and whose needs nobody has asked for, earliest first."""
    rows = NeedsCheck.objects.filter(
        done_at__isnull=True,
        waived_at__isnull=True,
        visit__state=VisitState.PLANNED,
        visit__starts_at__gte=since,
        visit__starts_at__lt=until,
    )
    ids = list(rows.order_by("visit__starts_at", "visit_id").values_list("visit_id", flat=True)[:limit])
    found = visits(ids)
    return [found[visit_id] for visit_id in ids]


def waiver_names() -> dict[str, str]:
    """Why nobody asks a week ahead."""
    return {
        Waiver.SHORT_NOTICE: _("Not needed: the visit was agreed less than a week ahead, its needs with it"),
        Waiver.HOUSEHOLD: _("The household does not want to be asked"),
    }
