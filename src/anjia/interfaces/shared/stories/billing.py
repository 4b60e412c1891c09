"""Money with households, in words."""

from django.utils.translation import gettext as _

from anjia.billing.events import (
    CompensationCredited,
    PaymentRecorded,
    PreCompensationCredited,
    RefundCredited,
    Refunded,
    VisitCharged,
)
from anjia.billing.queries import method_names
from anjia.interfaces.shared.story import Telling, tells
from anjia.kernel.money import yuan

ACCOUNT = "/home/account/"


@tells(VisitCharged)
def visit_charged(event: VisitCharged) -> Telling:
    values = {"amount": yuan(event.amount_fen)}
    return Telling(
        icon="receipt",
        sentence=_("The visit was charged: %(amount)s.") % values,
        to_household=_("The visit was put on your account: %(amount)s.") % values,
        household_url=ACCOUNT,
    )


@tells(CompensationCredited)
def compensation_credited(event: CompensationCredited) -> Telling:
    values = {"amount": yuan(event.amount_fen)}
    return Telling(
        icon="wallet",
        tone="good",
        sentence=_("The compensation was credited: %(amount)s.") % values,
        to_household=_("%(amount)s was credited to your account.") % values,
        household_url=ACCOUNT,
    )


@tells(PreCompensationCredited)
def pre_compensation_credited(event: PreCompensationCredited) -> Telling:
    values = {"amount": yuan(event.amount_fen)}
    return Telling(icon="wallet", sentence=_("Credited for the delay: %(amount)s.") % values)


@tells(RefundCredited)
def refund_credited(event: RefundCredited) -> Telling:
    values = {"amount": yuan(event.amount_fen)}
    return Telling(icon="wallet", sentence=_("The refund was credited: %(amount)s.") % values)


@tells(PaymentRecorded)
def payment_recorded(event: PaymentRecorded) -> Telling:
    values = {"amount": yuan(event.amount_fen), "method": method_names()[event.method]}
    return Telling(
        icon="wallet",
        tone="good",
        sentence=_("A payment was recorded: %(amount)s, %(method)s.") % values,
        to_household=_("We received %(amount)s, %(method)s. Thank you.") % values,
        household_url=ACCOUNT,
    )


@tells(Refunded)
def refunded(event: Refunded) -> Telling:
    values = {"amount": yuan(event.amount_fen), "method": method_names()[event.method], "reason": event.reason}
    return Telling(
        icon="wallet",
        sentence=_("Money was returned: %(amount)s, %(method)s. Reason: %(reason)s") % values,
        to_household=_("We returned %(amount)s to you, %(method)s.") % values,
        household_url=ACCOUNT,
    )
