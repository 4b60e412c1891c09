"""Days and times to choose from: many alike on one page, so they are written in Python and not in a template's loop."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.safestring import SafeString

from anjia.interfaces.shared.html import format_html, format_html_join
from anjia.interfaces.shared.parts import Choice, Day
from anjia.interfaces.shared.tags.markup import attributes

_CURRENT, _CHECKED = SafeString(' aria-current="date"'), SafeString(" checked")
_SELECTED = SafeString(" selected")
_NOTHING = SafeString("")


def days(items: Sequence[Day], label: str, full: str) -> SafeString:
    """``{% days strip label=_("Days") full=_("full") %}``: ``parts.Day`` values in a strip; ``full``: nobody free."""
    strip = format_html_join("", "{}", ((_day(one, full),) for one in items))
    return format_html('<nav class="days" aria-label="{}">{}</nav>', label, strip)


def _day(one: Day, full: str) -> SafeString:
    if not one.url:
        return format_html(
            '<span class="day" aria-disabled="true"><span class="day-note">{}</span><span>{}</span>'
            '<span class="day-note">{}</span></span>',
            one.name,
            one.label,
            full,
        )
    return format_html(
        '<a class="day" href="{}"{}><span class="day-note">{}</span><span>{}</span></a>',
        one.url,
        _CURRENT if one.current else _NOTHING,
        one.name,
        one.label,
    )


def slots(items: Sequence[Choice], name: str, **attrs: object) -> SafeString:
    """``{% slots times name="start" required=True %}``: ``parts.Choice`` values as radio buttons, several in a row.

    Anything else becomes an attribute of each (``hx_get=``).
    """
    shared = attributes(attrs)
    return format_html(
        '<div class="slots">{}</div>',
        format_html_join(
            "",
            '<label class="slot"><input type="radio" name="{}" value="{}"{}{}>{}{}</label>',
            (
                (
                    name,
                    one.value,
                    _CHECKED if one.checked else _NOTHING,
                    shared,
                    one.label,
                    format_html('<span class="slot-note">{}</span>', one.note) if one.note else _NOTHING,
                )
                for one in items
            ),
        ),
    )


def options(items: Iterable[tuple[object, str]], chosen: object = None) -> SafeString:
    """``<select>{% options lengths chosen=minutes %}</select>``: pairs of what is sent and what is read."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, _SELECTED if value == chosen else _NOTHING, label) for value, label in items),
    )


def hidden_fields(values: Mapping[str, object], *without: str) -> SafeString:
    """``{% hidden_fields wish.given "minutes" %}``: what a form sends along unseen, less the names that it asks for."""
    kept = ((name, value) for name, value in values.items() if name not in without)
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', kept)
