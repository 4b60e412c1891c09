"""Small charts as inline SVG: attributes only, a label for those who cannot see it."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from anjia.interfaces.shared.html import format_html, format_html_join
from anjia.interfaces.shared.parts import Bar
from anjia.interfaces.shared.tags.markup import classes

_WIDE, _HIGH, _EDGE = 120, 32, 3


def sparkline(values: Sequence[float], label: str, low: float | None = None, high: float | None = None) -> SafeString:
    """``{% sparkline values label=_("Visits per week, the last 8 weeks") %}``: a line and its last point.

    With ``low`` and ``high`` the axis is theirs, so that several can be compared; else the values' own.
    """
    points = _points(values, low, high)
    if not points:
        return SafeString("")
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return format_html(
        '<svg class="sparkline" viewBox="0 0 {} {}" role="img" aria-label="{}"><polyline points="{}"/>'
        '<circle cx="{}" cy="{}" r="2.5"/></svg>',
        _WIDE,
        _HIGH,
        label,
        path,
        f"{points[-1][0]:.1f}",
        f"{points[-1][1]:.1f}",
    )


def _points(values: Sequence[float], low: float | None, high: float | None) -> list[tuple[float, float]]:
    if not values:
        return []
    low = min(values) if low is None else low
    high = max(values) if high is None else high
    rise = (_HIGH - 2 * _EDGE) / ((high - low) or 1)
    step = (_WIDE - 2 * _EDGE) / max(len(values) - 1, 1)
    flat = _HIGH / 2 if high == low else None
    return [(_EDGE + i * step, flat or _HIGH - _EDGE - (value - low) * rise) for i, value in enumerate(values)]


def bars(items: Sequence[Bar], label: str = "") -> SafeString:
    """``{% bars items %}``: ``parts.Bar`` values one below the other, longest full width."""
    longest = max((item.value for item in items), default=0) or 1
    lines = format_html_join(
        "",
        '<li class="bars-line"><span class="bars-label">{}</span>'
        '<svg class="{}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-ground" width="100" height="8"/><rect class="bar-value" width="{}" height="8"/></svg>'
        '<span class="bars-value">{}</span></li>',
        ((item.label, _bar_look(item), _share(item.value, longest), item.shown or item.value) for item in items),
    )
    return format_html('<ul class="bars" aria-label="{}">{}</ul>', label, lines)


def meter(value: float, most: float, label: str, tone: str = "") -> SafeString:
    """``{% meter done all label=_("5 of 8 steps") %}``: a share of a whole as one bar."""
    return format_html(
        '<svg class="{}" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="bar-ground" width="100" height="8"/><rect class="bar-value" width="{}" height="8"/></svg>',
        classes("meter", tone and f"bar-{tone}"),
        label,
        _share(value, most or 1),
    )


def columns(items: Sequence[Bar], label: str) -> SafeString:
    """``{% columns items label=_("Visits per day") %}``: ``parts.Bar`` values side by side, with their labels below."""
    longest = max((item.value for item in items), default=0) or 1
    lines = format_html_join(
        "",
        '<li class="columns-item"><svg class="{}" viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-value" y="{}" width="10" height="{}"/></svg>'
        '<span class="columns-value">{}</span><span class="columns-label">{}</span></li>',
        ((_bar_look(item), *_column(item.value, longest), item.shown or item.value, item.label) for item in items),
    )
    return format_html('<ul class="columns" aria-label="{}">{}</ul>', label, lines)


def _bar_look(item: Bar) -> str:
    return classes("bar", item.tone and f"bar-{item.tone}")


def _column(value: float, most: float) -> tuple[float, float]:
    tall = _share(value, most)
    return round(100 - tall, 1), tall


def _share(value: float, most: float) -> float:
    return round(min(max(value / most * 100, 0), 100), 1)
