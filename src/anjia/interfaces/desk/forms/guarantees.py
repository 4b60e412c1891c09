"""Forms of delays, free extras, refunds and emergencies. The hidden number makes a form sent twice one act."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.billing import queries as billing
from anjia.billing.rules import Method
from anjia.guarantees import queries
from anjia.guarantees.rules import LEAST_DELAY, MOST_DELAY, MOST_GOODWILL_MINUTES
from anjia.interfaces.shared.amounts import YuanField

_SHORT = forms.Textarea(attrs={"rows": 3})


class OnceForm(forms.Form):
    """A form that counts once."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("client_id", uuid4())


class DelayForm(OnceForm):
    """How late, and why."""

    minutes = forms.IntegerField(label=_("Late by, in minutes"), min_value=LEAST_DELAY, max_value=MOST_DELAY)
    cause = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("A word to the family"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cause"].choices = list(queries.cause_names().items())  # type: ignore[attr-defined]


class GoodwillForm(OnceForm):
    """What was done besides."""

    title = forms.CharField(label=_("What"), max_length=60)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=MOST_GOODWILL_MINUTES)
    wish = forms.ChoiceField(label=_("Whose idea"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wish"].choices = list(queries.wish_names().items())  # type: ignore[attr-defined]


class AskForm(OnceForm):
    """A refund asked for by phone."""

    reason = forms.CharField(label=_("What the household says"), max_length=1000, widget=_SHORT)


class CallForm(OnceForm):
    """Help asked for by phone."""

    kind = forms.ChoiceField(label=_("What happened?"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("In a few words"), max_length=500, required=False, widget=_SHORT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(queries.emergency_names().items())  # type: ignore[attr-defined]


class JustifiedForm(forms.Form):
    """How much, and what for."""

    amount = YuanField(label=_("Amount"))
    text = forms.CharField(
        label=_("What it is for"), max_length=1000, widget=_SHORT, help_text=_("The household reads this.")
    )


class ReasonForm(forms.Form):
    """Why not."""

    text = forms.CharField(label=_("Why not"), max_length=1000, widget=_SHORT, help_text=_("The household reads this."))


class SecondForm(forms.Form):
    """The second person's word."""

    approved = forms.ChoiceField(
        label=_("Your word"), choices=[("yes", _("I agree")), ("no", _("I do not agree"))], widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("Reason"), max_length=1000, required=False, widget=_SHORT)


class PayForm(forms.Form):
    """How the money goes back."""

    method = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect, initial=Method.TRANSFER)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = list(billing.method_names().items())  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """What was done, or how it ended."""

    text = forms.CharField(
        label=_("What has been done"), max_length=1000, widget=_SHORT, help_text=_("Whoever called reads this.")
    )
