"""Make, keep, release, void and break one promise."""

from datetime import datetime
from typing import Any

from django.db import transaction

from anjia.kernel.actors import Actor
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line
from anjia.promises import rules
from anjia.promises.events import (
    PromiseBroken,
    PromiseDoneLate,
    PromiseKept,
    PromiseMade,
    PromiseReleased,
    PromiseVoided,
)
from anjia.promises.models import Clause, Promise
from anjia.promises.operations.clock import advance, facts_of, first_look_at
from anjia.promises.operations.pauses import end_pause
from anjia.promises.operations.standard import clause_for
from anjia.promises.operations.terms import no_later_than_the_law
from anjia.promises.rules import Kind, State


def make_promise(
    *,
    kind: str,
    subject: str,
    made_at: datetime,
    by: Actor,
    household_id: int | None = None,
    caregiver_id: int | None = None,
    branch_id: int | None = None,
    offering_id: int | None = None,
    due_at: datetime | None = None,
    at: datetime | None = None,
) -> int:
    """Promises something about a subject ("complaint:7") and returns the promise's id.

    Under the clause in force at `made_at` for the branch and service, and due after its minutes on its clock, unless
    `due_at` is given (never before `made_at`). While such a promise is open, asking again gives the same one. `at` is
    when this is recorded, by default `made_at`. Raises ValueError for a subject that is not one.
    """
    if not rules.is_subject(subject):
        raise ValueError(f"{subject!r} is not a subject such as 'complaint:7'")
    with transaction.atomic():
        clause = clause_for(Kind(kind), at=made_at, branch_id=branch_id, offering_id=offering_id)
        promise, new = Promise.objects.get_or_create(
            kind=clause.kind,
            subject=subject,
            state=State.OPEN,
            defaults={
                "household_id": household_id,
                "caregiver_id": caregiver_id,
                "branch_id": branch_id,
                "offering_id": offering_id,
                "made_at": made_at,
                **_times(clause, made_at, due_at, branch_id),
            },
        )
        if new:
            announce(PromiseMade(**facts_of(promise)), at=at or made_at, by=by)
    return int(promise.pk)


def _times(clause: Clause, made_at: datetime, given: datetime | None, branch_id: int | None) -> dict[str, Any]:
    clock, minutes = clause.runs_on, clause.minutes
    asked = given or rules.due_at(made_at, minutes, clock)
    due = max(made_at, no_later_than_the_law(clause.kind, asked, made_at=made_at, branch_id=branch_id))
    if given or due < asked:
        minutes = rules.own_minutes(minutes, made_at=made_at, due=due, clock=clock)
    return {"clause": clause, "due_at": due, "minutes": minutes, "next_at": first_look_at(clause, due, minutes)}


def keep_promise(*, kind: str, subject: str, evidence: str, at: datetime, by: Actor) -> bool:
    """Keeps the open promise of that kind about the subject. True when it was kept by this call.

    False when none is open (asked twice, or ended before), and when `at` lies past the due time: then the promise
    is broken here and now, with all that follows, whether or not the sweep has come by; that it was done after all
    is noted once. A paused clock goes on first.
    """
    proof = clean_line(evidence, most=300)
    with transaction.atomic():
        promise = _latest(kind, subject)
        if promise is None or not _stands(promise, at=at, by=by):
            _note_done_late(promise, proof, at=at, by=by)
            return False
        _end(promise, State.KEPT, words=proof, at=at)
        announce(PromiseKept(**facts_of(promise), evidence=proof), at=at, by=by)
    return True


def release_promise(*, kind: str, subject: str, reason: str, at: datetime, by: Actor) -> bool:
    """Ends the open promise because it has lost its object. False when none is open. A late one is broken instead."""
    why = clean_line(reason, most=300)
    with transaction.atomic():
        promise = _latest(kind, subject)
        if promise is None or not _stands(promise, at=at, by=by):
            return False
        _end(promise, State.RELEASED, words=why, at=at)
        announce(PromiseReleased(**facts_of(promise), reason=why), at=at, by=by)
    return True


def void_promise(*, kind: str, subject: str, reason: str, at: datetime, by: Actor) -> bool:
    """Ends the open promise because it never should have been: made in error, or under a void term.

    False when none is open. Lateness does not matter: what was never owed cannot be broken.
    """
    why = clean_line(reason, most=300)
    with transaction.atomic():
        promise = _latest(kind, subject)
        if promise is None or promise.state != State.OPEN:
            return False
        end_pause(promise, at=at, by=by)
        _end(promise, State.VOID, words=why, at=at)
        announce(PromiseVoided(**facts_of(promise), reason=why), at=at, by=by)
    return True


def break_promise(*, kind: str, subject: str, reason: str, at: datetime, by: Actor) -> bool:
    """Ends the open promise as broken before its time: what was done shows that it was not kept.

    False when none is open. `reason` says what shows it; the breach has the same consequences as one by the clock.
    """
    why = clean_line(reason, most=300)
    with transaction.atomic():
        promise = _latest(kind, subject)
        if promise is None or not _stands(promise, at=at, by=by):
            return False
        _end(promise, State.BROKEN, words=why, at=at)
        announce(PromiseBroken(**facts_of(promise)), at=at, by=by)
    return True


def _latest(kind: str, subject: str) -> Promise | None:
    """The latest promise of that kind about the subject, locked: an open one is always the latest."""
    mine = Promise.objects.select_for_update(of=("self",)).select_related("clause")
    promise: Promise | None = mine.filter(kind=Kind(kind), subject=subject).order_by("-id").first()
    return promise


def _stands(promise: Promise, *, at: datetime, by: Actor) -> bool:
    """Whether an open promise can still be kept at `at`; breaks it when its time has run out."""
    if promise.state != State.OPEN:
        return False
    end_pause(promise, at=at, by=by)
    if rules.is_in_time(promise.due_at, at):
        return True
    promise.told_percent = max(promise.told_percent, 99)  # nobody is told that half of a time gone by has gone
    advance([promise], at=at)
    return False


def _end(promise: Promise, state: State, *, words: str, at: datetime) -> None:
    promise.state, promise.closed_at, promise.evidence, promise.next_at = state, at, words, None
    promise.save(update_fields=["state", "closed_at", "evidence", "next_at"])


def _note_done_late(promise: Promise | None, proof: str, *, at: datetime, by: Actor) -> None:
    if promise is None or promise.state != State.BROKEN or promise.done_at:
        return
    promise.done_at, promise.evidence, promise.next_at = at, proof, None
    promise.save(update_fields=["done_at", "evidence", "next_at"])
    late = max(0, -int((promise.due_at - at).total_seconds() // 60))
    announce(PromiseDoneLate(**facts_of(promise), evidence=proof, late_minutes=late), at=at, by=by)
