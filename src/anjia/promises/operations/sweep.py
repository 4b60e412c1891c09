"""Do what the clock has brought: tell the rungs that were reached, break what is overdue."""

import logging
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.db import transaction

from anjia.kernel.scope import company_scope
from anjia.promises.models import Promise
from anjia.promises.operations.clock import advance

log = logging.getLogger(__name__)

SWEEP_PAGE = 500


def sweep_promises(*, at: datetime) -> int:
    """Brings every promise of every company to what the clock says at `at`; returns how many it broke.

    Costs what is due, not what is open: it reads one index of the next instants. A company's share of a page is one
    transaction; if that fails, each of it is tried alone, so one that fails holds up no other: it is logged and due
    again at the next sweep. After downtime everything missed is done, each once, also when a sweep dies midway or two
    run at once.
    """
    broken = 0
    last: tuple[datetime, int] | None = None
    while page := _due_page(at, last):
        for company_id, ids in groupby(
            sorted((company_id, pk) for pk, company_id, _at in page), key=lambda one: one[0]
        ):
            broken += _advance(company_id, [pk for _company, pk in ids], at=at)
        pk, _company_id, next_at = page[-1]
        last = next_at, pk
    return broken


def _due_page(at: datetime, last: tuple[datetime, int] | None) -> list[tuple[int, int, datetime]]:
    due = Promise.everywhere.filter(next_at__lt=at).order_by("next_at", "id")
    if last is not None:
        due = due.filter(next_at__gte=last[0]).exclude(next_at=last[0], id__lte=last[1])
    return list(due.values_list("id", "company_id", "next_at")[:SWEEP_PAGE])


def _advance(company_id: int, ids: list[int], *, at: datetime) -> int:
    try:
        return _advance_together(company_id, ids, at=at)
    except Exception:
        if len(ids) > 1:
            return _each_alone(company_id, ids, at=at)
        log.exception("promise %s could not be brought to the clock", ids[0])
        return 0


def _each_alone(company_id: int, ids: Iterable[int], *, at: datetime) -> int:
    return sum(_advance(company_id, [pk], at=at) for pk in ids)


def _advance_together(company_id: int, ids: list[int], *, at: datetime) -> int:
    with company_scope(company_id), transaction.atomic():
        mine = Promise.objects.select_for_update(of=("self",), skip_locked=True).select_related("clause")
        return advance(list(mine.filter(pk__in=ids, next_at__lt=at).order_by("id")), at=at)
