"""The form of a clause's next version."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from anjia.interfaces.desk.forms.company import ROLE_NAMES
from anjia.interfaces.shared.amounts import YuanField
from anjia.promises import rules
from anjia.promises.queries import ClauseSummary
from anjia.promises.rules import STANDARD, WALL, WORKING, Form, Kind, Ladder, Remedy, Rung, Source

UNITS = {"minutes": 1, "hours": 60, "days": 1440}
RUNGS = (50, 80, 100, 150)
_FORMS = [
    (Form.NONE, _("nothing is paid")),
    (Form.FIXED, _("a fixed amount")),
    (Form.PER_STARTED_MINUTES, _("an amount for every begun span of delay")),
    (Form.SHARE, _("a share of the price")),
]
_SOURCES = [(Source.OWN, _("our own policy")), (Source.CONTRACT, _("a contract")), (Source.LAW, _("the law"))]


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _hour() -> forms.TimeField:
    return forms.TimeField(required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class ClauseForm(forms.Form):
    """For whom, how long on which clock, how much, who is told, in which words, from when."""

    branch = forms.TypedChoiceField(label=_("Branch"), coerce=int, empty_value=None, required=False)
    offering = forms.TypedChoiceField(label=_("Service"), coerce=int, empty_value=None, required=False)
    amount = forms.IntegerField(label=_("Time allowed"), min_value=1, max_value=600000)
    unit = forms.ChoiceField(
        label=_("Unit"),
        choices=[("minutes", _("minutes")), ("hours", _("hours")), ("days", _("days"))],
        initial="hours",
    )
    clock = forms.ChoiceField(
        label=_("The clock runs"),
        choices=[(WALL, _("day and night")), (WORKING, _("in working hours"))],
        required=False,
    )
    opens = _hour()
    closes = _hour()
    most = YuanField(label=_("At most"), required=False)
    times = forms.IntegerField(label=_("At most, times a month"), min_value=0, max_value=1000, required=False)
    remedy = forms.ChoiceField(label=_("If we fail"), choices=_FORMS, required=False)
    paid = YuanField(label=_("Amount"), required=False)
    per_minutes = forms.IntegerField(label=_("for every … minutes"), min_value=1, max_value=527040, required=False)
    percent = forms.IntegerField(label=_("Share of the price"), min_value=1, max_value=100, required=False)
    sentence = forms.CharField(
        label=_("In the company's words"),
        max_length=300,
        required=False,
        help_text=_("Left empty, the standard sentence is shown."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    source = forms.ChoiceField(label=_("Comes from"), choices=_SOURCES, required=False)
    source_words = forms.CharField(
        label=_("Which one"), max_length=200, required=False, help_text=_("For example the article, or the contract.")
    )
    effective_on = forms.DateField(
        label=_("In force from"),
        help_text=_("Left empty: from now on. What was promised before keeps its version."),
        required=False,
        widget=_day(),
    )
    effective_to_on = forms.DateField(
        label=_("In force until"),
        help_text=_("Only for a branch or a service; the wider term follows."),
        required=False,
        widget=_day(),
    )

    def __init__(
        self,
        data: Any,
        *,
        kind: str,
        branches: Iterable[tuple[int, str]],
        offerings: Iterable[tuple[int, str]],
        current: ClauseSummary,
    ) -> None:
        super().__init__(data, initial=_initial(current))
        self.kind, self.current = Kind(kind), current
        self.fields["branch"].choices = [("", _("the whole company")), *branches]  # type: ignore[attr-defined]
        self.fields["offering"].choices = [("", _("every service")), *offerings]  # type: ignore[attr-defined]
        self.fields["opens"].label, self.fields["closes"].label = _("Opens"), _("Closes")
        for percent in RUNGS:
            self.fields[f"tell_{percent}"] = forms.ChoiceField(
                label=gettext("At %(percent)d %%") % {"percent": percent},
                choices=[("", pgettext_lazy("told", "nobody")), *ROLE_NAMES],
                required=False,
                initial=next((rung.role for rung in current.ladder if rung.percent == percent), ""),
            )
        for name in _missing(self.kind):
            del self.fields[name]

    @property
    def rungs(self) -> list[forms.BoundField]:
        """The fields of the ladder."""
        return [self[f"tell_{percent}"] for percent in RUNGS if f"tell_{percent}" in self.fields]

    def minutes(self) -> int:
        """The time in minutes of the chosen clock: a working day has the opening hours' minutes."""
        values = self.cleaned_data
        if "amount" not in self.fields:
            return self.current.minutes
        opens, closes = self.hours()
        day = closes - opens if values.get("clock") == WORKING else UNITS["days"]
        unit = values.get("unit") or "minutes"
        return int(values.get("amount") or 0) * (day if unit == "days" else UNITS[unit])

    def hours(self) -> tuple[int, int]:
        """Opening and closing minute of the day; what was left empty stays as it is in force."""
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        return (
            _minute(opens) if opens else self.current.opens_minute,
            (_minute(closes) or 1440) if closes else self.current.closes_minute,
        )

    def formula(self) -> Remedy:
        """What a breach pays."""
        values = self.cleaned_data
        if "remedy" not in self.fields:
            kept = replace(self.current.remedy, most_fen=values.get("most") or 0)
            return replace(kept, share_percent=values["percent"] or 0) if "percent" in self.fields else kept
        return Remedy(
            form=values.get("remedy") or Form.NONE,
            amount_fen=values.get("paid") or 0,
            per_minutes=values.get("per_minutes") or 0,
            share_percent=values.get("percent") or 0,
            most_fen=values.get("most") or 0,
        )

    def ladder(self) -> Ladder:
        """Who is told when."""
        told = ((percent, self.cleaned_data.get(f"tell_{percent}")) for percent in RUNGS)
        return tuple(Rung(percent, str(role)) for percent, role in told if role)


def _minute(value: time) -> int:
    return value.hour * 60 + value.minute


def _missing(kind: Kind) -> list[str]:
    """The fields that have no meaning for a kind."""
    clock = ["amount", "unit", "clock", "opens", "closes", "remedy", "paid", "per_minutes", "percent"]
    ladder = [f"tell_{percent}" for percent in RUNGS]
    gone = clock + ladder if rules.bounds_an_amount(kind) else []
    if STANDARD[kind].remedy.form == Form.SHARE:
        gone = [name for name in gone if name != "percent"]
    return [*gone, *([] if STANDARD[kind].most_times else ["times"])]


def _initial(current: ClauseSummary) -> dict[str, Any]:
    working = current.clock == WORKING
    units = {**UNITS, "days": current.closes_minute - current.opens_minute} if working else UNITS
    unit = next(
        (name for name in ("days", "hours") if current.minutes and not current.minutes % units[name]), "minutes"
    )
    return {
        "branch": current.branch_id,
        "offering": current.offering_id,
        "amount": current.minutes // units[unit] or None,
        "unit": unit,
        "clock": current.clock,
        "opens": _time(current.opens_minute),
        "closes": _time(current.closes_minute),
        "most": current.most_fen,
        "times": current.most_times,
        "remedy": current.remedy.form,
        "paid": current.remedy.amount_fen or None,
        "per_minutes": current.remedy.per_minutes or None,
        "percent": current.remedy.share_percent or None,
        "sentence": current.sentence,
        "source": current.source,
        "source_words": current.source_words,
    }


def _time(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)
