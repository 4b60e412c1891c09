"""What the page of one visit shows of delays, free extras and emergencies."""

from dataclasses import dataclass

from anjia.guarantees import queries
from anjia.guarantees.queries import GoodwillSummary
from anjia.interfaces.shared.guarantees import (
    DelayLine,
    EmergencyLine,
    HelpKind,
    delay_of,
    emergency_line,
    help_kinds,
)


@dataclass(frozen=True)
class Beside:
    """What was said beside the visit's own acts, and what can be."""

    delay: DelayLine | None
    goodwill: tuple[GoodwillSummary, ...]
    emergencies: tuple[EmergencyLine, ...]
    causes: list[tuple[str, str]]
    wishes: list[tuple[str, str]]
    help_kinds: list[HelpKind]
    late_choices: tuple[int, ...] = (15, 30, 45, 60, 90, 120)
    extra_choices: tuple[int, ...] = (5, 10, 15, 20, 25, 30)


def beside(visit_id: int) -> Beside:
    """Everything of one visit; a household's call is the desk's and not shown to her."""
    called = [one for one in queries.emergencies_of_visit(visit_id) if one.caller == "caregiver"]
    return Beside(
        delay=delay_of(visit_id),
        goodwill=queries.goodwill_of(visit_id),
        emergencies=tuple(emergency_line(one) for one in called),
        causes=list(queries.cause_names().items()),
        wishes=list(queries.wish_names().items()),
        help_kinds=help_kinds(),
    )
