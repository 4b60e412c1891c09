"""What the clock does to promises: tell the rungs of the ladder, and break what is overdue."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from anjia.kernel.actors import SYSTEM
from anjia.kernel.operations import announce_all
from anjia.kernel.prepared import insert, update
from anjia.kernel.scope import current_company_id
from anjia.promises import rules
from anjia.promises.events import PromiseBroken, PromiseFact, PromiseNearing
from anjia.promises.models import Clause, Notice, Promise
from anjia.promises.rules import Passing, State

_NOTICE = ["company_id", "promise", "percent", "role", "branch_id", "told_at"]
_MOVED = ["state", "closed_at", "told_percent", "next_at"]


def facts_of(promise: Promise) -> dict[str, Any]:
    """What every fact about the promise says."""
    return {
        "promise_id": promise.pk,
        "kind": str(promise.kind),
        "subject": promise.subject,
        "due_at": promise.due_at,
        "household_id": promise.household_id,
        "caregiver_id": promise.caregiver_id,
        "clause_id": promise.clause_id,
    }


def first_look_at(clause: Clause, due: datetime, minutes: int) -> datetime:
    """When the clock first has something to do with a new promise: at its first rung, or when it is due."""
    ladder = rules.ladder_from_json(clause.ladder)
    first = min((rung.percent for rung in ladder), default=100)
    return due if first >= 100 else rules.rung_at(due, minutes=minutes, percent=first, clock=clause.runs_on)


def look_at(promise: Promise) -> datetime | None:
    """When the clock next has something to do with a running promise."""
    return _passing(promise, promise.made_at).next_at


def _passing(promise: Promise, at: datetime) -> Passing:
    return rules.passing(
        rules.ladder_from_json(promise.clause.ladder),
        told_percent=promise.told_percent,
        due=promise.due_at,
        minutes=promise.minutes,
        clock=promise.clause.runs_on,
        at=at,
    )


def advance(promises: Sequence[Promise], *, at: datetime) -> int:
    """Does to locked promises of this company what the clock has brought by `at`; returns how many it broke.

    Inside a transaction of the caller's. Everything is written in few statements, however many promises they are.
    """
    events: list[PromiseFact] = []
    notices: list[tuple[Any, ...]] = []
    company_id = current_company_id()
    broken = 0
    for promise in promises:
        passed = _passing(promise, at)
        broken += _move(promise, passed, at)
        events += _told(promise, passed)
        notices += [(company_id, promise.pk, rung.percent, rung.role, promise.branch_id, at) for rung in passed.rungs]
    update(Promise, _MOVED, [(one.pk, one.state, one.closed_at, one.told_percent, one.next_at) for one in promises])
    insert(Notice, _NOTICE, notices)
    announce_all(events, at=at, by=SYSTEM)
    return broken


def _move(promise: Promise, passed: Passing, at: datetime) -> bool:
    promise.told_percent, promise.next_at = passed.told_percent, passed.next_at
    if passed.breaks:
        promise.state, promise.closed_at = State.BROKEN, at
    return passed.breaks


def _told(promise: Promise, passed: Passing) -> list[PromiseFact]:
    """The facts in the order of the time that has gone; at a hundred percent the breach says it all."""
    facts = facts_of(promise)
    nearing = [
        PromiseNearing(**facts, percent=one.percent, role=one.role) for one in passed.rungs if one.percent != 100
    ]
    before = [event for event in nearing if event.percent < 100]
    breach = [PromiseBroken(**facts)] if passed.breaks else []
    return [*before, *breach, *(event for event in nearing if event.percent > 100)]
