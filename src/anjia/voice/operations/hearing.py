"""Keep what came in: once, in its conversation, with the promise of an answer."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from django.db import IntegrityError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.files import keep_file, keep_image
from anjia.kernel.operations import announce
from anjia.kernel.retry import whole
from anjia.kernel.text import clean_line, clean_text
from anjia.promises.operations import make_promise, resume_promise
from anjia.voice.events import MessageReceived
from anjia.voice.models import Attachment, Conversation, Correspondent, Message
from anjia.voice.operations.rows import ANSWERED, facts_of, locked, move, origin_key, subject_of, thread_key
from anjia.voice.operations.ties import About, about_now, about_visit, correspondent_at
from anjia.voice.rules import FIRST_TEAM, MOST_KEPT, Channel, Enclosure, Inbound, Side

MOST_ENCLOSURES = 20
MOST_SUBJECT = 200
# A conversation of these goes on for ever, so each message says anew which visit it is about.
ENDLESS = (Channel.CHAT, Channel.WECHAT)


@dataclass(frozen=True)
class Received:
    """Where a message was kept; `new` is False when it had been before."""

    conversation_id: int
    message_id: int
    new: bool


@dataclass(frozen=True)
class _Kept:
    """A file of a message as the kernel keeps it."""

    file_id: int
    name: str
    is_photo: bool
    size: int


def receive(inbound: Inbound, *, at: datetime, by: Actor) -> Received:
    """Keeps a message with its files and promises an answer where one is owed. The same origin is kept once.

    Words beyond 20,000 characters go into a file beside the message; files that cannot be kept are named.
    """
    origin = origin_key(inbound.origin)
    known = _known(origin)
    if known:
        return known
    text, files = _words_and_files(inbound, at=at, by=by)
    try:
        return _keep(inbound, origin, text, files, at=at, by=by)
    except IntegrityError as error:
        if again := _known(origin):
            return again
        raise error


def _known(origin: str) -> Received | None:
    row = Message.objects.filter(origin=origin).exclude(origin="").values_list("conversation_id", "pk").first()
    return Received(row[0], row[1], new=False) if row else None


def _words_and_files(inbound: Inbound, *, at: datetime, by: Actor) -> tuple[str, list[_Kept]]:
    text = clean_text(inbound.text[:MOST_KEPT], most=MOST_KEPT)
    enclosures = inbound.enclosures[:MOST_ENCLOSURES]
    if len(inbound.text) > MOST_KEPT:
        whole_text = inbound.text.replace("\x00", "").encode("utf-8", "replace")
        enclosures = (*enclosures, Enclosure(_("whole message.txt"), "text/plain", whole_text))
        text += "\n…"
    tried = [kept_file(one, at=at, by=by) for one in enclosures]
    files = [one for one in tried if one]
    if missing := len(tried) - len(files) + len(inbound.enclosures[MOST_ENCLOSURES:]):
        words = ngettext("%(count)d file could not be kept.", "%(count)d files could not be kept.", missing)
        text = f"{text}\n[{words % {'count': missing}}]".strip()
    return text, files


def kept_file(one: Enclosure, *, at: datetime, by: Actor) -> _Kept | None:
    """The file kept: a picture re-encoded, anything else as it came. None when it is too large or empty."""
    name = clean_line(one.name[:200], most=200)
    if not one.content:
        return None
    try:
        if one.content_type.startswith("image/"):
            return _Kept(keep_image(BytesIO(one.content), at=at, by=by), name, True, len(one.content))
    except Refusal:
        return _plain_file(one, name, at=at, by=by)
    return _plain_file(one, name, at=at, by=by)


def _plain_file(one: Enclosure, name: str, *, at: datetime, by: Actor) -> _Kept | None:
    try:
        return _Kept(keep_file(one.content, at=at, by=by), name, False, len(one.content))
    except Refusal:
        return None


@whole
def _keep(inbound: Inbound, origin: str, text: str, files: list[_Kept], *, at: datetime, by: Actor) -> Received:
    row = _conversation(inbound, at)
    message = Message.objects.create(
        conversation=row,
        side=Side.IN,
        text=text,
        origin=origin,
        far_id=inbound.far_id,
        at=min(inbound.at, at),
        kept_at=at,
        by=str(by),
        by_name=clean_line(inbound.sender_name[:80] or by.name),
    )
    add_files(message, files)
    row.heard_at = at
    move(row, row.marks.heard(message.pk, needs_answer=inbound.needs_answer), "heard_at", "visit", "caregiver")
    if inbound.needs_answer and _can_be_answered(row):
        _promise(row, at=at, by=by)
    fact = MessageReceived(**facts_of(row), message_id=message.pk, needs_answer=inbound.needs_answer)
    announce(fact, at=at, by=by)
    return Received(row.pk, message.pk, new=True)


def add_files(message: Message, files: list[_Kept]) -> None:
    """Writes down which files belong to the message."""
    Attachment.objects.bulk_create(
        Attachment(message=message, file_id=one.file_id, name=one.name, is_photo=one.is_photo, size=one.size)
        for one in files
    )


def _can_be_answered(row: Conversation) -> bool:
    """Whether anybody could hear the answer: nobody promises an answer to an anonymous slip."""
    return row.correspondent_id is not None or row.household_id is not None or row.channel == Channel.WORK_CHAT


def _promise(row: Conversation, *, at: datetime, by: Actor) -> None:
    """Promises an answer; one whose clock stood still, because we had asked back, goes on."""
    if not resume_promise(kind=ANSWERED, subject=subject_of(row), at=at, by=by):
        make_promise(
            kind=ANSWERED,
            subject=subject_of(row),
            made_at=at,
            by=by,
            household_id=row.household_id,
            branch_id=row.branch_id,
        )


def _conversation(inbound: Inbound, at: datetime) -> Conversation:
    """The conversation this message belongs to, locked; a new one if there is none."""
    person = correspondent_at(inbound.address, name=inbound.sender_name[:80], at=at) if inbound.address else None
    found = _answered_one(inbound, person)
    if found is None and inbound.thread:
        found = Conversation.objects.filter(channel=inbound.channel, thread=thread_key(inbound.thread)).first()
    row = locked(found.pk) if found else _begin(inbound, person, at)
    if found and row.household_id and inbound.channel in ENDLESS and inbound.visit_id is None:
        about = about_now(row.household_id, at)
        row.visit_id, row.caregiver_id = about.visit_id, about.caregiver_id
    return row


def _answered_one(inbound: Inbound, person: Correspondent | None) -> Conversation | None:
    """The conversation of the message it answers, if the same person wrote there."""
    keys = [origin_key(origin) for origin in inbound.replies_to]
    if person is None or not (keys or inbound.answers):
        return None
    named = Q(messages__origin__in=keys) | Q(messages__in=inbound.answers)
    mine = Conversation.objects.filter(named, channel=inbound.channel, correspondent=person)
    return mine.order_by("-last").first()  # type: ignore[no-any-return]


def _begin(inbound: Inbound, person: Correspondent | None, at: datetime) -> Conversation:
    ties = _ties(inbound, person, at)
    values: dict[str, Any] = {
        "subject": clean_line(inbound.subject[:MOST_SUBJECT], most=MOST_SUBJECT),
        "correspondent": person,
        "branch_id": inbound.branch_id,
        "team": FIRST_TEAM[inbound.channel],
        "began_at": at,
        "heard_at": at,
        **ties,
    }
    if not inbound.thread:
        return Conversation.objects.create(channel=inbound.channel, **values)  # type: ignore[no-any-return]
    row, _new = Conversation.objects.get_or_create(
        channel=inbound.channel, thread=thread_key(inbound.thread), defaults=values
    )
    return locked(row.pk)


def _ties(inbound: Inbound, person: Correspondent | None, at: datetime) -> dict[str, int | None]:
    household_id = inbound.household_id or (person.household_id if person else None)
    caregiver_id = inbound.caregiver_id or (person.caregiver_id if person else None)
    about = About()
    if inbound.visit_id:
        about = about_visit(inbound.visit_id)
    elif household_id and not caregiver_id:
        about = about_now(household_id, at)
    return {
        "household_id": household_id,
        "caregiver_id": caregiver_id or about.caregiver_id,
        "visit_id": about.visit_id,
    }
