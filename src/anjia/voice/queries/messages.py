"""What was said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from anjia.households import queries as households
from anjia.kernel.errors import Missing
from anjia.kernel.text import normal_phone
from anjia.voice.models import Attachment, Conversation, Message, MessageComplaint, Sending
from anjia.voice.queries.words import fault_words
from anjia.voice.rules import Channel, SendingState, Side, phones_in

MOST_SHOWN = 500
MOST_LOOKED = 20


@dataclass(frozen=True)
class AttachmentSummary:
    """A file beside a message, and whose conversation it belongs to."""

    id: int
    message_id: int
    file_id: int
    name: str
    is_photo: bool
    size: int
    household_id: int | None
    caregiver_id: int | None
    channel: str


@dataclass(frozen=True)
class SendingSummary:
    """How an answer fares on its way; `words` say why the last try failed."""

    id: int
    state: SendingState
    tries: int
    cut_off: int
    next_at: datetime | None
    ended_at: datetime | None
    returned_at: datetime | None
    words: str
    said: str

    @property
    def maybe_twice(self) -> bool:
        """Whether the answer may have arrived more than once: a try was cut off and nobody heard how it ended."""
        return self.cut_off > 0


@dataclass(frozen=True)
class MessageSummary:
    """One message with what hangs on it."""

    id: int
    conversation_id: int
    channel: str
    side: Side
    text: str
    at: datetime
    by: str
    by_name: str
    asks_back: bool
    attachments: tuple[AttachmentSummary, ...] = ()
    sending: SendingSummary | None = None
    complaint_id: int | None = None


def _summaries(rows: QuerySet[Message], limit: int) -> list[MessageSummary]:
    """The latest of these messages, oldest first, with files, sendings and complaints: four queries in all."""
    found = list(rows.order_by("-id").select_related("conversation")[:limit])
    ids = [row.pk for row in found]
    files: dict[int, list[AttachmentSummary]] = {}
    for file in Attachment.objects.filter(message__in=ids).order_by("id").select_related("message__conversation"):
        files.setdefault(file.message_id, []).append(_attachment(file))
    sendings = {row.message_id: _sending(row) for row in Sending.objects.filter(message__in=ids)}
    opened = dict(MessageComplaint.objects.filter(message__in=ids).values_list("message_id", "complaint_id"))
    return [
        MessageSummary(
            id=row.pk,
            conversation_id=row.conversation_id,
            channel=row.conversation.channel,
            side=Side(row.side),
            text=row.text,
            at=row.at,
            by=row.by,
            by_name=row.by_name,
            asks_back=row.asks_back,
            attachments=tuple(files.get(row.pk, ())),
            sending=sendings.get(row.pk),
            complaint_id=opened.get(row.pk),
        )
        for row in sorted(found, key=lambda row: (row.at, row.pk))
    ]


def _sending(row: Sending) -> SendingSummary:
    return SendingSummary(
        id=row.pk,
        state=SendingState(row.state),
        tries=row.tries,
        cut_off=row.cut_off,
        next_at=row.next_at,
        ended_at=row.ended_at,
        returned_at=row.returned_at,
        words=fault_words(row.code),
        said=row.said,
    )


def _attachment(row: Attachment) -> AttachmentSummary:
    conversation = row.message.conversation
    return AttachmentSummary(
        id=row.pk,
        message_id=row.message_id,
        file_id=row.file_id,
        name=row.name,
        is_photo=row.is_photo,
        size=row.size,
        household_id=conversation.household_id,
        caregiver_id=conversation.caregiver_id,
        channel=conversation.channel,
    )


def messages_of(conversation_id: int) -> list[MessageSummary]:
    """The latest 500 messages of a conversation in the order they were written."""
    return _summaries(Message.objects.filter(conversation_id=conversation_id), MOST_SHOWN)


def message(message_id: int) -> MessageSummary:
    """One message. Raises Missing."""
    found = _summaries(Message.objects.filter(pk=message_id), 1)
    if not found:
        raise Missing
    return found[0]


def messages_to_household(household_id: int, *, limit: int = 200) -> list[MessageSummary]:
    """What a household and the company said to each other on all channels; never what staff noted."""
    rows = Message.objects.filter(_with_household(household_id)).exclude(side=Side.NOTE)
    return _summaries(rows, limit)


def _with_household(household_id: int) -> Q:
    return Q(conversation__household_id=household_id) & ~Q(conversation__channel=Channel.WORK_CHAT)


def latest_words(ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Side and text of each of these messages: for the lines of a list, one query."""
    rows = Message.objects.filter(pk__in=set(ids)).values_list("pk", "side", "text")
    return {pk: (side, text) for pk, side, text in rows}


def unread_by_household(household_id: int) -> int:
    """How many of the company's messages the household has not seen on its page."""
    mine = Message.objects.filter(_with_household(household_id), side=Side.OUT)
    return int(mine.filter(pk__gt=F("conversation__seen_there")).count())


def unread_by_caregiver(caregiver_id: int) -> int:
    """How many of the company's messages she has not seen in her chat."""
    mine = Conversation.objects.filter(caregiver_id=caregiver_id, channel=Channel.WORK_CHAT)
    rows = Message.objects.filter(conversation__in=mine, side=Side.OUT)
    return int(rows.filter(pk__gt=F("conversation__seen_there")).count())


def attachment(attachment_id: int) -> AttachmentSummary:
    """A file beside a message. Raises Missing."""
    row = Attachment.objects.filter(pk=attachment_id).select_related("message__conversation").first()
    if row is None:
        raise Missing
    return _attachment(row)


def suggested_household(conversation_id: int) -> int | None:
    """A household whose phone stands in the words of a conversation that belongs to nobody yet.

    Only a suggestion: anybody can write anybody's number.
    """
    rows = Message.objects.filter(conversation_id=conversation_id, side=Side.IN).order_by("-id")
    texts = "\n".join(rows.values_list("text", flat=True)[:MOST_LOOKED])
    known = households.known_phones(normal_phone(phone) for phone in phones_in(texts))
    return next(iter(known.values()), None)
