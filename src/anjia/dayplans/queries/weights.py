"""What things cost, and every version there was."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from anjia.dayplans.models import WeightsVersion
from anjia.dayplans.rules import Weights


@dataclass(frozen=True)
class PublishedWeights:
    """A version of the weights, from when it holds, and who published it."""

    weights: Weights
    effective_from: datetime
    by_name: str


def weights_in_force(at: datetime) -> Weights:
    """The weights that hold at an instant; the standard ones before the first version."""
    row = WeightsVersion.objects.filter(effective_from__lte=at).order_by("-version").first()
    return _weights(row) if row else Weights()


def weights_published() -> list[PublishedWeights]:
    """Every version, the newest first."""
    rows = WeightsVersion.objects.order_by("-version")
    return [PublishedWeights(_weights(row), row.effective_from, row.published_by_name) for row in rows]


def _weights(row: Any) -> Weights:
    return Weights(**{field.name: getattr(row, field.name) for field in fields(Weights)})
