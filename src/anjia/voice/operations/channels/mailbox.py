"""A mailbox read by IMAP: what is new since the last time, without touching its marks."""

import imaplib
import re
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from anjia.voice.operations.channels.line import NETWORK_SECONDS, Line
from anjia.voice.rules import Fault

MOST_LETTERS = 20
MOST_BYTES = 26 * 1024 * 1024
MOST_SECONDS = 35.0
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class MailboxFault(Exception):
    """The mailbox could not be read; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass(frozen=True)
class Reached:
    """How far a mailbox was read: the last number under this numbering. A mailbox numbered anew begins again."""

    numbering: int = 0
    last: int = 0

    def after(self, number: int) -> "Reached":
        """Having read this one too."""
        return replace(self, last=max(self.last, number))


@dataclass(frozen=True)
class Found:
    """A letter in the mailbox; one too large to fetch comes with its head only."""

    number: int
    raw: bytes
    whole: bool = True


@dataclass
class Mailbox:
    """An open mailbox."""

    client: imaplib.IMAP4
    ends: float = field(default_factory=lambda: time.monotonic() + MOST_SECONDS)

    def numbering(self) -> tuple[int, int]:
        """Under which numbering it is, and the number the next letter will get."""
        said = self._asked("STATUS", self.client.status("INBOX", "(UIDVALIDITY UIDNEXT)"))
        words = b" ".join(part for part in said if isinstance(part, bytes)).decode("ascii", "replace")
        found = {name: int(value) for name, value in re.findall(r"(UIDVALIDITY|UIDNEXT) (\d+)", words)}
        return found.get("UIDVALIDITY", 0), found.get("UIDNEXT", 1)

    def new_since(self, reached: Reached, looked_at: datetime | None) -> list[int]:
        """The numbers after the last one read, oldest first; after a new numbering, what came since the last look."""
        if reached.last or looked_at is None:
            asked = f"UID {reached.last + 1}:*"
        else:
            day = looked_at - timedelta(days=2)
            asked = f"SINCE {day.day:02d}-{_MONTHS[day.month - 1]}-{day.year}"
        said = self._asked("SEARCH", self.client.uid("SEARCH", asked))
        numbers = sorted({int(one) for part in said if isinstance(part, bytes) for one in part.split()})
        # "n:*" always names the newest letter, also when it is older than n
        return [one for one in numbers if one > reached.last][:MOST_LETTERS]

    def letters(self, numbers: list[int]) -> Iterator[Found]:
        """The letters, one at a time, as long as the time of one look lasts."""
        for number in numbers:
            if time.monotonic() > self.ends:
                return
            large = self._size(number) > MOST_BYTES
            part = "(BODY.PEEK[HEADER])" if large else "(BODY.PEEK[])"
            said = self._asked("FETCH", self.client.uid("FETCH", str(number), part))
            raw = next((one[1] for one in said if isinstance(one, tuple)), b"")
            yield Found(number, raw, whole=not large)

    def _size(self, number: int) -> int:
        said = self._asked("FETCH", self.client.uid("FETCH", str(number), "(RFC822.SIZE)"))
        found = re.search(rb"RFC822\.SIZE (\d+)", b" ".join(one for one in said if isinstance(one, bytes)))
        return int(found[1]) if found else 0

    def _asked(self, what: str, answer: tuple[str, list[Any]]) -> list[Any]:
        kind, said = answer
        if kind != "OK":
            raise MailboxFault(Fault("refused", f"{what}: {said[:1]!r}"[:200]))
        return said


@contextmanager
def opened(line: Line) -> Iterator[Mailbox]:
    """The mailbox, logged in. Raises MailboxFault with the reason in a code."""
    try:
        client = _connected(line)
    except (OSError, imaplib.IMAP4.error) as fault:
        raise MailboxFault(_network(fault)) from fault
    try:
        _enter(client, line)
        yield Mailbox(client)
    except (OSError, imaplib.IMAP4.error) as fault:
        raise MailboxFault(_network(fault)) from fault
    finally:
        _leave(client)


def _connected(line: Line) -> imaplib.IMAP4:
    host, port, security = (line.settings[name] for name in ("imap_host", "imap_port", "imap_security"))
    if security == "tls":
        return imaplib.IMAP4_SSL(host, port, ssl_context=ssl.create_default_context(), timeout=NETWORK_SECONDS)
    client = imaplib.IMAP4(host, port, timeout=NETWORK_SECONDS)
    if security == "starttls":
        client.starttls(ssl.create_default_context())
    return client


def _enter(client: imaplib.IMAP4, line: Line) -> None:
    try:
        client.login(line.settings["user"], line.secrets["password"])
    except imaplib.IMAP4.error as fault:
        raise MailboxFault(Fault("password", str(fault)[:200], may_try_again=False)) from fault
    if "ID" in client.capabilities:
        # 163.com, 126.com and others open no mailbox ("Unsafe Login") to a program that does not say who it is
        client.xatom("ID", '("name" "Anjia" "vendor" "Anjia")')
    kind, said = client.select("INBOX", readonly=True)
    if kind != "OK":
        raise MailboxFault(Fault("mailbox", f"{said[:1]!r}"[:200]))


def _leave(client: imaplib.IMAP4) -> None:
    try:
        client.logout()
    except (OSError, imaplib.IMAP4.error):
        client.shutdown()


def _network(fault: Exception) -> Fault:
    if isinstance(fault, ssl.SSLError):
        return Fault("certificate", type(fault).__name__)
    return Fault("network", type(fault).__name__) if isinstance(fault, OSError) else Fault("refused", str(fault)[:200])
