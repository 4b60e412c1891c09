"""Who answers for a complaint: a team and one of its people; the next one up when a promise breaks."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.company import queries as company
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.text import clean_text
from anjia.promises.operations import make_promise
from anjia.promises.rules import Kind
from anjia.quality import rules
from anjia.quality.events import ComplaintEscalated, ComplaintHandedOver
from anjia.quality.models import Complaint, Escalation, Handover, Team, TeamMember, unsettled
from anjia.quality.operations.cases import already, case, facts_of, state_of
from anjia.quality.queries.teams import team_names
from anjia.quality.rules import LADDER, Reason, Severity

MOST_TEXT = 2000


def first_team(severity: Severity, cause: str) -> str:
    """Where a new complaint goes: a grave one to the quality lead, another to the team of its cause or an adviser."""
    level = rules.first_level(severity)
    if level:
        return LADDER[level]
    for team in Team.objects.filter(closed_at__isnull=True).order_by("id"):
        if any(rules.covers(code, cause) for code in team.causes):
            return f"team:{team.pk}"
    return LADDER[level]


def owner_of(team: str) -> int | None:
    """Of a team's people, the one with the fewest open complaints; of a role without people, the nearest one up.

    None only while nobody at the desk could answer at all.
    """
    staff = company.staff_list()
    if team in LADDER:
        for role in rules.roles_from(LADDER.index(team)):
            if people := [person.id for person in staff if role in person.roles]:
                return _least_busy(people)
        return None
    members = set(TeamMember.objects.filter(team_id=int(team.partition(":")[2])).values_list("staff_id", flat=True))
    people = [person.id for person in staff if person.id in members]
    return _least_busy(people) if people else owner_of(LADDER[0])


def _least_busy(people: list[int]) -> int:
    busy = Counter(unsettled().filter(owner_id__in=people).values_list("owner_id", flat=True))
    return min(people, key=lambda staff_id: (busy[staff_id], staff_id))


def hand_over(
    complaint: Complaint, team: str, staff_id: int | None, *, at: datetime, by: Actor, text: str = ""
) -> None:
    """Writes who answers from now on."""
    Handover.objects.create(complaint=complaint, team=team, staff_id=staff_id, text=text, **signed(by, at))
    Complaint.objects.filter(pk=complaint.pk).update(team=team, owner_id=staff_id)
    complaint.team, complaint.owner_id = team, staff_id


def take_complaint(*, complaint_id: int, at: datetime, by: Actor) -> None:
    """Makes the member of staff who asks answer for the complaint; whoever has it already has it."""
    complaint = case(complaint_id, by=by)
    if complaint.owner_id == by.id:
        return
    with transaction.atomic():
        hand_over(complaint, complaint.team, by.id, at=at, by=by)
        fact = ComplaintHandedOver(**facts_of(complaint), team=complaint.team, staff_id=by.id)
        announce(fact, at=at, by=by)


def hand_to_team(*, complaint_id: int, team: str, text: str, at: datetime, by: Actor) -> None:
    """Gives the complaint to another team, a role ("finance" too) or a named one; the least busy there answers for it.

    Refuses a team that does not exist, and one in which nobody works.
    """
    complaint = case(complaint_id, by=by)
    words = clean_text(text, most=1000, what=_("the reason"))
    if team not in team_names():
        raise Refusal(_("Please choose a team."), field="team")
    staff_id = _owner_in(team)
    if staff_id is None:
        raise Refusal(_("Nobody works in this team now. Please choose another one."), field="team")
    with transaction.atomic():
        hand_over(complaint, team, staff_id, at=at, by=by, text=words)
        announce(ComplaintHandedOver(**facts_of(complaint), team=team, staff_id=staff_id), at=at, by=by)


def _owner_in(team: str) -> int | None:
    """As owner_of, but only somebody who is really in the team."""
    if team.startswith("team:"):
        inside = set(TeamMember.objects.filter(team_id=int(team[5:])).values_list("staff_id", flat=True))
        people = [person.id for person in company.staff_list() if person.id in inside]
    else:
        people = [person.id for person in company.staff_with_role(team)]
    return _least_busy(people) if people else None


def escalate_complaint(
    *,
    complaint_id: int,
    reason: Reason,
    at: datetime,
    by: Actor,
    text: str = "",
    promise_id: int | None = None,
) -> int | None:
    """Moves the complaint to the next person up, who is promised to take it up; returns the escalation's id.

    None when there is nothing to move: it is settled, it is at the top, or this broken promise has moved it before.
    A member of staff gets a Refusal instead.
    """
    complaint = case(complaint_id, by=by)
    rows = Escalation.objects.filter(complaint=complaint)
    if promise_id is not None and rows.filter(promise_id=promise_id).exists():
        return None
    reached = max([rules.first_level(Severity(complaint.severity)), *rows.values_list("level", flat=True)])
    level = rules.next_level(reached)
    if level is None or rules.is_settled(state_of(complaint)):
        _say_nowhere_up(level, by)
        return None
    with transaction.atomic(), once("escalation_level_once", already()):
        return _escalate(
            Escalation(
                complaint=complaint,
                level=level,
                staff_id=owner_of(LADDER[level]),
                promise_id=promise_id,
                reason=Reason(reason),
                text=clean_text(text, most=MOST_TEXT, what=_("the reason")),
                **signed(by, at),
            ),
            at=at,
            by=by,
        )


def _say_nowhere_up(level: int | None, by: Actor) -> None:
    if by.kind == "staff":
        sentence = _("The complaint is settled.") if level else _("The complaint is with the owner already.")
        raise Refusal(sentence)


def _escalate(step: Escalation, *, at: datetime, by: Actor) -> int:
    step.save(force_insert=True)
    complaint = step.complaint
    hand_over(complaint, LADDER[step.level], step.staff_id, at=at, by=by)
    fact = ComplaintEscalated(
        **facts_of(complaint),
        escalation_id=step.pk,
        level=step.level,
        staff_id=step.staff_id,
        reason=str(Reason(step.reason).value),
    )
    announce(fact, at=at, by=by)
    make_promise(
        kind=Kind.ESCALATION_TAKEN_UP,
        subject=f"escalation:{step.pk}",
        made_at=at,
        household_id=complaint.household_id,
        by=SYSTEM,
    )
    return int(step.pk)
