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


HOME_SURVEYS = 2
SURVEY_MINUTES = 60
SURVEY_OPENS, SURVEY_CLOSES = 8, 20  # o'clock in Shanghai: when a surveyor may stand at a door
SURVEY_STEP_MINUTES = 30
SURVEY_NOTICE = timedelta(hours=2)
SURVEY_FARTHEST = timedelta(days=60)
MOST_ROOMS, MOST_SQUARE_METRES = 50, 5000

MOST_SCOPE_STEPS = 40
MOST_STEP_TITLE = 60
MOVE_IN_BEHIND = timedelta(days=30)
MOVE_IN_AHEAD = timedelta(days=366)


class SurveyState(StrEnum):
    """Planned until somebody was there, or nobody needs to come."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


def fits_the_day(starts_at: datetime) -> bool:
    """Whether a survey that begins at this Shanghai time lies between 8 and 20 o'clock, on a half hour."""
    minute = starts_at.hour * 60 + starts_at.minute
    begins_well = SURVEY_OPENS * 60 <= minute <= SURVEY_CLOSES * 60 - SURVEY_MINUTES
    return begins_well and not minute % SURVEY_STEP_MINUTES and not starts_at.second


def may_be_surveyed(starts_at: datetime, at: datetime, *, notice: timedelta = timedelta()) -> bool:
    """Whether a survey can be planned for that time: ahead of now by the notice, within sixty days."""
    return at + notice <= starts_at <= at + SURVEY_FARTHEST


def may_be_recorded(starts_at: datetime, at: datetime) -> bool:
    """Whether a survey can have taken place: from two hours before its planned start on."""
    return at >= starts_at - SURVEY_NOTICE


def missing_surveys(done: int) -> int:
    """How many surveys are still to be done before the promise is kept."""
    return max(0, HOME_SURVEYS - done)


def may_move_in(move_in_on: date, today: date) -> bool:
    """Whether a move-in day can be agreed on: from a month back to a year ahead."""
    return today - MOVE_IN_BEHIND <= move_in_on <= today + MOVE_IN_AHEAD
