"""Answers of the engine to what is left of a day, beside those of insertion: kept only where they are better."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from anjia.dayplans.rules.costs import lines_of, total_fen
from anjia.dayplans.rules.lanes import Lanes
from anjia.dayplans.rules.problems import EARLY, Seam, giving_of, is_lawful, plan_of, settled
from anjia.dayplans.rules.repairs import Mended, Style, mended
from anjia.dayplans.rules.values import Facts, Given
from anjia.dispatch.planning.repairing import Aim, Happened, repaired

NEIGHBOURS = 16  # that may move for each visit that needs somebody
SECONDS = 0.6  # of the processor, for each aim
Rank = tuple[int, int, int]


def deepened(facts: Facts, *, seconds: float = SECONDS) -> list[Mended]:
    """Further answers, at most one for each style: each better than insertion's of its style by the shown terms.

    What has begun, is pinned or lies far from what needs somebody stays as it is.
    """
    seam = Seam(facts, told=True)
    if not seam.open_keys or not facts.people:
        return []
    problem = seam.problem(_near(seam))
    left = {key: given for key, given in facts.given().items() if key not in seam.open_keys}
    published = plan_of(problem, Lanes(facts, left, seam.standing.ways), strict=False)
    found: list[Mended] = []
    for style in Style:
        floor = mended(facts, style)
        if published is None:
            continue
        # Nothing is taken for begun here: what has begun is pinned already.
        answer = repaired(problem, published, Happened(EARLY), Aim(style.value), seconds=seconds)
        giving = settled(facts, giving_of(facts, answer.plan))
        if is_lawful(facts, giving) and _better(facts, style, giving, floor.lanes, seam.open_keys):
            _keep(found, Mended(style, Lanes(facts, giving), _without(facts, giving)))
    return found


def _keep(found: list[Mended], new: Mended) -> None:
    if all(new.lanes.giving != one.lanes.giving for one in found):
        found.append(new)


def _without(facts: Facts, giving: dict[int, Given]) -> tuple[int, ...]:
    return tuple(sorted(job.key for job in facts.jobs if job.key not in giving))


def _near(seam: Seam) -> frozenset[int]:
    """What needs somebody, and what lies nearest to each in way and time as far as it may move."""
    ways = seam.standing.ways
    loose = [job for job in seam.facts.jobs if not job.pin]
    rows, starts = np.array([ways.job[job.key] for job in loose]), np.array([job.starts for job in loose])
    found = set(seam.open_keys)
    for job in loose:
        if job.key in seam.open_keys:
            apart = ways.minutes[ways.job[job.key], rows] + np.abs(starts - job.starts) / 3
            found |= {loose[at].key for at in np.argsort(apart, kind="stable")[:NEIGHBOURS]}
    mates = (seam.standing.mate(job) for job in loose if job.key in found)
    return frozenset(found | {mate.key for mate in mates if mate is not None and not mate.pin})


def _better(facts: Facts, style: Style, giving: dict[int, Given], floor: Lanes, open_keys: Iterable[int]) -> bool:
    new, old = Lanes(facts, giving, floor.ways), floor
    ranks = [_rank(facts, style, one, frozenset(open_keys)) for one in (new, old)]
    return ranks[0] < ranks[1] and ranks[0][2] <= ranks[1][2]


def _rank(facts: Facts, style: Style, lanes: Lanes, open_keys: frozenset[int]) -> Rank:
    """By what a style looks for: whom it leaves alone, whom it disturbs, what it costs."""
    fen = total_fen(lines_of(lanes))
    if style is Style.LEAST_COST:
        return 0, 0, fen
    was = facts.given()
    alone = sum(job.key not in lanes.giving for job in facts.jobs)
    moved = sum(key not in open_keys and was.get(key) != given for key, given in lanes.giving.items())
    return alone, moved if style is Style.LEAST_CHANGE else 0, fen
