"""Households, their homes, tags, dossier and keys."""

from django.db import models
from django.db.models import Q

from anjia.catalog.rules import Circumstance
from anjia.households.rules import EntryKind, Source
from anjia.kernel.fields import Reference, SealedField
from anjia.kernel.models import CompanyModel


class Household(CompanyModel):
    """A family the company serves or may serve; one per phone."""

    name = models.CharField(max_length=40)
    phone = SealedField()
    phone_index = models.CharField(max_length=40)
    phone_last4 = models.CharField(max_length=4)
    branch = Reference("company.Branch", null=True)
    source = models.CharField(max_length=16, choices=[(source.value, source.value) for source in Source])
    registered_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "phone_index"], name="household_phone_once")]
        indexes = [
            models.Index(fields=["company_id", "-id"], name="household_latest"),
            models.Index(fields=["company_id", "phone_last4"], name="household_last4"),
        ]


class HouseholdTag(CompanyModel):
    """One grading word of a household."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="tags", db_index=False)
    tag = models.CharField(max_length=20)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "household", "tag"], name="household_tag_once")]
        indexes = [models.Index(fields=["company_id", "tag"], name="household_tag")]


class Home(CompanyModel):
    """One address of a household. `rough` says that the place is only the centre of its district."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="homes", db_index=False)
    label = models.CharField(max_length=20, blank=True)
    district = models.CharField(max_length=20)
    address = SealedField()
    latitude = models.FloatField()
    longitude = models.FloatField()
    rough = models.BooleanField(default=False)
    square_metres = models.PositiveIntegerField(null=True)
    added_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        indexes = [
            models.Index(fields=["company_id", "household"], name="home_household"),
            models.Index(fields=["company_id", "district"], name="home_district"),
        ]


class DossierEntry(CompanyModel):
    """One thing to remember. Entries are struck out, never lost."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="entries", db_index=False)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in EntryKind])
    text = SealedField()
    source = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)
    struck_at = models.DateTimeField(null=True)
    struck_by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "household"], name="dossier_household")]


class HouseholdKey(CompanyModel):
    """A link to the household's own pages: only its hash is kept."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="keys", db_index=False)
    token_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        indexes = [
            models.Index(
                fields=["company_id", "household"], name="household_key_open", condition=Q(revoked_at__isnull=True)
            )
        ]


class HomeNeed(CompanyModel):
    """What a person set by hand of a household's needs, in place of what its dossier was read to say."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="needs", db_index=False)
    need = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Circumstance])
    holds = models.BooleanField()
    set_at = models.DateTimeField()
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "household", "need"], name="home_need_once")]
