"""Who else changed the board: a stream that names the caregivers whose rows are to be fetched again.

It looks at the newest facts more than twice a second, which is one row of an index, and at what they are about only
when there are new ones. Two transactions may become visible in another order than their facts were numbered, so that a
window of the newest is compared and not the greatest number alone.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from anjia.dispatch import queries
from anjia.kernel.queries import facts, latest_fact_ids
from anjia.kernel.scope import company_scope

LOOK_SECONDS = 0.4
HEARTBEAT_LOOKS = 40
LONGEST_LOOKS = 1500
WINDOW = 64


@dataclass(frozen=True)
class Change:
    """Whose rows changed (None: too much happened, fetch all), and whether the tray may have."""

    rows: tuple[int, ...] | None
    tray: bool

    @property
    def worth_telling(self) -> bool:
        """Whether the board shows anything of it."""
        return self.tray or self.rows is None or bool(self.rows)

    def event(self, number: int) -> str:
        """As a server-sent event."""
        return f"id: {number}\nevent: changed\ndata: {json.dumps({'rows': self.rows, 'tray': self.tray})}\n\n"


async def board_changes(company_id: int, seen: int) -> AsyncIterator[str]:
    """The changes after the fact `seen`, as they become visible; ends after ten minutes, the browser comes again."""
    window = sync_to_async(_window)
    known: set[int] = set()
    quiet = 0
    for look in range(LONGEST_LOOKS):
        ids, change = await window(company_id, seen, frozenset(known), look == 0)
        known = set(ids) | {one for one in known if ids and one >= min(ids)}
        quiet += 1
        if change is not None:
            quiet = 0
            yield change.event(max(known))
        elif quiet >= HEARTBEAT_LOOKS:
            quiet = 0
            yield ": still here\n\n"
        await asyncio.sleep(LOOK_SECONDS)


def _window(company_id: int, seen: int, known: frozenset[int], first: bool) -> tuple[list[int], Change | None]:
    close_old_connections()
    try:
        return look_through(company_id, seen, known, first)
    finally:
        close_old_connections()


def look_through(company_id: int, seen: int, known: frozenset[int], first: bool) -> tuple[list[int], Change | None]:
    """The latest facts by id, and what those not seen before change: after `seen` at first, then not `known`."""
    with company_scope(company_id):
        ids = latest_fact_ids(limit=WINDOW)
        fresh = [one for one in ids if (one > seen if first else one not in known)]
        return ids, change_of(fresh, everything=len(fresh) == WINDOW) if fresh else None


def change_of(fact_ids: Iterable[int], *, everything: bool = False) -> Change | None:
    """What these facts change on a board; None if nothing. Two queries."""
    subjects = {subject for fact in facts(fact_ids) for subject in fact.event.subjects()}
    visits = {_id(one) for one in subjects if one.startswith("visit:")}
    caregivers = {_id(one) for one in subjects if one.startswith("caregiver:")}
    caregivers |= {given.caregiver_id for given in queries.assignments_of_visits(visits).values()} if visits else set()
    tray = bool(visits) or any(one.startswith("order:") for one in subjects)
    change = Change(None if everything else tuple(sorted(caregivers)), tray)
    return change if change.worth_telling else None


def _id(subject: str) -> int:
    return int(subject.rpartition(":")[2])
