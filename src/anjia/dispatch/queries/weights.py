"""How much each part of a score counts: the version in force, and all that were published."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from anjia.dispatch.models import WeightsVersion
from anjia.dispatch.rules import STANDARD_WEIGHTS, Part, Weights
from anjia.kernel.prepared import Given, Prepared

_IN_FORCE = Prepared(
    lambda: (
        WeightsVersion.objects.filter(effective_from__lte=Given("at"))
        .order_by("-version")
        .values_list("version", "percents")[:1]
    )
)


@dataclass(frozen=True)
class WeightsSummary:
    """A published version: its percents by part, why, from when on, and by whom."""

    version: int
    percents: dict[Part, int]
    reason: str
    effective_from: datetime
    by_name: str


def weights_in_force(at: datetime) -> Weights:
    """The weights by which is chosen at an instant; the standard ones before the first version. One query."""
    row = _IN_FORCE.first(at=at)
    return Weights(_percents(row[1]), row[0]) if row else STANDARD_WEIGHTS


def _percents(kept: dict[str, int]) -> dict[Part, int]:
    return {part: int(kept.get(part.value, 100)) for part in Part}


def weights_of_version(version: int) -> Weights:
    """The weights of a version by its number; the standard ones for 0 and unknown numbers."""
    row = WeightsVersion.objects.filter(version=version).first()
    return Weights(_percents(row.percents), row.version) if row else STANDARD_WEIGHTS


def weights_published() -> list[WeightsSummary]:
    """Every version, the newest first."""
    return [
        WeightsSummary(row.version, _percents(row.percents), row.reason, row.effective_from, row.published_by_name)
        for row in WeightsVersion.objects.order_by("-version")
    ]


def part_names() -> dict[Part, str]:
    """What each part of a score is called."""
    return {
        Part.WAY: _("Short way"),
        Part.CONTINUITY: _("The same face again"),
        Part.SUITING: _("Suits the home"),
        Part.RATING: _("Rating"),
        Part.PREFERENCE: _("Wishes of both sides"),
        Part.FAIRNESS: _("Fair share of work and income"),
        Part.WEEK: _("Load of the week"),
        Part.LEVEL: _("Level in the trade"),
        Part.GAP: _("No holes in the day"),
    }
