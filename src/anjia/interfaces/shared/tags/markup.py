"""Writing attributes: ``hx_get=url`` in a template becomes ``hx-get="..."``."""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.safestring import SafeString

from anjia.interfaces.shared.html import format_html, format_html_join
from anjia.interfaces.shared.icons import icons

TONES = {"", "accent", "good", "warn", "bad", "quiet"}
SIZES = {"", "small", "large"}
_LEFT_OUT = (None, False, "")


def attributes(given: Mapping[str, object]) -> SafeString:
    """Attributes as they stand in a tag: True is bare, None, False and "" are left out, ``_`` becomes ``-``."""
    named = [(name.rstrip("_").replace("_", "-"), value) for name, value in given.items() if value not in _LEFT_OUT]
    valued = format_html_join("", ' {}="{}"', (one for one in named if one[1] is not True))
    return valued + format_html_join("", " {}", ((name,) for name, value in named if value is True))


def classes(*names: str) -> str:
    """Class names joined, empty ones dropped."""
    return " ".join(name for name in names if name)


@lru_cache(maxsize=1024)
def drawn(name: str, size: str = "", label: str = "") -> SafeString:
    """The icon as inline SVG; without a label it is decoration and hidden from screen readers."""
    meaning = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" {}>{}</svg>',
        classes("icon", size and f"icon-{size}"),
        meaning,
        SafeString(icons()[name]),
    )


def optional_icon(name: str, size: str = "") -> SafeString:
    """The icon, or nothing when no name is given."""
    return drawn(name, size) if name else SafeString("")
