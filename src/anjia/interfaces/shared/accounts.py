"""Log-in by phone or e-mail, through django-allauth, with Anjia's users."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from anjia.company.models import User
from anjia.kernel.errors import Refusal
from anjia.kernel.prepared import Given, Prepared
from anjia.kernel.text import normal_phone

_BY_ID = Prepared(lambda: User.objects.filter(pk=Given("id")))


class PhoneField(forms.CharField):
    """A phone as people write it; its value is the E.164 form."""

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return normal_phone(typed)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Who is logged in, asked by a prepared query: every page of the desk and of the caregivers asks."""

    def get_user(self, user_id: int) -> User | None:
        user: User | None = _BY_ID.first(id=user_id)
        return user if user is not None and self.user_can_authenticate(user) else None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: a company engages its people."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def phone_form_field(self, **kwargs: Any) -> forms.Field:
        kwargs.setdefault("label", _("Phone"))
        return PhoneField(**kwargs)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, True) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        user.phone = phone
        user.save(update_fields=["phone"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone: str) -> User | None:
        try:
            return User.objects.filter(phone=normal_phone(phone)).first()
        except Refusal:
            return None
