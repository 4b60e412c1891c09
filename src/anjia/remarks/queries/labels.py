"""Labels that hold: what a company can train on."""

from dataclasses import dataclass

from django.db.models import QuerySet

from anjia.remarks.models import Label
from anjia.remarks.rules import Polarity

MOST_LABELS = 10_000  # the latest: what a company said years ago may no longer be how it reads


@dataclass(frozen=True)
class LabelledText:
    """A text and whether a person reads it as unhappy."""

    text: str
    source: str
    unhappy: bool


@dataclass(frozen=True)
class LabelCounts:
    """How many texts carry a label that holds."""

    all: int
    unhappy: int


def _holding() -> QuerySet[Label]:
    taken = Label.objects.filter(takes_back__isnull=False).values("takes_back_id")
    rows: QuerySet[Label] = Label.objects.filter(takes_back__isnull=True).exclude(pk__in=taken)
    return rows


def label_counts() -> LabelCounts:
    """How many texts carry a label that holds, and how many of them an unhappy one."""
    latest = dict(_holding().order_by("id").values_list("remark_id", "polarity"))
    return LabelCounts(len(latest), sum(polarity == Polarity.UNHAPPY for polarity in latest.values()))


def labelled_texts() -> list[LabelledText]:
    """The texts whose label holds, each once with its latest, the latest labels when there are very many."""
    rows = _holding().order_by("-id").values_list("remark_id", "remark__text", "remark__source", "polarity")
    found: dict[int, LabelledText] = {}
    for remark_id, text, source, polarity in rows[: 2 * MOST_LABELS]:
        found.setdefault(remark_id, LabelledText(text, source, polarity == Polarity.UNHAPPY))
    return list(found.values())[:MOST_LABELS]
