"""A letter (RFC 5322) as bytes, read: who wrote what, to which letter it answers, and whether a person wrote it.

Chinese mailers label GB 18030 text as gb2312, cut signs between encoded words, or label nothing; all are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from enum import StrEnum
from typing import Any

from anjia.voice.rules.channels import Enclosure
from anjia.voice.rules.hypertext import text_of_html

_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030"}
_ID = re.compile(r"<([^<>\s]{1,900})>")
_DAEMONS = re.compile(r"^(mailer-daemon|postmaster|mail-daemon|bounce[sd]?|no-?reply-bounce)[@+-]", re.IGNORECASE)
_AUTO_SUBJECT = re.compile(r"^\s*(自动回复|自動回覆|Automatic reply|Auto(-| )?reply|Out of office)", re.IGNORECASE)
_UNATTENDED = {"bulk", "junk", "list", "auto_reply"}
MOST_PARTS = 200
MOST_ENCLOSURES = 20


class Ignored(StrEnum):
    """Why a letter is not a person's: an answer by a machine, a mailing list, a letter that came back."""

    AUTOMATIC = "automatic"
    LIST = "list"
    BOUNCE = "bounce"


@dataclass(frozen=True)
class Letter:
    """One letter. `message_id` is "" when it has none; `returned` are the ids of our letters that came back."""

    message_id: str
    references: tuple[str, ...]
    sender: str
    sender_name: str
    subject: str
    text: str
    sent_at: datetime | None
    enclosures: tuple[Enclosure, ...] = ()
    ignored: Ignored | None = None
    returned: tuple[str, ...] = ()
    left_out: int = 0


def read_letter(raw: bytes) -> Letter:
    """The letter in these bytes. Whatever they are, something is read; nothing raises."""
    message = message_from_bytes(raw)
    name, sender = _sender(message)
    parts = list(_leaves(message))[:MOST_PARTS]
    found = [_enclosure(part) for part in parts if _is_enclosed(part)]
    returned = _returned(message, parts)
    return Letter(
        message_id=next(iter(_ids(message, "Message-ID")), ""),
        references=(*_ids(message, "In-Reply-To"), *reversed(_ids(message, "References"))),
        sender=sender,
        sender_name=name,
        subject=_words(message.get("Subject")),
        text=_text(parts),
        sent_at=_date(message),
        enclosures=tuple(found[:MOST_ENCLOSURES]),
        ignored=_ignored(message, sender, returned),
        returned=returned,
        left_out=max(0, len(found) - MOST_ENCLOSURES),
    )


def decoded(content: bytes, charset: str = "") -> str:
    """Bytes as text: by their label, the wider Chinese one where the label is too narrow, else by trying."""
    named = _WIDER.get(charset.strip().lower(), charset.strip().lower())
    for name in filter(None, (named, "utf-8", "gb18030")):
        try:
            return content.decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return content.decode("gb18030" if named == "gb18030" else "utf-8", "replace")


def _words(value: Any) -> str:
    """A header in plain words, encoded or raw, on one line."""
    if value is None:
        return ""
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError):
        parts = [(str(value), None)]
    said = "".join(part if isinstance(part, str) else decoded(part, charset or "") for part, charset in parts)
    return re.sub(r"\s+", " ", said).strip()


def _ids(message: Message, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_ID.findall(str(message.get(name, "")))))[:40]


def _sender(message: Message) -> tuple[str, str]:
    found = [(name, address) for name, address in getaddresses([_words(message.get("From"))]) if "@" in address]
    name, address = found[0] if found else ("", "")
    return name.strip()[:80], address.strip().lower()[:254]


def _date(message: Message) -> datetime | None:
    try:
        at = parsedate_to_datetime(str(message.get("Date", "")))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """Every part that is not a box of others; a letter inside a letter is one part."""
    if message.get_content_maintype() == "multipart" and isinstance(message.get_payload(), list) and depth < 20:
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _leaves(part, depth + 1)
    else:
        yield message


def _is_enclosed(part: Message) -> bool:
    named = part.get_filename() is not None or part.get_content_disposition() == "attachment"
    readable = part.get_content_type() in ("text/plain", "text/html", "message/delivery-status", "text/rfc822-headers")
    return named or not readable


def _enclosure(part: Message) -> Enclosure:
    payload = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(payload, list) and payload:
        content = payload[0].as_bytes() if isinstance(payload[0], Message) else b""
        return Enclosure(_words(part.get_filename()) or "letter.eml", "message/rfc822", content)
    return Enclosure(_words(part.get_filename()), part.get_content_type(), _content(part))


def _content(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, AssertionError, LookupError):  # a broken transfer encoding
        return b""
    return payload if isinstance(payload, bytes) else b""


def _text(parts: list[Message]) -> str:
    """The plain words if there are any, else the words of the hypertext."""
    read = [part for part in parts if not _is_enclosed(part)]
    plain = [_part_text(part) for part in read if part.get_content_type() == "text/plain"]
    if any(text.strip() for text in plain):
        return "\n\n".join(text.strip() for text in plain if text.strip())
    marked = [text_of_html(_part_text(part)) for part in read if part.get_content_type() == "text/html"]
    return "\n\n".join(text for text in marked if text)


def _part_text(part: Message) -> str:
    text = decoded(_content(part), str(part.get_content_charset() or ""))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _ignored(message: Message, sender: str, returned: tuple[str, ...]) -> Ignored | None:
    if returned or _is_report(message) or not sender or _DAEMONS.match(sender):
        return Ignored.BOUNCE
    submitted = str(message.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    precedence = str(message.get("Precedence", "")).strip().lower()
    if message.get("List-Id") or message.get("List-Unsubscribe"):
        return Ignored.LIST
    marked = any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply-From"))
    if submitted not in ("no", "") or precedence in _UNATTENDED or marked or _empty_return(message):
        return Ignored.AUTOMATIC
    return Ignored.AUTOMATIC if _AUTO_SUBJECT.match(_words(message.get("Subject"))) else None


def _empty_return(message: Message) -> bool:
    return str(message.get("Return-Path", "x")).strip() == "<>"


def _is_report(message: Message) -> bool:
    return message.get_content_type() == "multipart/report" and message.get_param("report-type") == "delivery-status"


def _returned(message: Message, parts: list[Message]) -> tuple[str, ...]:
    """The ids of the letters that a report says did not arrive; a delay is no return."""
    if not _is_report(message):
        return ()
    reports = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    if not any(re.search(r"^Action:\s*failed", report.as_string(), re.I | re.M) for report in reports):
        return ()
    found: list[str] = []
    for part in parts:
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            inside = re.search(r"^Message-ID:\s*<([^<>\s]{1,900})>", part.as_string(), re.I | re.M)
            found += [inside[1]] if inside else []
    return tuple(found)
