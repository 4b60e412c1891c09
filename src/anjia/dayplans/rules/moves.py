"""The difference between two givings, what it saves, and whether a part of it stands alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from anjia.dayplans.rules.lanes import Clash, Lanes
from anjia.dayplans.rules.shares import percent_of_share
from anjia.dayplans.rules.values import Facts, Given, Giving, Job, key_of, visit_of


class Why(StrEnum):
    """Why a visit is moved. The value that goes with it is named in brackets."""

    NOBODY = "nobody"  # nobody was sent
    CANNOT = "cannot"  # the caregiver cannot keep it any more
    NEARER = "nearer"  # minutes of way saved
    KNOWN = "known"  # visits she has done in this household
    WISHED = "wished"  # the household wishes for her
    ROOM = "room"  # makes room for another visit (its id)
    FAIRER = "fairer"  # she had less work than the others
    INCOME = "income"  # percent of her fair share of income that she has so far
    START = "start"  # minutes by which it begins otherwise


@dataclass(frozen=True)
class Move:
    """A visit that is to change. `way_before` and `way_after` are the minutes it adds to whoever does it."""

    visit_id: int
    from_id: int | None
    to_id: int
    from_start: int
    to_start: int
    way_before: int = 0
    way_after: int = 0
    why: str = Why.ROOM
    value: int = 0
    seat: int = 1

    @property
    def key(self) -> int:
        """The key of the job that is to change."""
        return key_of(self.visit_id, self.seat)

    @property
    def given(self) -> Given:
        """What the visit becomes."""
        return Given(self.to_id, self.to_start)


def moves_of(facts: Facts, before: Lanes, after: Lanes) -> tuple[Move, ...]:
    """All visits whose caregiver or start differs, by start; visits that lose their caregiver are none."""
    cannot = {clash.key for clash in before.faults()}
    found = []
    for job in facts.jobs:
        given = after.giving.get(job.key)
        if given is None or given == before.giving.get(job.key):
            continue
        found.append(_move(job, given, before, after, job.key in cannot))
    coming: dict[int, list[Move]] = defaultdict(list)
    for move in found:
        coming[move.to_id].append(move)
    told = (_with_room(move, coming[move.from_id or 0], before) for move in found)
    return tuple(sorted(told, key=lambda one: (one.from_start, one.visit_id, one.seat)))


def _move(job: Job, given: Given, before: Lanes, after: Lanes, cannot: bool) -> Move:
    had = before.giving.get(job.key)
    way_before = before.detour(job.key, had) if had and had.caregiver_id in before.people else 0
    way_after = after.detour(job.key, given)
    why, value = _reason(job, given, had, way_before - way_after, cannot)
    from_id = had.caregiver_id if had else None
    ways = (way_before, way_after)
    return Move(job.visit_id, from_id, given.caregiver_id, job.starts, given.starts, *ways, why, value, job.seat)


def _reason(job: Job, given: Given, had: Given | None, saved: int, cannot: bool) -> tuple[Why, int]:
    if had is None:
        return Why.NOBODY, 0
    if cannot:
        return Why.CANNOT, 0
    if given.caregiver_id == had.caregiver_id:
        return Why.START, given.starts - had.starts
    if given.caregiver_id in job.liked and had.caregiver_id not in job.liked:
        return Why.WISHED, 0
    if job.knows(given.caregiver_id) > job.knows(had.caregiver_id):
        return Why.KNOWN, job.knows(given.caregiver_id)
    return (Why.NEARER, saved) if saved > 0 else (Why.ROOM, 0)


def _with_room(move: Move, coming: Sequence[Move], before: Lanes) -> Move:
    """Names the visit for which this one makes room: one that comes to its caregiver and could not stand beside it.

    Where it has a reason of its own, only a visit that nobody else keeps is a better one.
    """
    if move.why in (Why.NOBODY, Why.CANNOT, Why.START):
        return move
    needy = [other for other in coming if move.why == Why.ROOM or other.why in (Why.NOBODY, Why.CANNOT)]
    for other in needy:
        clashes = before.clashes(other.key, other.given) if other.key != move.key else ()
        if any(clash.other == move.key for clash in clashes):
            return replace(move, why=Why.ROOM, value=other.visit_id)
    return _fairer(move, before) if move.why == Why.ROOM else move


def _fairer(move: Move, before: Lanes) -> Move:
    """By incomes where they are weighed and speak for her, else by hours."""
    percents = [_percent(one, before) for one in (move.from_id, move.to_id)]
    if before.facts.weights.income_fen and None not in percents and (percents[1] or 0) < (percents[0] or 0):
        return replace(move, why=Why.INCOME, value=percents[1] or 0)
    return replace(move, why=Why.FAIRER, value=0)


def _percent(caregiver_id: int | None, lanes: Lanes) -> int | None:
    person = lanes.people.get(caregiver_id or 0)
    return percent_of_share(person, lanes.minutes[person.id]) if person is not None else None


def with_moves(facts: Facts, moves: Iterable[Move]) -> Lanes:
    """The day's lanes after the moves, whether or not all of them fit."""
    giving = facts.given()
    giving.update({move.key: move.given for move in moves})
    return Lanes(facts, giving)


def clash_of(facts: Facts, moves: Sequence[Move]) -> Clash | None:
    """Why these moves cannot be made by themselves; None when they can.

    Only what they touch is asked: a visit that could not be kept before does not stand in the way of others.
    """
    lanes = with_moves(facts, moves)
    for move in moves:
        clash = lanes.clash(move.key, move.given)
        if clash is not None:
            return clash
    return None


@dataclass(frozen=True)
class Change:
    """What is otherwise than when the plan was computed."""

    visit_id: int
    what: str  # gone, new, caregiver, start, pinned; or "hours" of a caregiver, whose id stands instead


def changes_since(then: Facts, now: Facts, moves: Sequence[Move], accepted: Giving) -> list[Change]:
    """What has changed of that which the moves rest on: their visits, and the days of the caregivers they touch.

    `accepted` are moves of the same plan, by their keys, that were made since: they are no news.
    """
    people = {one for move in moves for one in (move.from_id, move.to_id) if one is not None}
    before, after = _of_these(then, moves, people), _of_these(now, moves, people)
    found = []
    for key in sorted(before.keys() | after.keys()):
        what = _what(before.get(key), after.get(key), accepted.get(key))
        change = Change(visit_of(key), what)
        if what and change not in found:
            found.append(change)
    hours = {one.id: (one.pieces, one.barred) for one in then.people}
    today = {one.id: (one.pieces, one.barred) for one in now.people}
    found += [Change(one, "hours") for one in sorted(people) if one in hours and hours[one] != today.get(one)]
    return sorted(found, key=lambda one: (one.what == "hours", one.visit_id))


def _of_these(facts: Facts, moves: Sequence[Move], people: set[int]) -> dict[int, Job]:
    named = {move.visit_id for move in moves}
    return {job.key: job for job in facts.jobs if job.visit_id in named or job.caregiver_id in people}


def _what(then: Job | None, now: Job | None, accepted: Given | None) -> str:
    if then is None and now is None:
        return ""
    if now is None:
        return "" if accepted is not None else "gone"
    had = accepted or (Given(then.caregiver_id or 0, then.starts) if then else None)
    if had is None:
        return "new"
    if had.starts != now.starts:
        return "start"
    if had.caregiver_id != (now.caregiver_id or 0):
        return "caregiver"
    return "pinned" if now.pin and then is not None and not then.pin else ""


def giving_by(facts: Facts, unserved: Collection[int], empty: Collection[int], moved: Giving) -> dict[int, Given]:
    """Who does what by an answer that was kept, by the keys of the jobs.

    An answer from before places were kept says of a visit alone that somebody is missing: both places count as empty.
    """
    left = empty or {job.key for job in facts.jobs if job.visit_id in unserved}
    return {key: given for key, given in facts.given().items() if key not in left} | dict(moved)
