"""Showing an operation's refusal in the form it came from."""

from django import forms

from anjia.kernel.errors import Refusal


def put_on(form: forms.BaseForm, refusal: Refusal) -> None:
    """The refusal's sentence at the field it names, or above the form when the form has no such field."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
