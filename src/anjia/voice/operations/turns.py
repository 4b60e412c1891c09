"""Whose turn it is and who answers for it: assign, call done, take that back, open a complaint, have seen."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.company import queries as company
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.promises.operations import make_promise, release_promise, resume_promise
from anjia.quality import operations as quality
from anjia.quality import queries as quality_queries
from anjia.quality.rules import Cause, Severity
from anjia.voice.events import (
    ConversationAssigned,
    ConversationDone,
    ConversationReopened,
    MessageBecameComplaint,
)
from anjia.voice.models import Conversation, Message, MessageComplaint
from anjia.voice.operations.rows import ANSWERED, facts_of, locked, move, subject_of
from anjia.voice.rules import Channel, Marks, SendingState, Side, Standing, standing_of

MOST_COMPLAINT = 2000


def assign_conversation(
    *, conversation_id: int, at: datetime, by: Actor, staff_id: int | None = None, team: str = ""
) -> None:
    """Gives it to a member of staff, or to a team: a role, or a team of quality. Raises Missing for neither."""
    if staff_id is not None and staff_id not in {person.id for person in company.staff_list()}:
        raise Missing
    if staff_id is None and team not in quality_queries.team_names():
        raise Missing
    with transaction.atomic():
        row = locked(conversation_id)
        wanted = (staff_id, row.team if staff_id else team)
        if (row.staff_id, row.team) == wanted:
            return
        row.staff_id, row.team = wanted
        row.save(update_fields=["staff", "team"])
        announce(ConversationAssigned(**facts_of(row), staff_id=row.staff_id, team=row.team), at=at, by=by)


def mark_done(*, conversation_id: int, at: datetime, by: Actor) -> None:
    """Nothing is left to say. An answer that was still promised is no longer owed; again changes nothing."""
    with transaction.atomic():
        row = locked(conversation_id)
        if standing_of(row.marks) is Standing.DONE:
            return
        move(row, row.marks.done())
        release_promise(
            kind=ANSWERED, subject=subject_of(row), reason=gettext_noop("done without a further answer"), at=at, by=by
        )
        announce(ConversationDone(**facts_of(row)), at=at, by=by)


def reopen(*, conversation_id: int, at: datetime, by: Actor) -> None:
    """Takes back that it is done. What nobody has answered is promised again, from when it came in."""
    with transaction.atomic():
        row = locked(conversation_id)
        if standing_of(row.marks) is not Standing.DONE:
            return
        open_again(row, at=at, by=by)
        announce(ConversationReopened(**facts_of(row)), at=at, by=by)


def open_again(row: Conversation, *, at: datetime, by: Actor, promised_from: datetime | None = None) -> None:
    """It is our turn again if anything of theirs has no answer; that answer is promised anew."""
    missed = Q(sending__state=SendingState.STOPPED) | Q(sending__returned_at__isnull=False)
    said = Message.objects.filter(conversation=row, side=Side.OUT).exclude(missed).order_by("-id").first()
    reached = said.pk if said else 0
    first = Message.objects.filter(conversation=row, side=Side.IN, pk__gt=reached).order_by("id").first()
    move(row, Marks(row.last, 0, 0).open_again(first.pk if first else 0))
    if first is None or not (row.correspondent_id or row.household_id or row.channel == Channel.WORK_CHAT):
        return
    if not resume_promise(kind=ANSWERED, subject=subject_of(row), at=at, by=by):
        make_promise(
            kind=ANSWERED,
            subject=subject_of(row),
            made_at=promised_from or first.kept_at,
            by=by,
            household_id=row.household_id,
            branch_id=row.branch_id,
            at=at,
        )


def open_complaint_from(
    *, message_id: int, severity: str, cause: str, at: datetime, by: Actor, about_visit: bool = True
) -> int:
    """Opens a complaint in a message's words, about the visit it is tied to; returns its id, also when it was before.

    Refuses when the household is not known, and where quality refuses.
    """
    message = Message.objects.filter(pk=message_id, side=Side.IN).first()
    if message is None:
        raise Missing
    with transaction.atomic():
        row = locked(message.conversation_id)
        before = MessageComplaint.objects.filter(message=message).first()
        if before:
            return int(before.complaint_id)
        if row.household_id is None:
            raise Refusal(_("Whose complaint is it? Please tie the conversation to a household first."))
        complaint_id = quality.open_complaint(
            household_id=row.household_id,
            visit_id=row.visit_id if about_visit else None,
            text=message.text[:MOST_COMPLAINT],
            severity=Severity(severity),
            cause=Cause(cause),
            at=at,
            by=by,
        )
        MessageComplaint.objects.create(message=message, complaint_id=complaint_id, at=at, by=str(by))
        fact = MessageBecameComplaint(**facts_of(row), message_id=message.pk, complaint_id=complaint_id)
        announce(fact, at=at, by=by)
    return complaint_id


def see_here(*, conversation_id: int) -> None:
    """Somebody at the desk has read it."""
    Conversation.objects.filter(pk=conversation_id, seen_here__lt=F("last")).update(seen_here=F("last"))


def see_there(*, household_id: int | None = None, caregiver_id: int | None = None) -> None:
    """The household has read what is on its page; or the caregiver, her chat."""
    mine = Conversation.objects.filter(seen_there__lt=F("last"))
    mine = (
        mine.filter(household_id=household_id)
        if household_id
        else mine.filter(caregiver_id=caregiver_id, channel=Channel.WORK_CHAT)
    )
    mine.update(seen_there=F("last"))
