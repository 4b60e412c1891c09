"""Count what recurrences are measured by; propose work on causes that keep coming, and decide about it."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.constraints import violated
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.scope import company_scope
from anjia.kernel.text import clean_text
from anjia.quality.events import PreventiveActionDecided, PreventiveActionProposed
from anjia.quality.models import CompletedVisit, PreventiveProposal, ProposalDecision
from anjia.quality.operations.improvement import plan_preventive_action
from anjia.quality.queries.prevention import clusters, is_worked_on
from anjia.quality.rules import Cluster, Place, Scope, beyond_chance

MOST_TEXT = 1000


def count_visit(
    *, visit_id: int, household_id: int, caregiver_id: int, offering_id: int, price_fen: int, at: datetime
) -> None:
    """Counts a visit that took place, once: what recurrences are measured by."""
    CompletedVisit.objects.get_or_create(
        visit_id=visit_id,
        defaults={
            "household_id": household_id,
            "caregiver_id": caregiver_id,
            "offering_id": offering_id,
            "price_fen": price_fen,
            "done_at": at,
        },
    )


def propose_prevention(*, company_id: int, at: datetime) -> int:
    """Proposes work on every cause that came up somewhere more often in ninety days than chance explains.

    Nothing where the cause is worked on already, where a proposal waits, or where one was declined within ninety days.
    Returns how many were proposed.
    """
    with company_scope(company_id):
        found = [one for one in beyond_chance(clusters(at=at)) if not is_worked_on(one.cause, one.place, at=at)]
        return sum(_propose(one, at=at) for one in found)


def _propose(cluster: Cluster, *, at: datetime) -> bool:
    place = cluster.place
    row = PreventiveProposal(
        cause=cluster.cause,
        scope=place.scope,
        scope_id=place.id,
        step=place.step,
        times=cluster.times,
        visits=cluster.visits,
        all_times=cluster.all_times,
        all_visits=cluster.all_visits,
        chance=cluster.chance,
        proposed_at=at,
        proposed_on=day_of(at),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            announce(_proposed(row), at=at, by=SYSTEM)
    except IntegrityError as fault:
        if violated(fault) != "proposal_place_once":
            raise
        return False
    return True


def _proposed(row: PreventiveProposal) -> PreventiveActionProposed:
    return PreventiveActionProposed(
        preventive_proposal_id=row.pk,
        caregiver_id=row.scope_id if row.scope == Scope.CAREGIVER else None,
        offering_id=row.scope_id if row.scope in (Scope.OFFERING, Scope.STEP) else None,
        cause=row.cause,
        times=row.times,
        visits=row.visits,
    )


def _open_proposal(proposal_id: int) -> PreventiveProposal:
    row: PreventiveProposal | None = PreventiveProposal.objects.filter(pk=proposal_id).first()
    if row is None:
        raise Missing
    return row


def accept_proposal(
    *, preventive_proposal_id: int, staff_id: int, what: str, due_on: date, at: datetime, by: Actor
) -> int:
    """Takes a proposal up: somebody works on the cause until a day. Returns the action's id. Refused twice."""
    row = _open_proposal(preventive_proposal_id)
    with transaction.atomic():
        action_id = plan_preventive_action(
            cause=row.cause,
            place=Place(Scope(row.scope), row.scope_id, row.step),
            staff_id=staff_id,
            what=what,
            due_on=due_on,
            at=at,
            by=by,
        )
        _decide(row, accepted=True, action_id=action_id, reason="", at=at, by=by)
    return action_id


def decline_proposal(*, preventive_proposal_id: int, reason: str, at: datetime, by: Actor) -> None:
    """Says no to a proposal, with the reason. Refused twice."""
    row = _open_proposal(preventive_proposal_id)
    words = clean_text(reason, most=MOST_TEXT, what=_("the reason"), least=2)
    with transaction.atomic():
        _decide(row, accepted=False, action_id=None, reason=words, at=at, by=by)


def _decide(
    row: PreventiveProposal, *, accepted: bool, action_id: int | None, reason: str, at: datetime, by: Actor
) -> None:
    if ProposalDecision.objects.filter(proposal=row).exists():
        raise Refusal(_("This proposal is decided already."))
    with once("proposal_decision_once", _("This proposal is decided already.")):
        ProposalDecision.objects.create(
            proposal=row, accepted=accepted, action_id=action_id, reason=reason, **signed(by, at)
        )
    fact = PreventiveActionDecided(
        preventive_proposal_id=row.pk, corrective_action_id=action_id, accepted=accepted, reason=reason[:200]
    )
    announce(fact, at=at, by=by)
