"""What sales tells."""

from dataclasses import dataclass
from datetime import date, datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class EnquiryReceived(Event):
    """A household asked for something. `consented`: it left its data by itself and agreed to their use."""

    enquiry_id: int
    household_id: int
    channel: str
    offering_id: int | None
    consented: bool = False


@dataclass(frozen=True, kw_only=True)
class EnquiryAnswered(Event):
    """The company reached the household for the first time, this many minutes after it asked."""

    enquiry_id: int
    household_id: int
    waited_minutes: int


@dataclass(frozen=True, kw_only=True)
class EnquiryTaken(Event):
    """An adviser took the enquiry on."""

    enquiry_id: int
    household_id: int
    staff_id: int


@dataclass(frozen=True, kw_only=True)
class ObjectionRaised(Event):
    """A household said what it doubts."""

    enquiry_id: int
    household_id: int
    objection_id: int
    doubt: str


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswered(Event):
    """A doubt was answered with a proof."""

    enquiry_id: int
    household_id: int
    objection_id: int
    doubt: str


@dataclass(frozen=True, kw_only=True)
class InterviewHeld(Event):
    """A needs interview was held; `slots` names what was filled in."""

    enquiry_id: int
    household_id: int
    interview_id: int
    slots: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProposalSent(Event):
    """A household was sent a proposal it can accept until `valid_until`."""

    proposal_id: int
    enquiry_id: int
    household_id: int
    total_fen: int
    valid_until: datetime


@dataclass(frozen=True, kw_only=True)
class ProposalAccepted(Event):
    """A household agreed to a proposal."""

    proposal_id: int
    enquiry_id: int
    household_id: int
    total_fen: int


@dataclass(frozen=True, kw_only=True)
class ProposalDeclined(Event):
    """A household said no to a proposal."""

    proposal_id: int
    enquiry_id: int
    household_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ProposalLapsed(Event):
    """A proposal passed its day without an answer."""

    proposal_id: int
    enquiry_id: int
    household_id: int


@dataclass(frozen=True, kw_only=True)
class EnquiryWon(Event):
    """A household that asked ordered without a proposal."""

    enquiry_id: int
    household_id: int


@dataclass(frozen=True, kw_only=True)
class EnquiryLost(Event):
    """An enquiry came to nothing, for a reason of the loss list."""

    enquiry_id: int
    household_id: int
    reason: str
    note: str


@dataclass(frozen=True, kw_only=True)
class EnquiryScopeAgreed(Event):
    """What will be guaranteed was agreed with an enquiry, and the day the household moves in, if it does."""

    enquiry_id: int
    household_id: int
    offering_id: int
    move_in_on: date | None
    steps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HomeSurveysRequested(Event):
    """A household wants its home looked at before it gets an offer."""

    enquiry_id: int
    household_id: int
    home_id: int


@dataclass(frozen=True, kw_only=True)
class _OfHomeSurvey:
    """Every fact of one survey says which it is: the first or the second of an enquiry."""

    home_survey_id: int
    enquiry_id: int
    household_id: int
    number: int


@dataclass(frozen=True, kw_only=True)
class HomeSurveyPlanned(_OfHomeSurvey, Event):
    """It is agreed who comes when."""

    staff_id: int
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class HomeSurveyMoved(_OfHomeSurvey, Event):
    """It takes place at another time or somebody else comes. `household_asked`: it was the household's wish."""

    staff_id: int
    moved_from: datetime
    starts_at: datetime
    household_asked: bool


@dataclass(frozen=True, kw_only=True)
class HomeSurveyDone(_OfHomeSurvey, Event):
    """Somebody was there and wrote down what was found."""

    staff_id: int
    rooms: int
    square_metres: int
    photos: int


@dataclass(frozen=True, kw_only=True)
class HomeSurveysWaived(Event):
    """The household does not want the surveys that were still to come, in its own words."""

    enquiry_id: int
    household_id: int
    note: str
