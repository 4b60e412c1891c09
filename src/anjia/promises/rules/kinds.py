"""Kinds of promises, the states a promise can be in, and the standard terms of each kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from anjia.company.rules import Role
from anjia.promises.rules.clocks import WALL, WORKING
from anjia.promises.rules.remedies import NO_REMEDY, Form, Remedy


class Kind(StrEnum):
    """What can be promised. `compensation` and `goodwill` have no clock: their clause bounds an amount."""

    FIRST_CONTACT = "first_contact"
    HOME_SURVEY = "home_survey"
    NEEDS_CHECK = "needs_check"
    MOVE_IN_CLEAN = "move_in_clean"
    ARRIVAL = "arrival"
    PRE_COMPENSATION = "pre_compensation"
    VISIT_HELD = "visit_held"
    VISIT_FOLLOW_UP = "visit_follow_up"
    SURVEY_ASKING = "survey_asking"
    DEEP_INTERVIEW = "deep_interview"
    EXPERT_CONSULTATION = "expert_consultation"
    MESSAGE_ANSWERED = "message_answered"
    EMERGENCY_ANSWERED = "emergency_answered"
    COMPLAINT_ANSWERED = "complaint_answered"
    COMPLAINT_SETTLED = "complaint_settled"
    ANSWERED_SERIOUS = "answered_serious"
    SETTLED_SERIOUS = "settled_serious"
    ANSWERED_GRAVE = "answered_grave"
    SETTLED_GRAVE = "settled_grave"
    PLAN_STEP = "plan_step"
    ESCALATION_TAKEN_UP = "escalation_taken_up"
    ACTION_DONE = "action_done"
    REFUND_DECIDED = "refund_decided"
    REFUND_PAID = "refund_paid"
    REFUND_ALONE = "refund_alone"
    COMPENSATION = "compensation"
    COMPENSATION_ADVISER = "compensation_adviser"
    COMPENSATION_LEAD = "compensation_lead"
    GOODWILL = "goodwill"
    GOODWILL_PAY = "goodwill_pay"
    INSPECTION = "inspection"
    DEVIATION_REMEDIED = "deviation_remedied"
    OBJECTION_DECIDED = "objection_decided"
    LEAVE_ANSWERED = "leave_answered"
    SICK_CALL_TAKEN_UP = "sick_call_taken_up"
    OFFER_OPEN = "offer_open"
    SWAP_APPROVED = "swap_approved"
    FREED_TIME_KEPT = "freed_time_kept"
    MATCH_REVIEWED = "match_reviewed"


class State(StrEnum):
    """Where a promise stands; everything but OPEN is final."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    RELEASED = "released"
    VOID = "void"


class Source(StrEnum):
    """Where a clause comes from."""

    OWN = "own"
    CONTRACT = "contract"
    LAW = "law"


@dataclass(frozen=True)
class Rung:
    """Who is told when so many percent of the time have gone."""

    percent: int
    role: str


Ladder = tuple[Rung, ...]


@dataclass(frozen=True)
class Terms:
    """The standard terms of a kind. `minutes` on its clock (0: it has none); `most_times` a month (0: no limit).

    `published` terms are shown to households; the others are rules of the house.
    """

    minutes: int
    most_fen: int = 0
    clock: str = WALL
    remedy: Remedy = NO_REMEDY
    most_times: int = 0
    ladder: Ladder = ()
    published: bool = True

    @property
    def clocked(self) -> bool:
        """Whether the kind has a due time; otherwise its clause bounds an amount."""
        return self.minutes > 0


def _ladder(*rungs: tuple[int, Role]) -> Ladder:
    return tuple(Rung(percent, role) for percent, role in rungs)


_DAY = 24 * 60
_ADVISERS = _ladder((50, Role.ADVISER), (80, Role.ADVISER), (100, Role.OWNER))
_DISPATCH = _ladder((50, Role.DISPATCHER), (80, Role.DISPATCHER), (100, Role.OWNER))
_QUALITY = _ladder((50, Role.QUALITY_LEAD), (80, Role.QUALITY_LEAD), (100, Role.OWNER), (150, Role.OWNER))
_LATE_ONLY = _ladder((80, Role.QUALITY_LEAD), (100, Role.QUALITY_LEAD))
_FINANCE = _ladder((50, Role.FINANCE), (80, Role.FINANCE), (100, Role.OWNER), (150, Role.OWNER))
_DELAY = Remedy(Form.PER_STARTED_MINUTES, amount_fen=20_00, per_minutes=30, most_fen=100_00)

STANDARD: Mapping[Kind, Terms] = MappingProxyType(
    {
        Kind.FIRST_CONTACT: Terms(2 * 60, ladder=_ADVISERS),
        Kind.HOME_SURVEY: Terms(3 * _DAY, ladder=_ADVISERS),
        Kind.NEEDS_CHECK: Terms(7 * _DAY, ladder=_ADVISERS),
        Kind.MOVE_IN_CLEAN: Terms(7 * _DAY, remedy=Remedy(Form.SHARE, share_percent=100), ladder=_DISPATCH),
        Kind.ARRIVAL: Terms(15, ladder=_ladder((50, Role.DISPATCHER), (100, Role.DISPATCHER), (150, Role.OWNER))),
        Kind.PRE_COMPENSATION: Terms(15, most_fen=100_00, remedy=_DELAY),
        Kind.VISIT_HELD: Terms(2 * 60, most_fen=300_00, remedy=Remedy(Form.SHARE, share_percent=50), ladder=_DISPATCH),
        Kind.VISIT_FOLLOW_UP: Terms(2 * _DAY, ladder=_LATE_ONLY),
        Kind.SURVEY_ASKING: Terms(1, most_times=4),
        Kind.DEEP_INTERVIEW: Terms(30 * _DAY, ladder=_LATE_ONLY, published=False),
        Kind.EXPERT_CONSULTATION: Terms(5 * 9 * 60, clock=WORKING, ladder=_QUALITY),
        Kind.MESSAGE_ANSWERED: Terms(4 * 60, clock=WORKING, ladder=_ADVISERS),
        Kind.EMERGENCY_ANSWERED: Terms(
            30, ladder=_ladder((50, Role.DISPATCHER), (80, Role.OWNER), (100, Role.OWNER), (150, Role.OWNER))
        ),
        Kind.COMPLAINT_ANSWERED: Terms(_DAY, ladder=_QUALITY),
        Kind.COMPLAINT_SETTLED: Terms(3 * _DAY, ladder=_QUALITY),
        Kind.ANSWERED_SERIOUS: Terms(8 * 60, ladder=_QUALITY),
        Kind.SETTLED_SERIOUS: Terms(2 * _DAY, ladder=_QUALITY),
        Kind.ANSWERED_GRAVE: Terms(2 * 60, ladder=_QUALITY),
        Kind.SETTLED_GRAVE: Terms(_DAY, ladder=_QUALITY),
        Kind.PLAN_STEP: Terms(14 * _DAY, ladder=_QUALITY),
        Kind.ESCALATION_TAKEN_UP: Terms(
            8 * 60, ladder=_ladder((50, Role.QUALITY_LEAD), (100, Role.OWNER)), published=False
        ),
        Kind.REFUND_DECIDED: Terms(3 * _DAY, ladder=_QUALITY),
        Kind.ACTION_DONE: Terms(7 * _DAY, ladder=_QUALITY, published=False),
        Kind.REFUND_PAID: Terms(15 * _DAY, ladder=_FINANCE),
        Kind.REFUND_ALONE: Terms(0, most_fen=500_00, published=False),
        Kind.COMPENSATION: Terms(0, most_fen=500_00),
        Kind.COMPENSATION_ADVISER: Terms(0, most_fen=50_00, published=False),
        Kind.COMPENSATION_LEAD: Terms(0, most_fen=200_00, published=False),
        Kind.GOODWILL: Terms(0, most_fen=100_00, remedy=Remedy(Form.SHARE, share_percent=20), published=False),
        Kind.GOODWILL_PAY: Terms(0, remedy=Remedy(Form.SHARE, share_percent=100), published=False),
        Kind.INSPECTION: Terms(30 * _DAY, ladder=_LATE_ONLY, published=False),
        Kind.DEVIATION_REMEDIED: Terms(_DAY, ladder=_QUALITY, published=False),
        Kind.OBJECTION_DECIDED: Terms(7 * _DAY, ladder=_QUALITY, published=False),
        Kind.LEAVE_ANSWERED: Terms(_DAY, ladder=_DISPATCH, published=False),
        Kind.SICK_CALL_TAKEN_UP: Terms(30, ladder=_DISPATCH, published=False),
        Kind.OFFER_OPEN: Terms(2 * 60, published=False),
        Kind.SWAP_APPROVED: Terms(_DAY, ladder=_DISPATCH, published=False),
        Kind.FREED_TIME_KEPT: Terms(2 * 60),
        Kind.MATCH_REVIEWED: Terms(2 * _DAY, ladder=_DISPATCH),
    }
)


def bounds_an_amount(kind: Kind) -> bool:
    """Whether a clause of the kind bounds an amount and has no clock."""
    return not STANDARD[kind].clocked


def is_published(kind: str) -> bool:
    """Whether households may read the terms of a kind; unknown kinds are not."""
    return kind in set(Kind) and STANDARD[Kind(kind)].published


def ladder_to_json(ladder: Sequence[Rung]) -> list[list[int | str]]:
    """The ladder as it lies in the database: [[50, "adviser"], [100, "owner"]]."""
    return [[rung.percent, str(rung.role)] for rung in ladder]


def ladder_from_json(rows: Sequence[Sequence[int | str]]) -> Ladder:
    """The ladder again from its database form."""
    return tuple(Rung(int(percent), str(role)) for percent, role in rows)
