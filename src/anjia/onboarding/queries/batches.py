"""The files that were sent in, and their rows."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from anjia.kernel.errors import Missing
from anjia.onboarding.models import ImportBatch, ImportRow
from anjia.onboarding.queries.sentences import sentence_of
from anjia.onboarding.rules import Finding


@dataclass(frozen=True)
class FindingSummary:
    """One finding in words. `level` is note, doubt or refusal."""

    level: str
    sentence: str
    field: str


@dataclass(frozen=True)
class BatchSummary:
    """A file and what was found. Counts of rows; `asked` are prices left to a person, `understood` those read."""

    id: int
    kind: str
    file_name: str
    state: str
    headers: tuple[str, ...]
    fields: tuple[str, ...]
    header_row: int
    findings: tuple[FindingSummary, ...]
    rows: int
    understood: int
    new: int
    changed: int
    same: int
    bad: int
    asked: int
    doubtful: int
    written: int
    previewed_at: datetime
    previewed_by_name: str
    closed_at: datetime | None
    closed_by_name: str

    @property
    def good(self) -> int:
        """Rows that are written, or would be."""
        return self.new + self.changed


@dataclass(frozen=True)
class RowSummary:
    """A row. `cells` are empty once it is written: then `thing` ("household:12") says what it became."""

    number: int
    verdict: str
    asks: bool
    cells: tuple[str, ...]
    values: dict[str, Any]
    findings: tuple[FindingSummary, ...]
    thing: str
    written_at: datetime | None


@dataclass(frozen=True)
class RowPage:
    """Some rows by number; `next_after` asks for the following ones, None at the end."""

    rows: tuple[RowSummary, ...]
    next_after: int | None


_COUNTS = {
    **{
        f"{verdict}_rows": Count("lines", filter=Q(lines__verdict=verdict))
        for verdict in ("new", "changed", "same", "bad")
    },
    "asked_rows": Count("lines", filter=Q(lines__asks=True, lines__verdict__in=("new", "changed"))),
    "doubtful_rows": Count("lines", filter=Q(lines__doubtful=True) & ~Q(lines__verdict="bad")),
    "written_rows": Count("lines", filter=Q(lines__written_at__isnull=False)),
}
# What a screen may ask to see of a batch.
_SHOWN = {
    "": Q(),
    "good": Q(verdict__in=("new", "changed")),
    "new": Q(verdict="new"),
    "changed": Q(verdict="changed"),
    "same": Q(verdict="same"),
    "bad": Q(verdict="bad"),
    "asks": Q(asks=True, verdict__in=("new", "changed")),
    "doubtful": Q(doubtful=True) & ~Q(verdict="bad"),
}


def batch(batch_id: int) -> BatchSummary:
    """The file by id. Raises Missing."""
    row = ImportBatch.objects.annotate(**_COUNTS).filter(pk=batch_id).first()
    if row is None:
        raise Missing
    return _summary(row)


def batches(*, before_id: int | None = None, limit: int = 30) -> list[BatchSummary]:
    """The files sent in, the latest first, after the one named by `before_id`. One query."""
    rows = ImportBatch.objects.annotate(**_COUNTS).order_by("-id")
    if before_id is not None:
        rows = rows.filter(pk__lt=before_id)
    return [_summary(row) for row in rows[:limit]]


def rows_page(batch_id: int, *, show: str = "", after: int = -1, limit: int = 50) -> RowPage:
    """Rows of the file in its order, all or those of one sort (good, new, changed, same, bad, asks, doubtful)."""
    lines = ImportRow.objects.filter(_SHOWN.get(show, Q()), batch_id=batch_id, number__gt=after)
    found = list(lines.order_by("number")[: limit + 1])
    shown = tuple(_row(row) for row in found[:limit])
    return RowPage(shown, shown[-1].number if len(found) > limit else None)


def bad_rows(batch_id: int) -> Iterator[RowSummary]:
    """Every row that was not taken, in the file's order."""
    rows = ImportRow.objects.filter(batch_id=batch_id, verdict=ImportRow.Verdict.BAD).order_by("number")
    return (_row(row) for row in rows.iterator(chunk_size=500))


def in_words(findings: Iterable[dict[str, Any]]) -> tuple[FindingSummary, ...]:
    """Stored findings as sentences in the reader's language, the heaviest first."""
    found = sorted(map(Finding.from_body, findings), key=lambda finding: _WEIGHT[finding.level])
    return tuple(FindingSummary(f.level.value, sentence_of(f).strip(), f.field) for f in found)


_WEIGHT = {"refusal": 0, "doubt": 1, "note": 2}


def _summary(row: Any) -> BatchSummary:
    return BatchSummary(
        id=row.pk,
        kind=row.kind,
        file_name=row.file_name,
        state=row.state,
        headers=tuple(row.headers),
        fields=tuple(row.fields),
        header_row=row.header_row,
        findings=in_words(row.findings),
        rows=row.rows,
        understood=row.understood,
        new=row.new_rows,
        changed=row.changed_rows,
        same=row.same_rows,
        bad=row.bad_rows,
        asked=row.asked_rows,
        doubtful=row.doubtful_rows,
        written=row.written_rows,
        previewed_at=row.previewed_at,
        previewed_by_name=row.previewed_by_name,
        closed_at=row.closed_at,
        closed_by_name=row.closed_by_name,
    )


def _row(row: ImportRow) -> RowSummary:
    body = json.loads(row.body)
    return RowSummary(
        number=row.number,
        verdict=row.verdict,
        asks=row.asks,
        cells=tuple(body.get("cells", ())),
        values=body.get("values", {}),
        findings=in_words(body["findings"]),
        thing=row.thing,
        written_at=row.written_at,
    )
