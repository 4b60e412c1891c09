"""Who could take a visit, in order, and why."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.catalog import queries as catalog
from anjia.dispatch import rules
from anjia.dispatch.models import Assignment
from anjia.dispatch.queries import columns
from anjia.dispatch.queries.preferences import said_about
from anjia.dispatch.queries.reasons import ReasonLine, reason_lines, revived
from anjia.dispatch.queries.slots import asked_job
from anjia.households import queries as households
from anjia.kernel.clock import day_of, minute_of
from anjia.kernel.places import Place
from anjia.workforce import queries as workforce


@dataclass(frozen=True)
class VisitNeed:
    """What dispatch is asked for: work of a trade, at a time, in a place, for a household if it is known.

    `visit_id` is None as long as no visit has been ordered; `state` is the visit's.
    """

    household_id: int | None
    trade: str
    starts_at: datetime
    minutes: int
    place: Place
    visit_id: int | None = None
    state: str = ""
    people: int = 1

    @property
    def spot(self) -> columns.Spot:
        """Where it is."""
        return columns.Spot(self.household_id, self.place)


@dataclass(frozen=True)
class CandidateSummary:
    """A caregiver who is free for the visit: her score and what it is made of. `current`: she has the visit now."""

    caregiver_id: int
    name: str
    score: int
    reasons: tuple[ReasonLine, ...]
    current: bool = False
    kept: tuple[rules.Reason, ...] = ()


@dataclass(frozen=True)
class Why:
    """Why a caregiver was sent: the reasons counted then, and a person's decision if there was one."""

    caregiver_id: int
    score: int
    reasons: tuple[ReasonLine, ...]
    decided_by: str
    decision: str
    kept: tuple[rules.Reason, ...] = ()


def need_of(visit_id: int) -> VisitNeed:
    """The visit in dispatch's words. Three queries; raises Missing."""
    return need_of_visit(booking.visit(visit_id))


def need_of_visit(visit: VisitSummary, *, like: VisitNeed | None = None) -> VisitNeed:
    """As `need_of`, of a visit that was asked for already. Two queries; none where its trade and home are `like` it."""
    return VisitNeed(
        household_id=visit.household_id,
        trade=like.trade if like else catalog.offering(visit.offering_id).trade,
        starts_at=visit.starts_at,
        minutes=visit.minutes,
        place=like.place if like else households.place_of(visit.home_id),
        visit_id=visit.id,
        state=visit.state,
        people=visit.people,
    )


def ranked(
    need: VisitNeed,
    *,
    at: datetime,
    most: int = 20,
    caregiver_id: int | None = None,
    weights: rules.Weights | None = None,
    without: Collection[int] = (),
) -> list[rules.Candidate]:
    """Everybody free for the need, not excluded, best first. The visit's own assignments do not stand in its way."""
    job = asked_job(need.minutes, need.place, day_of(need.starts_at))
    own = columns.own_rows(need.visit_id)
    said = said_about(need.household_id)
    apart = {*without, *rules.excluded(said, at=at, visit_id=need.visit_id)}
    asked: dict[str, Any] = {"spot": need.spot, "caregiver_id": caregiver_id, "excluded": apart}
    people = columns.roster(need.trade, job.from_day, job.days, **asked)
    work = columns.work(people, job, at, caregiver_id=caregiver_id, without=own)
    record = columns.record(people, work, job, at, household_id=need.household_id, said=said)
    if weights is not None:
        record = replace(record, weights=weights)
    return rules.candidates(people, work, record, job, minute_of(need.starts_at), most)


def candidates_for(visit_id: int, *, at: datetime, most: int = 20) -> list[CandidateSummary]:
    """Who could take the visit, best first, each with reasons; whoever has it now is marked."""
    found = ranked(need_of(visit_id), at=at, most=most)
    names = workforce.names_of(one.caregiver_id for one in found)
    sent = Assignment.objects.filter(visit_id=visit_id, state=Assignment.State.ASSIGNED)
    current = set(sent.values_list("caregiver_id", flat=True))
    return [
        CandidateSummary(
            caregiver_id=one.caregiver_id,
            name=names[one.caregiver_id],
            score=one.score,
            reasons=reason_lines(one.reasons),
            current=one.caregiver_id in current,
            kept=one.reasons,
        )
        for one in found
    ]


def why(visit_id: int) -> Why | None:
    """Why this caregiver was sent to the visit, the leading one of two; None while nobody is."""
    row = Assignment.objects.filter(visit_id=visit_id, state=Assignment.State.ASSIGNED).order_by("seat").first()
    if row is None:
        return None
    reasons = revived(row.reasons)
    score = sum(reason.points for reason in reasons)
    return Why(row.caregiver_id, score, reason_lines(reasons), row.decided_by, row.decision, reasons)
