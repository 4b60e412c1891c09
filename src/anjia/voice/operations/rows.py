"""Conversation rows as the operations hold them."""

from typing import Any

from anjia.kernel.errors import Missing
from anjia.kernel.fields import blind_index
from anjia.promises.rules import Kind
from anjia.voice.models import Conversation
from anjia.voice.rules import Marks

ANSWERED = Kind.MESSAGE_ANSWERED


def locked(conversation_id: int) -> Conversation:
    """The conversation by id, locked for this transaction. Raises Missing."""
    row: Conversation | None = Conversation.objects.select_for_update(of=("self",)).filter(pk=conversation_id).first()
    if row is None:
        raise Missing
    return row


def origin_key(origin: str) -> str:
    """What is stored of a message's name at the far end."""
    return blind_index(origin, purpose="voice.origin")


def thread_key(thread: str) -> str:
    """What is stored of what joins messages to a conversation."""
    return blind_index(thread, purpose="voice.thread")


def facts_of(row: Conversation) -> dict[str, Any]:
    """What every fact about the conversation says."""
    return {
        "conversation_id": row.pk,
        "channel": row.channel,
        "household_id": row.household_id,
        "caregiver_id": row.caregiver_id,
        "visit_id": row.visit_id,
    }


def subject_of(row: Conversation) -> str:
    """How promises name it."""
    return f"conversation:{row.pk}"


def move(row: Conversation, marks: Marks, *also: str) -> None:
    """Writes where the conversation has come to, and the columns named besides."""
    row.last, row.waits_from, row.closed = marks.last, marks.waits_from, marks.closed
    row.save(update_fields=["last", "waits_from", "closed", *also])
