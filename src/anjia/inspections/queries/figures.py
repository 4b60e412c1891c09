"""Inspections in figures: planned, held, and how often a visit deviates."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from anjia.inspections.models import Drop, Inspection, Record
from anjia.inspections.rules import Kind, Share, share_of, weighted_share


@dataclass(frozen=True)
class Figures:
    """Of one kind of inspection: due in the time, held of those, dropped; visits with a deviation as a share.

    `estimate` is the share among all visits of the draws: spot checks weighed by their probability.
    """

    kind: str
    due: int
    held: int
    dropped: int
    deviating: int
    share: Share | None
    estimate: Share | None

    @property
    def held_percent(self) -> int | None:
        """Held of what was not dropped, in whole percent; None when nothing was due."""
        wanted = self.due - self.dropped
        return self.held * 100 // wanted if wanted > 0 else None


def figures_since(since: datetime, *, until: datetime) -> list[Figures]:
    """The figures of each kind for what was due in a time; two queries."""
    mine = OuterRef("pk")
    rows = Inspection.objects.filter(due_at__gte=since, due_at__lt=until).annotate(
        dropped=Exists(Drop.objects.filter(inspection=mine))
    )
    known = list(rows.values_list("id", "kind", "chance", "dropped"))
    held = dict(
        Record.objects.filter(inspection__due_at__gte=since, inspection__due_at__lt=until).values_list(
            "inspection_id", "deviations"
        )
    )
    return [_figures(kind, [row for row in known if row[1] == kind], held) for kind in (Kind.ROUND, Kind.SPOT)]


def _figures(kind: Kind, rows: list[tuple[int, str, float | None, bool]], held: dict[int, int]) -> Figures:
    done = [(held[one] > 0, chance) for one, _kind, chance, _dropped in rows if one in held]
    deviating = sum(wrong for wrong, _chance in done)
    return Figures(
        kind=kind.value,
        due=len(rows),
        held=len(done),
        dropped=sum(dropped for _one, _kind, _chance, dropped in rows),
        deviating=deviating,
        share=share_of(deviating, len(done)),
        estimate=weighted_share([(wrong, chance) for wrong, chance in done if chance]) if kind is Kind.SPOT else None,
    )
