"""Forms of the inbox and of its channels."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anjia.company import queries as company
from anjia.interfaces.desk.forms.quality import staff_choices
from anjia.interfaces.shared.accounts import PhoneField
from anjia.quality import queries as quality
from anjia.quality.rules import Severity

_SHORT = forms.Textarea(attrs={"rows": 3})
_SECRET = forms.PasswordInput(attrs={"autocomplete": "new-password"})
_PORT = forms.TextInput(attrs={"inputmode": "numeric"})
MOST_CAREGIVERS = 500


class AnswerForm(forms.Form):
    """An answer; `asks_back` when it only asks something first."""

    text = forms.CharField(label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    asks_back = forms.BooleanField(
        label=_("I ask back: the promised time stands still until they write"), required=False
    )
    client_id = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """A note that only staff reads."""

    text = forms.CharField(label=_("Note for the colleagues"), max_length=2000, widget=_SHORT)


class CallForm(forms.Form):
    """What somebody said on the phone."""

    phone = PhoneField(label=_("Who called: number"), max_length=40, required=False)
    name = forms.CharField(label=_("Name"), max_length=40, required=False)
    text = forms.CharField(
        label=_("What was said"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The household can read this on its page."),
    )
    form_id = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class AssignForm(forms.Form):
    """Who answers for it: a person or a team."""

    who = forms.ChoiceField(label=_("Answers for it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(f"staff:{key}", name) for key, name in staff_choices()]
        teams = [(f"to:{code}", name) for code, name in quality.team_names().items()]
        self.fields["who"].choices = [(_("Teams"), teams), (_("People"), people)]  # type: ignore[attr-defined]


class ComplaintForm(forms.Form):
    """How bad it is, what it is about, and whether it is about the visit."""

    severity = forms.ChoiceField(label=_("How bad"))
    cause = forms.ChoiceField(label=_("Cause"))
    about_visit = forms.BooleanField(label=_("It is about the visit above"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = quality.severity_names()
        self.fields["severity"].choices = [(one.value, names[one]) for one in Severity]  # type: ignore[attr-defined]
        self.fields["severity"].initial = Severity.SERIOUS.value
        self.fields["cause"].choices = list(quality.top_cause_names().items())  # type: ignore[attr-defined]


class ConsultForm(forms.Form):
    """A question for somebody who knows."""

    topic = forms.CharField(label=_("Topic"), max_length=80)
    question = forms.CharField(label=_("Question"), max_length=2000, widget=_SHORT)
    staff = forms.ChoiceField(label=_("Who knows"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].choices = staff_choices()  # type: ignore[attr-defined]


_SECURITY = [("tls", _("TLS from the start")), ("starttls", "STARTTLS"), ("none", _("none (this machine only)"))]


class MailForm(forms.Form):
    """The company's mailbox."""

    address = forms.CharField(label=_("E-mail address of the company"), max_length=254)
    user = forms.CharField(
        label=_("User"), max_length=254, required=False, help_text=_("Left empty: the address itself.")
    )
    password = forms.CharField(
        label=_("Password or authorization code"), max_length=500, required=False, widget=_SECRET, strip=False
    )
    imap_host = forms.CharField(label=_("Server for reading (IMAP)"), max_length=253)
    imap_port = forms.IntegerField(label=_("Port"), widget=_PORT)
    imap_security = forms.ChoiceField(label=_("Encryption"), choices=_SECURITY)
    smtp_host = forms.CharField(label=_("Server for sending (SMTP)"), max_length=253)
    smtp_port = forms.IntegerField(label=_("Port"), widget=_PORT)
    smtp_security = forms.ChoiceField(label=_("Encryption"), choices=_SECURITY)


class WechatForm(forms.Form):
    """The company's official account."""

    app_id = forms.CharField(label="AppID", max_length=40)
    app_secret = forms.CharField(label="AppSecret", max_length=200, required=False, widget=_SECRET)
    token = forms.CharField(
        label="Token", max_length=32, required=False, widget=_SECRET, help_text=_("Letters and digits of your choice.")
    )
    aes_key = forms.CharField(label="EncodingAESKey", max_length=43, required=False, widget=_SECRET)
    mode = forms.ChoiceField(
        label=_("Message encryption"), choices=[("aes", _("safe mode (encrypted)")), ("plain", _("plain mode"))]
    )


class BoxForm(forms.Form):
    """Where a suggestion box hangs."""

    name = forms.CharField(label=_("Name of the box"), max_length=40, help_text=_("Such as: front desk, Zhang's card."))
    branch = forms.ChoiceField(label=_("Branch"), required=False)
    caregiver = forms.ChoiceField(label=_("Card of a caregiver"), required=False)

    def __init__(self, *args: Any, caregivers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = ("", pgettext_lazy("choice", "none"))
        places = [(str(one.id), one.name) for one in company.branches()]
        people = [(str(key), name) for key, name in caregivers[:MOST_CAREGIVERS]]
        self.fields["branch"].choices = [none, *places]  # type: ignore[attr-defined]
        self.fields["caregiver"].choices = [none, *people]  # type: ignore[attr-defined]
