"""Break what is overdue."""

import logging
from datetime import datetime

from django.db import transaction

from anjia.kernel.scope import company_scope
from anjia.promises.models import Promise
from anjia.promises.operations.promises import break_promise
from anjia.promises.rules import State

log = logging.getLogger(__name__)

SWEEP_PAGE = 500


def sweep_promises(*, at: datetime) -> int:
    """Breaks every open promise of every company whose due time lies before `at`; returns how many it broke.

    Costs what is due, not what is open. Each is broken in a transaction of its own, so one that fails holds up no
    other; it is logged and due again at the next sweep. After downtime everything missed is broken, each once.
    """
    broken = 0
    last: tuple[datetime, int] | None = None
    while page := _due_page(at, last):
        broken += sum(_break_one(promise, at=at) for promise in page)
        last = page[-1].due_at, page[-1].pk
    return broken


def _due_page(at: datetime, last: tuple[datetime, int] | None) -> list[Promise]:
    due = Promise.everywhere.filter(state=State.OPEN, due_at__lt=at).order_by("due_at", "id")
    if last is not None:
        due = due.filter(due_at__gte=last[0]).exclude(due_at=last[0], id__lte=last[1])
    return list(due[:SWEEP_PAGE])


def _break_one(promise: Promise, *, at: datetime) -> bool:
    try:
        with company_scope(promise.company_id), transaction.atomic():
            return break_promise(promise, at=at)
    except Exception:
        log.exception("promise %s could not be broken", promise.pk)
        return False
