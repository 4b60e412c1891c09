"""Keep what answered surveys say of a caregiver, so that whoever chooses can weigh it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from anjia.workforce.models import Mark, MarkSum
from anjia.workforce.operations.records import known_caregiver
from anjia.workforce.rules import LEAST_MARK, MOST_MARK


def keep_mark(*, caregiver_id: int, survey_id: int, index: int, at: datetime) -> None:
    """Counts the index of a survey for the caregiver, once per survey however often this is asked."""
    with transaction.atomic():
        known_caregiver(caregiver_id)
        value = min(max(index, LEAST_MARK), MOST_MARK)
        _row, new = Mark.objects.get_or_create(
            survey_id=survey_id, defaults={"caregiver_id": caregiver_id, "index": value, "given_at": at}
        )
        if new:
            _count(caregiver_id, value, +1)


def strike_mark(*, survey_id: int, at: datetime) -> None:
    """The survey no longer counts for the caregiver. Once; a survey that was never counted changes nothing."""
    with transaction.atomic():
        row = Mark.objects.select_for_update().filter(survey_id=survey_id, struck_at__isnull=True).first()
        if row is not None:
            Mark.objects.filter(pk=row.pk).update(struck_at=at)
            _count(row.caregiver_id, row.index, -1)


def _count(caregiver_id: int, index: int, sign: int) -> None:
    """Her sums, then the company's: always in this order, so that two answers at once wait in line."""
    for key in (caregiver_id, None):
        MarkSum.objects.get_or_create(caregiver_id=key)
        MarkSum.objects.filter(caregiver_id=key).update(
            count=F("count") + sign, total=F("total") + sign * index, squares=F("squares") + sign * index * index
        )
