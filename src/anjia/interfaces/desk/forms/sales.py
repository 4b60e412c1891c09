"""Forms of enquiries: a new one, contacts, doubts, the interview, the loss."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anjia.catalog import queries as catalog
from anjia.households.rules import SHANGHAI_CENTRES
from anjia.interfaces.shared.accounts import PhoneField
from anjia.sales import queries as sales
from anjia.sales.rules import Channel

NOTHING_CHOSEN = ("", pgettext_lazy("choice", "not said"))
_LONG = {"rows": 3}


def offering_choices() -> list[tuple[str, Any]]:
    """Every service on offer, and that none was named."""
    return [NOTHING_CHOSEN, *((str(one.id), one.name) for one in catalog.offerings())]


def district_choices() -> list[tuple[str, Any]]:
    """The districts in which a home can lie."""
    return [NOTHING_CHOSEN, *((name, name) for name in SHANGHAI_CENTRES)]


class EnquiryForm(forms.Form):
    """A household that asks, known or new."""

    phone = PhoneField(
        label=_("Phone"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
    )
    name = forms.CharField(
        label=_("Name"), max_length=40, required=False, help_text=_("A household we know keeps its name.")
    )
    channel = forms.ChoiceField(label=_("How it reached us"), widget=forms.RadioSelect, initial=Channel.PHONE)
    offering = forms.ChoiceField(label=_("Service"), required=False)
    text = forms.CharField(
        label=_("What is wanted"), max_length=1000, required=False, widget=forms.Textarea(attrs=_LONG)
    )
    district = forms.ChoiceField(label=_("District"), required=False)
    address = forms.CharField(label=_("Address"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = list(sales.channel_names().items())  # type: ignore[attr-defined]
        self.fields["offering"].choices = offering_choices()  # type: ignore[attr-defined]
        self.fields["district"].choices = district_choices()  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    """One talk with the household, or a call that nobody answered."""

    channel = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect, initial=Channel.PHONE)
    note = forms.CharField(label=_("What was said"), max_length=500, required=False, widget=forms.Textarea(attrs=_LONG))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sales.channel_names()
        ways = (Channel.PHONE, Channel.WECHAT, Channel.WALK_IN)
        self.fields["channel"].choices = [(way.value, names[way]) for way in ways]  # type: ignore[attr-defined]


class ObjectionForm(forms.Form):
    """A doubt, in the household's words, and what answers it."""

    doubt = forms.ChoiceField(label=_("About"))
    text = forms.CharField(label=_("What they doubt"), max_length=500)
    proof = forms.CharField(
        label=_("What answered it"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["doubt"].choices = list(sales.doubt_names().items())  # type: ignore[attr-defined]


class ProofForm(forms.Form):
    """What answered a doubt raised before."""

    proof = forms.CharField(label=_("What answered it"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class LossForm(forms.Form):
    """Why the enquiry came to nothing."""

    reason = forms.ChoiceField(label=_("Why was it lost?"), widget=forms.RadioSelect)
    note = forms.CharField(label=_("In their words"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = list(sales.loss_names().items())  # type: ignore[attr-defined]


def _slot(label: Any, help_text: Any, most: int, rows: int = 2, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=most, widget=widget, **kwargs)


class InterviewForm(forms.Form):
    """The fixed slots of a needs interview."""

    home = forms.ChoiceField(label=_("Which home"), required=False)
    content = _slot(_("What is to be done"), _("Rooms, surfaces, how many, what matters most."), 1000, 3)
    standard = _slot(
        _("To which standard"), _("What “done well” means for them, in their words."), 1000, required=False
    )
    frequency = forms.CharField(
        label=_("How often"), max_length=200, required=False, help_text=_("For example every Tuesday afternoon.")
    )
    special_requests = _slot(_("Special requests"), _("One per line."), 500, required=False)
    taboos = _slot(_("Taboos"), _("What must not be used, touched or entered. One per line."), 500, required=False)
    preferences = _slot(
        _("Preferences"), _("What they like to have done their way. One per line."), 500, required=False
    )
    people_at_home = _slot(
        _("People at home"), _("Children, elderly, pets, allergies. One per line."), 500, required=False
    )
    access = _slot(_("How to get in"), _("Gate, lift, key, whom to call."), 500, required=False)

    def __init__(self, *args: Any, homes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].choices = homes  # type: ignore[attr-defined]


class HomeForm(forms.Form):
    """A home to be added on the way to a proposal."""

    district = forms.ChoiceField(label=_("District"))
    address = forms.CharField(label=_("Address"), max_length=120)
    square_metres = forms.IntegerField(label=_("Square metres"), required=False, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].choices = district_choices()  # type: ignore[attr-defined]
