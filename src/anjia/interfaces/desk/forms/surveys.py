"""Forms of the index, objections, interviews and consultations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.households.operations import NewEntry
from anjia.households.queries import kind_names
from anjia.households.rules import EntryKind
from anjia.interfaces.desk.forms.quality import staff_choices
from anjia.quality.queries import dimension_names
from anjia.quality.queries.guide import guide
from anjia.quality.rules.answers import Dimension
from anjia.quality.rules.interviews import Question

_SHORT = forms.Textarea(attrs={"rows": 3})
_LINE = forms.Textarea(attrs={"rows": 2})
ENTRIES = 3


class WeightsForm(forms.Form):
    """Four percents, and how many answers a place needs."""

    least_ranked = forms.IntegerField(
        label=_("Answers that a place needs"),
        min_value=0,
        max_value=1000,
        help_text=_("Who has fewer is shown without a place, and drawn towards the company's mean."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        least = self.fields.pop("least_ranked")
        for one, name in dimension_names().items():
            self.fields[str(one)] = forms.IntegerField(label=name, min_value=0, max_value=100)
        self.fields["least_ranked"] = least

    def weights(self) -> dict[Dimension, int]:
        """The weights of a valid form."""
        return {one: int(self.cleaned_data[one.value]) for one in Dimension}


class DecideForm(forms.Form):
    """A decision on an objection."""

    upheld = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("Upheld: the answer leaves her index")),
            ("no", _("Not upheld: the answer stays")),
        ],
    )
    text = forms.CharField(
        label=_("Reason"), max_length=1000, widget=_SHORT, help_text=_("She reads this on her phone.")
    )


class TakeUpForm(forms.Form):
    """What a team does about a weak link."""

    text = forms.CharField(label=_("What you do about it"), max_length=1000, widget=_LINE)


class InterviewForm(forms.Form):
    """The guide, a summary, and what goes into the dossier."""

    summary = forms.CharField(label=_("In short"), max_length=1000, required=False, widget=_SHORT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question, words in guide().items():
            self.fields[f"answer-{question}"] = forms.CharField(
                label=words, max_length=1000, required=False, widget=_LINE
            )
        kinds = list(kind_names().items())
        for place in range(1, ENTRIES + 1):
            self.fields[f"kind-{place}"] = forms.ChoiceField(label=_("Kind"), choices=kinds, required=False)
            self.fields[f"entry-{place}"] = forms.CharField(label=_("To remember"), max_length=500, required=False)

    def questions(self) -> list[forms.BoundField]:
        """The guide's fields, in order."""
        return [self[f"answer-{question}"] for question in Question]

    def entry_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Pairs of kind and text for the dossier."""
        return [(self[f"kind-{place}"], self[f"entry-{place}"]) for place in range(1, ENTRIES + 1)]

    def answers(self) -> dict[Question, str]:
        """What was answered, of a valid form."""
        return {question: self.cleaned_data[f"answer-{question}"] for question in Question}

    def entries(self) -> list[NewEntry]:
        """What goes into the dossier, of a valid form."""
        found = [
            (self.cleaned_data[f"kind-{place}"], self.cleaned_data[f"entry-{place}"]) for place in range(1, ENTRIES + 1)
        ]
        return [NewEntry(EntryKind(kind or EntryKind.NOTE), text) for kind, text in found if text.strip()]


class DeclineForm(forms.Form):
    """Why there will be no interview."""

    reason = forms.CharField(label=_("Why"), max_length=200)


class ConsultForm(forms.Form):
    """A question for an expert."""

    topic = forms.CharField(label=_("About what"), max_length=80)
    question = forms.CharField(label=_("The question, in the household's words"), max_length=2000, widget=_SHORT)
    staff = forms.ChoiceField(label=_("Who knows"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["staff"]
        if isinstance(field, forms.ChoiceField):
            field.choices = staff_choices()


class AdviceForm(forms.Form):
    """The expert's answer."""

    text = forms.CharField(
        label=_("Advice"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The household reads it on its page, with your name."),
    )
