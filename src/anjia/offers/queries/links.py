"""Links of visits: what stands behind a token, and what was done by one."""

from dataclasses import dataclass
from datetime import datetime

from anjia.booking import queries as booking
from anjia.booking.rules import VisitState
from anjia.kernel.tokens import token_hash
from anjia.offers.models import LinkUse, VisitLink
from anjia.offers.rules import LinkAct


@dataclass(frozen=True)
class FoundLink:
    """What a token belongs to, in whatever company. `revoked`: it leads nowhere any more."""

    id: int
    company_id: int
    visit_id: int
    household_id: int
    revoked: bool


@dataclass(frozen=True)
class LinkSummary:
    """The link that a visit has, and the last confirmation of its present start."""

    id: int
    made_at: datetime
    made_by: str
    opened_at: datetime | None
    confirmed_at: datetime | None


def link_by_token(token: str) -> FoundLink | None:
    """The link of this token, in whatever company; None when there is none."""
    row = VisitLink.everywhere.filter(token_hash=token_hash(token)).first()
    if row is None:
        return None
    return FoundLink(row.pk, row.company_id, row.visit_id, row.household_id, row.revoked_at is not None)


def link_holds(found: FoundLink, at: datetime) -> bool:
    """Whether the link still opens its visit: not revoked, planned, not begun. The company is in scope."""
    visit = booking.visit(found.visit_id)
    return not found.revoked and visit.state == VisitState.PLANNED and visit.starts_at > at


def link_of(visit_id: int, starts_at: datetime) -> LinkSummary | None:
    """The visit's link, if it has an open one. Two queries; a confirmation of another start does not count."""
    row = VisitLink.objects.filter(visit_id=visit_id, revoked_at__isnull=True).first()
    if row is None:
        return None
    uses = list(LinkUse.objects.filter(link=row).order_by("-id").values_list("what", "starts_at", "at")[:50])
    opened = next((at for what, _start, at in uses if what == LinkAct.OPENED), None)
    confirmed = next((at for what, start, at in uses if what == LinkAct.CONFIRMED and start == starts_at), None)
    return LinkSummary(row.pk, row.made_at, row.made_by, opened, confirmed)
