"""What the company gives around a visit, as the household's page of it shows."""

from dataclasses import dataclass
from datetime import datetime

from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState
from anjia.guarantees import queries
from anjia.guarantees.operations import HELP_AFTER, HELP_BEFORE
from anjia.guarantees.queries import GoodwillSummary, PreCompensationSummary
from anjia.interfaces.shared.guarantees import (
    DelayLine,
    EmergencyLine,
    RefundLine,
    delay_of,
    emergency_line,
    is_their_wish,
    refund_line,
)
from anjia.promises import queries as promises
from anjia.promises.queries import PromiseSummary
from anjia.promises.rules import Kind


@dataclass(frozen=True)
class RefundStanding:
    """A refund request with what is promised about it now."""

    line: RefundLine
    promise: PromiseSummary | None


@dataclass(frozen=True)
class Given:
    """Delays and what was given for them, free extras, refunds, the household's own calls for help."""

    delay: DelayLine | None
    own_wish: bool
    steps: tuple[PreCompensationSummary, ...]
    goodwill: tuple[GoodwillSummary, ...]
    refunds: tuple[RefundStanding, ...]
    emergencies: tuple[EmergencyLine, ...]
    may_call_for_help: bool
    may_ask_refund: bool

    @property
    def total_fen(self) -> int:
        """What was given for the delay in all."""
        return self.steps[-1].total_fen if self.steps else 0


def given_to(visit: VisitSummary, *, at: datetime) -> Given:
    """Everything around one visit; the same number of queries however much was given."""
    refunds = queries.refunds_of_visit(visit.id)
    subjects = {one.id: f"refund_request:{one.id}" for one in refunds}
    promised = promises.promises_of(subjects.values())
    delay = delay_of(visit.id)
    cancelled = visit.state == VisitState.CANCELLED
    return Given(
        delay=delay,
        own_wish=is_their_wish(delay),
        steps=queries.pre_compensations_of(visit.id),
        goodwill=queries.goodwill_of(visit.id),
        refunds=tuple(RefundStanding(refund_line(one), _next(promised[subjects[one.id]])) for one in refunds),
        emergencies=tuple(
            emergency_line(one) for one in queries.emergencies_of_visit(visit.id) if one.caller == "household"
        ),
        may_call_for_help=not cancelled and visit.starts_at - HELP_BEFORE <= at <= visit.ends_at + HELP_AFTER,
        may_ask_refund=not cancelled
        and visit.price_fen > 0
        and at >= visit.starts_at
        and not any(one.is_open for one in refunds),
    )


def _next(found: list[PromiseSummary]) -> PromiseSummary | None:
    """What the household waits for now: the money, or before that the answer."""
    wanted = [one for one in found if one.kind in (Kind.REFUND_DECIDED, Kind.REFUND_PAID) and one.state == "open"]
    return wanted[-1] if wanted else None
