"""What households spent after a complaint was made good."""

from datetime import datetime, timedelta

from django.db.models import Count, Sum

from anjia.quality.models import Compensation, Complaint, CompletedVisit, Verdict
from anjia.quality.rules import PERIOD_DAYS, Comparison, Spending, compared


def worth_of_settling(*, at: datetime) -> Comparison | None:
    """Households that complained in the ninety days before the last ninety and confirmed that it is settled, beside
    those that came about as often then and did not complain: what they spent in the last ninety, money back taken off.

    Five queries, one row a household. None with too few of them.
    """
    period = timedelta(days=PERIOD_DAYS)
    begin, turn = at - 2 * period, at - period
    visits = CompletedVisit.objects.order_by()
    before = visits.filter(done_at__gte=begin, done_at__lt=turn).values_list("household_id").annotate(n=Count("id"))
    after = dict(
        visits.filter(done_at__gte=turn, done_at__lt=at).values_list("household_id").annotate(fen=Sum("price_fen"))
    )
    complaints = Complaint.objects.filter(opened_at__gte=begin, opened_at__lt=turn).order_by()
    complained = set(complaints.values_list("household_id", flat=True))
    confirmed = Verdict.objects.filter(settled=True, complaint__in=complaints)
    converted = set(confirmed.values_list("complaint__household_id", flat=True))
    back = dict(
        Compensation.objects.filter(complaint__in=complaints)
        .order_by()
        .values_list("complaint__household_id")
        .annotate(fen=Sum("amount_fen"))
    )
    return compared(
        Spending(n, after.get(household_id, 0) - back.get(household_id, 0), household_id in converted)
        for household_id, n in before
        if household_id in converted or household_id not in complained
    )
