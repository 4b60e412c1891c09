"""Companies, branches, users and staff."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from anjia.company.rules import COUNTRY, Role
from anjia.kernel.models import CompanyModel


class Company(models.Model):
    """A home-service company. Its id is the `company_id` of everything it owns."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=40, unique=True)
    city = models.CharField(max_length=40)
    phone = models.CharField(max_length=20)
    demo = models.BooleanField(default=False)
    jurisdiction = models.CharField(max_length=8, default=COUNTRY)
    founded_at = models.DateTimeField()


class UserManager(BaseUserManager["User"]):
    """Users are made by company.operations; this finds them for log-in."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(Q(phone=username) | Q(email=username))


class User(AbstractBaseUser):
    """A person who can log in, by phone (E.164) or e-mail. One of the two is always there."""

    phone = models.CharField(max_length=20, unique=True, null=True)
    email = models.EmailField(unique=True, null=True)
    name = models.CharField(max_length=40)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "phone"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(phone__isnull=False) | Q(email__isnull=False), name="user_reachable")
        ]

    def __str__(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Always no: what a person may do is a role of Staff, never a permission of Django's."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class Branch(CompanyModel):
    """A shop of the company, with the place from which its work starts. No jurisdiction of its own: the company's."""

    name = models.CharField(max_length=40)
    district = models.CharField(max_length=40)
    address = models.CharField(max_length=120, blank=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    phone = models.CharField(max_length=20, blank=True)
    jurisdiction = models.CharField(max_length=8, blank=True, default="")

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "name"], name="branch_name_once")]


class Staff(CompanyModel):
    """A user's place in one company; closed by a date, never deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="places")
    branch = models.ForeignKey(Branch, models.PROTECT, null=True, related_name="+", db_index=False)
    engaged_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "user"], condition=Q(left_at__isnull=True), name="staff_user_once"
            )
        ]


class StaffRole(CompanyModel):
    """One role of one member of staff."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="roles", db_index=False)
    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in Role])

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "staff", "role"], name="staff_role_once")]
