"""What an official account's server says to us: signed, in XML, plain or encrypted.

Source: the platform's documents "接收普通消息" and "消息加解密说明". The signature covers token, time and nonce, and in
the encrypted mode the body too.
"""

import base64
import binascii
import hashlib
import hmac
import os
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element, ParseError

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

MOST_APART = timedelta(minutes=10)
BLOCK = 32


class Distrust(Exception):
    """The call is not from the platform, or not for this account: the reason, for the log and never for the caller."""


@dataclass(frozen=True)
class Envelope:
    """The key of the encrypted mode and the account it is for."""

    app_id: str
    aes_key: str

    @property
    def key(self) -> bytes:
        """The 32 bytes behind the 43 signs. Raises Distrust when they are not."""
        try:
            key = base64.b64decode(self.aes_key + "=", validate=True)
        except (binascii.Error, ValueError) as fault:
            raise Distrust("the key is not 43 signs of base64") from fault
        if len(key) != 32:
            raise Distrust("the key is not 43 signs of base64")
        return key


@dataclass(frozen=True)
class Call:
    """One message or event: who, what kind, when, and its words."""

    openid: str
    kind: str
    at: datetime
    message_id: str
    text: str = ""
    media_id: str = ""
    event: str = ""


def signature_of(*words: str) -> str:
    """SHA-1 over the sorted words, as the platform signs."""
    return hashlib.sha1("".join(sorted(words)).encode(), usedforsecurity=False).hexdigest()


def is_signed(given: str, *words: str) -> bool:
    """Whether the signature is right, compared in constant time."""
    return hmac.compare_digest(signature_of(*words).encode(), given.encode("utf-8", "replace"))


def is_fresh(timestamp: str, at: datetime) -> bool:
    """Whether the call was signed about now, so that one read on its way cannot be used for long."""
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 11):
        return False
    return abs(at - datetime.fromtimestamp(int(timestamp), UTC)) <= MOST_APART


def open_sealed(sealed: str, envelope: Envelope) -> bytes:
    """The XML inside an encrypted body. Raises Distrust for anything that was not sealed for this account."""
    try:
        body = base64.b64decode(sealed, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise Distrust("the body is not base64") from fault
    if not body or len(body) % 16:
        raise Distrust("the body is not whole blocks")
    key = envelope.key
    reader = Cipher(AES(key), CBC(key[:16])).decryptor()
    plain = reader.update(body) + reader.finalize()
    padding = plain[-1]
    if not 1 <= padding <= BLOCK or plain[-padding:] != bytes([padding]) * padding:
        raise Distrust("the padding is wrong")
    inside = plain[16:-padding]
    if len(inside) < 4:
        raise Distrust("there is nothing inside")
    (length,) = struct.unpack(">I", inside[:4])
    said, app_id = inside[4 : 4 + length], inside[4 + length :]
    if len(said) != length or not hmac.compare_digest(app_id, envelope.app_id.encode()):
        raise Distrust("it is for another account")
    return said


def sealed_for(said: bytes, envelope: Envelope) -> str:
    """The opposite of `open_sealed`: for the simulator of the tests, and for answers."""
    key = envelope.key
    inside = os.urandom(16) + struct.pack(">I", len(said)) + said + envelope.app_id.encode()
    padding = BLOCK - len(inside) % BLOCK
    writer = Cipher(AES(key), CBC(key[:16])).encryptor()
    return base64.b64encode(writer.update(inside + bytes([padding]) * padding) + writer.finalize()).decode()


def parsed(xml: bytes) -> Element:
    """The XML as a tree; entities and document types are refused. Raises Distrust."""
    try:
        tree: Element = fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as fault:
        raise Distrust("the body is not plain XML") from fault
    return tree


def call_in(tree: Element) -> Call:
    """What the tree says. Raises Distrust when it names nobody."""
    openid, kind = _word(tree, "FromUserName"), _word(tree, "MsgType").lower()
    created = _word(tree, "CreateTime")
    if not openid or not kind:
        raise Distrust("it names nobody")
    event = _word(tree, "Event").lower() if kind == "event" else ""
    # An event has no MsgId; the platform says to tell repeats by who and when.
    message_id = _word(tree, "MsgId") or f"{openid}:{created}:{event}"
    media_id = _word(tree, "MediaId") if kind in ("image", "voice", "video", "shortvideo") else ""
    return Call(openid, kind, _instant(created), message_id, _text(tree, kind), media_id, event)


def _word(tree: Element, name: str) -> str:
    return (tree.findtext(name) or "").strip()


def _instant(seconds: str) -> datetime:
    known = seconds.isascii() and seconds.isdecimal() and len(seconds) <= 11
    return datetime.fromtimestamp(int(seconds) if known else 0, UTC)


def _text(tree: Element, kind: str) -> str:
    """The words of a message; what is not words is named by the operation that keeps it."""
    if kind == "text":
        return tree.findtext("Content") or ""
    if kind == "voice":
        return _word(tree, "Recognition")
    if kind == "location":
        return _word(tree, "Label")
    if kind == "link":
        return "\n".join(filter(None, (_word(tree, name) for name in ("Title", "Description", "Url"))))
    return ""
