"""Keeping what a computation found."""

from dataclasses import asdict, dataclass

from anjia.dayplans.models import Alternative, DayPlan, PlannedMove
from anjia.dayplans.rules import Lanes, lines_of, moves_of


@dataclass(frozen=True)
class Kept:
    """How much an answer changes, and how many visits it leaves alone."""

    moves: int
    unserved: int


def keep_answer(plan: DayPlan, number: int, style: str, before: Lanes, after: Lanes) -> Kept:
    """Writes an answer with its moves, in the order of the day."""
    facts = before.facts
    unserved = list(dict.fromkeys(job.visit_id for job in facts.jobs if job.key not in after.giving))
    alternative = Alternative.objects.create(
        plan=plan,
        number=number,
        style=style,
        lines=[asdict(line) for line in lines_of(after)],
        unserved=unserved,
    )
    moves = moves_of(facts, before, after)
    PlannedMove.objects.bulk_create(PlannedMove(alternative=alternative, **asdict(move)) for move in moves)
    return Kept(len(moves), len(unserved))
