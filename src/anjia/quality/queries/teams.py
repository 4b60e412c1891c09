"""Teams that own complaints, and the tree of causes with the company's own."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from anjia.company.rules import Role
from anjia.kernel.errors import Missing
from anjia.quality.models import CauseNode, Team, TeamMember
from anjia.quality.queries.words import built_in_cause_names
from anjia.quality.rules import BUILT_IN, Cause


@dataclass(frozen=True)
class TeamSummary:
    """A named team; `code` is how complaints name it, `causes` are those that come to it by themselves."""

    id: int
    code: str
    name: str
    staff_ids: tuple[int, ...]
    causes: tuple[str, ...]


@dataclass(frozen=True)
class CauseEntry:
    """One cause of the tree; `own` by the company, `closed` ones are no longer chosen."""

    code: str
    parent: str
    name: str
    own: bool = False
    closed: bool = False


def teams() -> list[TeamSummary]:
    """The company's named teams, oldest first. Two queries."""
    people: dict[int, list[int]] = {}
    for team_id, staff_id in TeamMember.objects.order_by("id").values_list("team_id", "staff_id"):
        people.setdefault(team_id, []).append(staff_id)
    rows = Team.objects.filter(closed_at__isnull=True).order_by("id")
    return [
        TeamSummary(row.pk, f"team:{row.pk}", row.name, tuple(people.get(row.pk, ())), tuple(row.causes))
        for row in rows
    ]


def team(team_id: int) -> TeamSummary:
    """The team by id. Raises Missing, also for one that is closed."""
    found = next((one for one in teams() if one.id == team_id), None)
    if found is None:
        raise Missing
    return found


def role_team_names() -> dict[str, str]:
    """The roles as teams."""
    return {
        Role.ADVISER: _("Advisers"),
        Role.QUALITY_LEAD: _("Quality"),
        Role.OWNER: _("Owner"),
        Role.DISPATCHER: _("Dispatch"),
        Role.FINANCE: _("Finance"),
    }


def team_names(*, closed: bool = False) -> dict[str, str]:
    """Every team to which a complaint can be given, by its code; with `closed` also those of the past."""
    rows = Team.objects.order_by("id") if closed else Team.objects.filter(closed_at__isnull=True).order_by("id")
    return {**role_team_names(), **{f"team:{row.pk}": row.name for row in rows}}


def cause_entries(*, closed: bool = False) -> list[CauseEntry]:
    """The tree, each first level before its leaves: built-in ones first, then the company's own. One query."""
    names = built_in_cause_names()
    own = [
        CauseEntry(row.code, row.parent, row.name, own=True, closed=row.closed_at is not None)
        for row in CauseNode.objects.order_by("id")
        if closed or row.closed_at is None
    ]
    tops = [CauseEntry(top.value, "", names[top]) for top in Cause if top is not Cause.OTHER]
    tops += [one for one in own if not one.parent]
    tops.append(CauseEntry(Cause.OTHER.value, "", names[Cause.OTHER]))
    found: list[CauseEntry] = []
    for top in tops:
        leaves = [CauseEntry(code, top.code, names[code]) for code in _leaves(top.code)]
        found += [top, *leaves, *(one for one in own if one.parent == top.code)]
    return found


def _leaves(top: str) -> tuple[str, ...]:
    return BUILT_IN[Cause(top)] if top in set(Cause) else ()


def cause_names() -> dict[str, str]:
    """What a complaint can be about, both levels, with the company's own; a leaf names its first level too."""
    entries = cause_entries(closed=True)
    tops = {one.code: one.name for one in entries if not one.parent}
    return {one.code: _leaf_name(tops.get(one.parent, ""), one.name) for one in entries}


def _leaf_name(parent: str, name: str) -> str:
    return _("%(cause)s: %(detail)s") % {"cause": parent, "detail": name} if parent else name


def cause_choices() -> list[tuple[str, str]]:
    """The open causes for a form, each first level before its leaves."""
    names = cause_names()
    return [(one.code, names[one.code]) for one in cause_entries()]


def top_cause_names() -> dict[str, str]:
    """The open first level alone: what a household chooses from, and what lists are narrowed by."""
    return {one.code: one.name for one in cause_entries() if not one.parent}


def cause_name(code: str) -> str:
    """What one cause is called; no query for one that comes with Anjia."""
    built_in = built_in_cause_names()
    if code in built_in:
        parent = code.partition(".")[0]
        return _leaf_name(built_in[parent] if parent != code else "", built_in[code])
    return cause_names().get(code, code)
