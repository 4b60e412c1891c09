"""What the forms of a series are sent with in tests."""

import re

from anjia.booking.testing import Ground


def asked(ground: Ground, **more: object) -> dict[str, object]:
    given = {
        "offering": ground.offering_id,
        "home": ground.home_id,
        "from_on": "2026-11-27",
        "weekdays": ["4"],
        "time": "540",
        "minutes": "120",
        "every_weeks": "1",
        "on_holiday": "skip",
        "on_made_up": "itself",
    }
    return given | more


def hidden(text: str) -> dict[str, str]:
    """What the last step of a page sends."""
    form = text[text.index('id="series-confirm"') :]
    return dict(re.findall(r'<input type="hidden" name="(\w[\w-]*)" value="([^"]*)"', form))
