"""Receive an enquiry, answer it, win or lose it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.catalog import queries as catalog_queries
from anjia.company import queries as company_queries
from anjia.households import queries as household_queries
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line, clean_text
from anjia.promises import operations as promises
from anjia.sales.events import EnquiryAnswered, EnquiryReceived, EnquiryTaken, EnquiryWon
from anjia.sales.models import Contact, Enquiry
from anjia.sales.rules import (
    FINAL,
    FIRST_CONTACT,
    REPEAT_WITHIN,
    Channel,
    EnquiryState,
    advanced,
    is_final,
)


def subject_of(enquiry_id: int) -> str:
    """What the promise of a first contact is about."""
    return f"enquiry:{enquiry_id}"


def receive_enquiry(
    *,
    household_id: int,
    channel: str,
    text: str,
    at: datetime,
    by: Actor,
    offering_id: int | None = None,
    consent: str = "",
) -> int:
    """Writes an enquiry, promises a first contact, and returns the enquiry's id.

    The same words by the same way within ten minutes are the same enquiry: a form sent twice. `consent` is the
    sentence the household agreed to when it left its data by itself.
    """
    words = clean_text(text, most=1000, what=_("what is wanted"))
    household = household_queries.household(household_id)
    if offering_id is not None:
        catalog_queries.offering(offering_id)
    with transaction.atomic():
        repeated = _repeated(household.id, Channel(channel), words, at)
        if repeated is not None:
            return repeated
        enquiry = Enquiry.objects.create(
            household_id=household.id,
            channel=Channel(channel),
            text=words,
            consent=clean_line(consent, most=300),
            offering_id=offering_id,
            received_at=at,
        )
        _announce_received(enquiry, at=at, by=by)
        promises.make_promise(
            kind=FIRST_CONTACT, subject=subject_of(enquiry.pk), made_at=at, household_id=household.id, by=by
        )
    return int(enquiry.pk)


def _repeated(household_id: int, channel: Channel, text: str, at: datetime) -> int | None:
    recent = Enquiry.objects.filter(household_id=household_id, channel=channel, received_at__gt=at - REPEAT_WITHIN)
    # Sealed text is not the same twice, so it is opened to be compared.
    said = recent.exclude(state__in=FINAL).order_by("id").values_list("id", "text")
    return next((key for key, words in said if words == text), None)


def _announce_received(enquiry: Enquiry, *, at: datetime, by: Actor) -> None:
    fact = EnquiryReceived(
        enquiry_id=enquiry.pk,
        household_id=enquiry.household_id,
        channel=enquiry.channel,
        offering_id=enquiry.offering_id,
        consented=bool(enquiry.consent),
    )
    announce(fact, at=at, by=by)


def locked_enquiry(enquiry_id: int) -> Enquiry:
    """The enquiry, locked until the transaction ends. Raises Missing."""
    enquiry: Enquiry | None = Enquiry.objects.select_for_update().filter(pk=enquiry_id).first()
    if enquiry is None:
        raise Missing
    return enquiry


def unfinished(enquiry_id: int) -> Enquiry:
    """The locked enquiry, if something can still happen to it. Raises Missing and Refusal."""
    enquiry = locked_enquiry(enquiry_id)
    refuse_final(enquiry)
    return enquiry


def refuse_final(enquiry: Enquiry) -> None:
    """Raises Refusal when nothing more can happen to the enquiry."""
    if is_final(enquiry.state):
        raise Refusal(_("This enquiry is closed. If the household asks again, please record a new enquiry."))


def advance(enquiry: Enquiry, to: EnquiryState) -> None:
    """Moves the enquiry ahead on the ladder; never back."""
    enquiry.state = advanced(enquiry.state, to)
    enquiry.save(update_fields=["state"])


def take_enquiry(*, enquiry_id: int, staff_id: int, at: datetime, by: Actor) -> None:
    """Makes a member of staff the adviser of the enquiry. Taking it again changes nothing."""
    if staff_id not in {person.id for person in company_queries.staff_list()}:
        raise Missing
    with transaction.atomic():
        enquiry = unfinished(enquiry_id)
        if enquiry.adviser_id == staff_id:
            return
        enquiry.adviser_id = staff_id
        enquiry.save(update_fields=["adviser"])
        fact = EnquiryTaken(enquiry_id=enquiry.pk, household_id=enquiry.household_id, staff_id=staff_id)
        announce(fact, at=at, by=by)


def record_contact(*, enquiry_id: int, channel: str, note: str, at: datetime, by: Actor, reached: bool = True) -> int:
    """Logs a contact and returns its id. The first one that reached the household keeps the promise.

    A call nobody answered (`reached` false) is logged and keeps nothing.
    """
    words = clean_text(note, most=500, what=_("the note"))
    with transaction.atomic():
        enquiry = unfinished(enquiry_id)
        contact = Contact.objects.create(
            enquiry=enquiry, at=at, channel=Channel(channel), reached=reached, note=words, by_name=by.name[:80]
        )
        if reached:
            first_contact(enquiry, evidence=words or channel, at=at, by=by)
            advance(enquiry, EnquiryState.CONTACTED)
    return int(contact.pk)


def first_contact(enquiry: Enquiry, *, evidence: str, at: datetime, by: Actor) -> None:
    """Keeps the promise when this is the first time the household was reached; otherwise nothing."""
    if enquiry.contacted_at is not None:
        return
    enquiry.contacted_at = at
    enquiry.save(update_fields=["contacted_at"])
    promises.keep_promise(kind=FIRST_CONTACT, subject=subject_of(enquiry.pk), evidence=evidence[:300], at=at, by=by)
    waited = max(0, int((at - enquiry.received_at).total_seconds()) // 60)
    fact = EnquiryAnswered(enquiry_id=enquiry.pk, household_id=enquiry.household_id, waited_minutes=waited)
    announce(fact, at=at, by=by)


def win_enquiry(*, enquiry_id: int, at: datetime, by: Actor) -> None:
    """Closes an enquiry whose household ordered, with or without a proposal. A won one stays won."""
    with transaction.atomic():
        enquiry = locked_enquiry(enquiry_id)
        if enquiry.state == EnquiryState.WON:
            return
        refuse_final(enquiry)
        first_contact(enquiry, evidence=gettext_noop("The household ordered."), at=at, by=by)
        close(enquiry, EnquiryState.WON, at=at)
        announce(EnquiryWon(enquiry_id=enquiry.pk, household_id=enquiry.household_id), at=at, by=by)


def close(enquiry: Enquiry, state: EnquiryState, *, at: datetime, reason: str = "", note: str = "") -> None:
    """Closes the enquiry as won or lost."""
    enquiry.state, enquiry.closed_at = state, at
    enquiry.lost_reason, enquiry.lost_note = reason, note
    enquiry.save(update_fields=["state", "closed_at", "lost_reason", "lost_note"])
