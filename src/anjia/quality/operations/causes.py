"""Extend the tree of causes, and form teams."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.company import queries as company
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce, once
from anjia.kernel.text import clean_line
from anjia.quality.events import CauseAdded, CauseClosed, TeamSet
from anjia.quality.models import CauseNode, Team, TeamMember
from anjia.quality.operations.cases import already
from anjia.quality.queries.teams import cause_names, top_cause_names
from anjia.quality.rules import code_of, is_built_in, is_code

MOST_CAUSES, MOST_PEOPLE = 200, 50


def known_cause(code: str) -> str:
    """The code itself when it is an open cause of the tree. Raises Refusal."""
    text = str(code)
    own = CauseNode.objects.filter(code=text, closed_at__isnull=True)
    if not is_code(text) or not (is_built_in(text) or own.exists()):
        raise Refusal(_("Please choose a cause from the list."), field="cause")
    return text


def add_cause(*, parent: str, name: str, at: datetime, by: Actor) -> str:
    """Adds the company's own cause under a first level, or beside them (parent ""); returns its code.

    Refuses a name that stands there already, a third level, and more than 200.
    """
    words = clean_line(name, most=40, what=_("the cause"), least=2)
    if parent and parent not in top_cause_names():
        raise Refusal(_("A cause of your own stands under one of the first level, or beside them."), field="parent")
    number = CauseNode.objects.count() + 1
    if number > MOST_CAUSES:
        raise Refusal(_("The tree has room for %(most)d causes of your own.") % {"most": MOST_CAUSES})
    taken = _("“%(name)s” stands there already.") % {"name": words}
    with transaction.atomic():
        with once("cause_code_once", already()), once("cause_name_once", taken):
            node = CauseNode.objects.create(
                code=code_of(parent, number), parent=parent, name=words, added_at=at, added_by=str(by)
            )
        announce(CauseAdded(cause=node.code, label=words), at=at, by=by)
    return str(node.code)


def close_cause(*, code: str, at: datetime, by: Actor) -> None:
    """Takes the company's own cause, with its leaves, out of the choice. Built-in causes stay: refused."""
    if is_built_in(code):
        raise Refusal(_("This cause comes with Anjia and stays, so that figures can be compared."))
    node = CauseNode.objects.filter(code=code, closed_at__isnull=True).first()
    if node is None:
        raise Missing
    with transaction.atomic():
        CauseNode.objects.filter(parent=code, closed_at__isnull=True).update(closed_at=at)
        CauseNode.objects.filter(pk=node.pk).update(closed_at=at)
        announce(CauseClosed(cause=code, label=node.name), at=at, by=by)


def set_team(
    *,
    name: str,
    staff_ids: Collection[int],
    causes: Collection[str],
    at: datetime,
    by: Actor,
    team_id: int | None = None,
) -> int:
    """Forms a team, or sets one anew; complaints of its causes come to it by themselves. Returns its id."""
    words = clean_line(name, most=40, what=_("the name"), least=2)
    people = _people(staff_ids)
    known = cause_names()
    if not set(causes) <= set(known):
        raise Refusal(_("Please choose a cause from the list."), field="causes")
    with transaction.atomic():
        taken = _("There is a team “%(name)s” already.") % {"name": words}
        with once("team_name_once", taken):
            team = _saved(team_id, words, sorted(causes))
        TeamMember.objects.filter(team=team).delete()
        TeamMember.objects.bulk_create(TeamMember(team=team, staff_id=staff_id) for staff_id in people)
        announce(TeamSet(team_id=team.pk, label=words, people=len(people), closed=False), at=at, by=by)
    return int(team.pk)


def _people(staff_ids: Collection[int]) -> list[int]:
    here = {person.id for person in company.staff_list()}
    people = sorted(set(staff_ids))
    if not people or len(people) > MOST_PEOPLE or not set(people) <= here:
        raise Refusal(_("Please choose who belongs to the team: people who work here now."), field="staff")
    return people


def _saved(team_id: int | None, name: str, causes: list[str]) -> Team:
    if team_id is None:
        formed: Team = Team.objects.create(name=name, causes=causes)
        return formed
    if not Team.objects.filter(pk=team_id, closed_at__isnull=True).update(name=name, causes=causes):
        raise Missing
    changed: Team = Team.objects.get(pk=team_id)
    return changed


def close_team(*, team_id: int, at: datetime, by: Actor) -> None:
    """Closes a team; what it owns stays with its people until it is handed on."""
    with transaction.atomic():
        team = Team.objects.select_for_update().filter(pk=team_id, closed_at__isnull=True).first()
        if team is None:
            raise Missing
        team.closed_at = at
        team.save(update_fields=["closed_at"])
        announce(TeamSet(team_id=team_id, label=team.name, people=0, closed=True), at=at, by=by)
