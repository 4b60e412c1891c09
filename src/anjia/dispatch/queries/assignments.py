"""Who is sent where: assignments and holds as frozen values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from anjia.dispatch.models import Assignment
from anjia.dispatch.queries.columns import active
from anjia.dispatch.rules import DAY_MINUTES, LONGEST_VISIT_MINUTES, midnight_minute
from anjia.kernel.clock import at_minute, minute_of
from anjia.kernel.errors import Missing
from anjia.kernel.prepared import Given, Prepared

_VERSION = re.compile(r"(\d{1,18})-(\d{1,9})", re.ASCII)
_BY_ID = Prepared(lambda: Assignment.objects.filter(pk=Given("id")))


@dataclass(frozen=True)
class AssignmentSummary:
    """A stretch of a caregiver's time: held, given to a visit, or released.

    `way_minutes` is the way to it from the visit before, 0 for the first of a day. `decision` is what a person
    wrote who chose this caregiver instead of another, `decided_by` who it was; `chosen_by` is a rules.Chooser,
    `weights_version` the weights by which was weighed.
    """

    id: int
    caregiver_id: int
    visit_id: int | None
    household_id: int | None
    trade: str
    state: str
    starts_at: datetime
    ends_at: datetime
    way_minutes: int
    expires_at: datetime | None
    decided_by: str
    decision: str
    made_at: datetime
    chosen_by: str
    weights_version: int
    seat: int = 1

    @property
    def is_hold(self) -> bool:
        """Whether the time is only kept, not yet given to a visit."""
        return self.state == Assignment.State.HELD


@dataclass(frozen=True)
class Version:
    """A visit as somebody saw it: its assignment (0 while nobody is sent) and its start. Any change makes another."""

    assignment_id: int
    starts_at: datetime

    def __str__(self) -> str:
        """As a page carries it."""
        return f"{self.assignment_id}-{minute_of(self.starts_at)}"


def version_read(text: str) -> Version | None:
    """The version that a page carried; None for anything else."""
    found = _VERSION.fullmatch(text)
    return Version(int(found[1]), at_minute(int(found[2]))) if found else None


def summary_of(row: Assignment) -> AssignmentSummary:
    """The row as others see it."""
    return AssignmentSummary(
        id=row.pk,
        caregiver_id=row.caregiver_id,
        visit_id=row.visit_id,
        household_id=row.household_id,
        trade=row.trade,
        state=row.state,
        starts_at=at_minute(row.starts_minute),
        ends_at=at_minute(row.ends_minute),
        way_minutes=row.starts_minute - row.busy_from,
        expires_at=row.expires_at,
        decided_by=row.decided_by,
        decision=row.decision,
        made_at=row.made_at,
        chosen_by=row.chosen_by,
        weights_version=row.weights_version,
        seat=row.seat,
    )


def assignments_of_visits(ids: Iterable[int]) -> dict[int, AssignmentSummary]:
    """The assignment of each visit that has one, of two who start together the leading one's, in one query."""
    return {visit_id: crew[0] for visit_id, crew in crews_of_visits(ids).items()}


def crews_of_visits(ids: Iterable[int]) -> dict[int, tuple[AssignmentSummary, ...]]:
    """Everybody who is sent to each visit, the leading one first, in one query; visits with nobody are left out."""
    rows = Assignment.objects.filter(visit_id__in=set(ids), state=Assignment.State.ASSIGNED).order_by("seat")
    found: dict[int, tuple[AssignmentSummary, ...]] = {}
    for row in rows:
        found[row.visit_id] = (*found.get(row.visit_id, ()), summary_of(row))
    return found


def crew_of_hold(hold_id: int) -> tuple[AssignmentSummary, ...]:
    """The time held for a visit, the leading one's first. Raises Missing."""
    others = Assignment.objects.filter(lead_id=hold_id).order_by("seat")
    return hold(hold_id), *(summary_of(row) for row in others)


def assignment_of(visit_id: int) -> AssignmentSummary | None:
    """The visit's assignment; None while nobody is sent."""
    return assignments_of_visits([visit_id]).get(visit_id)


def history_of(visit_id: int) -> list[AssignmentSummary]:
    """Everybody who was ever sent to the visit, the latest first."""
    return [summary_of(row) for row in Assignment.objects.filter(visit_id=visit_id).order_by("-id")]


def hold(hold_id: int) -> AssignmentSummary:
    """Kept time by id, whatever became of it. Raises Missing."""
    row = _BY_ID.first(id=hold_id)
    if row is None:
        raise Missing
    return summary_of(row)


def holds(ids: Iterable[int]) -> dict[int, AssignmentSummary]:
    """Kept time by id, several at once; one query."""
    return {row.pk: summary_of(row) for row in Assignment.objects.filter(pk__in=set(ids))}


def on_days(first: date, days: int, at: datetime, *, more_minutes: int = 0) -> QuerySet[Assignment]:
    """The rows that take up time on these days, and what begins so many minutes after their last midnight."""
    begins = midnight_minute(first)
    return active(at).filter(
        starts_minute__gte=begins - LONGEST_VISIT_MINUTES,
        starts_minute__lt=begins + days * DAY_MINUTES + more_minutes,
        ends_minute__gt=begins,
    )


def day_assignments(day: date, *, at: datetime, caregiver_ids: Iterable[int] | None = None) -> list[AssignmentSummary]:
    """What takes up time on the day, by caregiver and start; of these caregivers alone if named."""
    rows = on_days(day, 1, at)
    if caregiver_ids is not None:
        rows = rows.filter(caregiver_id__in=set(caregiver_ids))
    return [summary_of(row) for row in rows.order_by("caregiver_id", "starts_minute")]


def caregiver_day(caregiver_id: int, day: date, *, at: datetime) -> list[AssignmentSummary]:
    """The caregiver's visits and holds of the day, in order."""
    return day_assignments(day, at=at, caregiver_ids=[caregiver_id])


def coming_of_caregiver(caregiver_id: int, *, from_day: date, days: int, at: datetime) -> list[AssignmentSummary]:
    """What the caregiver has ahead of her in these days, in order."""
    begins = midnight_minute(from_day)
    rows = active(at).filter(
        caregiver_id=caregiver_id, starts_minute__gte=begins, starts_minute__lt=begins + days * DAY_MINUTES
    )
    return [summary_of(row) for row in rows.order_by("starts_minute")]


def touched_by_absence(
    caregiver_id: int, *, from_at: datetime, until_at: datetime | None, at: datetime
) -> list[AssignmentSummary]:
    """Her visits and holds that begin after `at` and fall into her absence, which may have no end; in order."""
    begins = minute_of(from_at)
    rows = active(at).filter(
        caregiver_id=caregiver_id,
        starts_minute__gt=max(minute_of(at), begins - LONGEST_VISIT_MINUTES),
        ends_minute__gt=begins,
    )
    if until_at is not None:
        rows = rows.filter(starts_minute__lt=minute_of(until_at))
    return [summary_of(row) for row in rows.order_by("starts_minute")]
