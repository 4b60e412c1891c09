"""Close an enquiry that came to nothing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_text
from anjia.promises import operations as promises
from anjia.sales.events import EnquiryLost
from anjia.sales.models import Proposal
from anjia.sales.operations.enquiries import close, subject_of, unfinished
from anjia.sales.operations.home_surveys import drop_home_surveys
from anjia.sales.rules import FIRST_CONTACT, EnquiryState, Loss, ProposalState


def lose_enquiry(*, enquiry_id: int, reason: str, at: datetime, by: Actor, note: str = "") -> None:
    """Closes an enquiry that came to nothing, for a reason of `rules.Loss`. An open proposal lapses with it."""
    if reason not in set(Loss):
        raise Refusal(_("Please choose why the enquiry was lost."), field="reason")
    words = clean_text(note, most=300, what=_("the note"))
    with transaction.atomic():
        enquiry = unfinished(enquiry_id)
        close(enquiry, EnquiryState.LOST, at=at, reason=reason, note=words)
        sent = Proposal.objects.filter(enquiry=enquiry, state=ProposalState.SENT)
        sent.update(state=ProposalState.LAPSED, decided_at=at)
        drop_home_surveys(enquiry, reason=words or reason, at=at, by=by)
        promises.release_promise(
            kind=FIRST_CONTACT, subject=subject_of(enquiry.pk), reason=words or reason, at=at, by=by
        )
        fact = EnquiryLost(enquiry_id=enquiry.pk, household_id=enquiry.household_id, reason=reason, note=words)
        announce(fact, at=at, by=by)
