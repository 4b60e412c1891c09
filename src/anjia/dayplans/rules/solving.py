"""One part of a day solved: by the engine, and never worse than by simple insertion or than the day as it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from anjia.dayplans.rules.costs import Prices, lines_of, total_fen
from anjia.dayplans.rules.lanes import Lanes
from anjia.dayplans.rules.problems import Seam, giving_of, is_lawful, plan_of, settled
from anjia.dayplans.rules.repairs import Style, filled, mended
from anjia.dayplans.rules.values import Facts, Given, Job, Person
from anjia.dispatch.planning import Parameters, Progress, solve

WARM_STEPS = 10
CHAINS = 1  # a worker has one processor; parts run beside one another


def solved(
    facts: Facts,
    *,
    seconds: float | None,
    seed: int,
    steps: int | None = None,
    tell: Callable[[float, int], None] | None = None,
) -> dict[int, Given]:
    """Who does what, cheapest of: the day with its open visits inserted, and what the engine finds.

    Stops at the first of seconds and steps; by steps alone the same seed finds the same on machines of a kind. `tell`
    hears the share done and the fen of the best so far.
    """
    simple = mended(facts, Style.ALL_SERVED).lanes
    problem, offset = Seam(facts, begin=simple).problem(), _offset(simple)
    if not problem.tasks or not problem.caregivers:
        return simple.giving

    def heard(progress: Progress) -> None:
        if tell is not None:
            tell(progress.share, round(progress.cost + offset))

    begin = plan_of(problem, simple)
    plan = solve(problem, Parameters(seed=seed, seconds=seconds, steps=steps, chains=CHAINS), tell=heard, begin=begin)
    found = settled(facts, giving_of(facts, plan))
    further = [found, filled(facts, found)] if is_lawful(facts, found) else []
    candidates = [simple.giving, *(giving for giving in further if is_lawful(facts, giving))]
    return min(candidates, key=lambda giving: total_fen(lines_of(Lanes(facts, giving))))


def warm_up() -> None:
    """Loads the engine, and compiles it where it has never run: seconds, or more than a minute."""
    people = tuple(Person(key, 31.2, 121.4, ((480, 1080),), frozenset({""})) for key in (1, 2))
    jobs = tuple(Job(key, key, "", 31.2, 121.4, 600 * key, 60, 600 * key, 600 * key, 0) for key in (1, 2))
    lanes = Lanes(Facts(people, tuple(replace(job, until=job.starts + 60) for job in jobs)))
    problem = Seam(lanes.facts).problem()
    solve(problem, Parameters(seconds=None, steps=WARM_STEPS, chains=CHAINS), begin=plan_of(problem, lanes))


def _offset(simple: Lanes) -> float:
    """What the engine's objective leaves out: the same for every plan of the day, but for the breaks that it was not
    asked to keep, which count as missed."""
    facts = simple.facts
    prices = Prices(facts)
    pinned = [job for job in facts.jobs if job.pin and job.caregiver_id is not None]
    free = [job for job in facts.jobs if not job.pin]
    base = sum(prices.fen(job, Given(0, job.starts)) for job in free)
    missed = len(simple.without_break()) * facts.weights.break_fen
    return base + missed + sum(prices.fen(job, Given(job.caregiver_id or 0, job.starts)) for job in pinned)
