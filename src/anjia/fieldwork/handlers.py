"""What field work does when it hears something."""

from datetime import datetime

from anjia.booking.events import VisitMoved
from anjia.fieldwork.operations import forget_the_way, miss_the_day
from anjia.promises.events import PromiseBroken
from anjia.promises.rules import Kind


def begin_the_way_anew(event: VisitMoved, *, at: datetime) -> None:
    """Nobody is on the way to a visit that was moved. Idempotent: a way begun since then stays."""
    forget_the_way(visit_id=event.visit_id, before=at)


def miss_the_move_in(event: PromiseBroken, *, at: datetime) -> None:
    """A home was not clean by the promised day: what was guaranteed is missed, told once per visit."""
    if event.kind == Kind.MOVE_IN_CLEAN:
        miss_the_day(visit_id=int(event.subject.partition(":")[2]), at=at)
