"""Questions that wait for their hour."""

from django.db import models
from django.db.models import Q

from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel
from anjia.quality.models.surveys import Survey
from anjia.quality.rules.asking import Skip


class PlannedSurvey(CompanyModel):
    """A visit that is done, about which its household is to be asked at `asks_at`: then asked, or skipped and why."""

    visit = Reference("booking.Visit")
    household = Reference("households.Household")
    caregiver = Reference("workforce.Caregiver")
    offering = Reference("catalog.Offering")
    done_at = models.DateTimeField()
    asks_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    survey = models.ForeignKey(Survey, models.PROTECT, null=True, related_name="+", db_index=False)
    skipped = models.CharField(max_length=16, blank=True, choices=[(value.value, value.value) for value in Skip])

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "visit"], name="planned_survey_visit_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, survey__isnull=True, skipped="")
                | Q(closed_at__isnull=False, survey__isnull=False, skipped="")
                | (Q(closed_at__isnull=False, survey__isnull=True) & ~Q(skipped="")),
                name="planned_survey_ends_one_way",
            ),
        ]
        indexes = [
            # The clock reads this one across companies; it holds waiting questions only, so it stays small.
            models.Index(fields=["asks_at", "id"], name="planned_survey_due", condition=Q(closed_at__isnull=True)),
        ]
