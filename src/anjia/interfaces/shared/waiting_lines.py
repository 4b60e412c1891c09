"""Places on the waiting list as lines, for the household's phone and the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from anjia.catalog import queries as catalog
from anjia.dispatch import queries as dispatch
from anjia.dispatch.queries import AssignmentSummary
from anjia.interfaces.shared.formats import little_day, weekdays
from anjia.offers import queries
from anjia.offers.queries import WaitingSummary
from anjia.workforce import queries as workforce


@dataclass(frozen=True)
class WaitingLine:
    """One place: what is waited for and whom, what is kept, and by whom it would be done."""

    one: WaitingSummary
    service: str
    days: str
    hours: str
    state: str
    offered: bool
    kept: AssignmentSummary | None
    comes: str
    wished: str


def lines_of(found: Sequence[WaitingSummary], at: datetime) -> list[WaitingLine]:
    """The places as lines: three queries, however many."""
    services = catalog.names_of(one.offering_id for one in found)
    offered = {one.id: one.hold_id for one in found if one.hold_id and one.is_offered(at)}
    held = dispatch.holds(offered.values())
    kept = {waiting_id: held[hold_id] for waiting_id, hold_id in offered.items()}
    wished = {one.id: one.caregiver_id for one in found if one.caregiver_id}
    names = workforce.names_of([*(one.caregiver_id for one in kept.values()), *wished.values()])
    words = queries.waiting_state_names()
    return [
        WaitingLine(
            one=one,
            service=services.get(one.offering_id, ""),
            days=_days(one),
            hours=f"{_clock(one.wished.from_minute)}–{_clock(one.wished.until_minute)}",
            state=words[one.state],
            offered=one.id in kept,
            kept=kept.get(one.id),
            comes=names.get(kept[one.id].caregiver_id, "") if one.id in kept else "",
            wished=names.get(wished.get(one.id, 0), ""),
        )
        for one in found
    ]


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _days(one: WaitingSummary) -> str:
    names = weekdays()
    chosen = _(", ").join(names[day] for day in one.wished.weekdays)
    first, last = map(little_day, (one.wished.from_on, one.wished.until_on))
    return f"{first}–{last} {chosen}".strip()
