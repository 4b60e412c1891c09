"""Forms of what caregivers ask for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.catalog.queries import OfferingSummary
from anjia.households.queries import HomeSummary
from anjia.offers.rules import LEAST_OPEN, MOST_ASKED, MOST_OPEN

_SHORT = forms.Textarea(attrs={"rows": 2})


class GrantForm(forms.Form):
    """Yes, with a word if there is one."""

    answer = forms.CharField(label=_("A word to her"), max_length=200, required=False, widget=_SHORT)


class RefuseForm(forms.Form):
    """No, and why."""

    answer = forms.CharField(label=_("Why not? She reads it."), max_length=200, widget=_SHORT)


class OfferForm(forms.Form):
    """To how many of the best, and for how long."""

    best = forms.IntegerField(label=_("To the best"), min_value=1, max_value=MOST_ASKED, initial=5)
    minutes = forms.IntegerField(label=_("For minutes"), min_value=LEAST_OPEN, max_value=MOST_OPEN, initial=120)


class WhatForm(forms.Form):
    """What a household waits for."""

    offering = forms.ChoiceField(label=_("Service"))
    home = forms.ChoiceField(label=_("Home"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=15, max_value=1440, initial=120)

    def __init__(
        self, *args: Any, homes: Sequence[HomeSummary], services: Sequence[OfferingSummary], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offering"].choices = [(one.id, one.name) for one in services]  # type: ignore[attr-defined]
        self.fields["home"].choices = [(one.id, f"{one.district} {one.address}") for one in homes]  # type: ignore[attr-defined]
