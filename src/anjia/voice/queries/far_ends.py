"""How channels are connected, what did not arrive, and the QR codes."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anjia.kernel.errors import Missing
from anjia.voice.models import Connection, Sending, SuggestionBox
from anjia.voice.queries.words import fault_words
from anjia.voice.rules import Channel, SendingState


@dataclass(frozen=True)
class ConnectionSummary:
    """What is set for a channel. Of the secrets only which are there; never what they are."""

    channel: str
    on: bool
    settings: dict[str, Any]
    kept_secrets: tuple[str, ...]
    looked_at: datetime | None
    fault: str
    fault_at: datetime | None
    set_at: datetime


@dataclass(frozen=True)
class StoppedSending:
    """An answer that did not arrive and waits for a person."""

    id: int
    conversation_id: int
    words: str
    tries: int
    ended_at: datetime | None


@dataclass(frozen=True)
class BoxSummary:
    """A suggestion box; `code` stands in its address."""

    id: int
    code: str
    name: str
    branch_id: int | None
    caregiver_id: int | None
    opened_at: datetime
    closed_at: datetime | None


def connection_of(channel: Channel) -> ConnectionSummary | None:
    """How the channel is connected; None before anybody set it."""
    row = Connection.objects.filter(channel=channel).first()
    if row is None:
        return None
    kept = json.loads(row.secrets) if row.secrets else {}
    return ConnectionSummary(
        channel=row.channel,
        on=row.on,
        settings=row.settings,
        kept_secrets=tuple(sorted(kept)),
        looked_at=row.looked_at,
        fault=row.fault,
        fault_at=row.fault_at,
        set_at=row.set_at,
    )


def stopped_sendings(*, limit: int = 50) -> list[StoppedSending]:
    """Answers that no far end took, the latest first."""
    rows = Sending.objects.filter(state=SendingState.STOPPED).order_by("-id").select_related("message")
    return [
        StoppedSending(row.pk, row.message.conversation_id, fault_words(row.code), row.tries, row.ended_at)
        for row in rows[:limit]
    ]


def _box(row: SuggestionBox) -> BoxSummary:
    return BoxSummary(row.pk, row.code, row.name, row.branch_id, row.caregiver_id, row.opened_at, row.closed_at)


def boxes() -> list[BoxSummary]:
    """The open suggestion boxes, the latest first."""
    return [_box(row) for row in SuggestionBox.objects.filter(closed_at__isnull=True).order_by("-id")]


def box(box_id: int) -> BoxSummary:
    """The suggestion box by id. Raises Missing."""
    row = SuggestionBox.objects.filter(pk=box_id).first()
    if row is None:
        raise Missing
    return _box(row)


def box_by_code(code: str) -> BoxSummary:
    """The open box of a code as it stands in an address. Raises Missing."""
    row = SuggestionBox.objects.filter(code=code[:24].replace("\x00", ""), closed_at__isnull=True).first()
    if row is None:
        raise Missing
    return _box(row)
