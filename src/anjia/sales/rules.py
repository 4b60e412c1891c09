"""How an enquiry moves, what a proposal costs and how long it stands."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

FIRST_CONTACT = "first_contact"
REPEAT_WITHIN = timedelta(minutes=10)
VALID_DAYS = 7
MOST_VALID_DAYS = 180
MOST_LINES = 20
MOST_VISITS = 400


class Channel(StrEnum):
    """By which way an enquiry came."""

    PHONE = "phone"
    PUBLIC_PAGE = "public_page"
    WECHAT = "wechat"
    WALK_IN = "walk_in"
    REFERRAL = "referral"


class EnquiryState(StrEnum):
    """How far an enquiry has come. Won and lost are final."""

    OPEN = "open"
    CONTACTED = "contacted"
    INTERVIEWED = "interviewed"
    PROPOSED = "proposed"
    WON = "won"
    LOST = "lost"


class Loss(StrEnum):
    """Why an enquiry came to nothing."""

    PRICE = "price"
    NO_CAREGIVER = "no_caregiver"
    NO_ANSWER = "no_answer"
    CHOSE_ANOTHER = "chose_another"
    NOT_IN_AREA = "not_in_area"
    PLAN_CHANGED = "plan_changed"


class Doubt(StrEnum):
    """What a household doubts."""

    PRICE = "price"
    TRUST = "trust"
    SAFETY = "safety"
    QUALITY = "quality"
    CAREGIVER = "caregiver"
    TIME = "time"
    CONTRACT = "contract"
    OTHER = "other"


class ProposalState(StrEnum):
    """Sent until it is accepted, declined, past its day, or replaced by a newer one."""

    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    REPLACED = "replaced"


FINAL = frozenset({EnquiryState.WON, EnquiryState.LOST})
BOARD = (EnquiryState.OPEN, EnquiryState.CONTACTED, EnquiryState.INTERVIEWED, EnquiryState.PROPOSED)
SLOTS = (
    "content",
    "standard",
    "frequency",
    "special_requests",
    "taboos",
    "preferences",
    "people_at_home",
    "access",
)
DOSSIER_KIND = {
    "special_requests": "special",
    "taboos": "taboo",
    "preferences": "preference",
    "people_at_home": "people",
    "access": "access",
}


def is_final(state: str) -> bool:
    """Whether nothing more can happen to the enquiry."""
    return state in FINAL


def advanced(state: str, to: EnquiryState) -> EnquiryState:
    """The state after a step: an enquiry never falls back because an earlier step is taken again."""
    now = EnquiryState(state)
    if now in FINAL:
        return now
    return max(now, to, key=BOARD.index)


def after_no(*, interviewed: bool) -> EnquiryState:
    """Where an enquiry stands when its proposal was declined or lapsed: there is something to talk about again."""
    return EnquiryState.INTERVIEWED if interviewed else EnquiryState.CONTACTED


def may_decide(state: str, valid_until: datetime, at: datetime) -> bool:
    """Whether a household can still accept or decline the proposal."""
    return state == ProposalState.SENT and at < valid_until


def last_day(sent_on: date, days: int = VALID_DAYS) -> date:
    """The last day on which a proposal sent that day can be accepted."""
    return sent_on + timedelta(days=days)


def line_amount(unit_price_fen: int, visits: int) -> int:
    """What a line costs: the price of one visit times the visits."""
    return unit_price_fen * visits


def total(amounts: Iterable[int]) -> int:
    """The sum of the lines."""
    return sum(amounts)
