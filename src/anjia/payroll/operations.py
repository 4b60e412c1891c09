"""Earn, put a week together, pay it."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.booking import queries as booking_queries
from anjia.dispatch import queries as dispatch_queries
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of, monday_of
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.ledger import Transfer, post
from anjia.kernel.operations import announce
from anjia.law import queries as law_queries
from anjia.payroll.events import PayslipIssued, PayslipPaid, VisitEarned, WithholdingChosen
from anjia.payroll.models import Earning, Payslip, WithholdingChoice
from anjia.payroll.queries import issued_this_year, withholding_now
from anjia.payroll.rules import (
    TAX,
    WAGES,
    Method,
    Way,
    caregiver_account,
    cash_account,
    earning_fen,
    earning_key,
    goodwill_key,
    payment_key,
    week_ends_on,
    withheld_from,
)
from anjia.workforce import queries as workforce_queries


def earn_for_crew(*, visit_id: int, lead_id: int, at: datetime, by: Actor) -> None:
    """Notes what everybody who came earned: the caregiver who led the visit, and who started together with her."""
    earn_for_visit(visit_id=visit_id, caregiver_id=lead_id, at=at, by=by)
    for one in dispatch_queries.crews_of_visits([visit_id]).get(visit_id, ()):
        if one.caregiver_id != lead_id:
            earn_for_visit(visit_id=visit_id, caregiver_id=one.caregiver_id, beside=True, at=at, by=by)


def earn_for_visit(*, visit_id: int, caregiver_id: int, at: datetime, by: Actor, beside: bool = False) -> bool:
    """Notes what the visit earned at the caregiver's rate of today, once; False when it was noted before.

    `beside`: she came with the one who led, so each has an earning of her own.
    """
    visit, rate = booking_queries.visit(visit_id), workforce_queries.caregiver(caregiver_id).hourly_pay_fen
    amount = earning_fen(visit.minutes, rate)
    values = {
        "caregiver_id": caregiver_id,
        "title": visit.title,
        "worked_on": day_of(visit.starts_at),
        "minutes": visit.minutes,
        "hourly_fen": rate,
        "amount_fen": amount,
    }
    with transaction.atomic():
        whose = {"visit_id": visit_id, "goodwill_id": None} | ({"caregiver_id": caregiver_id} if beside else {})
        first = not Earning.objects.filter(**whose).exists()
        if first:
            _earning, first = Earning.objects.get_or_create(
                visit_id=visit_id, goodwill_id=None, caregiver_id=caregiver_id, defaults=values
            )
        if first and amount:
            transfer = Transfer(WAGES, caregiver_account(caregiver_id), amount)
            post(
                key=earning_key(visit_id, caregiver_id if beside else None),
                at=at,
                memo=visit.title,
                transfers=[transfer],
            )
            announce(VisitEarned(visit_id=visit_id, caregiver_id=caregiver_id, amount_fen=amount), at=at, by=by)
    return bool(first)


def earn_for_goodwill(
    *,
    goodwill_id: int,
    visit_id: int,
    caregiver_id: int,
    title: str,
    minutes: int,
    percent: int,
    at: datetime,
    by: Actor,
) -> bool:
    """Notes what extra work free of charge earned: `percent` of today's rate for its minutes, once; False otherwise."""
    rate = workforce_queries.caregiver(caregiver_id).hourly_pay_fen * percent // 100
    amount = earning_fen(minutes, rate)
    if amount == 0:
        return False
    values = {
        "caregiver_id": caregiver_id,
        "visit_id": visit_id,
        "title": title,
        "worked_on": day_of(booking_queries.visit(visit_id).starts_at),
        "minutes": minutes,
        "hourly_fen": rate,
        "amount_fen": amount,
    }
    with transaction.atomic():
        _earning, first = Earning.objects.get_or_create(goodwill_id=goodwill_id, defaults=values)
        if first:
            transfer = Transfer(WAGES, caregiver_account(caregiver_id), amount)
            post(key=goodwill_key(goodwill_id), at=at, memo=title, transfers=[transfer])
            announce(VisitEarned(visit_id=visit_id, caregiver_id=caregiver_id, amount_fen=amount), at=at, by=by)
    return bool(first)


def issue_payslips(*, week_on: date, at: datetime, by: Actor) -> int:
    """Puts everybody's week together and returns how many slips were issued; again, only who has none gets one.

    An earning that came late for an earlier week goes onto this week's slip. Refuses a week that is not over.
    """
    monday, sunday = monday_of(week_on), week_ends_on(monday_of(week_on))
    if day_of(at) <= sunday:
        sentence = _("The week ends on %(day)s. Its pay slips can be issued from the day after.")
        raise Refusal(sentence % {"day": day_in_words(sunday, beside=day_of(at))}, field="week")
    with transaction.atomic():
        have = set(Payslip.objects.filter(week_on=monday).values_list("caregiver_id", flat=True))
        waiting = Earning.objects.select_for_update().filter(payslip__isnull=True, worked_on__lte=sunday)
        weeks: dict[int, list[Earning]] = {}
        for earning in waiting.exclude(caregiver_id__in=have).order_by("caregiver_id", "id"):
            weeks.setdefault(earning.caregiver_id, []).append(earning)
        tax = _tax_of(weeks, at)
        for caregiver_id, earnings in weeks.items():
            _issue(caregiver_id, monday, earnings, tax=tax, at=at, by=by)
    return len(weeks)


def choose_withholding(*, way: str, at: datetime, by: Actor) -> None:
    """Decides how tax is withheld from the slips issued from now on; slips issued before keep theirs."""
    if way not in set(Way):
        raise Refusal(_("Please choose how tax is withheld."), field="way")
    with transaction.atomic():
        WithholdingChoice.objects.create(way=way, chosen_at=at)
        announce(WithholdingChosen(way=way), at=at, by=by)


def _issue(
    caregiver_id: int,
    monday: date,
    earnings: list[Earning],
    *,
    tax: Callable[[int, int], dict[str, Any]],
    at: datetime,
    by: Actor,
) -> None:
    total = sum(earning.amount_fen for earning in earnings)
    taken = tax(caregiver_id, total)
    slip = Payslip.objects.create(caregiver_id=caregiver_id, week_on=monday, total_fen=total, issued_at=at, **taken)
    Earning.objects.filter(pk__in=[earning.pk for earning in earnings]).update(payslip=slip)
    values = {"caregiver_id": caregiver_id, "week_on": monday, "total_fen": total, "withheld_fen": slip.withheld_fen}
    announce(PayslipIssued(payslip_id=slip.pk, **values), at=at, by=by)


def _tax_of(caregiver_ids: Collection[int], at: datetime) -> Callable[[int, int], dict[str, Any]]:
    """What is withheld from a slip of (caregiver, total) issued now, as columns; asked once for all of a week."""
    way = withholding_now()
    if way == Way.NOT:
        return lambda _caregiver_id, _total_fen: {}
    day, earlier = day_of(at), issued_this_year(caregiver_ids, at)
    in_force = law_queries.ids_in_force("CN", day)

    def columns(caregiver_id: int, total_fen: int) -> dict[str, Any]:
        before = earlier.get(caregiver_id, ())
        taken = withheld_from(total_fen, way=way, month=day.month, earlier=before, in_force=in_force)
        if taken is None:
            return {}
        worked = {"incomes_fen": list(taken.incomes_fen), "before_fen": taken.before_fen, "on": day.isoformat()}
        return {"withheld_fen": taken.amount_fen, "withheld_way": way.value, "withheld_from": worked}

    return columns


def _handed_over(slip: Payslip, method: str) -> list[Transfer]:
    """The caregiver gets what is left, the tax office's part waits on its own account."""
    whose = caregiver_account(slip.caregiver_id)
    parts = ((cash_account(method), slip.total_fen - slip.withheld_fen), (TAX, slip.withheld_fen))
    return [Transfer(whose, where, amount) for where, amount in parts if amount]


def pay_payslip(*, payslip_id: int, method: str, at: datetime, by: Actor) -> bool:
    """Records that a slip was paid in full, once; False when it was paid before."""
    if method not in set(Method):
        raise Refusal(_("Please choose how the pay was handed over."), field="method")
    with transaction.atomic():
        slip = Payslip.objects.select_for_update().filter(pk=payslip_id).first()
        if slip is None:
            raise Missing
        if slip.paid_at is not None:
            return False
        slip.paid_at, slip.paid_by = at, method
        slip.save(update_fields=["paid_at", "paid_by"])
        if slip.total_fen:
            post(key=payment_key(slip.pk), at=at, memo=slip.week_on.isoformat(), transfers=_handed_over(slip, method))
        values = {"caregiver_id": slip.caregiver_id, "total_fen": slip.total_fen, "method": method}
        announce(PayslipPaid(payslip_id=slip.pk, withheld_fen=slip.withheld_fen, **values), at=at, by=by)
    return True
