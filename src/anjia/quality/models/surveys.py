"""What households were asked, and what they said."""

from django.db import models
from django.db.models import Q

from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel


class Survey(CompanyModel):
    """The question after one visit. The answer comes once; its scores and index are empty until then.

    `discreet`: the household asks that the caregiver cannot tell whose answer it is.
    """

    visit = Reference("booking.Visit")
    household = Reference("households.Household")
    caregiver = Reference("workforce.Caregiver")
    offering = Reference("catalog.Offering")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=40, blank=True)
    attitude = models.PositiveSmallIntegerField(null=True)
    skill = models.PositiveSmallIntegerField(null=True)
    efficiency = models.PositiveSmallIntegerField(null=True)
    problem_solving = models.PositiveSmallIntegerField(null=True)
    index = models.PositiveSmallIntegerField(null=True)
    good_points = models.TextField(blank=True)
    points_to_improve = models.TextField(blank=True)
    discreet = models.BooleanField(default=False)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "visit"], name="survey_visit_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, index__isnull=True)
                | Q(answered_at__isnull=False, index__range=(20, 100)),
                name="survey_answered_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "caregiver", "asked_at"], name="survey_caregiver"),
            models.Index(fields=["company_id", "offering", "asked_at"], name="survey_offering"),
            models.Index(fields=["company_id", "household", "-id"], name="survey_household"),
            models.Index(
                fields=["company_id", "-answered_at", "-id"],
                name="survey_answered",
                condition=Q(answered_at__isnull=False),
            ),
        ]
