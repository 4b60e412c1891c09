"""Keeping what a computation found."""

from dataclasses import asdict, dataclass

from anjia.dayplans.models import Alternative, DayPlan, PlannedMove
from anjia.dayplans.rules import Facts, Given, Lanes, giving_by, key_of, lines_of, moves_of, visit_of


@dataclass(frozen=True)
class Kept:
    """How much an answer changes, and how many visits it leaves alone."""

    moves: int
    unserved: int


def keep_answer(plan: DayPlan, number: int, style: str, before: Lanes, after: Lanes) -> Kept:
    """Writes an answer with its moves, in the order of the day."""
    facts = before.facts
    empty = [job.key for job in facts.jobs if job.key not in after.giving]
    unserved = list(dict.fromkeys(map(visit_of, empty)))
    alternative = Alternative.objects.create(
        plan=plan,
        number=number,
        style=style,
        lines=[asdict(line) for line in lines_of(after)],
        unserved=unserved,
        empty=empty,
        without_break=list(after.without_break()),
    )
    moves = moves_of(facts, before, after)
    PlannedMove.objects.bulk_create(PlannedMove(alternative=alternative, **asdict(move)) for move in moves)
    return Kept(len(moves), len(unserved))


def alternative_giving(facts: Facts, kept: Alternative) -> dict[int, Given]:
    """Who does what by an answer that was kept, by the keys of the jobs."""
    moved = {key_of(row.visit_id, row.seat): Given(row.to_id, row.to_start) for row in kept.moves.all()}
    return giving_by(facts, kept.unserved, kept.empty, moved)
