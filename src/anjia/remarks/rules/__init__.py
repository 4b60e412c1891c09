"""Pure rules of remarks: reading a text, learning from corrected labels, and the figures of the analysis page."""

from anjia.remarks.rules.reading import MOST_READ, Deciding, Finding, Reading, polarity_of, read
from anjia.remarks.rules.words import LEANING, USUAL_OWNER, Aspect, Polarity, Source

__all__ = [
    "LEANING",
    "MOST_READ",
    "USUAL_OWNER",
    "Aspect",
    "Deciding",
    "Finding",
    "Polarity",
    "Reading",
    "Source",
    "polarity_of",
    "read",
]
