"""What knocks from outside: calls of WeChat's server, and the letters in the mailbox."""

import logging
from dataclasses import asdict
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import Error, transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from anjia.kernel.actors import PUBLIC, SYSTEM
from anjia.kernel.errors import Missing
from anjia.voice.models import Connection, Fetching
from anjia.voice.operations.channels import ADAPTERS, official
from anjia.voice.operations.channels.line import Line, line_of
from anjia.voice.operations.channels.mail import Post, origin_of, ours_named
from anjia.voice.operations.channels.mailbox import Found, MailboxFault, Reached, opened
from anjia.voice.operations.channels.official import Knock
from anjia.voice.operations.hearing import Received, receive
from anjia.voice.operations.sendings import note_returned
from anjia.voice.rules import Channel, Enclosure, Inbound
from anjia.voice.rules.letters import read_letter
from anjia.voice.rules.wechat import Distrust

log = logging.getLogger(__name__)
BETWEEN_LOOKS = timedelta(seconds=50)
MOST_SAID = 300


def greet_official(*, query: dict[str, str], at: datetime) -> str:
    """The word that WeChat's server wants back when the address is entered there. Raises Distrust or Missing."""
    line = line_of(Channel.WECHAT)
    try:
        return official.greeting(Knock(query, b"", line), at=at)
    except Distrust as reason:
        _note_fault(line, str(reason), at)
        raise


def hear_official(*, query: dict[str, str], body: bytes, at: datetime) -> Received | None:
    """Keeps what WeChat's server brings, once per message. None for events. Raises Distrust or Missing."""
    line = line_of(Channel.WECHAT)
    try:
        call = official.opened(Knock(query, body, line), at=at)
    except Distrust as reason:
        _note_fault(line, str(reason), at)
        raise
    inbound = ADAPTERS[Channel.WECHAT].receive(call, at=at)
    if inbound is None:
        return None
    with transaction.atomic():
        kept = receive(inbound, at=at, by=PUBLIC)
        if kept.new and call.media_id:
            Fetching.objects.create(message_id=kept.message_id, media_id=call.media_id[:200], next_at=at)
    return kept


def _note_fault(line: Line, words: str, at: datetime) -> None:
    Connection.objects.filter(pk=line.connection_id).update(fault=words[:MOST_SAID], fault_at=at)


def companies_with_mailbox() -> list[int]:
    """Which companies have a mailbox to be read."""
    rows = Connection.everywhere.filter(channel=Channel.EMAIL, on=True).exclude(secrets="")
    return list(rows.values_list("company_id", flat=True))


def fetch_letters(*, at: datetime) -> int:
    """Reads what is new in the mailbox and returns how many letters were kept.

    The first look only notes where the mailbox stands: old letters stay where they are. Each letter is kept in its own
    transaction, then the place is noted; a look that is cut off begins again after the last letter kept.
    """
    try:
        line = line_of(Channel.EMAIL)
    except Missing:
        return 0
    row = Connection.objects.get(pk=line.connection_id)
    before = Q(looked_at__isnull=True) | Q(looked_at__lte=at - BETWEEN_LOOKS)
    if not Connection.objects.filter(before, pk=row.pk).update(looked_at=at):
        return 0
    try:
        kept = _read(row, line, at)
    except MailboxFault as wrong:
        _note_fault(line, f"{wrong.fault.code} {wrong.fault.said}".strip(), at)
        return 0
    Connection.objects.filter(pk=row.pk).update(fault="", fault_at=None)
    return kept


def _read(row: Connection, line: Line, at: datetime) -> int:
    kept = 0
    with opened(line) as mailbox:
        numbering, following = mailbox.numbering()
        reached = Reached(**row.reached) if row.reached else Reached(numbering, following - 1)
        if reached.numbering != numbering:
            reached = Reached(numbering, 0)
        _note_reached(row, reached)
        for found in mailbox.letters(mailbox.new_since(reached, row.looked_at)):
            kept += keep_letter(found, line, at=at)
            reached = reached.after(found.number)
            _note_reached(row, reached)
    return kept


def _note_reached(row: Connection, reached: Reached) -> None:
    Connection.objects.filter(pk=row.pk).update(reached=asdict(reached))


def keep_letter(found: Found, line: Line, *, at: datetime) -> bool:
    """Keeps one letter. One that nobody can read is kept as a file, so that it does not stand in the others' way."""
    own = str(line.settings["address"])
    try:
        note_returned(message_ids=_returned(found.raw), at=at)
        inbound = ADAPTERS[Channel.EMAIL].receive(Post(found.raw, own), at=at)
    except Error:
        raise
    except Exception:
        log.exception("a letter of connection %s could not be read", line.connection_id)
        inbound = _unread(found, at)
    if inbound is None:
        return False
    if not found.whole:
        inbound = _too_large(inbound)
    return receive(inbound, at=at, by=SYSTEM).new


def _returned(raw: bytes) -> tuple[int, ...]:
    names = (ours_named(name) for name in read_letter(raw).returned)
    return tuple(one for one in names if one)


def _unread(found: Found, at: datetime) -> Inbound:
    return Inbound(
        channel=Channel.EMAIL,
        text=gettext_noop("[A letter that could not be read is attached.]"),
        at=at,
        origin=origin_of(sha256(found.raw).hexdigest()),
        enclosures=(Enclosure("letter.eml", "message/rfc822", found.raw),),
    )


def _too_large(inbound: Inbound) -> Inbound:
    words = gettext_noop("[This letter is larger than 26 MB. Please read it in the mailbox.]")
    return Inbound(**{**vars(inbound), "text": words, "enclosures": ()})
