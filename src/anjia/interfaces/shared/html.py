"""HTML put together from values, as ``django.utils.html`` does it: a page of times does it several hundred times.

Django's functions look at every value for a translation that waits and for HTML that says so itself, through a
decorator and three calls. A plain text or a safe one, which nearly all values are, is known here by its type at once.
"""

from collections.abc import Iterable
from html import escape

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString


def escaped(value: object) -> str:
    """The value as HTML: a safe text as it is, anything else with its signs of HTML made harmless."""
    kind = type(value)
    if kind is SafeString:
        return value  # type: ignore[return-value]
    if kind is str:
        return escape(value)  # type: ignore[arg-type]
    return conditional_escape(value)  # type: ignore[arg-type]


def format_html(text: str, *values: object) -> SafeString:
    """``text`` with the escaped values in the place of its braces, as a safe text."""
    return SafeString(text.format(*map(escaped, values)))


def format_html_join(between: str, text: str, rows: Iterable[Iterable[object]]) -> SafeString:
    """``text`` once for each row with the row's escaped values, joined, as a safe text."""
    return SafeString(escaped(between).join(text.format(*map(escaped, row)) for row in rows))
