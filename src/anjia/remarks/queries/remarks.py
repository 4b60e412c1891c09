"""Remarks by page, and one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from anjia.kernel.errors import Missing
from anjia.remarks.models import Label, Remark, RemarkAspect
from anjia.remarks.rules import Aspect, Deciding, Polarity


@dataclass(frozen=True)
class AspectReading:
    """What a remark says of one aspect."""

    aspect: Aspect
    polarity: Polarity


@dataclass(frozen=True)
class Piece:
    """A stretch of a remark's text; `kind` and `weight` say what it did to the reading, "" nothing."""

    text: str
    kind: str = ""
    weight: float = 0.0


@dataclass(frozen=True)
class RemarkSummary:
    """A text and how it is read. `unhappiness` is the reader's likelihood, 0 to 1."""

    id: int
    source: str
    origin: str
    text: str
    written_at: datetime
    household_id: int | None
    visit_id: int | None
    caregiver_id: int | None
    offering_id: int | None
    polarity: Polarity
    unhappiness: float
    wish: bool
    labelled: bool
    reader_id: int | None
    words: tuple[Deciding, ...]
    aspects: tuple[AspectReading, ...]

    @property
    def pieces(self) -> list[Piece]:
        """The text in stretches, those that decided marked."""
        return pieces_of(self.text, self.words)


@dataclass(frozen=True, kw_only=True)
class RemarkFilter:
    """Which remarks; empty and None: all of them. `labelled`: read by a person, or not."""

    aspect: str = ""
    polarity: str = ""
    source: str = ""
    offering_id: int | None = None
    caregiver_id: int | None = None
    branch_id: int | None = None
    household_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    labelled: bool | None = None
    wish: bool | None = None


@dataclass(frozen=True)
class RemarkPage:
    """Some remarks, the unhappy first, then the latest; and the key of the following ones."""

    remarks: tuple[RemarkSummary, ...]
    next_before: str


_MOVES = ("happy", "unhappy", "irony", "negation", "wish")


def pieces_of(text: str, words: Iterable[Deciding]) -> list[Piece]:
    """The text cut where words decided; of words that overlap the first stands."""
    found: list[Piece] = []
    at = 0
    for start, end, kind, weight in sorted(words, key=lambda word: (word[0], -word[1])):
        if start < at or kind not in _MOVES or start >= len(text):
            continue
        if start > at:
            found.append(Piece(text[at:start]))
        found.append(Piece(text[start:end], kind, weight))
        at = min(end, len(text))
    return [*found, Piece(text[at:])] if at < len(text) else found


def narrowed(wanted: RemarkFilter) -> QuerySet[Remark]:
    """The rows of a filter."""
    exact = {
        "source": wanted.source,
        "polarity": wanted.polarity,
        "offering_id": wanted.offering_id,
        "caregiver_id": wanted.caregiver_id,
        "branch_id": wanted.branch_id,
        "household_id": wanted.household_id,
        "written_at__gte": wanted.since,
        "written_at__lt": wanted.until,
    }
    rows: QuerySet[Remark] = Remark.objects.filter(**{name: value for name, value in exact.items() if value})
    if wanted.aspect:
        mine = RemarkAspect.objects.filter(aspect=wanted.aspect)
        rows = rows.filter(pk__in=mine.values("remark_id"))
    if wanted.labelled is not None:
        rows = rows.filter(labelled=wanted.labelled)
    return rows if wanted.wish is None else rows.filter(wish=wanted.wish)


def remarks_page(wanted: RemarkFilter, *, before: str = "", limit: int = 40) -> RemarkPage:
    """One page of remarks, the unhappy first, the latest of them first; in two queries."""
    rows = narrowed(wanted).order_by("rank", "-id")
    rank, _dot, last = before.partition("-")
    if rank in ("0", "1", "2") and last.isascii() and last.isdecimal() and len(last) < 19:
        rows = rows.filter(Q(rank=int(rank), pk__lt=int(last)) | Q(rank__gt=int(rank)))
    found = list(rows[: limit + 1])
    shown = _summaries(found[:limit])
    key = f"{found[limit - 1].rank}-{found[limit - 1].pk}" if len(found) > limit else ""
    return RemarkPage(tuple(shown), key)


def remark(remark_id: int) -> RemarkSummary:
    """The remark by id. Raises Missing."""
    row = Remark.objects.filter(pk=remark_id).first()
    if row is None:
        raise Missing
    return _summaries([row])[0]


def remarks_of_origins(origins: Iterable[str]) -> dict[str, RemarkSummary]:
    """The remarks made from these ("survey:7+"), by origin; in two queries."""
    rows = list(Remark.objects.filter(origin__in=list(origins)))
    return {one.origin: one for one in _summaries(rows)}


def said_already(household_id: int | None, text: str) -> bool:
    """Whether a household's words are a remark already, such as a message that a complaint was made of."""
    return household_id is not None and Remark.objects.filter(household_id=household_id, text=text.strip()).exists()


def labels_left(remark_id: int) -> int | None:
    """The id of the label that holds for a remark, None when the reader reads it."""
    taken = Label.objects.filter(remark_id=remark_id, takes_back__isnull=False).values("takes_back_id")
    rows = Label.objects.filter(remark_id=remark_id, takes_back__isnull=True).exclude(pk__in=taken)
    found: int | None = rows.order_by("-id").values_list("id", flat=True).first()
    return found


def _summaries(rows: list[Remark]) -> list[RemarkSummary]:
    aspects: dict[int, list[AspectReading]] = {row.pk: [] for row in rows}
    found = RemarkAspect.objects.filter(remark_id__in=list(aspects)).order_by("id")
    for remark_id, aspect, polarity in found.values_list("remark_id", "aspect", "polarity"):
        aspects[remark_id].append(AspectReading(Aspect(aspect), Polarity(polarity)))
    return [_summary(row, tuple(aspects[row.pk])) for row in rows]


def _summary(row: Any, aspects: tuple[AspectReading, ...]) -> RemarkSummary:
    return RemarkSummary(
        id=row.pk,
        source=row.source,
        origin=row.origin,
        text=row.text,
        written_at=row.written_at,
        household_id=row.household_id,
        visit_id=row.visit_id,
        caregiver_id=row.caregiver_id,
        offering_id=row.offering_id,
        polarity=Polarity(row.polarity),
        unhappiness=row.unhappiness,
        wish=row.wish,
        labelled=row.labelled,
        reader_id=row.reader_id,
        words=tuple(Deciding(*word) for word in row.words),
        aspects=aspects,
    )
