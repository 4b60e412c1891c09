"""What the law says, as values, and what follows from it in numbers. Nothing here is legal advice."""

from anjia.law.rules.packs import (
    Article,
    Bound,
    Instrument,
    Pack,
    Sure,
    Words,
    applies,
    articles_for,
    day_holds,
    lineage,
    read_pack,
    strictest,
)

__all__ = [
    "Article",
    "Bound",
    "Instrument",
    "Pack",
    "Sure",
    "Words",
    "applies",
    "articles_for",
    "day_holds",
    "lineage",
    "read_pack",
    "strictest",
]
