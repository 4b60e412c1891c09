"""The plain controls of forms, written in Python: Django renders three templates for each, a list of times a hundred.

What is written is what Django's own templates write, without their empty lines; a control that is not here is theirs.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.choices import BaseChoiceIterator
from django.utils.safestring import SafeString

from anjia.interfaces.shared.html import format_html, format_html_join

_FOLDER = "django/forms/widgets/"
_INPUTS = ("input", "text", "number", "email", "url", "tel", "search", "password", "hidden", "checkbox", "date", "time")
_NOTHING = SafeString("")


class Pairs(BaseChoiceIterator):
    """Choices that are pairs already: Django looks through any others twice, for each form anew."""

    def __init__(self, *pairs: tuple[Any, Any]) -> None:
        self._pairs = pairs

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        return iter(self._pairs)


class Renderer(DjangoTemplates):
    """Named in the settings as FORM_RENDERER."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        """The control; `context["widget"]` says what it is and holds."""
        write = _WRITERS.get(template_name)
        return write(context["widget"]) if write else SafeString(super().render(template_name, context, request))


def _attributes(given: Mapping[str, Any]) -> SafeString:
    if not given:
        return _NOTHING
    return format_html_join(
        "",
        "{}",
        (
            (format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value),)
            for name, value in given.items()
            if value is not False
        ),
    )


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = _NOTHING if widget["value"] is None else format_html(' value="{}"', widget["value"])
    attributes = _attributes(widget["attrs"])
    return format_html('<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], value, attributes)


def _select(widget: Mapping[str, Any]) -> SafeString:
    groups = format_html_join("", "{}", ((_group(name, options),) for name, options, _index in widget["optgroups"]))
    return format_html('<select name="{}"{}>{}\n</select>', widget["name"], _attributes(widget["attrs"]), groups)


def _group(name: Any, options: list[dict[str, Any]]) -> SafeString:
    written = format_html_join(
        "",
        '\n  <option value="{}"{}>{}</option>',
        ((option["value"], _attributes(option["attrs"]), option["label"]) for option in options),
    )
    return format_html('\n  <optgroup label="{}">{}\n  </optgroup>', name, written) if name else written


def _textarea(widget: Mapping[str, Any]) -> SafeString:
    attributes, value = _attributes(widget["attrs"]), widget["value"] or ""
    return format_html('<textarea name="{}"{}>\n{}</textarea>', widget["name"], attributes, value)


_WRITERS: dict[str, Callable[[Mapping[str, Any]], SafeString]] = {
    **{f"{_FOLDER}{kind}.html": _input for kind in _INPUTS},
    f"{_FOLDER}select.html": _select,
    f"{_FOLDER}textarea.html": _textarea,
}
