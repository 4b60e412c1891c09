"""One door for what comes in on the company's own channels."""

from datetime import datetime
from typing import Any

from anjia.kernel.actors import Actor
from anjia.voice.operations.channels import ADAPTERS
from anjia.voice.operations.hearing import Received, receive
from anjia.voice.rules import Channel


def hear(channel: Channel, raw: Any, *, at: datetime, by: Actor) -> Received | None:
    """Keeps what came in on a channel, once. None when nobody said anything. Raises Refusal for bad input."""
    inbound = ADAPTERS[channel].receive(raw, at=at)
    return receive(inbound, at=at, by=by) if inbound else None
