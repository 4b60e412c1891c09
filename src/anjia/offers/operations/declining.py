"""One of those asked says no."""

from datetime import datetime

from django.utils.translation import gettext as _

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.retry import whole
from anjia.offers.events import OfferDeclined
from anjia.offers.models import Invitation
from anjia.offers.operations.records import locked_offer


@whole
def decline_offer(*, offer_id: int, caregiver_id: int, at: datetime, by: Actor) -> None:
    """Says no for herself: she is not asked for this visit again. Twice is once; Missing unless she was asked."""
    row = locked_offer(offer_id)
    rows = Invitation.objects.filter(offer=row, caregiver_id=caregiver_id)
    if not rows.exists():
        raise Missing
    if row.taker_id == caregiver_id:
        raise Refusal(_("You have taken this visit. To give it to a colleague, offer it for a swap."))
    if rows.filter(declined_at__isnull=True).update(declined_at=at):
        announce(OfferDeclined(offer_id=offer_id, visit_id=row.visit_id, caregiver_id=caregiver_id), at=at, by=by)
