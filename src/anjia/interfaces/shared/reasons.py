"""Reasons as they were kept: those that the product wrote stand in English and are read in each reader's language."""

from django.utils.translation import gettext as _


def kept_reason(kept: str) -> str:
    """The reason in the reader's language where the product wrote it (by `gettext_noop`), else as somebody typed it."""
    return _(kept) if kept else ""
