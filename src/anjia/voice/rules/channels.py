"""The ways a message comes in, and by which way an answer reaches the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from anjia.company.rules import Role


class Channel(StrEnum):
    """Where a conversation takes place. A work chat is a caregiver's with the company."""

    CALL = "call"
    WEB_FORM = "web_form"
    SURVEY = "survey"
    EMAIL = "email"
    WECHAT = "wechat"
    SUGGESTION = "suggestion"
    CHAT = "chat"
    WORK_CHAT = "work_chat"


class Side(StrEnum):
    """Who speaks: they, we, or we among ourselves."""

    IN = "in"
    OUT = "out"
    NOTE = "note"


class Way(StrEnum):
    """How an answer reaches the person: over the wire, on the person's own page, or by word of mouth, noted here."""

    SENT = "sent"
    SHOWN = "shown"
    SAID = "said"


class Known(StrEnum):
    """What kind of address somebody writes from."""

    PHONE = "phone"
    EMAIL = "email"
    OPENID = "openid"


REMOTE = (Channel.EMAIL, Channel.WECHAT)
"""Channels with a far end of their own, which the company connects."""

FIRST_TEAM: Mapping[Channel, Role] = MappingProxyType(
    {
        Channel.CALL: Role.ADVISER,
        Channel.WEB_FORM: Role.ADVISER,
        Channel.SURVEY: Role.QUALITY_LEAD,
        Channel.EMAIL: Role.ADVISER,
        Channel.WECHAT: Role.ADVISER,
        Channel.SUGGESTION: Role.QUALITY_LEAD,
        Channel.CHAT: Role.ADVISER,
        Channel.WORK_CHAT: Role.DISPATCHER,
    }
)
"""Which team answers for a new conversation until somebody is given it."""


def way_of(channel: Channel, *, has_household: bool) -> Way:
    """How an answer goes back. What came by a way without return is shown on the household's page, if there is one."""
    if channel in REMOTE:
        return Way.SENT
    if channel is Channel.WORK_CHAT:
        return Way.SHOWN
    return Way.SHOWN if has_household and channel is not Channel.CALL else Way.SAID


@dataclass(frozen=True)
class Address:
    """From where somebody writes."""

    kind: Known
    value: str


@dataclass(frozen=True)
class Enclosure:
    """A file that came with a message."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Inbound:
    """One message as a channel brings it.

    `origin` names it for ever ("wechat:123"): the same origin is kept once. `thread` names the conversation it
    belongs to; `replies_to` are origins of earlier messages and `answers` ids of ours, any of which places it.
    `far_id` is what the far end calls it, to be named in an answer. `at` is when it was written.
    """

    channel: Channel
    text: str
    at: datetime
    origin: str
    thread: str = ""
    replies_to: tuple[str, ...] = ()
    answers: tuple[int, ...] = ()
    far_id: str = ""
    sender_name: str = ""
    address: Address | None = None
    subject: str = ""
    household_id: int | None = None
    caregiver_id: int | None = None
    visit_id: int | None = None
    branch_id: int | None = None
    enclosures: tuple[Enclosure, ...] = ()
    needs_answer: bool = True
