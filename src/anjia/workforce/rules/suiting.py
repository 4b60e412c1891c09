"""What suits a caregiver: what her record says of circumstances and districts, and what becomes of her own word."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from anjia.catalog.rules import Circumstance

DISTRICTS_APART = "|"


def packed_districts(names: Iterable[str]) -> str:
    """Districts as one text, in order, each once."""
    return DISTRICTS_APART.join(sorted(set(names)))


def unpacked_districts(text: str) -> tuple[str, ...]:
    """The districts of a packed text; none of an empty one."""
    return tuple(text.split(DISTRICTS_APART)) if text else ()


class Suiting(StrEnum):
    """What a caregiver's record says of a circumstance or a district."""

    STRENGTH = "strength"
    LIMIT = "limit"
    DISTRICT = "district"
    CLAIM = "claim"  # she says that she is good with it, and nobody has confirmed it yet
    DENIED = "denied"  # she said so, and it was not confirmed


# Somebody's health, safety or faith rests on these: what a caregiver says of herself counts once the desk confirms it.
CONFIRMED_FIRST = frozenset(
    {Circumstance.INFANT, Circumstance.ELDER, Circumstance.BEDRIDDEN, Circumstance.ALLERGY, Circumstance.HALAL}
)


def own_suiting(
    known: Iterable[tuple[str, str]], strengths: Collection[str], limits: Collection[str]
) -> set[tuple[str, str]]:
    """(kind, word) of her record once she has said what she is good with and what not; districts stay.

    What was confirmed stays so, what must be confirmed first becomes a claim, and what was denied stays until she says
    something else of it.
    """
    before = set(known)
    counts = {word for word in strengths if word not in CONFIRMED_FIRST or (Suiting.STRENGTH.value, word) in before}
    found = {(Suiting.STRENGTH.value, word) for word in counts}
    found |= {(Suiting.CLAIM.value, word) for word in set(strengths) - counts}
    found |= {(Suiting.LIMIT.value, word) for word in limits}
    said = {*strengths, *limits}
    stays = {(Suiting.DISTRICT.value, word) for kind, word in before if kind == Suiting.DISTRICT}
    return found | stays | {(kind, word) for kind, word in before if kind == Suiting.DENIED and word not in said}
