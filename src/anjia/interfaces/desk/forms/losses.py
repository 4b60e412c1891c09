"""Forms of losses: why, a reason of one's own, work on a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.interfaces.desk.forms.quality import choose, staff_choices
from anjia.losses import queries as losses

_SHORT = forms.Textarea(attrs={"rows": 3})


class ExplainForm(forms.Form):
    """Why it came to nothing."""

    reason = forms.ChoiceField(label=_("Why"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "reason", losses.tree().choices())


class ReasonForm(forms.Form):
    """A reason of one's own."""

    parent = forms.ChoiceField(label=_("Under"))
    name = forms.CharField(label=_("Reason"), max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tree = losses.tree()
        names = tree.names()
        choose(self, "parent", [(node.code, names[node.code]) for node in tree.nodes if not node.parent])


class LossActionForm(forms.Form):
    """Work on a reason."""

    cause = forms.ChoiceField(label=_("Reason"))
    what = forms.CharField(label=_("What will be done"), max_length=1000, widget=_SHORT)
    staff = forms.ChoiceField(label=_("Who"))
    due_on = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "cause", losses.tree().choices())
        choose(self, "staff", staff_choices())
