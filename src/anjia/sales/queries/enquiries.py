"""Enquiries and what was said about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from anjia.kernel.errors import Missing
from anjia.sales.models import Contact, Enquiry, Interview, Objection
from anjia.sales.rules import BOARD, FINAL, EnquiryState


@dataclass(frozen=True)
class EnquirySummary:
    """An enquiry as others see it. Its first-contact promise is about "enquiry:<id>"."""

    id: int
    household_id: int
    offering_id: int | None
    adviser_id: int | None
    channel: str
    text: str
    received_at: datetime
    contacted_at: datetime | None
    state: str
    lost_reason: str
    lost_note: str
    closed_at: datetime | None
    consent: str

    @property
    def subject(self) -> str:
        """What its promises and facts are about."""
        return f"enquiry:{self.id}"


@dataclass(frozen=True)
class ContactSummary:
    """One time the company tried to speak with the household."""

    id: int
    at: datetime
    channel: str
    reached: bool
    note: str
    by_name: str


@dataclass(frozen=True)
class ObjectionSummary:
    """A doubt; `proof` is empty until it is answered."""

    id: int
    enquiry_id: int
    doubt: str
    text: str
    proof: str
    raised_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True)
class InterviewSummary:
    """A needs interview with its slots."""

    id: int
    home_id: int | None
    held_at: datetime
    by_name: str
    content: str
    standard: str
    frequency: str
    special_requests: str
    taboos: str
    preferences: str
    people_at_home: str
    access: str


def _enquiry(row: Enquiry) -> EnquirySummary:
    return EnquirySummary(
        id=row.pk,
        household_id=row.household_id,
        offering_id=row.offering_id,
        adviser_id=row.adviser_id,
        channel=row.channel,
        text=row.text,
        received_at=row.received_at,
        contacted_at=row.contacted_at,
        state=row.state,
        lost_reason=row.lost_reason,
        lost_note=row.lost_note,
        closed_at=row.closed_at,
        consent=row.consent,
    )


def enquiry(enquiry_id: int) -> EnquirySummary:
    """The enquiry. Raises Missing."""
    row = Enquiry.objects.filter(pk=enquiry_id).first()
    if row is None:
        raise Missing
    return _enquiry(row)


def enquiry_list(
    *,
    states: Iterable[str] = BOARD,
    household_ids: Iterable[int] | None = None,
    adviser_id: int | None = None,
    before_id: int | None = None,
    limit: int = 50,
) -> list[EnquirySummary]:
    """Enquiries in any of the states, newest first; `household_ids` narrows to these households."""
    rows = Enquiry.objects.filter(state__in=list(states)).order_by("-id")
    if household_ids is not None:
        rows = rows.filter(household_id__in=list(household_ids))
    if adviser_id is not None:
        rows = rows.filter(adviser_id=adviser_id)
    if before_id is not None:
        rows = rows.filter(id__lt=before_id)
    return [_enquiry(row) for row in rows[:limit]]


def open_enquiries(*, limit: int = 100) -> list[EnquirySummary]:
    """Enquiries that nobody has answered yet, the longest waiting first: for Today."""
    rows = Enquiry.objects.filter(state=EnquiryState.OPEN).order_by("received_at", "id")
    return [_enquiry(row) for row in rows[:limit]]


def count_open_enquiries() -> int:
    """How many enquiries wait for a first answer."""
    return int(Enquiry.objects.filter(state=EnquiryState.OPEN).count())


def count_states() -> dict[str, int]:
    """How many enquiries stand in each state of the board."""
    rows = Enquiry.objects.exclude(state__in=FINAL).values("state").annotate(n=Count("id"))
    found = {row["state"]: row["n"] for row in rows}
    return {state.value: found.get(state.value, 0) for state in BOARD}


def enquiries_of_household(household_id: int, *, limit: int = 20) -> list[EnquirySummary]:
    """What a household has asked for, newest first."""
    rows = Enquiry.objects.filter(household_id=household_id).order_by("-id")
    return [_enquiry(row) for row in rows[:limit]]


def contacts_of(enquiry_id: int) -> list[ContactSummary]:
    """The contact log, newest first."""
    rows = Contact.objects.filter(enquiry_id=enquiry_id).order_by("-id")
    return [ContactSummary(r.pk, r.at, r.channel, r.reached, r.note, r.by_name) for r in rows]


def objections_of(enquiry_id: int) -> list[ObjectionSummary]:
    """The doubts of an enquiry, oldest first."""
    return [_objection(row) for row in Objection.objects.filter(enquiry_id=enquiry_id).order_by("id")]


def objection(objection_id: int) -> ObjectionSummary:
    """A doubt by id. Raises Missing."""
    row = Objection.objects.filter(pk=objection_id).first()
    if row is None:
        raise Missing
    return _objection(row)


def _objection(row: Objection) -> ObjectionSummary:
    return ObjectionSummary(row.pk, row.enquiry_id, row.doubt, row.text, row.proof, row.raised_at, row.answered_at)


def proofs_for(doubt: str, *, limit: int = 5) -> list[str]:
    """What answered doubts of this kind before, newest first, each once: a start for the next talk."""
    rows = Objection.objects.filter(doubt=doubt, answered_at__isnull=False).order_by("-answered_at")
    proofs = dict.fromkeys(rows.values_list("proof", flat=True)[: limit * 4])
    return list(proofs)[:limit]


def interviews_of(enquiry_id: int) -> list[InterviewSummary]:
    """The needs interviews of an enquiry, newest first."""
    return [_interview(row) for row in Interview.objects.filter(enquiry_id=enquiry_id).order_by("-id")]


def _interview(row: Interview) -> InterviewSummary:
    return InterviewSummary(
        id=row.pk,
        home_id=row.home_id,
        held_at=row.held_at,
        by_name=row.by_name,
        content=row.content,
        standard=row.standard,
        frequency=row.frequency,
        special_requests=row.special_requests,
        taboos=row.taboos,
        preferences=row.preferences,
        people_at_home=row.people_at_home,
        access=row.access,
    )


def count_received(since: datetime, until: datetime) -> int:
    """How many enquiries came in this span of time, the end left out."""
    return int(Enquiry.objects.filter(received_at__gte=since, received_at__lt=until).count())
