"""Forms about one visit: who goes, when, or not at all."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.dispatch.queries import CandidateSummary, SlotDay
from anjia.dispatch.rules import DAY_MINUTES
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.widgets import Pairs
from anjia.kernel.clock import at_minute


class ChooseForm(forms.Form):
    """Another caregiver, and why."""

    caregiver = forms.ChoiceField(label=_("Caregiver"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why her"),
        max_length=200,
        help_text=_("It stays with the visit: whoever asks later will read it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "usual-reasons"}),
    )

    def __init__(self, candidates: Iterable[CandidateSummary], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.caregiver_id), one.name) for one in candidates if not one.current]
        self.fields["caregiver"].choices = choices  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """Another start: one of those that somebody can keep."""

    start = forms.ChoiceField(label=_("New start"))
    reason = forms.CharField(label=_("Why it is moved"), max_length=200, required=False)
    household_asked = forms.BooleanField(label=_("The household asked for it"), required=False)

    def __init__(self, days: Iterable[SlotDay], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = str(_("%(time)s · %(count)d free"))
        self.fields["start"].choices = Pairs(  # type: ignore[attr-defined]
            ("", _("Choose a start")),
            *((formats.long_day(day.day, day.day), _choices(day, words)) for day in days if day.starts),
        )

    def starts_at(self) -> datetime:
        """The chosen instant, in UTC."""
        return at_minute(int(self.cleaned_data["start"]))


def _choices(day: SlotDay, words: str) -> list[tuple[str, str]]:
    """The starts of a day, each with its date: a closed list shows the one that is chosen alone."""
    date = formats.short_day(day.day, day.day)
    return [
        (str(start.minute), f"{date} {_said(words, start.minute % DAY_MINUTES, start.caregivers)}")
        for start in day.starts
    ]


@lru_cache(maxsize=4096)
def _said(words: str, minute: int, count: int) -> str:
    """A start in words: the same on every day, for the clock of Shanghai is never put back."""
    return words % {"time": formats.clock(at_minute(minute)), "count": count}


class CancelForm(forms.Form):
    """Why a visit is cancelled; less than a day ahead it wants a second word."""

    reason = forms.CharField(label=_("Why it is cancelled"), max_length=200)
    household_asked = forms.BooleanField(
        label=_("The household asked for it"),
        required=False,
        help_text=_("If it is our own doing, what was promised for a move stands and is made good."),
    )
    late_confirmed = forms.BooleanField(label=_("It is less than 24 hours ahead: cancel all the same"), required=False)
