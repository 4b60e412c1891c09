"""What booking hears: its own facts. What a visit needs beside its time is made apart from the order."""

from datetime import datetime

from anjia.booking import operations
from anjia.booking.events import OrderPlaced, VisitCancelled, VisitMoved, VisitPlanned
from anjia.kernel.actors import SYSTEM


def prepare_the_visit(event: OrderPlaced, *, at: datetime) -> None:
    """A visit is agreed: promise to ask for its needs a week ahead, and bring along what was guaranteed. Once."""
    operations.plan_needs_check(visit_id=event.visit_id, at=at, by=SYSTEM)
    operations.carry_scope(visit_id=event.visit_id, proposal_id=event.proposal_id, at=at, by=SYSTEM)


def prepare_the_next_visit(event: VisitPlanned, *, at: datetime) -> None:
    """A further visit of a series is planned: promise to ask for its needs a week ahead. Once."""
    operations.plan_needs_check(visit_id=event.visit_id, at=at, by=SYSTEM)


def follow_the_visit(event: VisitMoved, *, at: datetime) -> None:
    """The visit was moved: its needs are asked a week before the new start; a later day may be the household's wish."""
    operations.plan_needs_check(visit_id=event.visit_id, at=at, by=SYSTEM)
    if event.household_asked:
        operations.release_move_in(
            visit_id=event.visit_id, reason=event.reason, starts_at=event.starts_at, at=at, by=SYSTEM
        )


def let_the_visit_go(event: VisitCancelled, *, at: datetime) -> None:
    """The visit was cancelled: nobody asks. What was promised for a move stands unless the household did it."""
    operations.release_needs_check(visit_id=event.visit_id, reason=event.reason, at=at, by=SYSTEM)
    if event.household_asked:
        operations.release_move_in(visit_id=event.visit_id, reason=event.reason, at=at, by=SYSTEM)
