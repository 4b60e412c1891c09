"""Find, end and describe an offer's row."""

from datetime import datetime

from django.utils.translation import gettext as _

from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.dates import moment_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import signed
from anjia.offers.models import Offer
from anjia.offers.rules import OfferState
from anjia.workforce import queries as workforce


def locked_offer(offer_id: int) -> Offer:
    """The offer, locked until the transaction ends. Raises Missing."""
    row: Offer | None = Offer.objects.select_for_update().filter(pk=offer_id).first()
    if row is None:
        raise Missing
    return row


def end_offer(row: Offer, state: OfferState, *, at: datetime, by: Actor, answer: str = "") -> None:
    """Puts the row into another state, signed. The row is locked."""
    row.state, row.answer = state, answer
    for name, value in signed(by, at).items():
        setattr(row, name, value)
    row.save(update_fields=["state", "answer", "taker", "back_visit", "at", "by", "by_name"])


def refuse_ended(row: Offer) -> None:
    """Raises the Refusal that says how an offer ended which somebody would still have."""
    if row.state in (OfferState.TAKEN, OfferState.ACCEPTED):
        name = workforce.names_of([row.taker_id]).get(row.taker_id or 0, "")
        raise Refusal(_("%(name)s has just taken it. The next offer comes here.") % {"name": name})
    if row.state == OfferState.EXPIRED:
        raise Refusal(ran_out(row))
    if row.state != OfferState.OPEN:
        raise Refusal(_("This offer was taken back. The next offer comes here."))


def ran_out(row: Offer) -> str:
    """That the offer's time is over, in a sentence."""
    when = moment_in_words(row.expires_at, beside=day_of(row.offered_at))
    return _("This offer ended on %(when)s. The next offer comes here.") % {"when": when}
