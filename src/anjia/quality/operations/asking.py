"""Ask about a visit when its hour has come, or say why not."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from anjia.households import queries as households
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.operations import announce
from anjia.kernel.scope import company_scope
from anjia.promises import queries as promises
from anjia.promises.queries import ClauseSummary
from anjia.promises.rules import Kind
from anjia.quality.events import SurveySkipped
from anjia.quality.models import PlannedSurvey, Survey, unsettled
from anjia.quality.operations.follow_ups import begin_follow_up
from anjia.quality.operations.surveys import ask_the_household
from anjia.quality.rules.asking import Skip, asks_at, month_before, skip_of

log = logging.getLogger(__name__)

PAGE = 200
TICK = timedelta(minutes=1)  # what waits no longer than the clock's own step is asked at once


def plan_the_question(
    *, visit_id: int, household_id: int, caregiver_id: int, offering_id: int, done_at: datetime, at: datetime, by: Actor
) -> int:
    """Sets the hour at which the household is asked about a visit that is done, by the clause; once per visit.

    An hour that has come is not waited for: the household is asked in the same transaction.

    The promise to come back to the visit is made now: it holds whether or not the household is asked.
    """
    with transaction.atomic():
        begin_follow_up(visit_id=visit_id, household_id=household_id, caregiver_id=caregiver_id, at=at, by=by)
        row, new = PlannedSurvey.objects.get_or_create(
            visit_id=visit_id,
            defaults={
                "household_id": household_id,
                "caregiver_id": caregiver_id,
                "offering_id": offering_id,
                "done_at": done_at,
                "asks_at": asks_at(done_at, _clause(household_id, offering_id, done_at).minutes),
            },
        )
        if new and row.asks_at <= at + TICK:
            close_question(row.pk, at=at)
    return int(row.pk)


def _clause(household_id: int, offering_id: int, at: datetime) -> ClauseSummary:
    branch_id = households.household(household_id).branch_id
    return promises.clause_in_force(Kind.SURVEY_ASKING, at=at, branch_id=branch_id, offering_id=offering_id)


def ask_due_questions(*, at: datetime) -> int:
    """Asks, in every company, about the visits whose hour has come; returns how many were asked or skipped.

    Costs what is due. Each is a transaction of its own, so one that fails holds up no other and is due again.
    """
    closed, last = 0, None
    while page := _due_page(at, last):
        closed += sum(_ask_one(row, at=at) for row in page)
        last = page[-1].asks_at, page[-1].pk
    return closed


def _due_page(at: datetime, last: tuple[datetime, int] | None) -> list[PlannedSurvey]:
    due = PlannedSurvey.everywhere.filter(closed_at__isnull=True, asks_at__lte=at).order_by("asks_at", "id")
    if last is not None:
        due = due.filter(asks_at__gte=last[0]).exclude(asks_at=last[0], id__lte=last[1])
    return list(due[:PAGE])


def _ask_one(row: PlannedSurvey, *, at: datetime) -> bool:
    try:
        with company_scope(row.company_id), transaction.atomic():
            return close_question(row.pk, at=at)
    except Exception:
        log.exception("the question about visit %s could not be asked", row.visit_id)
        return False


def close_question(planned_id: int, *, at: datetime) -> bool:
    """Asks or skips one planned question; False when that has been done before. Belongs into a transaction."""
    row = PlannedSurvey.objects.select_for_update().filter(pk=planned_id, closed_at__isnull=True).first()
    if row is None:
        return False
    reason = _skip(row, at)
    if reason is None:
        row.survey_id = ask_the_household(**_about(row), offering_id=row.offering_id, at=at, by=SYSTEM)
    else:
        row.skipped = reason
        announce(SurveySkipped(**_about(row), reason=reason.value), at=at, by=SYSTEM)
    row.closed_at = at
    row.save(update_fields=["survey_id", "skipped", "closed_at"])
    return True


def _about(row: PlannedSurvey) -> dict[str, int]:
    return {"visit_id": row.visit_id, "household_id": row.household_id, "caregiver_id": row.caregiver_id}


def _skip(row: PlannedSurvey, at: datetime) -> Skip | None:
    lately = Survey.objects.filter(household_id=row.household_id, asked_at__gt=month_before(at)).count()
    return skip_of(
        done_at=row.done_at,
        at=at,
        asked_lately=lately,
        most_times=_clause(row.household_id, row.offering_id, row.done_at).most_times,
        complaint_open=unsettled().filter(visit_id=row.visit_id).exists(),
    )
