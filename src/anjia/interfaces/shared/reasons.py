"""Reasons as they were kept: those that the product wrote stand in English and are read in each reader's language."""

import re
from functools import cache

from django.utils.translation import gettext as _

# Reasons with values in them, as their areas write them.
WITH_VALUES = (
    "Day plan %(number)d taken back",
    "Day plan %(number)d",
    "Called off by %(name)s.",
    "Two surveys: %(days)s.",
    "All %(count)d guaranteed steps are done.",
    "Missing: %(steps)s",
)


def kept_reason(kept: str) -> str:
    """The reason in the reader's language where the product wrote it (by `gettext_noop`), else as somebody typed it."""
    for template, shape in _shapes():
        found = shape.fullmatch(kept)
        if found is not None:
            numbers = {name: int(one) for name, one in found.groupdict().items() if f"%({name})d" in template}
            return _(template) % (found.groupdict() | numbers)
    return _(kept) if kept else ""


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each reason with values as a pattern that finds the values again."""
    return tuple((template, _shape(template)) for template in WITH_VALUES)


def _shape(template: str) -> re.Pattern[str]:
    parts = re.split(r"%\((\w+)\)([sd])", template)  # text, name, kind, text, ...
    found = re.escape(parts[0])
    for name, kind, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        found += f"(?P<{name}>{r'[0-9]{1,18}' if kind == 'd' else '.+'})" + re.escape(text)
    return re.compile(found, re.DOTALL)
