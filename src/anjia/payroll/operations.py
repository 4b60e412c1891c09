"""Earn, put a week together, pay it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.booking import queries as booking_queries
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of, monday_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.ledger import Transfer, post
from anjia.kernel.operations import announce
from anjia.payroll.events import PayslipIssued, PayslipPaid, VisitEarned
from anjia.payroll.models import Earning, Payslip
from anjia.payroll.rules import (
    WAGES,
    Method,
    caregiver_account,
    cash_account,
    earning_fen,
    earning_key,
    goodwill_key,
    payment_key,
    week_ends_on,
)
from anjia.workforce import queries as workforce_queries


def earn_for_visit(*, visit_id: int, caregiver_id: int, at: datetime, by: Actor) -> bool:
    """Notes what the visit earned at the caregiver's rate of today, once; False when it was noted before."""
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
        _earning, first = Earning.objects.get_or_create(visit_id=visit_id, goodwill_id=None, defaults=values)
        if first and amount:
            transfer = Transfer(WAGES, caregiver_account(caregiver_id), amount)
            post(key=earning_key(visit_id), at=at, memo=visit.title, transfers=[transfer])
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
        raise Refusal(sentence % {"day": sunday.isoformat()}, field="week")
    with transaction.atomic():
        have = set(Payslip.objects.filter(week_on=monday).values_list("caregiver_id", flat=True))
        waiting = Earning.objects.select_for_update().filter(payslip__isnull=True, worked_on__lte=sunday)
        weeks: dict[int, list[Earning]] = {}
        for earning in waiting.exclude(caregiver_id__in=have).order_by("caregiver_id", "id"):
            weeks.setdefault(earning.caregiver_id, []).append(earning)
        for caregiver_id, earnings in weeks.items():
            _issue(caregiver_id, monday, earnings, at=at, by=by)
    return len(weeks)


def _issue(caregiver_id: int, monday: date, earnings: list[Earning], *, at: datetime, by: Actor) -> None:
    total = sum(earning.amount_fen for earning in earnings)
    slip = Payslip.objects.create(caregiver_id=caregiver_id, week_on=monday, total_fen=total, issued_at=at)
    Earning.objects.filter(pk__in=[earning.pk for earning in earnings]).update(payslip=slip)
    fact = PayslipIssued(payslip_id=slip.pk, caregiver_id=caregiver_id, week_on=monday, total_fen=total)
    announce(fact, at=at, by=by)


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
            transfer = Transfer(caregiver_account(slip.caregiver_id), cash_account(method), slip.total_fen)
            post(key=payment_key(slip.pk), at=at, memo=slip.week_on.isoformat(), transfers=[transfer])
        values = {"caregiver_id": slip.caregiver_id, "total_fen": slip.total_fen, "method": method}
        announce(PayslipPaid(payslip_id=slip.pk, **values), at=at, by=by)
    return True
