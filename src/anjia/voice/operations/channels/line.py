"""A connected channel as its adapter sees it, and an answer on its way."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anjia.kernel.errors import Missing
from anjia.voice.models import Connection
from anjia.voice.rules import Channel

NETWORK_SECONDS = 12.0  # well within the lease of a job


@dataclass(frozen=True)
class Line:
    """What the company set for a channel, with its secrets. It stays in memory and goes into no log."""

    connection_id: int
    settings: dict[str, Any]
    secrets: dict[str, str]

    def __repr__(self) -> str:
        return f"Line({self.connection_id})"


@dataclass(frozen=True)
class Outgoing:
    """An answer as a far end needs it. `key` is the same at every try, `again` tells a try after one cut off."""

    key: str
    to: str
    text: str
    subject: str = ""
    answers: tuple[str, ...] = ()
    company: str = ""


def line_of(channel: Channel) -> Line:
    """The company's connection of this channel. Raises Missing when there is none or it is switched off."""
    row = Connection.objects.filter(channel=channel, on=True).exclude(secrets="").first()
    if row is None:
        raise Missing
    return Line(row.pk, row.settings, json.loads(row.secrets))


def keep_ticket(line: Line, ticket: str, until: datetime | None) -> None:
    """Keeps the far end's access token for all processes."""
    Connection.objects.filter(pk=line.connection_id).update(ticket=ticket, ticket_until=until)


def kept_ticket(line: Line, at: datetime) -> str:
    """The access token that still holds at an instant, or ""."""
    row = Connection.objects.filter(pk=line.connection_id, ticket_until__gt=at).first()
    return row.ticket if row else ""
