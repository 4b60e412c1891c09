"""What the desk shows of enquiries: cards with their clocks, the page of one, everything named once per page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.catalog import queries as catalog
from anjia.company import queries as company
from anjia.households import queries as households
from anjia.interfaces.desk.promise_lines import promises_about
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.parts import Stage
from anjia.kernel.clock import day_of
from anjia.promises import queries as promises
from anjia.promises.queries import PromiseSummary
from anjia.sales import queries as sales
from anjia.sales.queries import EnquirySummary
from anjia.sales.rules import BOARD, FIRST_CONTACT, EnquiryState, ProposalState

SOON = timedelta(minutes=30)


@dataclass(frozen=True)
class Clock:
    """How the promised first contact stands, in words, with its tone."""

    words: str
    tone: str
    due_at: datetime


@dataclass(frozen=True)
class Card:
    """One enquiry of a list."""

    enquiry: EnquirySummary
    household: str
    offering: str
    adviser: str
    channel: str
    clock: Clock | None
    loss: str


def clock_of(promise: PromiseSummary | None, at: datetime) -> Clock | None:
    """The clock of a promise: time left, overdue, or how it ended."""
    if promise is None:
        return None
    if promise.state == "open":
        return _running(promise.due_at, at)
    ended = {
        "kept": (_("Answered in time"), "good"),
        "broken": (_("Answered too late"), "bad"),
        "released": (_("No answer needed"), ""),
    }
    words, tone = ended.get(promise.state, (promise.state, ""))
    return Clock(words, tone, promise.due_at)


def _running(due_at: datetime, at: datetime) -> Clock:
    left = due_at - at
    minutes = int(abs(left).total_seconds()) // 60
    if left < timedelta():
        return Clock(_("%s overdue") % formats.span(minutes), "bad", due_at)
    return Clock(_("%s left") % formats.span(minutes), "warn" if left <= SOON else "", due_at)


def cards_of(enquiries: Sequence[EnquirySummary], *, at: datetime) -> list[Card]:
    """The enquiries as cards: four queries for any number."""
    names = households.names_of(one.household_id for one in enquiries)
    offerings = catalog.names_of(one.offering_id for one in enquiries)
    advisers = company.staff_names(one.adviser_id for one in enquiries)
    promised = promises.promises_of(one.subject for one in enquiries)
    channels, losses = sales.channel_names(), sales.loss_names()
    return [
        Card(
            enquiry=one,
            household=names.get(one.household_id, ""),
            offering=offerings.get(one.offering_id or 0, ""),
            adviser=advisers.get(one.adviser_id or 0, ""),
            channel=channels.get(one.channel, one.channel),
            clock=clock_of(_first_contact(promised[one.subject]), at) if one.state == EnquiryState.OPEN else None,
            loss=losses.get(one.lost_reason, ""),
        )
        for one in enquiries
    ]


def _first_contact(made: Sequence[PromiseSummary]) -> PromiseSummary | None:
    return next((promise for promise in made if promise.kind == FIRST_CONTACT), None)


def stages_of(
    enquiry: EnquirySummary, proposals: Sequence[sales.ProposalSummary], held_at: datetime | None, at: datetime
) -> list[Stage]:
    """How far the enquiry has come, as stages with their times."""
    passed = [
        (_("Asked"), enquiry.received_at),
        (_("First contact"), enquiry.contacted_at),
        (_("Interview"), held_at),
        (_("Proposal"), proposals[0].sent_at if proposals else None),
    ]
    stages = [Stage(label=name, state="done" if when else "todo", note=_when(when, at)) for name, when in passed]
    return [*stages, _last_stage(enquiry, at)]


def _when(when: datetime | None, at: datetime) -> str:
    return formats.moment(when, day_of(at)) if when else ""


def _last_stage(enquiry: EnquirySummary, at: datetime) -> Stage:
    when = _when(enquiry.closed_at, at)
    if enquiry.state == EnquiryState.LOST:
        return Stage(label=_("Lost"), state="late", note=when)
    return Stage(label=_("Won"), state="done" if enquiry.state == EnquiryState.WON else "todo", note=when)


def next_step(enquiry: EnquirySummary) -> str:
    """The name of the step an adviser takes next."""
    return {
        EnquiryState.OPEN: "contact",
        EnquiryState.CONTACTED: "interview",
        EnquiryState.INTERVIEWED: "proposal",
        EnquiryState.PROPOSED: "wait",
    }.get(EnquiryState(enquiry.state), "closed")


def page_of(enquiry: EnquirySummary, *, at: datetime) -> dict[str, Any]:
    """Everything the page of one enquiry shows."""
    household = households.household(enquiry.household_id)
    interviews, proposals = sales.interviews_of(enquiry.id), sales.proposals_of_enquiry(enquiry.id)
    promise = promises.promise_of(FIRST_CONTACT, enquiry.subject)
    held_at = interviews[-1].held_at if interviews else None
    return {
        "enquiry": enquiry,
        "household": household,
        "homes": households.homes_of(household.id),
        "offering": catalog.names_of([enquiry.offering_id]).get(enquiry.offering_id or 0, ""),
        "adviser": company.staff_names([enquiry.adviser_id]).get(enquiry.adviser_id or 0, ""),
        "channel": sales.channel_names()[enquiry.channel],
        "clock": clock_of(promise, at),
        "stages": stages_of(enquiry, proposals, held_at, at),
        "next_step": next_step(enquiry),
        "open": enquiry.state in BOARD,
        "contacts": [(one, sales.channel_names()[one.channel]) for one in sales.contacts_of(enquiry.id)],
        "objections": [(one, sales.doubt_names()[one.doubt]) for one in sales.objections_of(enquiry.id)],
        "interviews": [(one, slots_of(one)) for one in interviews],
        "proposals": [_offer(one, at) for one in proposals],
        "loss": sales.loss_names().get(enquiry.lost_reason, ""),
        "state_name": sales.state_names()[enquiry.state],
        "promised": promises_about([enquiry.subject], at=at),
        "surveys": _surveys(enquiry),
        **_scope(enquiry),
    }


def _surveys(enquiry: EnquirySummary) -> dict[str, Any] | None:
    """The surveys at home asked for with the enquiry, with who goes and their photos."""
    row = sales.survey_request_of(enquiry.id)
    if row is None:
        return None
    names = company.staff_names(one.surveyor_id for one in row.surveys)
    lines = [
        {
            "survey": one,
            "surveyor": names.get(one.surveyor_id, ""),
            "photos": [reverse("desk:home-survey-photo", args=[photo]) for photo in one.photos],
        }
        for one in row.surveys
    ]
    return {"row": row, "lines": lines}


def _scope(enquiry: EnquirySummary) -> dict[str, Any]:
    scope = sales.scope_of(enquiry.id)
    names = catalog.names_of([scope.offering_id]) if scope else {}
    return {"scope": scope, "scope_offering": names.get(scope.offering_id, "") if scope else ""}


def _offer(proposal: sales.ProposalSummary, at: datetime) -> dict[str, Any]:
    """A proposal as it stands now: past its day it has lapsed, whether or not the sweep has come by."""
    waits = proposal.is_open(at)
    state = ProposalState.LAPSED if proposal.state == ProposalState.SENT and not waits else proposal.state
    return {"row": proposal, "waits": waits, "words": sales.proposal_state_names()[state], "tone": TONES[state]}


TONES = {"sent": "accent", "accepted": "good", "declined": "warn", "lapsed": "warn", "replaced": ""}


def slots_of(interview: sales.InterviewSummary) -> list[tuple[str, str]]:
    """The filled slots of an interview with their names."""
    names = {
        "content": _("What is to be done"),
        "standard": _("To which standard"),
        "frequency": _("How often"),
        "special_requests": _("Special requests"),
        "taboos": _("Taboos"),
        "preferences": _("Preferences"),
        "people_at_home": _("People at home"),
        "access": _("How to get in"),
    }
    return [(words, getattr(interview, name)) for name, words in names.items() if getattr(interview, name)]
