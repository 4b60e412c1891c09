"""Stop a promise's clock while the company waits for the household, and let it go on."""

from datetime import datetime

from django.db import transaction

from anjia.kernel.actors import Actor
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line
from anjia.promises import rules
from anjia.promises.events import PromisePaused, PromiseResumed
from anjia.promises.models import Pause, Promise
from anjia.promises.operations.clock import advance, facts_of, look_at
from anjia.promises.rules import Kind, State


def pause_promise(*, kind: str, subject: str, reason: str, at: datetime, by: Actor) -> bool:
    """Stops the clock of the open promise. False when none is open or it stands still already.

    One whose time has run out is broken instead.
    """
    why = clean_line(reason, most=300)
    with transaction.atomic():
        promise = _open(kind, subject)
        if promise is None or promise.paused_at:
            return False
        if not rules.is_in_time(promise.due_at, at):
            advance([promise], at=at)
            return False
        promise.paused_at, promise.next_at = max(at, promise.made_at), None
        promise.save(update_fields=["paused_at", "next_at"])
        Pause.objects.create(promise=promise, paused_at=promise.paused_at, reason=why, by=str(by))
        announce(PromisePaused(**facts_of(promise), reason=why), at=at, by=by)
    return True


def resume_promise(*, kind: str, subject: str, at: datetime, by: Actor) -> bool:
    """Lets the clock go on; the due time moves by what was waited on the clause's own clock. False when it runs."""
    with transaction.atomic():
        promise = _open(kind, subject)
        return promise is not None and end_pause(promise, at=at, by=by)


def _open(kind: str, subject: str) -> Promise | None:
    mine = Promise.objects.select_for_update(of=("self",)).select_related("clause")
    promise: Promise | None = mine.filter(kind=Kind(kind), subject=subject, state=State.OPEN).first()
    return promise


def end_pause(promise: Promise, *, at: datetime, by: Actor) -> bool:
    """Ends the pause of a locked promise, if it has one, and moves its due time."""
    if promise.paused_at is None:
        return False
    paused_at, resumed_at = promise.paused_at, max(at, promise.paused_at)
    clock = promise.clause.runs_on
    promise.due_at = rules.due_after_pause(promise.due_at, paused_at=paused_at, resumed_at=resumed_at, clock=clock)
    promise.paused_at = None
    promise.next_at = look_at(promise)
    promise.save(update_fields=["due_at", "paused_at", "next_at"])
    Pause.objects.filter(promise=promise, resumed_at=None).update(resumed_at=resumed_at)
    announce(PromiseResumed(**facts_of(promise), paused_at=paused_at), at=at, by=by)
    return True
