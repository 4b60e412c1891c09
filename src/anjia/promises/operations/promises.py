"""Make, keep, release and break one promise."""

from datetime import datetime
from typing import Any

from django.db import transaction

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line
from anjia.promises import rules
from anjia.promises.events import PromiseBroken, PromiseKept, PromiseMade, PromiseReleased
from anjia.promises.models import Promise
from anjia.promises.operations.clauses import clause_for
from anjia.promises.rules import Kind, State


def make_promise(
    *,
    kind: str,
    subject: str,
    made_at: datetime,
    by: Actor,
    household_id: int | None = None,
    due_at: datetime | None = None,
    at: datetime | None = None,
) -> int:
    """Promises something about a subject ("complaint:7") and returns the promise's id.

    Due after the minutes of the clause in force at `made_at`, unless `due_at` is given (never before `made_at`).
    While such a promise is open, asking again gives the same one. `at` is when this is recorded, by default `made_at`.
    Raises ValueError for a subject that is not one.
    """
    if not rules.is_subject(subject):
        raise ValueError(f"{subject!r} is not a subject such as 'complaint:7'")
    with transaction.atomic():
        clause = clause_for(Kind(kind), at=made_at)
        due = max(made_at, due_at or rules.due_at(made_at, clause.minutes))
        promise, new = Promise.objects.get_or_create(
            kind=clause.kind,
            subject=subject,
            state=State.OPEN,
            defaults={"household_id": household_id, "clause": clause, "made_at": made_at, "due_at": due},
        )
        if new:
            announce(PromiseMade(**_facts(promise)), at=at or made_at, by=by)
    return int(promise.pk)


def _facts(promise: Promise) -> dict[str, Any]:
    return {
        "promise_id": promise.pk,
        "kind": promise.kind,
        "subject": promise.subject,
        "due_at": promise.due_at,
        "household_id": promise.household_id,
    }


def _end(promise: Promise, state: State, *, at: datetime, evidence: str = "") -> bool:
    """Ends an open promise by compare-and-swap: of two that try, one does it and the other gets False."""
    mine = Promise.objects.filter(pk=promise.pk, state=State.OPEN)
    return bool(mine.update(state=state, closed_at=at, evidence=evidence))


def _open_promise(kind: str, subject: str) -> Promise | None:
    promise: Promise | None = Promise.objects.filter(kind=Kind(kind), subject=subject, state=State.OPEN).first()
    return promise


def keep_promise(*, kind: str, subject: str, evidence: str, at: datetime, by: Actor) -> bool:
    """Keeps the open promise of that kind about the subject. True when it was kept by this call.

    False when none is open (asked twice, or ended before), and when `at` lies past the due time: then the promise
    is broken here and now, with all that follows, whether or not the sweep has come by.
    """
    proof = clean_line(evidence, most=300)
    with transaction.atomic():
        promise = _open_promise(kind, subject)
        if promise is None:
            return False
        if not rules.is_in_time(promise.due_at, at):
            break_promise(promise, at=at)
            return False
        if not _end(promise, State.KEPT, at=at, evidence=proof):
            return False
        announce(PromiseKept(**_facts(promise), evidence=proof), at=at, by=by)
    return True


def release_promise(*, kind: str, subject: str, reason: str, at: datetime, by: Actor) -> bool:
    """Ends the open promise because it has lost its object. False when none is open. A late one is broken instead."""
    why = clean_line(reason, most=300)
    with transaction.atomic():
        promise = _open_promise(kind, subject)
        if promise is None:
            return False
        if not rules.is_in_time(promise.due_at, at):
            break_promise(promise, at=at)
            return False
        if not _end(promise, State.RELEASED, at=at, evidence=why):
            return False
        announce(PromiseReleased(**_facts(promise), reason=why), at=at, by=by)
    return True


def break_promise(promise: Promise, *, at: datetime) -> bool:
    """Ends an open promise as broken and tells it. False when somebody else ended it first."""
    if not _end(promise, State.BROKEN, at=at):
        return False
    announce(PromiseBroken(**_facts(promise)), at=at, by=SYSTEM)
    return True
