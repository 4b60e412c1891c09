"""What waits around satisfaction: interviews, consultations, objections, inspections and what they found."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext

from anjia.company.rules import Role
from anjia.households import queries as households
from anjia.interfaces.desk.due.items import Due, horizon, page
from anjia.promises import queries as promises
from anjia.promises.queries import PromiseSummary
from anjia.promises.rules import Kind


@dataclass(frozen=True)
class Line:
    """How a kind of promise stands in the list; `closed`: nobody else may see it."""

    icon: str
    what: str | Promise
    roles: tuple[Role, ...]
    closed: bool = False


LINES = {
    Kind.DEEP_INTERVIEW: Line("chat", gettext_lazy("Hold the deep interview"), (Role.ADVISER, Role.QUALITY_LEAD)),
    Kind.EXPERT_CONSULTATION: Line("chat", gettext_lazy("Give advice"), (Role.ADVISER, Role.QUALITY_LEAD)),
    Kind.OBJECTION_DECIDED: Line("hand", gettext_lazy("Decide on the objection"), (Role.QUALITY_LEAD,)),
    Kind.MATCH_REVIEWED: Line("hand", gettext_lazy("Look again at who was sent"), (Role.DISPATCHER,)),
    Kind.INSPECTION: Line("search", gettext_lazy("Hold the inspection"), (Role.QUALITY_LEAD,), closed=True),
    Kind.DEVIATION_REMEDIED: Line("warning", gettext_lazy("Put the deviation right"), (Role.QUALITY_LEAD,)),
}
KINDS = tuple(LINES)


def promised(at: datetime) -> list[Due]:
    """What was promised of these kinds and is still to be done."""
    found = promises.promises_due(horizon(at), kinds=KINDS, limit=100)
    names = households.names_of(one.household_id for one in found)
    return [_due(one, names.get(one.household_id or 0, "")) for one in found]


def _due(one: PromiseSummary, about: str) -> Due:
    line = LINES[Kind(one.kind)]
    return Due(
        kind=one.kind,
        icon=line.icon,
        what=str(line.what),
        about=about,
        url=page(one.subject_kind, one.subject_id),
        due_at=one.due_at,
        act=pgettext("act", "Open"),
        roles=line.roles,
        closed=line.closed,
    )
