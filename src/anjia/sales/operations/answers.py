"""Accept a proposal, decline it, let it lapse."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.operations import announce
from anjia.kernel.scope import company_scope
from anjia.kernel.text import clean_line
from anjia.sales.events import ProposalAccepted, ProposalDeclined, ProposalLapsed
from anjia.sales.models import Enquiry, Interview, Proposal
from anjia.sales.operations.proposals import locked_proposal, refuse_undecidable
from anjia.sales.rules import EnquiryState, ProposalState, after_no, is_final

log = logging.getLogger(__name__)


def _decide(proposal: Proposal, state: ProposalState, *, at: datetime, reason: str = "") -> None:
    proposal.state, proposal.decided_at, proposal.decline_reason = state, at, reason
    proposal.save(update_fields=["state", "decided_at", "decline_reason"])


def accept_proposal(*, proposal_id: int, at: datetime, by: Actor) -> bool:
    """The household agrees: the enquiry is won. Accepting what is accepted changes nothing; returns whether it did."""
    with transaction.atomic():
        proposal, enquiry = locked_proposal(proposal_id)
        if proposal.state == ProposalState.ACCEPTED:
            return False
        refuse_undecidable(proposal, at)
        _decide(proposal, ProposalState.ACCEPTED, at=at)
        enquiry.state, enquiry.closed_at = EnquiryState.WON, at
        enquiry.save(update_fields=["state", "closed_at"])
        fact = ProposalAccepted(
            proposal_id=proposal.pk,
            enquiry_id=enquiry.pk,
            household_id=proposal.household_id,
            total_fen=proposal.total_fen,
        )
        announce(fact, at=at, by=by)
    return True


def decline_proposal(*, proposal_id: int, reason: str, at: datetime, by: Actor) -> bool:
    """The household says no, in up to 200 characters of its own. Declining twice is once."""
    words = clean_line(reason, most=200, what=_("the reason"))
    with transaction.atomic():
        proposal, enquiry = locked_proposal(proposal_id)
        if proposal.state == ProposalState.DECLINED:
            return False
        refuse_undecidable(proposal, at)
        _decide(proposal, ProposalState.DECLINED, at=at, reason=words)
        _talk_again(enquiry)
        fact = ProposalDeclined(
            proposal_id=proposal.pk, enquiry_id=enquiry.pk, household_id=proposal.household_id, reason=words
        )
        announce(fact, at=at, by=by)
    return True


def _talk_again(enquiry: Enquiry) -> None:
    if is_final(enquiry.state):
        return
    interviewed = Interview.objects.filter(enquiry=enquiry).exists()
    enquiry.state = after_no(interviewed=interviewed)
    enquiry.save(update_fields=["state"])


def lapse_proposals(*, at: datetime) -> int:
    """Closes every unanswered proposal of every company whose day has passed; returns how many.

    Each stands in a transaction of its own: one that fails is logged and holds up no other.
    """
    due = Proposal.everywhere.filter(state=ProposalState.SENT, valid_until__lte=at).order_by("valid_until", "id")
    return sum(_lapse_one(*ids, at=at) for ids in list(due.values_list("company_id", "id")))


def _lapse_one(company_id: int, proposal_id: int, *, at: datetime) -> bool:
    try:
        with company_scope(company_id), transaction.atomic():
            return _lapse(proposal_id, at=at)
    except Exception:
        log.exception("proposal %s could not lapse", proposal_id)
        return False


def _lapse(proposal_id: int, *, at: datetime) -> bool:
    proposal, enquiry = locked_proposal(proposal_id)
    if proposal.state != ProposalState.SENT:
        return False
    _decide(proposal, ProposalState.LAPSED, at=at)
    _talk_again(enquiry)
    fact = ProposalLapsed(proposal_id=proposal.pk, enquiry_id=enquiry.pk, household_id=proposal.household_id)
    announce(fact, at=at, by=SYSTEM)
    return True
