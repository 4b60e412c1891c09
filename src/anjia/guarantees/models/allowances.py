"""Bounds that hold when two people use them at the same moment."""

from django.db import models
from django.db.models import F, Q

from anjia.kernel.models import CompanyModel


class Allowance(CompanyModel):
    """How much of a bound is used: "refund:visit:7" in fen, "goodwill:caregiver:3:2026-11" in fen, and so on.

    `most` is the bound as it was when it was last used; the clause it comes from may have changed since.
    """

    name = models.CharField(max_length=60)
    most = models.BigIntegerField()
    used = models.BigIntegerField(default=0)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "name"], name="allowance_name_once"),
            models.CheckConstraint(condition=Q(used__gte=0, used__lte=F("most")), name="allowance_kept"),
        ]


def take(name: str, amount: int, most: int) -> bool:
    """Uses `amount` of the bound, if it still fits: one statement decides, whoever else asks at the same moment."""
    Allowance.objects.get_or_create(name=name, defaults={"most": most})
    fits = Allowance.objects.filter(name=name, used__lte=most - amount)
    return bool(fits.update(used=F("used") + amount, most=most))


def give_back(name: str, amount: int) -> None:
    """Frees what was used and is not needed after all."""
    Allowance.objects.filter(name=name).update(used=F("used") - amount)


def locked(name: str, most: int) -> Allowance:
    """The bound's row, locked until the transaction ends. `most` is set when the row is made."""
    Allowance.objects.get_or_create(name=name, defaults={"most": most})
    row: Allowance = Allowance.objects.select_for_update().get(name=name)
    return row
