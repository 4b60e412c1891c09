"""Readers that the company trained, and which one reads."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anjia.remarks.models import ReaderChoice, TrainedReader


@dataclass(frozen=True)
class ReaderSummary:
    """One version: how it stands, and its figures by cross-validation beside the lexicon's on the same texts."""

    id: int
    version: int
    state: str
    progress: int
    labels: int
    figures: dict[str, float]
    lexicon_figures: dict[str, float]
    threshold: float
    started_at: datetime
    finished_at: datetime | None
    by_name: str
    chosen: bool

    @property
    def better(self) -> bool:
        """Whether it found more than the lexicon, both sides taken together."""
        return self.figures.get("macro_f1", 0.0) > self.lexicon_figures.get("macro_f1", 0.0)


_COLUMNS = (
    "id",
    "version",
    "state",
    "progress",
    "labels",
    "figures",
    "lexicon_figures",
    "threshold",
    "started_at",
    "finished_at",
    "by_name",
)


def readers(*, limit: int = 20) -> list[ReaderSummary]:
    """The latest versions, without their weights, the newest first."""
    chosen = ReaderChoice.objects.order_by("-id").values_list("reader_id", flat=True).first()
    rows: list[dict[str, Any]] = list(TrainedReader.objects.order_by("-version").values(*_COLUMNS)[:limit])
    return [ReaderSummary(**row, chosen=row["id"] == chosen) for row in rows]
