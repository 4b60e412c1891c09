"""The form of the question a week before a visit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.households.operations import NewEntry
from anjia.households.rules import EntryKind

_LINES = forms.Textarea(attrs={"rows": 2})
KINDS = (EntryKind.SPECIAL, EntryKind.TABOO, EntryKind.PEOPLE, EntryKind.ACCESS)


def _lines(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=500, widget=_LINES, help_text=help_text)


class NeedsForm(forms.Form):
    """Is everything as it was? What is new goes into the dossier, one entry per line."""

    changed = forms.ChoiceField(
        label=_("Is everything as agreed?"),
        widget=forms.RadioSelect,
        choices=[("no", _("Yes, nothing has changed")), ("yes", _("Something has changed"))],
    )
    changes = forms.CharField(
        label=_("What has changed"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    special = _lines(_("Special requests"), _("One per line."))
    taboo = _lines(_("Taboos"), _("What must not be used, touched or entered. One per line."))
    people = _lines(_("People at home"), _("Children, elderly, pets, allergies. One per line."))
    access = _lines(_("How to get in"), _("Gate, lift, key, whom to call."))

    def entries(self) -> list[NewEntry]:
        """What goes into the dossier, of a valid form."""
        return [
            NewEntry(kind, line.strip())
            for kind in KINDS
            for line in self.cleaned_data[kind.value].splitlines()
            if line.strip()
        ]
