"""Forms of what caregivers ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

_SHORT = forms.Textarea(attrs={"rows": 2})


class GrantForm(forms.Form):
    """Yes, with a word if there is one."""

    answer = forms.CharField(label=_("A word to her"), max_length=200, required=False, widget=_SHORT)


class RefuseForm(forms.Form):
    """No, and why."""

    answer = forms.CharField(label=_("Why not? She reads it."), max_length=200, widget=_SHORT)
