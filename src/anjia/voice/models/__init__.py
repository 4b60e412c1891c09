"""What the inbox remembers."""

from anjia.voice.models.conversations import (
    Attachment,
    Conversation,
    Correspondent,
    Message,
    MessageComplaint,
)
from anjia.voice.models.far_ends import Connection, Fetching, Sending, SuggestionBox

__all__ = [
    "Attachment",
    "Connection",
    "Conversation",
    "Correspondent",
    "Fetching",
    "Message",
    "MessageComplaint",
    "Sending",
    "SuggestionBox",
]
