"""Why somebody was sent, in the words of whoever asks: points by part, and what those words leave out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from anjia.dispatch.queries import part_names
from anjia.dispatch.rules import Chooser, Part, Reason, Weights
from anjia.interfaces.shared.parts import Bar


@dataclass(frozen=True)
class PartPoints:
    """One part of a score with its points and the percent at which it counted."""

    part: Part
    name: str
    points: int


def by_part(reasons: Iterable[Reason]) -> list[PartPoints]:
    """The points of each part that was said, in the order of the parts."""
    points: dict[Part, int] = {}
    for reason in reasons:
        points[reason.part] = points.get(reason.part, 0) + reason.points
    names = part_names()
    return [PartPoints(part, names[part], points[part]) for part in Part if part in points]


def bars_of(reasons: Iterable[Reason]) -> list[Bar]:
    """The same as bars; what took points away has an empty bar and a minus."""
    return [Bar(label=one.name, value=max(one.points, 0), shown=signed_points(one.points)) for one in by_part(reasons)]


def signed_points(points: int) -> str:
    """Points as they are read: +12, 0, −30."""
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"


def chooser_words(chosen_by: str) -> str:
    """Who chose, in a sentence."""
    return {
        Chooser.SYSTEM: _("Chosen by the system, by the published weights."),
        Chooser.STAFF: _("Chosen by a person of the company."),
        Chooser.HOUSEHOLD: _("Chosen by the family among those who were proposed."),
    }[Chooser(chosen_by)]


def weights_words(weights: Weights) -> list[tuple[str, int]]:
    """Each part with the percent at which it counts."""
    names = part_names()
    return [(names[part], weights.of(part)) for part in Part]
