"""The channels, each behind the same small protocol: `receive` makes an Inbound of what came in, `send` hands an
answer to the far end. A channel without a far end has no `send`: its answers are shown on a page or said by phone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from anjia.voice.operations.channels import mail, official, own
from anjia.voice.operations.channels.line import Line, Outgoing
from anjia.voice.rules import Channel, Fault, Inbound


class Receive(Protocol):
    """What came in, as an Inbound; None when nobody said anything. Raises Refusal for what a person may correct."""

    def __call__(self, raw: Any, /, *, at: datetime) -> Inbound | None: ...


class Send(Protocol):
    """Hands one answer to the far end. None when it was taken, else why not. Never raises for a far end's fault."""

    def __call__(self, out: Outgoing, line: Line, /, *, at: datetime) -> Fault | None: ...


@dataclass(frozen=True)
class Adapter:
    """One channel."""

    receive: Receive
    send: Send | None = None


ADAPTERS: Mapping[Channel, Adapter] = {
    Channel.CALL: Adapter(own.receive_call),
    Channel.WEB_FORM: Adapter(own.receive_form),
    Channel.SURVEY: Adapter(own.receive_survey),
    Channel.SUGGESTION: Adapter(own.receive_slip),
    Channel.CHAT: Adapter(own.receive_chat),
    Channel.WORK_CHAT: Adapter(own.receive_work_chat),
    Channel.EMAIL: Adapter(mail.receive, mail.send),
    Channel.WECHAT: Adapter(official.receive, official.send),
}

__all__ = ["ADAPTERS", "Adapter", "Line", "Outgoing"]
