"""What the pages of losses show: the tree with its figures, and the cases with their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.catalog import queries as catalog
from anjia.households import queries as households
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.numbers import number
from anjia.losses import queries
from anjia.losses.queries import Figures, LossFilter, LossSummary, Share, TreeSummary
from anjia.losses.rules import PERIODS, Lost
from anjia.sales import queries as sales


@dataclass(frozen=True)
class Branch:
    """One line of the tree: a reason with its figures and the address of its cases."""

    code: str
    name: str
    level: int
    share: Share
    percent: int
    url: str
    closed: bool = False


@dataclass(frozen=True)
class LossRow:
    """One case with the names and the address of the thing that was lost."""

    loss: LossSummary
    household: str
    service: str
    what: str
    cause: str
    guess: str
    url: str


def wanted_by(asked: Mapping[str, Any], *, today: date) -> LossFilter:
    """The losses an address asks for: days back, branch, kind, reason; what makes no sense is left out."""
    days = number(asked.get("days")) or PERIODS[1]
    days = days if days in PERIODS else PERIODS[1]
    lost = asked.get("lost", "")
    return LossFilter(
        since=today - timedelta(days=days - 1),
        until=today,
        branch_id=number(asked.get("branch")),
        lost=lost if lost in set(Lost) else "",
        cause=str(asked.get("cause", ""))[:40],
        unexplained=asked.get("unexplained") == "yes",
    )


def address(name: str, asked: Mapping[str, Any], **changes: str) -> str:
    """A page of losses with the same period, branch and kind, and something changed; "" leaves out."""
    kept = QueryDict(mutable=True)
    for key in ("days", "branch", "lost", "cause", "unexplained"):
        value = changes.get(key, str(asked.get(key, "")))
        if value:
            kept[key] = value
    return f"{reverse(name)}?{kept.urlencode()}" if kept else reverse(name)


def branches_of(tree: TreeSummary, figures: Figures, asked: Mapping[str, Any]) -> list[Branch]:
    """The tree with its figures; leaves without a loss are left out, first levels by how much they cost."""
    names = tree.names()
    shares = figures.shares
    tops = [node for node in tree.nodes if not node.parent]
    tops.sort(key=lambda node: -(shares.get(node.code, Share("")).count))
    found: list[Branch] = []
    for top in tops:
        inside = [node for node in tree.nodes if node.parent == top.code and node.code in shares]
        inside.sort(key=lambda node: -shares[node.code].count)
        for level, node in ((1, top), *((2, leaf) for leaf in inside)):
            found.append(_branch(node.code, names[node.code], level, figures, asked, closed=node.closed))
    return found


def _branch(
    code: str, name: str, level: int, figures: Figures, asked: Mapping[str, Any], *, closed: bool = False
) -> Branch:
    share = figures.shares.get(code, Share(code))
    percent = round(share.count * 100 / figures.total.count) if figures.total.count else 0
    return Branch(code, name, level, share, percent, address("desk:loss-cases", asked, cause=code or "-"), closed)


def without_reason(name: str, figures: Figures, asked: Mapping[str, Any]) -> Branch | None:
    """The line of those for which there is not even a guess."""
    return _branch("", name, 1, figures, asked) if "" in figures.shares else None


def weeks_in_words(figures: Figures, *, today: date) -> str:
    """What the line of weeks shows: from when, and the last week beside the most there was."""
    values = {
        "since": formats.short_day(figures.weeks[0][0], today),
        "last": figures.weeks[-1][1],
        "most": max(count for _week, count in figures.weeks),
    }
    return _("Since %(since)s; this week %(last)d, at most %(most)d in a week.") % values


def rows_of(losses: Sequence[LossSummary]) -> list[LossRow]:
    """The lines of a page, with one question to each area."""
    families = households.names_of(one.household_id for one in losses)
    services = catalog.names_of(one.offering_id for one in losses)
    names, kinds = queries.tree().full_names(), queries.lost_names()
    urls = _urls(losses)
    return [
        LossRow(
            loss=one,
            household=families.get(one.household_id, ""),
            service=services.get(one.offering_id or 0, ""),
            what=kinds[one.lost],
            cause=names.get(one.reason, one.reason),
            guess=names.get(one.guess, one.guess),
            url=urls.get(one.subject, ""),
        )
        for one in losses
    ]


def _urls(losses: Sequence[LossSummary]) -> dict[str, str]:
    visits = booking.visits(one.subject_id for one in losses if one.subject.startswith("visit:"))
    proposals = sales.enquiries_of_proposals(one.subject_id for one in losses if one.subject.startswith("proposal:"))
    found = {f"visit:{visit_id}": reverse("desk:visit", args=[visit_id]) for visit_id in visits}
    found |= {f"proposal:{key}": reverse("desk:enquiry", args=[enquiry]) for key, enquiry in proposals.items()}
    mine = [one for one in losses if one.subject.startswith("enquiry:")]
    return found | {one.subject: reverse("desk:enquiry", args=[one.subject_id]) for one in mine}
