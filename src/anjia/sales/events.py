"""What sales tells."""

from dataclasses import dataclass
from datetime import datetime

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
