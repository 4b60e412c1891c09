"""What was promised to a family, in its own words: what, until when, kept or broken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.interfaces.shared import formats
from anjia.kernel.clock import day_of
from anjia.promises import queries as promises
from anjia.promises.queries import PromiseSummary
from anjia.promises.rules import STANDARD, Kind, State

# What concerns the company's own work on a case is told on the case's page, not as a promise of its own.
_INSIDE = frozenset({Kind.ESCALATION_TAKEN_UP, Kind.INSPECTION, Kind.COMPENSATION, Kind.GOODWILL})


@dataclass(frozen=True)
class Given:
    """One promise for the family's eye. `words` say how it stands, `about` which visit or talk it is about."""

    kind: str
    label: str
    words: str
    tone: str
    about: str
    url: str
    open: bool
    due_at: datetime
    version: int
    term_url: str


def told(found: Iterable[PromiseSummary], *, at: datetime) -> list[Given]:
    """The promises that a family reads, in their order; the visits they are about are asked once."""
    shown = [one for one in found if _is_told(one)]
    visits = booking.visits(one.subject_id for one in shown if one.subject_kind == "visit")
    names, today = promises.kind_names(), day_of(at)
    return [
        Given(
            kind=one.kind,
            label=names[one.kind],
            words=_words(one, today, at)[0],
            tone=_words(one, today, at)[1],
            about=_about(visits.get(one.subject_id) if one.subject_kind == "visit" else None, today),
            url=_url(one),
            open=one.state == State.OPEN,
            due_at=one.due_at,
            version=one.clause_version,
            term_url=reverse("household:term", args=[one.kind, one.clause_version]),
        )
        for one in shown
    ]


def _is_told(one: PromiseSummary) -> bool:
    kind = Kind(one.kind)
    return kind not in _INSIDE and STANDARD[kind].published and one.state != State.VOID


def _words(one: PromiseSummary, today: date, at: datetime) -> tuple[str, str]:
    due = {"due": formats.moment(one.due_at, today)}
    if one.state == State.OPEN:
        return (_("by %(due)s") if at <= one.due_at else _("was due by %(due)s")) % due, ""
    if one.state == State.KEPT:
        return _("Kept"), "good"
    if one.state == State.BROKEN:
        return _("Not kept, due by %(due)s") % due, "bad"
    return _("No longer needed"), ""


def _about(visit: booking.VisitSummary | None, today: date) -> str:
    return f"{visit.title} · {formats.moment(visit.starts_at, today)}" if visit else ""


def _url(one: PromiseSummary) -> str:
    name = "home-surveys" if one.kind == Kind.HOME_SURVEY else one.subject_kind
    if name not in ("visit", "complaint", "home-surveys"):
        return ""
    try:
        return reverse(f"household:{name}", args=[] if name == "home-surveys" else [one.subject_id])
    except NoReverseMatch:
        return ""


def first_open(household_id: int, *, at: datetime, limit: int = 3) -> list[Given]:
    """What is promised to the family now, what is due first at the head."""
    found = [one for one in promises.promises_to(household_id, limit=50) if one.state == State.OPEN]
    return told(sorted(found, key=lambda one: one.due_at), at=at)[:limit]


def about_visit(visit_id: int, *, at: datetime) -> list[Given]:
    """The latest promise of each kind about one visit."""
    subject = f"visit:{visit_id}"
    latest = {one.kind: one for one in promises.promises_of([subject])[subject]}
    return told(sorted(latest.values(), key=lambda one: one.due_at), at=at)
