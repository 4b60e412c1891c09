"""Keep what was weighed when a visit got its caregiver, and what four weeks gave to whom."""

import logging
from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction

from anjia.company import queries as company
from anjia.dispatch import queries
from anjia.dispatch.models import Assignment, Share, Weighed
from anjia.dispatch.queries.reasons import stored
from anjia.kernel.clock import minute_of
from anjia.kernel.errors import Missing
from anjia.kernel.scope import company_scope
from anjia.workforce import queries as workforce

log = logging.getLogger(__name__)

MOST_WEIGHED = 10
SHARE_DAYS = 28


def keep_weighed(*, assignment_id: int, at: datetime) -> None:
    """Keeps the ten best for the assignment's visit as they stand now, once; nothing for one that is over.

    Whoever was sent is among them; who was excluded is not, as nobody weighed her.
    """
    row = Assignment.objects.filter(pk=assignment_id, state=Assignment.State.ASSIGNED).first()
    if row is None or row.visit_id is None or Weighed.objects.filter(assignment_id=assignment_id).exists():
        return
    try:
        need = queries.need_of(row.visit_id)
    except Missing:
        return
    found = queries.ranked(need, at=at, most=MOST_WEIGHED)
    if row.caregiver_id not in {one.caregiver_id for one in found}:
        found += queries.ranked(need, at=at, most=1, caregiver_id=row.caregiver_id)
    version = queries.weights_in_force(at).version
    Weighed.objects.bulk_create(
        [
            Weighed(
                assignment_id=assignment_id,
                caregiver_id=one.caregiver_id,
                place=place,
                score=one.score,
                reasons=stored(one.reasons),
                weights_version=version,
                at=at,
            )
            for place, one in enumerate(found, 1)
        ],
        ignore_conflicts=True,
    )


def count_shares(*, at: datetime) -> int:
    """Counts anew for every company what the last four weeks gave to whom; returns how many companies."""
    return sum(_count_of(one.id, at) for one in company.companies())


def _count_of(company_id: int, at: datetime) -> bool:
    try:
        with company_scope(company_id), transaction.atomic():
            _count(at)
    except Exception:
        log.exception("the shares of company %s could not be counted", company_id)
        return False
    return True


def _count(at: datetime) -> None:
    until, since = minute_of(at), minute_of(at - timedelta(days=SHARE_DAYS))
    done = Assignment.objects.filter(
        state=Assignment.State.ASSIGNED, starts_minute__gte=since, starts_minute__lt=until
    ).order_by()
    minutes: Counter[int] = Counter()
    for caregiver_id, starts, ends in done.values_list("caregiver_id", "starts_minute", "ends_minute"):
        minutes[caregiver_id] += ends - starts
    ready = workforce.ready_ids()
    rates = workforce.pay_rates_of({*ready, *minutes})
    income = {one: minutes[one] * rates.get(one, 0) // 60 for one in {*ready, *minutes}}
    rows = [Share(caregiver_id=one, minutes=minutes[one], income_fen=income[one], counted_at=at) for one in income]
    if ready:
        hours_mean, income_mean = (sum(some[one] for one in ready) // len(ready) for some in (minutes, income))
        rows.append(Share(minutes=hours_mean, income_fen=income_mean, counted_at=at))
    Share.objects.all().delete()
    Share.objects.bulk_create(rows, batch_size=500)
