"""E-mail: a letter in, a letter out by SMTP. Reading the mailbox is in `mailbox`."""

import hashlib
import re
import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from anjia.kernel.fields import blind_index
from anjia.kernel.scope import current_company_id
from anjia.voice.operations.channels.line import NETWORK_SECONDS, Line, Outgoing
from anjia.voice.rules import Address, Channel, Fault, Inbound, Known, without_quote
from anjia.voice.rules.letters import Letter, read_letter

LOOP = "X-Anjia-Company"
_OURS = re.compile(r"(\d{1,18})\.[0-9a-f]{24}@(.{1,253})")


@dataclass(frozen=True)
class Post:
    """A letter as the mailbox hands it over, and whose mailbox it is."""

    raw: bytes
    own_address: str


def origin_of(letter_id: str) -> str:
    """How a letter is named here."""
    return f"{Channel.EMAIL}:{letter_id}"


def receive(raw: Post, /, *, at: datetime) -> Inbound | None:
    """A person's letter. None for what machines wrote, for lists, for what came back and for our own."""
    letter = read_letter(raw.raw)
    if letter.ignored or letter.sender == raw.own_address.lower() or is_own(raw.raw):
        return None
    return inbound_of(letter, raw.raw, at=at)


def is_own(raw: bytes) -> bool:
    """Whether the letter went out from this installation: by the mark in its head."""
    head = raw.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
    return f"\n{LOOP}: {_mark()}".lower().encode() in head.lower()


def inbound_of(letter: Letter, raw: bytes, *, at: datetime) -> Inbound:
    """The letter as a message; one without a name of its own is named by its bytes."""
    name = letter.message_id or hashlib.sha256(raw).hexdigest()
    ours = (ours_named(one) for one in letter.references)
    return Inbound(
        channel=Channel.EMAIL,
        text=without_quote(letter.text) if letter.references else letter.text,
        at=letter.sent_at or at,
        origin=origin_of(name),
        replies_to=tuple(origin_of(one) for one in letter.references),
        answers=tuple(one for one in ours if one),
        far_id=letter.message_id,
        sender_name=letter.sender_name,
        address=Address(Known.EMAIL, letter.sender),
        subject=letter.subject,
        enclosures=letter.enclosures,
    )


def _mark() -> str:
    return blind_index(str(current_company_id()), purpose="voice.loop")[:20]


def letter_id(message_id: int, own_address: str) -> str:
    """The name of our letter: the same at every try, and not to be guessed by those it was not sent to."""
    secret = blind_index(f"{current_company_id()}:{message_id}", purpose="voice.letter")[:24]
    return f"{message_id}.{secret}@{own_address.rpartition('@')[2]}"


def ours_named(letter_name: str) -> int | None:
    """The message behind the name of a letter, if it is one of ours and nobody made it up."""
    found = _OURS.fullmatch(letter_name)
    if found is None or letter_id(int(found[1]), found[2]) != letter_name:
        return None
    return int(found[1])


def send(out: Outgoing, line: Line, /, *, at: datetime) -> Fault | None:
    """Hands the letter to the company's SMTP server. Its name is the same at every try, so mailboxes show it once."""
    own = str(line.settings["address"])
    head = {"Message-ID": f"<{out.key}>", LOOP: _mark(), "Auto-Submitted": "no"}
    if out.answers:
        head |= {"In-Reply-To": f"<{out.answers[-1]}>", "References": " ".join(f"<{one}>" for one in out.answers)}
    letter = EmailMessage(
        out.subject, out.text, formataddr((out.company, own)), [out.to], headers=head, connection=backend(line)
    )
    try:
        letter.send()
    except Exception as fault:  # noqa: BLE001  (whatever the library raises becomes a word on the sending)
        return fault_of(fault)
    return None


def backend(line: Line) -> EmailBackend:
    """Django's SMTP connection as the company set it."""
    return EmailBackend(
        host=line.settings["smtp_host"],
        port=line.settings["smtp_port"],
        username=line.settings["user"],
        password=line.secrets["password"],
        use_ssl=line.settings["smtp_security"] == "tls",
        use_tls=line.settings["smtp_security"] == "starttls",
        timeout=NETWORK_SECONDS,
        fail_silently=False,
    )


def fault_of(fault: Exception) -> Fault:
    """What went wrong, as a code: no network, wrong password, refused for good, refused for now."""
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return Fault("password", _said(fault))
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _words in fault.recipients.values()]
        return Fault("recipient", str(codes), may_try_again=not any(code >= 500 for code in codes))
    if isinstance(fault, smtplib.SMTPResponseException):
        return Fault("refused", _said(fault), may_try_again=fault.smtp_code < 500)
    if isinstance(fault, ssl.SSLError):
        return Fault("certificate", type(fault).__name__)
    if isinstance(fault, OSError):
        return Fault("network", type(fault).__name__)
    return Fault("letter", type(fault).__name__, may_try_again=False)


def _said(fault: smtplib.SMTPResponseException) -> str:
    words = fault.smtp_error.decode("utf-8", "replace") if isinstance(fault.smtp_error, bytes) else fault.smtp_error
    return f"{fault.smtp_code} {words}"[:200]
