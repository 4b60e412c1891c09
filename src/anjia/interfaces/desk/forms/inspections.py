"""Forms of inspections: rounds, the sampling plan, what was seen, remedies and looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from anjia.catalog import queries as catalog
from anjia.catalog.queries import StepSummary
from anjia.company import queries as company
from anjia.inspections.operations import FindingSeen
from anjia.inspections.queries import target_names
from anjia.inspections.rules import Result, SamplingPlan, Severity, Target
from anjia.interfaces.shared.amounts import YuanField
from anjia.workforce import queries as workforce

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_LINE = forms.Textarea(attrs={"rows": 2})


class RoundForm(forms.Form):
    """A rhythm: of whom or what, every how many weeks, from when."""

    about = forms.ChoiceField(label=_("Of what"))
    every_weeks = forms.IntegerField(label=_("Every … weeks"), min_value=1, max_value=104, initial=4)
    starts_on = forms.DateField(label=_("First on"), widget=_DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = target_names()
        found: dict[Target, list[tuple[int, str]]] = {
            Target.CAREGIVER: [(one.id, one.name) for one in workforce.ready_caregivers()],
            Target.OFFERING: [(one.id, one.name) for one in catalog.offerings()],
            Target.BRANCH: [(one.id, one.name) for one in company.branches()],
        }
        field = self.fields["about"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (names[target], [(f"{target}:{key}", name) for key, name in rows])
                for target, rows in found.items()
                if rows
            ]

    def target(self) -> tuple[Target, int]:
        """What a valid form names."""
        target, _colon, key = self.cleaned_data["about"].partition(":")
        return Target(target), int(key)


class PlanForm(forms.Form):
    """The sampling plan: how many a week, and what raises the chance."""

    checks = forms.IntegerField(label=_("Spot checks a week"), min_value=0, max_value=1000)
    new_days = forms.IntegerField(label=_("New: fewer days here than"), min_value=0, max_value=10_000)
    new_percent = forms.IntegerField(label=_("raises to, %"), min_value=0, max_value=10_000)
    low_below = forms.IntegerField(label=_("Low index: below"), min_value=0, max_value=100)
    low_percent = forms.IntegerField(label=_("raises to, %"), min_value=0, max_value=10_000)
    high_fen = YuanField(label=_("High price: from"))
    high_percent = forms.IntegerField(label=_("raises to, %"), min_value=0, max_value=10_000)
    unchecked_days = forms.IntegerField(label=_("Long unchecked: days since"), min_value=0, max_value=10_000)
    unchecked_percent = forms.IntegerField(label=_("raises to, %"), min_value=0, max_value=10_000)

    def sampling(self) -> SamplingPlan:
        """The plan of a valid form."""
        return SamplingPlan(**self.cleaned_data)


@dataclass(frozen=True)
class StepSeen:
    """One step as it stands in the form."""

    step: StepSummary
    result: str
    severity: str
    note: str


class HoldForm(forms.Form):
    """Beside the steps: which visit, where, and a word."""

    visit = forms.IntegerField(label=_("Visit"), min_value=1, widget=forms.HiddenInput)
    at_home = forms.BooleanField(label=_("I am at the home"), required=False, initial=True)
    agreed = forms.BooleanField(label=_("The household agreed to my coming"), required=False)
    note = forms.CharField(label=_("Anything else"), max_length=1000, required=False, widget=_LINE)


def steps_seen(standard: Sequence[StepSummary], post: QueryDict) -> list[StepSeen]:
    """The steps with what was marked so far; nothing is marked until somebody has looked."""
    return [
        StepSeen(
            step=step,
            result=post.get(f"result-{step.position}", ""),
            severity=post.get(f"severity-{step.position}", ""),
            note=post.get(f"note-{step.position}", ""),
        )
        for step in standard
    ]


def findings_of(seen: Sequence[StepSeen], files: "MultiValueDict[str, UploadedFile[Any]]") -> list[FindingSeen]:
    """What is recorded of a form; a step without a mark was not seen."""
    return [_finding(one, files.get(f"photo-{one.step.position}")) for one in seen]


def _finding(one: StepSeen, photo: "UploadedFile[Any] | None") -> FindingSeen:
    result = Result(one.result) if one.result in set(Result) else Result.NOT_SEEN
    bad = result is Result.DEVIATION and one.severity in set(Severity)
    return FindingSeen(one.step.position, result, Severity(one.severity) if bad else None, one.note, photo)


class RemedyForm(forms.Form):
    """How a deviation was put right."""

    text = forms.CharField(label=_("What was done"), max_length=500, widget=_LINE)


class LookForm(forms.Form):
    """Whether it is right now."""

    right = forms.ChoiceField(
        label=_("Is it right now?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes, it is right")), ("no", _("No, it is open again"))],
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
