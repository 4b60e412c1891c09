"""The tree of causes, two levels: those that come with Anjia, and the shape of a company's own."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

MOST_CODE = 40
_CODE = re.compile(r"[a-z][a-z0-9_]{0,17}(\.[a-z][a-z0-9_]{0,19})?")


class Cause(StrEnum):
    """What a complaint is about, first level. These come with Anjia and stay; a company adds its own beside them."""

    ATTITUDE = "attitude"
    WORKMANSHIP = "workmanship"
    PACE = "pace"
    HANDLING = "handling"
    LATENESS = "lateness"
    DAMAGE = "damage"
    MONEY = "money"
    OTHER = "other"


BUILT_IN: Mapping[Cause, tuple[str, ...]] = MappingProxyType(
    {
        Cause.ATTITUDE: ("attitude.unfriendly", "attitude.privacy", "attitude.phone"),
        Cause.WORKMANSHIP: ("workmanship.left_out", "workmanship.not_clean", "workmanship.wrong_product"),
        Cause.PACE: ("pace.slow", "pace.left_early"),
        Cause.HANDLING: ("handling.not_reached", "handling.not_answered", "handling.sent_around"),
        Cause.LATENESS: ("lateness.late", "lateness.nobody_came", "lateness.moved"),
        Cause.DAMAGE: ("damage.broken", "damage.marks", "damage.missing"),
        Cause.MONEY: ("money.more_than_agreed", "money.not_clear", "money.refund"),
        Cause.OTHER: ("other.another_caregiver", "other.safety"),
    }
)


def is_code(text: str) -> bool:
    """Whether the text has the shape of a cause: "damage" or "damage.broken"."""
    return bool(_CODE.fullmatch(text))


def is_built_in(code: str) -> bool:
    """Whether the cause comes with Anjia."""
    return code in set(Cause) or any(code in leaves for leaves in BUILT_IN.values())


def top_of(code: str) -> str:
    """The first level of a cause: "damage" of "damage.broken"."""
    return code.partition(".")[0]


def covers(wide: str, narrow: str) -> bool:
    """Whether work on one cause is work on another: a first level covers its leaves, a leaf itself alone."""
    return wide == narrow or top_of(narrow) == wide


def code_of(parent: str, number: int) -> str:
    """The code of a company's `number`-th own cause, under a first level or beside the others."""
    return f"{parent}.own{number}" if parent else f"own{number}"
