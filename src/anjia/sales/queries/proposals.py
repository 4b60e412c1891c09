"""Proposals and losses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count

from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing
from anjia.kernel.tokens import token_hash
from anjia.sales.models import Enquiry, Proposal, ProposalLine
from anjia.sales.rules import EnquiryState, ProposalState, may_decide


@dataclass(frozen=True)
class LineSummary:
    """A line; `unit_price_fen` is the price of one visit of `minutes`."""

    id: int
    offering_id: int
    title: str
    minutes: int
    visits: int
    unit_price_fen: int
    amount_fen: int


@dataclass(frozen=True)
class ProposalSummary:
    """A proposal with its lines. It can be accepted before the instant `valid_until`."""

    id: int
    enquiry_id: int
    household_id: int
    home_id: int
    state: str
    not_included: str
    needed_from_household: str
    total_fen: int
    sent_at: datetime
    sent_by: str
    valid_until: datetime
    decided_at: datetime | None
    decline_reason: str
    lines: tuple[LineSummary, ...]

    @property
    def last_day(self) -> date:
        """The last day in Shanghai on which it can be accepted."""
        return day_of(self.valid_until - timedelta(minutes=1))

    def is_open(self, at: datetime) -> bool:
        """Whether the household can still answer it at that instant."""
        return may_decide(self.state, self.valid_until, at)


@dataclass(frozen=True)
class FoundProposal:
    """The proposal behind a link, before any company is in scope."""

    proposal_id: int
    household_id: int
    company_id: int


def _proposals(rows: Any) -> list[ProposalSummary]:
    found = list(rows)
    lines: dict[int, list[LineSummary]] = {row.pk: [] for row in found}
    for line in ProposalLine.objects.filter(proposal_id__in=lines).order_by("proposal_id", "position"):
        lines[line.proposal_id].append(_line(line))
    return [_proposal(row, tuple(lines[row.pk])) for row in found]


def _line(row: ProposalLine) -> LineSummary:
    return LineSummary(row.pk, row.offering_id, row.title, row.minutes, row.visits, row.unit_price_fen, row.amount_fen)


def _proposal(row: Proposal, lines: tuple[LineSummary, ...]) -> ProposalSummary:
    return ProposalSummary(
        id=row.pk,
        enquiry_id=row.enquiry_id,
        household_id=row.household_id,
        home_id=row.home_id,
        state=row.state,
        not_included=row.not_included,
        needed_from_household=row.needed_from_household,
        total_fen=row.total_fen,
        sent_at=row.sent_at,
        sent_by=row.sent_by,
        valid_until=row.valid_until,
        decided_at=row.decided_at,
        decline_reason=row.decline_reason,
        lines=lines,
    )


def proposal(proposal_id: int) -> ProposalSummary:
    """The proposal. Raises Missing."""
    found = _proposals(Proposal.objects.filter(pk=proposal_id))
    if not found:
        raise Missing
    return found[0]


def proposal_by_token(token: str) -> FoundProposal | None:
    """The proposal behind its link, in whatever company; None when there is none."""
    row = Proposal.everywhere.filter(token_hash=token_hash(token)).first()
    return None if row is None else FoundProposal(row.pk, row.household_id, row.company_id)


def proposals_of_enquiry(enquiry_id: int) -> list[ProposalSummary]:
    """The proposals of an enquiry, newest first."""
    return _proposals(Proposal.objects.filter(enquiry_id=enquiry_id).order_by("-id"))


def proposals_of_household(household_id: int, *, limit: int = 20) -> list[ProposalSummary]:
    """What a household was offered, newest first; replaced ones are left out."""
    rows = Proposal.objects.filter(household_id=household_id).exclude(state=ProposalState.REPLACED)
    return _proposals(rows.order_by("-id")[:limit])


def losses_since(since: datetime) -> dict[str, int]:
    """How many enquiries were lost since then, by reason, the commonest first."""
    rows = Enquiry.objects.filter(state=EnquiryState.LOST, closed_at__gte=since)
    counted = rows.values("lost_reason").annotate(n=Count("id")).order_by("-n", "lost_reason")
    return {row["lost_reason"]: row["n"] for row in counted}


def enquiries_of_proposals(ids: Iterable[int]) -> dict[int, int]:
    """The enquiry of each of these proposals."""
    return dict(Proposal.objects.filter(pk__in=set(ids)).values_list("id", "enquiry_id"))
