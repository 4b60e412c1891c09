"""What the clock does to a promise: which rungs it passes, whether it breaks it, when it comes by next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from anjia.promises.rules.clocks import Clock, next_percent, rung_at
from anjia.promises.rules.kinds import Rung


@dataclass(frozen=True)
class Passing:
    """What happens at one look at the clock: rungs to tell, the breach, and when to look again (None: never)."""

    rungs: tuple[Rung, ...]
    breaks: bool
    told_percent: int
    next_at: datetime | None


def passing(
    ladder: Sequence[Rung], *, told_percent: int, due: datetime, minutes: int, clock: Clock, at: datetime
) -> Passing:
    """What lies between the rung told last and `at`. However late the look, each rung is passed once, in order."""
    passed: list[int] = []
    told, coming = told_percent, None
    while (percent := next_percent((rung.percent for rung in ladder), told)) is not None:
        coming = due if percent == 100 else rung_at(due, minutes=minutes, percent=percent, clock=clock)
        if coming >= at:
            break
        passed.append(percent)
        told, coming = percent, None
    rungs = tuple(sorted((rung for rung in ladder if rung.percent in passed), key=lambda rung: rung.percent))
    return Passing(rungs, 100 in passed, told, coming)
