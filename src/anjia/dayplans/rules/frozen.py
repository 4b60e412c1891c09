"""Facts as they lie in the database, and back: a plan is compared with exactly what it was computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from anjia.dayplans.rules.values import Aside, Block, Facts, Job, Person, Weights
from anjia.dispatch.rules import Rest

FORM = 3


def to_json(facts: Facts) -> dict[str, Any]:
    """The facts in plain lists, the order of everything kept."""
    return {
        "form": FORM,
        "now": facts.now_minute,
        "weights": asdict(facts.weights),
        "rest": asdict(facts.rest) if facts.rest else None,
        "weekday": facts.weekday,
        "people": [_person(one) for one in facts.people],
        "jobs": [_job(one) for one in facts.jobs],
        "blocks": [
            [one.id, one.caregiver_id, one.starts, one.ends, one.latitude, one.longitude] for one in facts.blocks
        ],
        "aside": [[one.visit_id, one.fault, one.value] for one in facts.aside],
    }


def _person(one: Person) -> list[Any]:
    pieces = [list(piece) for piece in one.pieces]
    fixed = [one.id, one.latitude, one.longitude, pieces, sorted(one.trades), one.worked]
    return [
        *fixed,
        [list(row) for row in one.barred],
        one.farthest,
        [list(row) for row in one.beyond],
        one.pay_fen,
        one.share_fen,
        sorted(one.only_in),
    ]


def _job(one: Job) -> dict[str, Any]:
    return asdict(one) | {
        "never": sorted(one.never),
        "known": [list(pair) for pair in one.known],
        "liked": sorted(one.liked),
    }


def from_json(body: dict[str, Any]) -> Facts:
    """The facts again, also those of plans computed before rest, places in a visit or incomes were counted."""
    old = body["form"] < 2
    return Facts(
        people=tuple(_person_of(*(row[:6] if old else row)) for row in body["people"]),
        jobs=tuple(_job_of({key: value for key, value in row.items() if key != "group"}) for row in body["jobs"]),
        blocks=tuple(Block(*row) for row in body["blocks"]),
        aside=tuple(Aside(*row) for row in body["aside"]),
        weights=Weights(**({"break_minutes": 0, "income_fen": 0} | body["weights"])),
        now_minute=body["now"],
        rest=Rest(**body["rest"]) if body.get("rest") else None,
        weekday=body.get("weekday", 0),
    )


def _person_of(
    key: int,
    latitude: float,
    longitude: float,
    pieces: list[list[int]],
    trades: list[str],
    worked: int,
    barred: Sequence[tuple[str, int, int]] = (),
    farthest: int | None = None,
    beyond: Sequence[tuple[int, int]] = (),
    pay_fen: int = 0,
    share_fen: int = 0,
    only_in: Sequence[str] = (),
) -> Person:
    in_pairs = tuple((begin, end) for begin, end in pieces)
    without = tuple((trade, begin, end) for trade, begin, end in barred)
    other = tuple((day, minutes) for day, minutes in beyond)
    place, able = (latitude, longitude), frozenset(trades)
    return Person(key, *place, in_pairs, able, worked, without, farthest, other, pay_fen, share_fen, frozenset(only_in))


def _job_of(row: dict[str, Any]) -> Job:
    known = tuple((caregiver_id, visits) for caregiver_id, visits in row["known"])
    return Job(**(row | {"never": frozenset(row["never"]), "known": known, "liked": frozenset(row["liked"])}))
