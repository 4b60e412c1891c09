"""Answer a person, or write something down for the colleagues."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_text
from anjia.promises.operations import keep_promise, pause_promise
from anjia.voice.events import MessageAnswered, NoteWritten
from anjia.voice.models import Connection, Conversation, Message, Sending
from anjia.voice.operations.rows import ANSWERED, facts_of, locked, move, origin_key, subject_of
from anjia.voice.rules import (
    WECHAT_HOURS,
    Channel,
    Known,
    Side,
    Way,
    fits_wechat,
    may_write_by_wechat,
    way_of,
)

MOST_TEXT = 2000


def answer(
    *, conversation_id: int, text: str, at: datetime, by: Actor, asks_back: bool = False, client_id: str = ""
) -> int:
    """Answers, by the way the conversation has; returns the message's id. The same `client_id` answers once.

    With `asks_back` the promised answer is still owed and its clock stands still until they write. Refuses what the
    far end would not take: a switched-off channel, WeChat after 48 hours, a text too long for it.
    """
    words = clean_text(text, most=MOST_TEXT, what=_("the answer"), least=1)
    origin = origin_key(f"answer:{by}:{client_id}") if client_id else ""
    with transaction.atomic():
        row = locked(conversation_id)
        before = Message.objects.filter(origin=origin).exclude(origin="").first()
        if before:
            return int(before.pk)
        way = way_of(Channel(row.channel), has_household=row.household_id is not None)
        _refuse_what_cannot_be(row, words, at)
        message = _write(row, Side.OUT, words, at=at, by=by, origin=origin, asks_back=asks_back)
        row.staff_id = row.staff_id or (by.id if by.kind == "staff" else None)
        row.seen_here = message.pk
        move(row, row.marks.said(message.pk), "staff", "seen_here")
        if way is Way.SENT:
            Sending.objects.create(message=message, next_at=at)
        _settle(row, way, asks_back=asks_back, at=at, by=by)
        announce(MessageAnswered(**facts_of(row), message_id=message.pk, asks_back=asks_back), at=at, by=by)
    return int(message.pk)


def _write(row: Conversation, side: Side, words: str, *, at: datetime, by: Actor, **values: Any) -> Message:
    message: Message = Message.objects.create(
        conversation=row, side=side, text=words, at=at, kept_at=at, by=str(by), by_name=by.name[:80], **values
    )
    return message


def _settle(row: Conversation, way: Way, *, asks_back: bool, at: datetime, by: Actor) -> None:
    """A question back stops the clock; an answer that is there at once keeps the promise, one on its way not yet."""
    named: dict[str, Any] = {"kind": ANSWERED, "subject": subject_of(row), "at": at, "by": by}
    if asks_back:
        pause_promise(**named, reason=gettext_noop("we asked back"))
    elif way is not Way.SENT:
        keep_promise(**named, evidence=gettext_noop("answered"))


def _refuse_what_cannot_be(row: Conversation, words: str, at: datetime) -> None:
    channel = Channel(row.channel)
    if channel is Channel.SUGGESTION and row.correspondent_id is None and row.household_id is None:
        raise Refusal(_("Nobody left a number on this slip, so nobody would hear the answer. Write a note instead."))
    if channel not in (Channel.EMAIL, Channel.WECHAT):
        return
    if not Connection.objects.filter(channel=channel, on=True).exclude(secrets="").exists():
        raise Refusal(_("This channel is not connected now. The owner connects it under “Channels”."))
    if channel is Channel.EMAIL and (row.correspondent is None or row.correspondent.kind != Known.EMAIL):
        raise Refusal(_("This conversation has no address to write to."))
    if channel is Channel.WECHAT:
        _refuse_by_wechat(row, words, at)


def _refuse_by_wechat(row: Conversation, words: str, at: datetime) -> None:
    mine = Message.objects.filter(conversation=row, side=Side.IN).order_by("-id").values_list("kept_at", flat=True)
    if not may_write_by_wechat(mine.first(), at):
        sentence = _(
            "WeChat takes answers for %(hours)d hours after a person's last message; that time is over. Please call."
        )
        raise Refusal(sentence % {"hours": WECHAT_HOURS}, field="text")
    if not fits_wechat(words):
        raise Refusal(
            _("WeChat takes about 680 Chinese characters at once. Please send it in two parts."), field="text"
        )


def write_note(*, conversation_id: int, text: str, at: datetime, by: Actor) -> int:
    """Writes something down that only staff reads; it changes nobody's turn."""
    words = clean_text(text, most=MOST_TEXT, what=_("the note"), least=1)
    with transaction.atomic():
        row = locked(conversation_id)
        message = _write(row, Side.NOTE, words, at=at, by=by)
        announce(NoteWritten(**facts_of(row), message_id=message.pk), at=at, by=by)
    return int(message.pk)
