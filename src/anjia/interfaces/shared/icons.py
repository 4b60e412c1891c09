"""The icon set, read once from ``icons.svg``: strokes of 1.5 on a grid of 24."""

import re
from functools import cache
from pathlib import Path

_SYMBOL = re.compile(r'<symbol id="([\w-]+)">(.*?)</symbol>')


@cache
def icons() -> dict[str, str]:
    """Name of the icon -> its drawing (what stands inside ``<svg>``)."""
    return dict(_SYMBOL.findall(Path(__file__).with_name("icons.svg").read_text(encoding="utf-8")))
