"""Reasons as they were kept: those that the product wrote stand in English and are read in each reader's language."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from django.utils.translation import gettext as _

from anjia.dispatch import queries as dispatch
from anjia.kernel.dates import day_in_words, moment_in_words, read_day, read_moment
from anjia.law import queries as law

# Reasons with values in them, as their areas write them.
WITH_VALUES = (
    "Day plan %(number)d taken back",
    "Day plan %(number)d",
    "Called off by %(name)s.",
    "Two surveys: %(days)s.",
    "All %(count)d guaranteed steps are done.",
    "Missing: %(steps)s",
    "%(name)s cannot be sent to this kind of work now.",
    *dispatch.kept_sentences(),
)


def _spoken(kept: str) -> str:
    """A time within a reason."""
    found = read_moment(kept)
    return moment_in_words(found, beside=found.date()) if found else kept


def _day(kept: str) -> str:
    """A day within a reason."""
    found = read_day(kept)
    return day_in_words(found) if found else kept


# Values that the product wrote too, and how each is read; every other value is a name, a number or a date.
_READ: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "when": _spoken,
        "day": _day,
        "paper": lambda kept: _(kept),
        "by": lambda kept: law.recited(_(kept)),
        "districts": lambda kept: _(", ").join(kept.split(", ")),
    }
)


def kept_reason(kept: str) -> str:
    """The reason in the reader's language where the product wrote it (by `gettext_noop`), else as somebody typed it."""
    for template, shape in _shapes():
        found = shape.fullmatch(kept)
        if found is not None:
            return _(template) % _values(template, found)
    return _(kept) if kept else ""


def _values(template: str, found: re.Match[str]) -> dict[str, str | int]:
    read = {name: _READ[name](one) if name in _READ else one for name, one in found.groupdict().items()}
    return read | {name: int(one) for name, one in found.groupdict().items() if f"%({name})d" in template}


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
