"""Sending a list in; saying what a price means."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.catalog import queries as catalog
from anjia.catalog.rules import MOST_MINUTES
from anjia.onboarding import queries
from anjia.onboarding.rules import MOST_BYTES

ACCEPTED = ".xlsx,.csv,.txt,.json"


class FileForm(forms.Form):
    """One file and what it lists."""

    kind = forms.ChoiceField()
    file = forms.FileField(max_length=255)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(queries.kind_names().items())  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """The file, when it is small enough to be read at all."""
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            megabytes = MOST_BYTES // 2**20
            raise forms.ValidationError(
                _("A file may have %(most)s MB at most. Please send it in parts."), params={"most": megabytes}
            )
        return sent


class SettleForm(forms.Form):
    """What a price means that only a person can read."""

    price = forms.CharField(label=_("Price"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    unit = forms.ChoiceField(label=_("For what"))
    trade = forms.ChoiceField(label=_("Kind of work"))
    usual_minutes = forms.IntegerField(label=_("Usual duration"), min_value=1, max_value=MOST_MINUTES, initial=120)
    least_minutes = forms.IntegerField(label=_("Shortest duration"), min_value=1, max_value=MOST_MINUTES, initial=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "—"), *catalog.unit_names().items()]  # type: ignore[attr-defined]
        self.fields["trade"].choices = [("", "—"), *catalog.trade_names().items()]  # type: ignore[attr-defined]
