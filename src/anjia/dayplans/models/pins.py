"""Visits that a person wants to stay as they are."""

from django.db import models
from django.db.models import Q

from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel


class PinnedVisit(CompanyModel):
    """Somebody pinned the visit: no plan moves it until the pin is lifted."""

    visit = Reference("booking.Visit")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "visit"], condition=Q(lifted_at__isnull=True), name="visit_pinned_once"
            )
        ]
