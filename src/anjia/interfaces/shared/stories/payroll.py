"""Pay, in words."""

from django.utils.translation import gettext as _

from anjia.interfaces.shared import formats
from anjia.interfaces.shared.story import Telling, name_of, tells
from anjia.kernel import clock
from anjia.kernel.money import yuan
from anjia.payroll.events import PayslipIssued, PayslipPaid, VisitEarned, WithholdingChosen
from anjia.payroll.queries import way_names


@tells(VisitEarned)
def visit_earned(event: VisitEarned) -> Telling:
    values = {"name": name_of("caregiver", event.caregiver_id), "amount": yuan(event.amount_fen)}
    return Telling(icon="wallet", sentence=_("%(name)s earned %(amount)s for the visit.") % values)


@tells(PayslipIssued)
def payslip_issued(event: PayslipIssued) -> Telling:
    values = {
        "name": name_of("caregiver", event.caregiver_id),
        "day": formats.short_day(event.week_on, clock.day_of(clock.now())),
        "amount": yuan(event.total_fen),
    }
    sentence = _("The pay slip of %(name)s for the week from %(day)s was issued: %(amount)s.")
    return Telling(icon="receipt", sentence=sentence % values)


@tells(WithholdingChosen)
def withholding_chosen(event: WithholdingChosen) -> Telling:
    values = {"way": way_names().get(event.way, event.way)}
    return Telling(icon="receipt", sentence=_("Tax on service pay was set to: %(way)s.") % values)


@tells(PayslipPaid)
def payslip_paid(event: PayslipPaid) -> Telling:
    values = {"name": name_of("caregiver", event.caregiver_id), "amount": yuan(event.total_fen - event.withheld_fen)}
    return Telling(icon="check", tone="good", sentence=_("%(name)s was paid %(amount)s.") % values)
