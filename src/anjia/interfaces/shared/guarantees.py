"""Delays, free extras, refunds and emergencies of a visit, as the pages of every audience show them."""

from dataclasses import dataclass

from anjia.guarantees import queries
from anjia.guarantees.queries import EmergencySummary, RefundSummary
from anjia.guarantees.rules import EmergencyKind, RefundState, Side, side_of


@dataclass(frozen=True)
class HelpKind:
    """One kind of emergency: its name, what to do at once, the public numbers to call first."""

    kind: str
    name: str
    steps: tuple[str, ...]
    calls: tuple[str, ...]


@dataclass(frozen=True)
class DelayLine:
    """A delay in words."""

    minutes: int
    cause: str
    text: str
    side: str


@dataclass(frozen=True)
class EmergencyLine:
    """An emergency in words, with what was answered."""

    one: EmergencySummary
    name: str
    state: str
    tone: str


@dataclass(frozen=True)
class RefundLine:
    """A refund request in words."""

    one: RefundSummary
    state: str
    tone: str


_REFUND_TONES = {RefundState.PAID: "good", RefundState.REFUSED: "", RefundState.TO_PAY: "accent"}


def help_kinds() -> list[HelpKind]:
    """Every kind of emergency with its standard steps, in the order of the rules."""
    names, steps = queries.emergency_names(), queries.first_steps()
    return [HelpKind(kind.value, names[kind], steps[kind], queries.first_calls(kind)) for kind in EmergencyKind]


def delay_of(visit_id: int) -> DelayLine | None:
    """The last word about a visit's delay, if there is one."""
    said = queries.delays_of(visit_id)
    if not said:
        return None
    last = said[-1]
    return DelayLine(last.minutes, queries.cause_names()[last.cause], last.text, side_of(last.cause))


def is_their_wish(delay: DelayLine | None) -> bool:
    """Whether the household itself asked to begin later."""
    return delay is not None and delay.side == Side.HOUSEHOLD


def refund_line(one: RefundSummary) -> RefundLine:
    """The request with its state in words."""
    return RefundLine(one, queries.refund_state_names()[one.state], _REFUND_TONES.get(one.state, "warn"))


def emergency_line(one: EmergencySummary) -> EmergencyLine:
    """The emergency with its state in words."""
    tone = "good" if not one.is_open else "warn" if one.taken_up else "bad"
    return EmergencyLine(one, queries.emergency_names()[one.kind], queries.emergency_state_names()[one.state], tone)
