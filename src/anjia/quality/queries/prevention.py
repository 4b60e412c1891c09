"""How often causes come up where, and what is proposed against those that keep coming."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from anjia.kernel.errors import Missing
from anjia.quality.models import (
    Complaint,
    CompletedVisit,
    CorrectiveAction,
    EffectivenessCheck,
    PreventiveProposal,
    ProposalDecision,
)
from anjia.quality.rules import PERIOD_DAYS, CheckOutcome, Cluster, Measure, Place, Scope, top_of

PERIOD = timedelta(days=PERIOD_DAYS)


@dataclass(frozen=True)
class ProposalSummary:
    """A cause that comes up somewhere more often than chance explains; `accepted` None while nobody has decided."""

    id: int
    cause: str
    place: Place
    times: int
    visits: int
    all_times: int
    all_visits: int
    chance: float
    proposed_at: datetime
    accepted: bool | None
    action_id: int | None
    reason: str
    decided_by: str


def _visits(since: datetime, until: datetime) -> tuple[int, dict[int, int], dict[int, int]]:
    """Visits that took place: all, by caregiver, by service."""
    rows = CompletedVisit.objects.filter(done_at__gte=since, done_at__lt=until)
    counted = {}
    for name in ("caregiver_id", "offering_id"):
        counted[name] = dict(rows.order_by().values_list(name).annotate(n=Count("id")))
    return sum(counted["caregiver_id"].values()), counted["caregiver_id"], counted["offering_id"]


def clusters(*, at: datetime) -> list[Cluster]:
    """Every cause at every place of the last ninety days beside the company; the company beside the ninety before."""
    since = at - PERIOD
    all_visits, by_caregiver, by_offering = _visits(since, at)
    rows = Complaint.objects.filter(opened_at__gte=since - PERIOD, opened_at__lt=at)
    recent: Counter[str] = Counter()
    ever: Counter[str] = Counter()
    placed: Counter[tuple[str, Place]] = Counter()
    for opened_at, cause, caregiver_id, offering_id in rows.values_list(
        "opened_at", "cause", "caregiver_id", "offering_id"
    ):
        top = top_of(cause)
        ever[top] += 1
        if opened_at < since:
            continue
        recent[top] += 1
        for scope, scope_id in ((Scope.CAREGIVER, caregiver_id), (Scope.OFFERING, offering_id)):
            if scope_id is not None:
                placed[top, Place(scope, scope_id)] += 1
    exposure = {Scope.CAREGIVER: by_caregiver, Scope.OFFERING: by_offering}
    found = [
        Cluster(place, top, times, exposure[place.scope].get(place.id, 0), recent[top], all_visits)
        for (top, place), times in placed.items()
    ]
    before, _by_caregiver, _by_offering = _visits(since - PERIOD, since)
    company = Place(Scope.COMPANY)
    found += [Cluster(company, top, n, all_visits, ever[top], all_visits + before) for top, n in recent.items()]
    return found


def is_worked_on(cause: str, place: Place, *, at: datetime) -> bool:
    """Whether nothing need be proposed: an action runs, a proposal waits, or one was declined or closed lately."""
    here = {"cause": cause, "scope": place.scope, "scope_id": place.id, "step": place.step}
    lately = at - PERIOD
    proposals = PreventiveProposal.objects.filter(**here)
    decided = ProposalDecision.objects.filter(proposal__in=proposals)
    if proposals.exclude(pk__in=decided.values("proposal")).exists() or decided.filter(at__gte=lately).exists():
        return True
    over = EffectivenessCheck.objects.filter(outcome__in=[CheckOutcome.HELPED, CheckOutcome.ACCEPTED], at__lt=lately)
    actions = CorrectiveAction.objects.filter(measure=Measure.COMPLAINTS, scope=place.scope, scope_id=place.id)
    same = actions.filter(Q(cause=cause) | Q(cause__startswith=f"{cause}."))
    return bool(same.exclude(pk__in=over.values("action")).exists())


def _proposals(rows: list[PreventiveProposal]) -> list[ProposalSummary]:
    decided = {row.proposal_id: row for row in ProposalDecision.objects.filter(proposal__in=rows)}
    return [_summary(row, decided.get(row.pk)) for row in rows]


def _summary(row: PreventiveProposal, decision: ProposalDecision | None) -> ProposalSummary:
    return ProposalSummary(
        id=row.pk,
        cause=row.cause,
        place=Place(Scope(row.scope), row.scope_id, row.step),
        times=row.times,
        visits=row.visits,
        all_times=row.all_times,
        all_visits=row.all_visits,
        chance=row.chance,
        proposed_at=row.proposed_at,
        accepted=decision.accepted if decision else None,
        action_id=decision.action_id if decision else None,
        reason=decision.reason if decision else "",
        decided_by=decision.by_name if decision else "",
    )


def preventive_proposal(proposal_id: int) -> ProposalSummary:
    """The proposal by id. Raises Missing."""
    found = _proposals(list(PreventiveProposal.objects.filter(pk=proposal_id)))
    if not found:
        raise Missing
    return found[0]


def open_proposals(*, limit: int = 100) -> list[ProposalSummary]:
    """What waits for the quality lead's yes or no, the least explained by chance first."""
    decided = ProposalDecision.objects.values("proposal")
    rows = PreventiveProposal.objects.exclude(pk__in=decided).order_by("chance", "id")
    return _proposals(list(rows[:limit]))


def decided_proposals(*, limit: int = 30) -> list[ProposalSummary]:
    """What was decided, the latest first."""
    decided = ProposalDecision.objects.values("proposal")
    return _proposals(list(PreventiveProposal.objects.filter(pk__in=decided).order_by("-id")[:limit]))
