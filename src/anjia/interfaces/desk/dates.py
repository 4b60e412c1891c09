"""Days from addresses."""

from datetime import date


def day_asked(text: str, otherwise: date) -> date:
    """The day of an address ("2026-11-22"); anything that is no day of these times is `otherwise`."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return otherwise
    return day if 2000 <= day.year < 2200 else otherwise
