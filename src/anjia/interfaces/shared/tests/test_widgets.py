"""Plain controls are written as Django's own templates write them."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.safestring import SafeString

from anjia.interfaces.shared.widgets import Pairs, Renderer

EVIL = "<b>\"'&"
GROUPED = [("", "–"), (EVIL, [("1", EVIL), (2, "two"), (None, "none")]), ("3", SafeString("<i>3</i>"))]
CONTROLS: list[tuple[forms.Widget, object]] = [
    (forms.TextInput(), EVIL),
    (forms.TextInput(attrs={"required": True, "disabled": False, "data-x": EVIL, "maxlength": 7}), None),
    (forms.NumberInput(attrs={"step": "any"}), 1234.5),
    (forms.EmailInput(), ""),
    (forms.URLInput(), SafeString("a&amp;b")),
    (forms.PasswordInput(), EVIL),
    (forms.HiddenInput(), 0),
    (forms.DateInput(), date(2026, 11, 22)),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(attrs={"id": "a"}), False),
    (forms.Select(choices=GROUPED), "3"),
    (forms.Select(attrs={"aria-invalid": "true"}, choices=GROUPED), 2),
    (forms.Select(choices=[]), None),
    (forms.NullBooleanSelect(), True),
    (forms.SelectMultiple(choices=GROUPED), ["1", "3"]),
    (forms.Textarea(), EVIL),
    (forms.Textarea(attrs={"rows": 2}), None),
    (forms.RadioSelect(choices=[("1", EVIL)]), "1"),
    (forms.CheckboxSelectMultiple(choices=[("1", EVIL)]), ["1"]),
    (forms.ClearableFileInput(), None),
]


@pytest.mark.parametrize(("widget", "value"), CONTROLS)
def test_a_control_reads_as_djangos(widget: forms.Widget, value: object) -> None:
    def written(renderer: DjangoTemplates) -> str:
        text = widget.render("name", value, attrs={"aria-describedby": EVIL}, renderer=renderer)
        return text.replace("\n\n", "\n")

    assert written(Renderer()) == written(DjangoTemplates())


def test_pairs_are_chosen_from_as_any_choices() -> None:
    field, plain = forms.ChoiceField(), forms.ChoiceField(choices=[("", "–"), (EVIL, [("1", EVIL)])])
    field.choices = Pairs(("", "–"), (EVIL, [("1", EVIL)]))
    assert field.widget.render("name", "1") == plain.widget.render("name", "1")
    assert field.clean("1") == "1"
    with pytest.raises(forms.ValidationError):
        field.clean("2")


def test_the_pages_use_it() -> None:
    assert isinstance(get_default_renderer(), Renderer)
