"""What losses hears."""

from datetime import datetime

from anjia.booking import queries as booking
from anjia.booking.events import VisitCancelled
from anjia.booking.rules import OrderState, visit_price
from anjia.catalog import queries as catalog
from anjia.fieldwork.events import IncidentReported, VisitCompleted
from anjia.fieldwork.rules import IncidentKind
from anjia.kernel.actors import SYSTEM
from anjia.losses import operations, rules
from anjia.losses.rules import Lost
from anjia.sales import queries as sales
from anjia.sales.events import EnquiryLost, EnquiryWon, ProposalAccepted, ProposalDeclined, ProposalLapsed


def lose_the_enquiry(event: EnquiryLost, *, at: datetime) -> None:
    """An enquiry came to nothing: a loss, once. What its proposal counts already is not counted again."""
    enquiry = sales.enquiry(event.enquiry_id)
    operations.record_loss(
        lost=Lost.ENQUIRY,
        subject=f"enquiry:{event.enquiry_id}",
        chance=f"enquiry:{event.enquiry_id}",
        household_id=event.household_id,
        offering_id=enquiry.offering_id,
        amount_fen=_at_stake(event.enquiry_id, enquiry.offering_id, at=at),
        guess=rules.guess_from_code(event.reason) or rules.guess_from_words(event.note),
        words=event.note,
        at=at,
        by=SYSTEM,
    )


def _at_stake(enquiry_id: int, offering_id: int | None, *, at: datetime) -> int:
    """What an enquiry was worth: its open proposal, nothing if a proposal was lost by itself, else one visit."""
    proposals = sales.proposals_of_enquiry(enquiry_id)
    if proposals:
        newest = proposals[0]
        lost_with_it = newest.state == "lapsed" and newest.decided_at == at
        return newest.total_fen if lost_with_it else 0
    if offering_id is None:
        return 0
    offering = catalog.offering(offering_id, at=at)
    return visit_price(offering.unit, offering.price_fen, offering.usual_minutes)


def lose_the_declined_proposal(event: ProposalDeclined, *, at: datetime) -> None:
    """A household said no: a loss, once, guessed from its words."""
    _lose_proposal(event.proposal_id, event.enquiry_id, rules.guess_from_words(event.reason), event.reason, at=at)


def lose_the_lapsed_proposal(event: ProposalLapsed, *, at: datetime) -> None:
    """A proposal passed its day: a loss, once."""
    _lose_proposal(event.proposal_id, event.enquiry_id, "contact.no_reply", "", at=at)


def _lose_proposal(proposal_id: int, enquiry_id: int, guess: str, words: str, *, at: datetime) -> None:
    proposal = sales.proposal(proposal_id)
    operations.record_loss(
        lost=Lost.PROPOSAL,
        subject=f"proposal:{proposal_id}",
        chance=f"enquiry:{enquiry_id}",
        household_id=proposal.household_id,
        offering_id=proposal.lines[0].offering_id if proposal.lines else None,
        amount_fen=proposal.total_fen,
        guess=guess,
        words=words,
        at=at,
        by=SYSTEM,
    )


def lose_the_visit(event: VisitCancelled, *, at: datetime) -> None:
    """A visit was cancelled: a loss, once; with the last visit of an order the order is lost."""
    visit, order = booking.visit(event.visit_id), booking.order(event.order_id)
    operations.record_loss(
        lost=Lost.ORDER if order.state == OrderState.CANCELLED else Lost.VISIT,
        subject=f"visit:{event.visit_id}",
        household_id=event.household_id,
        offering_id=visit.offering_id,
        amount_fen=visit.price_fen,
        guess=rules.guess_from_words(event.reason),
        words=event.reason,
        at=at,
        by=SYSTEM,
    )


def lose_the_visit_at_the_door(event: IncidentReported, *, at: datetime) -> None:
    """The caregiver was not let in: a loss, once, unless the visit takes place after all."""
    if event.kind != IncidentKind.ACCESS_REFUSED:
        return
    visit = booking.visit(event.visit_id)
    operations.record_loss(
        lost=Lost.VISIT,
        subject=f"visit:{event.visit_id}",
        household_id=event.household_id,
        offering_id=visit.offering_id,
        amount_fen=visit.price_fen,
        guess=rules.guess_from_words(event.text) or "door.not_let_in",
        words=event.text,
        at=at,
        by=SYSTEM,
    )


def find_the_visit_again(event: VisitCompleted, *, at: datetime) -> None:
    """The visit took place after all: it is not lost. Twice is once."""
    operations.recover_losses(subject=f"visit:{event.visit_id}", at=at, by=SYSTEM)


def find_the_proposal_again(event: ProposalAccepted, *, at: datetime) -> None:
    """The household agreed in the end: what was lost on the way is not. Twice is once."""
    operations.recover_losses(chance=f"enquiry:{event.enquiry_id}", at=at, by=SYSTEM)


def find_the_enquiry_again(event: EnquiryWon, *, at: datetime) -> None:
    """The household ordered in the end: what was lost on the way is not. Twice is once."""
    operations.recover_losses(chance=f"enquiry:{event.enquiry_id}", at=at, by=SYSTEM)
