"""Say that a visit begins late, and give something for it before anybody asks."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState
from anjia.fieldwork import queries as fieldwork
from anjia.guarantees.events import DelayAnnounced, PreCompensationGranted
from anjia.guarantees.models import Delay, PreCompensation, locked
from anjia.guarantees.operations.common import caregiver_of, clause_of, heard_before, visit_for
from anjia.guarantees.rules import (
    LEAST_DELAY,
    MOST_DELAY,
    Basis,
    Cause,
    Said,
    Side,
    begun_minutes,
    excused_minutes,
    raised_by,
    side_of,
    waited_minutes,
)
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import SHANGHAI, day_of
from anjia.kernel.dates import moment_in_words
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce, signed
from anjia.kernel.retry import whole
from anjia.kernel.text import clean_line
from anjia.promises import queries as promises
from anjia.promises.operations import keep_promise, make_promise, release_promise
from anjia.promises.queries import ClauseSummary
from anjia.promises.rules import Kind, State, remedy_fen
from anjia.quality.operations import promise_arrival

EARLIEST = timedelta(hours=12)  # before the agreed start, as the other taps on a visit


@whole
def announce_delay(
    *,
    visit_id: int,
    minutes: int,
    cause: str,
    at: datetime,
    by: Actor,
    text: str = "",
    client_id: UUID | None = None,
    said_at: datetime | None = None,
) -> int:
    """Says that a visit begins `minutes` (5-480) after its agreed start, and why; returns the delay's id.

    What the clause gives for such a wait is granted at once, unless the household itself asked to begin later. The
    last word counts. Refuses once the caregiver has checked in or the visit is over. Raises Missing.
    """
    visit = visit_for(visit_id, by)
    if known := heard_before(Delay, client_id, visit_id=visit_id, minutes=minutes, cause=cause):
        return known
    words = clean_line(text, most=200, what=_("the explanation"))
    _refuse_delay(visit, minutes, cause, at)
    # One waits for the other here: the last word is the last word, and money is granted once.
    locked(_bound_name(visit_id), visit.price_fen)
    whose = caregiver_of(visit_id)
    names: dict[str, Any] = {"visit_id": visit_id, "household_id": visit.household_id, "caregiver_id": whose}
    said: dict[str, Any] = {"starts_at": visit.starts_at, "minutes": minutes, "cause": cause, "text": words}
    tap = {"client_id": client_id, "said_at": said_at}
    delay = Delay.objects.create(**names, **said, **tap, **signed(by, at))
    announce(DelayAnnounced(delay_id=delay.pk, **names, **said), at=at, by=by)
    if side_of(cause) is Side.HOUSEHOLD:
        _promise_later(visit, minutes, at=at, by=by)
    until = visit.starts_at + timedelta(minutes=minutes)
    _compensate(visit, until=until, basis=Basis.ANNOUNCED, at=at)
    return int(delay.pk)


def _refuse_delay(visit: VisitSummary, minutes: int, cause: str, at: datetime) -> None:
    if cause not in set(Cause):
        raise Refusal(_("Please choose why the visit begins late."), field="cause")
    if not LEAST_DELAY <= minutes <= MOST_DELAY:
        sentence = _("Please give between %(least)d and %(most)d minutes; beyond that, move the visit instead.")
        raise Refusal(sentence % {"least": LEAST_DELAY, "most": MOST_DELAY}, field="minutes")
    if visit.state != VisitState.PLANNED or at > visit.ends_at:
        raise Refusal(_("This visit is over or cancelled, so a delay can no longer be announced."))
    if at < visit.starts_at - EARLIEST:
        when = moment_in_words(visit.starts_at, beside=day_of(at))
        sentence = _("This visit begins on %(when)s. A delay is announced from 12 hours before; until then, move it.")
        raise Refusal(sentence % {"when": when})
    arrived = fieldwork.progress_of_many([visit.id])[visit.id].checked_in_at
    if arrived is not None:
        sentence = _("The caregiver checked in at %(time)s. What she was late for is counted from that.")
        raise Refusal(sentence % {"time": arrived.astimezone(SHANGHAI).strftime("%H:%M")})


def _promise_later(visit: VisitSummary, minutes: int, *, at: datetime, by: Actor) -> None:
    """The household asked to begin later: the arrival is promised for then instead."""
    promise_arrival(
        visit_id=visit.id,
        household_id=visit.household_id,
        starts_at=visit.starts_at + timedelta(minutes=minutes),
        reason=gettext_noop("The household asked to begin later."),
        at=at,
        by=by,
    )


@whole
def compensate_wait(*, visit_id: int, until: datetime, basis: Basis, at: datetime) -> int:
    """Gives what the clause says for waiting from the agreed start until `until`, less what was given; returns fen.

    0 when it was given before, when the household waited no longer than promised, or when it asked for it itself.
    """
    return _compensate(booking.visit(visit_id), until=until, basis=basis, at=at)


def _compensate(visit: VisitSummary, *, until: datetime, basis: Basis, at: datetime) -> int:
    kind = Kind.VISIT_HELD if basis is Basis.NO_SHOW else Kind.PRE_COMPENSATION
    clause = clause_of(kind, visit, at=_ordered_at(visit))
    bound = locked(_bound_name(visit.id), visit.price_fen)
    wait = _wait(visit, clause, until, basis)
    amount = raised_by(wait["owed_fen"], bound.used, visit.price_fen)
    if amount == 0:
        return 0
    bound.used += amount
    bound.save(update_fields=["used"])
    step = PreCompensation.objects.create(
        visit_id=visit.id,
        household_id=visit.household_id,
        step=PreCompensation.objects.filter(visit_id=visit.id).count() + 1,
        basis=basis,
        starts_at=visit.starts_at,
        **wait,
        price_fen=visit.price_fen,
        amount_fen=amount,
        total_fen=bound.used,
        clause_id=clause.id,
        at=at,
    )
    announce(_granted(step, clause), at=at, by=SYSTEM)
    return amount


def _wait(visit: VisitSummary, clause: ClauseSummary, until: datetime, basis: Basis) -> dict[str, Any]:
    """How long the household waited, how much of it counts, and what the clause's formula gives for that."""
    said = [Said(row.minutes, row.cause) for row in Delay.objects.filter(visit_id=visit.id).order_by("id")]
    missed = basis is Basis.NO_SHOW
    excused = 0 if missed else excused_minutes(said)
    start = visit.starts_at + timedelta(minutes=excused)
    counted = begun_minutes(until - start - timedelta(minutes=0 if missed else clause.minutes))
    pays = missed or counted > 0
    return {
        "cause": said[-1].cause if said else "",
        "late_minutes": waited_minutes(start, until),
        "counted_minutes": counted,
        "excused_minutes": excused,
        "owed_fen": remedy_fen(clause.remedy, late_minutes=counted, price_fen=visit.price_fen) if pays else 0,
    }


def _bound_name(visit_id: int) -> str:
    return f"pre_compensation:visit:{visit_id}"


def _ordered_at(visit: VisitSummary) -> datetime:
    """When the household ordered: the terms of that moment hold, whatever was published since."""
    return booking.order(visit.order_id).placed_at


def _granted(step: PreCompensation, clause: ClauseSummary) -> PreCompensationGranted:
    return PreCompensationGranted(
        pre_compensation_id=step.pk,
        visit_id=step.visit_id,
        household_id=step.household_id,
        basis=step.basis,
        cause=step.cause,
        late_minutes=step.late_minutes,
        amount_fen=step.amount_fen,
        total_fen=step.total_fen,
        clause_id=clause.id,
        clause_version=clause.version,
    )


@whole
def nobody_came(*, visit_id: int, due_at: datetime, at: datetime) -> None:
    """The promised arrival passed: gives for the wait so far and promises that the visit is held all the same.

    A caregiver who checked in meanwhile (late, or heard of late) ends the wait at that moment. Twice is once.
    """
    visit = booking.visit(visit_id)
    arrived = fieldwork.progress_of_many([visit_id])[visit_id].checked_in_at
    if visit.starts_at >= due_at:  # moved since: the new start has a promise of its own
        return
    clause = clause_of(Kind.VISIT_HELD, visit, at=_ordered_at(visit))
    due = min(due_at + timedelta(minutes=clause.minutes), visit.ends_at)
    until = arrived if arrived is not None else min(max(at, due_at), due)
    _compensate(visit, until=until, basis=Basis.ARRIVED if arrived else Basis.WAITING, at=at)
    subject = f"visit:{visit_id}"
    if arrived or visit.state != VisitState.PLANNED or promises.promise_of(Kind.VISIT_HELD, subject):
        return
    names = {"household_id": visit.household_id, "caregiver_id": caregiver_of(visit_id)}
    make_promise(kind=Kind.VISIT_HELD, subject=subject, made_at=due_at, due_at=due, at=at, by=SYSTEM, **names)


@whole
def no_show(*, visit_id: int, due_at: datetime, at: datetime) -> int:
    """Nobody came at all by `due_at`: gives for a missed visit, or for the wait until then where that is more.

    Returns the fen added; twice is once.
    """
    visit = booking.visit(visit_id)
    arrived = fieldwork.progress_of_many([visit_id])[visit_id].checked_in_at
    if arrived is not None and arrived <= due_at:
        return 0
    missed = _compensate(visit, until=due_at, basis=Basis.NO_SHOW, at=at)
    return missed + _compensate(visit, until=due_at, basis=Basis.WAITING, at=at)


@whole
def arrived(*, visit_id: int, caregiver_id: int, at: datetime) -> int:
    """The caregiver is at the door: gives for the whole wait, less what was given; the visit is held. Twice is once."""
    given = _compensate(booking.visit(visit_id), until=at, basis=Basis.ARRIVED, at=at)
    by, subject = Actor("caregiver", caregiver_id), f"visit:{visit_id}"
    keep_promise(kind=Kind.VISIT_HELD, subject=subject, evidence="", at=at, by=by)
    return given


def no_longer_awaited(*, visit_id: int, reason: str, at: datetime) -> None:
    """The visit was moved or cancelled: nobody waits for it any more. Twice is once."""
    subject = f"visit:{visit_id}"
    held = promises.promise_of(Kind.VISIT_HELD, subject)
    if held is not None and held.state == State.OPEN:
        release_promise(kind=Kind.VISIT_HELD, subject=subject, reason=reason, at=at, by=SYSTEM)
