"""Forms about the law."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.law.rules import MOST_CHARACTERS


class ClaimsForm(forms.Form):
    """A text to be checked."""

    text = forms.CharField(label=_("Text"), max_length=MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": 8}))
