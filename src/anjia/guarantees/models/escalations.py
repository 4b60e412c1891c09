"""What went to the owner."""

from django.db import models

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel


class GuaranteeEscalation(CompanyModel):
    """A broken promise about a refund or an emergency went to the owner, once per promise."""

    promise = Reference("promises.Promise")
    kind = models.CharField(max_length=24)
    subject = models.CharField(max_length=60)
    staff = Reference("company.Staff", null=True)
    at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "subject"], name="guarantee_escalation_of")]
        constraints = [
            models.UniqueConstraint(fields=["company_id", "promise"], name="guarantee_escalation_once"),
            AppendOnly(name="guarantee_escalation_append_only"),
        ]
