"""Fair shares of income, and what an answer makes of them.

A fair share is what a caregiver's own hours would earn at her own pay if everybody's hours were filled alike: who
offers half a week is due half as much, and a rate that was agreed is no unfairness.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from anjia.dayplans.rules.incomes import income_fen, off_fen
from anjia.dayplans.rules.values import Facts, Giving, Person


@dataclass(frozen=True)
class Income:
    """What a caregiver has of four weeks with the day as it stands, and with an answer; all in fen."""

    caregiver_id: int
    share_fen: int
    before_fen: int
    after_fen: int


def with_shares(people: Iterable[Person], offered: Mapping[int, int], minutes: int) -> tuple[Person, ...]:
    """The people with their fair shares; `offered` are their minutes of four weeks and the day, `minutes` the day's
    work."""
    everybody = tuple(people)
    hours = sum(offered.get(one.id, 0) for one in everybody)
    work = minutes + sum(one.worked for one in everybody)
    filled = work / hours if hours else 0.0
    return tuple(replace(one, share_fen=round(one.pay_fen * offered.get(one.id, 0) / 60 * filled)) for one in everybody)


def percent_of_share(person: Person, minutes: float) -> int | None:
    """How much of her share she has; None where nothing is known of it."""
    return round(100 * income_fen(person, minutes) / person.share_fen) if person.share_fen > 0 else None


def incomes_of(facts: Facts, after: Giving) -> tuple[Income, ...]:
    """Everybody whose income an answer changes, those whose distance from their shares changes most first."""
    jobs = {job.key: job for job in facts.jobs}
    was, will = ({one.id: 0 for one in facts.people} for _side in range(2))
    for minutes, giving in ((was, facts.given()), (will, after)):
        for key, given in giving.items():
            if given.caregiver_id in minutes:
                minutes[given.caregiver_id] += jobs[key].minutes
    found = [
        (-abs(off_fen(one, was[one.id]) - off_fen(one, will[one.id])), one.id, one)
        for one in facts.people
        if was[one.id] != will[one.id] and one.share_fen > 0
    ]
    return tuple(
        Income(one.id, one.share_fen, round(income_fen(one, was[one.id])), round(income_fen(one, will[one.id])))
        for _change, _id, one in sorted(found, key=lambda row: row[:2])
    )
