"""What caregivers earned, were promised and paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from anjia.kernel.clock import day_of, midnight
from anjia.kernel.errors import Missing
from anjia.kernel.money import yuan
from anjia.law.queries import Calculation, calculate
from anjia.law.queries import Kind as LawKind
from anjia.payroll.models import Earning, Payslip, WithholdingChoice
from anjia.payroll.rules import HOUR, Issued, Method, Way, week_ends_on


@dataclass(frozen=True)
class EarningSummary:
    """What one visit earned; `words` explain the sum: "3 h x ¥38.00"."""

    visit_id: int
    caregiver_id: int
    title: str
    worked_on: date
    minutes: int
    hourly_fen: int
    amount_fen: int
    words: str
    goodwill_id: int | None = None


@dataclass(frozen=True)
class PayslipSummary:
    """A caregiver's week."""

    id: int
    caregiver_id: int
    week_on: date
    total_fen: int
    visits: int
    issued_at: datetime
    paid_at: datetime | None
    paid_by: str
    withheld_fen: int = 0
    withheld_way: str = ""

    @property
    def net_fen(self) -> int:
        """What is handed over."""
        return self.total_fen - self.withheld_fen


@dataclass(frozen=True)
class Waiting:
    """Earnings that no slip holds yet: of how many visits and caregivers, and how much."""

    visits: int
    caregivers: int
    amount_fen: int


def method_names() -> dict[str, str]:
    """The ways pay is handed over in words."""
    return {Method.TRANSFER: _("bank transfer"), Method.CASH: _("cash")}


def _earning(row: Earning) -> EarningSummary:
    hours = f"{row.minutes / HOUR:.2f}".rstrip("0").rstrip(".")
    words = _("%(hours)s h × %(rate)s") % {"hours": hours, "rate": yuan(row.hourly_fen)}
    if row.goodwill_id is not None:
        words = _("%(sum)s, extra work free for the family") % {"sum": words}
    return EarningSummary(
        visit_id=row.visit_id,
        caregiver_id=row.caregiver_id,
        title=row.title,
        worked_on=row.worked_on,
        minutes=row.minutes,
        hourly_fen=row.hourly_fen,
        amount_fen=row.amount_fen,
        words=words,
        goodwill_id=row.goodwill_id,
    )


def _payslip(row: Payslip) -> PayslipSummary:
    visits: int = row.visits  # type: ignore[attr-defined]
    return PayslipSummary(
        id=row.pk,
        caregiver_id=row.caregiver_id,
        week_on=row.week_on,
        total_fen=row.total_fen,
        visits=visits,
        issued_at=row.issued_at,
        paid_at=row.paid_at,
        paid_by=row.paid_by,
        withheld_fen=row.withheld_fen,
        withheld_way=row.withheld_way,
    )


def payslip(payslip_id: int) -> PayslipSummary:
    """One pay slip. Raises Missing."""
    row = Payslip.objects.annotate(visits=Count("earnings")).filter(pk=payslip_id).first()
    if row is None:
        raise Missing
    return _payslip(row)


def way_names() -> dict[str, str]:
    """The ways tax is withheld in words."""
    return {
        Way.NOT: _("nothing is withheld"),
        Way.USUAL: _("from service pay, the payments of a month as one"),
        Way.PLATFORM: _("as an internet platform, cumulatively over the year"),
    }


def withholding_now() -> Way:
    """How the company withholds tax from slips issued now."""
    chosen = WithholdingChoice.objects.order_by("-id").values_list("way", flat=True).first()
    return Way(chosen) if chosen else Way.NOT


def issued_this_year(caregiver_ids: Iterable[int], at: datetime) -> dict[int, list[Issued]]:
    """The slips of these caregivers issued in the Shanghai year of `at`, in one query."""
    start = midnight(date(day_of(at).year, 1, 1))
    rows = Payslip.objects.filter(caregiver_id__in=list(caregiver_ids), issued_at__gte=start, issued_at__lte=at)
    found: dict[int, list[Issued]] = {}
    for row in rows.order_by("id"):
        one = Issued(day_of(row.issued_at).month, row.total_fen, row.withheld_fen)
        found.setdefault(row.caregiver_id, []).append(one)
    return found


@dataclass(frozen=True)
class TaxOnSlip:
    """How the tax on a slip was worked out, line by line, and what had been withheld before in the same span."""

    calculation: Calculation
    before_fen: int
    withheld_fen: int


def tax_on(payslip_id: int) -> TaxOnSlip | None:
    """The tax on a slip as the law's arithmetic gives it; None when none was to be worked out."""
    row = Payslip.objects.filter(pk=payslip_id).first()
    if row is None or not row.withheld_way:
        return None
    worked = row.withheld_from
    inputs = {"way": row.withheld_way, "incomes_fen": worked["incomes_fen"], "on": worked["on"]}
    calculation = calculate(LawKind.TAX, inputs, jurisdiction="CN")
    return TaxOnSlip(calculation, worked["before_fen"], row.withheld_fen)


def lines_of(payslip_id: int) -> list[EarningSummary]:
    """The lines of a pay slip by day; they sum to its total."""
    return [_earning(row) for row in Earning.objects.filter(payslip_id=payslip_id).order_by("worked_on", "id")]


def lines_of_many(payslip_ids: Iterable[int]) -> dict[int, list[EarningSummary]]:
    """The lines of several pay slips by day, in one query; every asked id is a key."""
    found: dict[int, list[EarningSummary]] = {i: [] for i in payslip_ids}
    for row in Earning.objects.filter(payslip_id__in=found).order_by("worked_on", "id"):
        found[row.payslip_id].append(_earning(row))
    return found


def payslips_of_week(week_on: date) -> list[PayslipSummary]:
    """Everybody's slip of the week, most first."""
    rows = Payslip.objects.filter(week_on=week_on).annotate(visits=Count("earnings")).order_by("-total_fen", "id")
    return [_payslip(row) for row in rows]


def payslips_of_caregiver(caregiver_id: int, *, limit: int = 60) -> list[PayslipSummary]:
    """A caregiver's slips, newest week first."""
    rows = Payslip.objects.filter(caregiver_id=caregiver_id).annotate(visits=Count("earnings"))
    return [_payslip(row) for row in rows.order_by("-week_on")[:limit]]


def weeks_with_payslips(*, limit: int = 30) -> list[date]:
    """The Mondays for which slips were issued, newest first."""
    return list(Payslip.objects.order_by("-week_on").values_list("week_on", flat=True).distinct()[:limit])


def waiting_earnings(caregiver_id: int | None = None) -> list[EarningSummary]:
    """Earnings that no slip holds yet, newest first."""
    rows = Earning.objects.filter(payslip__isnull=True).order_by("-worked_on", "-id")
    if caregiver_id is not None:
        rows = rows.filter(caregiver_id=caregiver_id)
    return [_earning(row) for row in rows]


def waiting_for(week_on: date) -> Waiting:
    """What slips of the week would hold if they were issued: earnings up to its Sunday of those who have no slip."""
    have = Payslip.objects.filter(week_on=week_on).values("caregiver_id")
    rows = Earning.objects.filter(payslip__isnull=True, worked_on__lte=week_ends_on(week_on)).exclude(
        caregiver_id__in=have
    )
    sums = rows.aggregate(visits=Count("id"), people=Count("caregiver_id", distinct=True), fen=Sum("amount_fen"))
    return Waiting(sums["visits"], sums["people"], sums["fen"] or 0)


def earnings_of_visits(visit_ids: Iterable[int]) -> dict[int, EarningSummary]:
    """What each visit earned, extra work free of charge left out."""
    rows = Earning.objects.filter(visit_id__in=list(visit_ids), goodwill__isnull=True)
    return {row.visit_id: _earning(row) for row in rows}


def earned_between(from_day: date, until_day: date) -> dict[int, int]:
    """Fen by caregiver for days in [from, until)."""
    rows = Earning.objects.filter(worked_on__gte=from_day, worked_on__lt=until_day).values_list("caregiver_id")
    return dict(rows.annotate(Sum("amount_fen")))
