"""How long a household waited and what that is worth; what a refund may be; which help comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MINUTE = timedelta(minutes=1)
LEAST_DELAY, MOST_DELAY = 5, 8 * 60
MOST_GOODWILL_MINUTES = 8 * 60


class Cause(StrEnum):
    """Why a visit begins late. What the household itself asked for is no delay of ours."""

    VISIT_BEFORE = "visit_before"
    PLANNING = "planning"
    ILLNESS = "illness"
    TRAFFIC = "traffic"
    WEATHER = "weather"
    HOUSEHOLD = "household"


class Side(StrEnum):
    """Whose doing a delay is. `objective`: nobody's; it is compensated all the same."""

    COMPANY = "company"
    OBJECTIVE = "objective"
    HOUSEHOLD = "household"


_SIDES = {
    Cause.VISIT_BEFORE: Side.COMPANY,
    Cause.PLANNING: Side.COMPANY,
    Cause.ILLNESS: Side.OBJECTIVE,
    Cause.TRAFFIC: Side.OBJECTIVE,
    Cause.WEATHER: Side.OBJECTIVE,
    Cause.HOUSEHOLD: Side.HOUSEHOLD,
}


def side_of(cause: str) -> Side:
    """Whose doing it is; a cause nobody named is the company's."""
    return _SIDES[Cause(cause)] if cause else Side.COMPANY


class Basis(StrEnum):
    """How the lateness became known: said beforehand, nobody there when it was due, at the door, or never."""

    ANNOUNCED = "announced"
    WAITING = "waiting"
    ARRIVED = "arrived"
    NO_SHOW = "no_show"


@dataclass(frozen=True)
class Said:
    """A delay that somebody announced: how long in all after the agreed start, and why."""

    minutes: int
    cause: str


def excused_minutes(said: Sequence[Said]) -> int:
    """Minutes the household itself asked for: the last word counts."""
    last = said[-1] if said else None
    return last.minutes if last and side_of(last.cause) is Side.HOUSEHOLD else 0


def waited_minutes(starts_at: datetime, until: datetime) -> int:
    """Whole minutes from the agreed start; 0 before it."""
    return max(0, (until - starts_at) // MINUTE)


def begun_minutes(span: timedelta) -> int:
    """Minutes of a span, a begun one counting as a whole; 0 for none."""
    return max(0, -(-span // MINUTE))


def raised_by(owed_fen: int, granted_fen: int, price_fen: int) -> int:
    """What is still to be granted: never more in all than the visit's price, never less than was granted."""
    return max(0, min(owed_fen, price_fen) - granted_fen)


def worth_fen(minutes: int, visit_minutes: int, price_fen: int) -> int:
    """What extra minutes would have cost at the visit's own price, rounded half up."""
    return (2 * minutes * price_fen + visit_minutes) // (2 * visit_minutes)


class Wish(StrEnum):
    """Whose idea the extra work was. Nothing is done that the household has not asked for or agreed to."""

    ASKED = "asked"
    AGREED = "agreed"


class Source(StrEnum):
    """Where a refund request comes from: somebody asked, or the guaranteed scope was missed."""

    ASKED = "asked"
    SCOPE_MISSED = "scope_missed"


class RefundState(StrEnum):
    """Where a refund request stands."""

    TO_JUDGE = "to_judge"
    TO_APPROVE = "to_approve"
    TO_PAY = "to_pay"
    PAID = "paid"
    REFUSED = "refused"


def refund_state(*, found: bool | None, approved: bool | None, needs_second: bool, paid: bool) -> RefundState:
    """The state from the decisions; None: not decided yet."""
    if found is None:
        return RefundState.TO_JUDGE
    if not found or approved is False:
        return RefundState.REFUSED
    if needs_second and approved is None:
        return RefundState.TO_APPROVE
    return RefundState.PAID if paid else RefundState.TO_PAY


class EmergencyKind(StrEnum):
    """What happened. Each kind has its standard steps."""

    FIRE = "fire"
    GAS = "gas"
    INJURY = "injury"
    LOCKOUT = "lockout"
    CONFLICT = "conflict"
    DAMAGE = "damage"


# The public emergency numbers of mainland China: fire 119, ambulance 120, police 110.
FIRST_CALLS: dict[EmergencyKind, tuple[str, ...]] = {
    EmergencyKind.FIRE: ("119",),
    EmergencyKind.GAS: ("119",),
    EmergencyKind.INJURY: ("120",),
    EmergencyKind.LOCKOUT: (),
    EmergencyKind.CONFLICT: ("110",),
    EmergencyKind.DAMAGE: (),
}


class EmergencyState(StrEnum):
    """Where an emergency stands; taken up says who, answered says what was done."""

    CALLED = "called"
    TAKEN_UP = "taken_up"
    ANSWERED = "answered"
    CLOSED = "closed"


def emergency_state(steps: Sequence[str]) -> EmergencyState:
    """The farthest step that was taken."""
    order = list(EmergencyState)
    return max((EmergencyState(step) for step in steps), key=order.index, default=EmergencyState.CALLED)
