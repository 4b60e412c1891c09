"""Which households are asked for a deep interview, and when."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

KEY_TAGS = frozenset({"重点", "重点客户", "重要客户", "key", "vip"})
NEW = "new"


class Question(StrEnum):
    """The guide: what is asked, in this order."""

    WHY_US = "why_us"
    FIRST_IMPRESSION = "first_impression"
    BEST = "best"
    WORST = "worst"
    TRUST = "trust"
    HOME_RULES = "home_rules"
    NEXT_NEEDS = "next_needs"
    RECOMMEND = "recommend"


class InterviewState(StrEnum):
    """Where an interview stands, from what was recorded."""

    PLANNED = "planned"
    HELD = "held"
    DECLINED = "declined"


def is_key(tags: Iterable[str]) -> bool:
    """Whether a household is marked as one that matters most."""
    return any(tag.strip().lower() in KEY_TAGS for tag in tags)


def quarter_of(day: date) -> str:
    """The quarter of a day, "2026Q4": the occasion of a key household's interview."""
    return f"{day.year}Q{(day.month - 1) // 3 + 1}"


def last_day_of_quarter(day: date) -> date:
    """The last day of the quarter that the day lies in."""
    month = ((day.month - 1) // 3 + 1) * 3
    following = date(day.year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
