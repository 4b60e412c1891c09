"""Agree what a visit is guaranteed to do, and by when after a move."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.booking.events import ScopeAgreed
from anjia.booking.models import AgreedScope, Visit
from anjia.booking.operations.visits import locked_visit, refuse_closed
from anjia.booking.queries.scopes import scopes_of_proposal
from anjia.booking.rules import VisitState
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of, midnight
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce
from anjia.promises import queries as promises
from anjia.promises.operations import make_promise, release_promise
from anjia.promises.rules import Kind, State
from anjia.sales import queries as sales
from anjia.sales.operations import clean_steps, refuse_move_in


def agree_scope(
    *, visit_id: int, steps: Sequence[str], at: datetime, by: Actor, move_in_on: date | None = None
) -> None:
    """Writes what a planned visit is guaranteed to do: 1 to 40 steps; a later agreement replaces it.

    With a move-in day it is promised within the clause's days of that day, unless the household itself chose a later
    start. The same agreement again changes nothing.
    """
    titles = clean_steps(steps)
    with transaction.atomic():
        visit = locked_visit(visit_id)
        refuse_closed(visit)
        row = AgreedScope.objects.filter(visit=visit).first()
        if row is not None and (row.steps, row.move_in_on) == (titles, move_in_on):
            return
        refuse_move_in(move_in_on, day_of(at))
        values = {"steps": titles, "move_in_on": move_in_on, "agreed_at": at, "by_name": by.name[:80]}
        AgreedScope.objects.update_or_create(visit=visit, defaults=values)
        _promise(visit, move_in_on, at=at, by=by)
        fact = ScopeAgreed(
            visit_id=visit.pk,
            order_id=visit.order_id,
            household_id=visit.household_id,
            move_in_on=move_in_on,
            steps=tuple(titles),
        )
        announce(fact, at=at, by=by)


def _promise(visit: Visit, move_in_on: date | None, *, at: datetime, by: Actor) -> None:
    """Replaces the promise when its day changed; a start after the day is the household's own choice or refused."""
    due = _due(visit, move_in_on, at) if move_in_on else None
    known = promises.promise_of(Kind.MOVE_IN_CLEAN, _subject(visit.pk))
    if known is not None and known.state == State.OPEN:
        if known.due_at == due:
            return
        reason = gettext_noop("Another day was agreed.")
        release_promise(kind=Kind.MOVE_IN_CLEAN, subject=_subject(visit.pk), reason=reason, at=at, by=by)
    if due is None:
        return
    if visit.ends_at > due:
        if by.kind == "staff":
            sentence = _("The visit is on %(day)s, later than this promise allows. Please move the visit first.")
            raise Refusal(
                sentence % {"day": day_in_words(day_of(visit.starts_at), beside=day_of(at))}, field="move_in_on"
            )
        return
    make_promise(
        kind=Kind.MOVE_IN_CLEAN,
        subject=_subject(visit.pk),
        made_at=at,
        due_at=due,
        household_id=visit.household_id,
        offering_id=visit.offering_id,
        by=by,
    )


def _subject(visit_id: int) -> str:
    return f"visit:{visit_id}"


def _due(visit: Visit, move_in_on: date, at: datetime) -> datetime:
    """The last minute of the last day: the clause's days after the day of moving in."""
    minutes = promises.clause_in_force(Kind.MOVE_IN_CLEAN, at=at, offering_id=visit.offering_id).minutes
    return midnight(move_in_on + timedelta(days=1)) + timedelta(minutes=minutes - 1)


def carry_scope(*, visit_id: int, proposal_id: int | None, at: datetime, by: Actor) -> None:
    """Brings what was agreed with an enquiry to the visit ordered from its proposal; to the first of them only."""
    if proposal_id is None or scopes_of_proposal(proposal_id):
        return
    agreed = sales.scope_of(sales.proposal(proposal_id).enquiry_id)
    with transaction.atomic():
        visit = locked_visit(visit_id)
        if agreed is None or agreed.offering_id != visit.offering_id or visit.state != VisitState.PLANNED:
            return
        agree_scope(visit_id=visit_id, steps=agreed.steps, move_in_on=agreed.move_in_on, at=at, by=by)


def release_move_in(*, visit_id: int, reason: str, at: datetime, by: Actor, starts_at: datetime | None = None) -> bool:
    """The household itself cancelled, or chose a start after the promised day: the promise has no object any more."""
    known = promises.promise_of(Kind.MOVE_IN_CLEAN, _subject(visit_id))
    if known is None or known.state != State.OPEN or (starts_at is not None and starts_at <= known.due_at):
        return False
    return release_promise(kind=Kind.MOVE_IN_CLEAN, subject=_subject(visit_id), reason=reason, at=at, by=by)
