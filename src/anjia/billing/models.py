"""Payments and refunds; everything else about money is in the ledger."""

from django.db import models
from django.db.models import Q

from anjia.billing.rules import Method
from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel


class Account(CompanyModel):
    """A household's account. Its money is in the ledger; its row is what two refunds at once wait for."""

    household = Reference("households.Household")

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "household"], name="account_household_once")]


class Payment(CompanyModel):
    """Money received, or with a negative amount returned. `client_id` makes a repeat harmless."""

    household = Reference("households.Household")
    amount_fen = models.BigIntegerField()
    method = models.CharField(max_length=12, choices=[(method.value, method.value) for method in Method])
    reference = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    client_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta(CompanyModel.Meta):
        indexes = [
            models.Index(fields=["company_id", "household", "id"], name="payment_household"),
            models.Index(fields=["company_id", "-at"], name="payment_latest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["company_id", "client_id"], name="payment_once"),
            models.CheckConstraint(condition=~Q(amount_fen=0), name="payment_something"),
            AppendOnly(name="payment_append_only"),
        ]
