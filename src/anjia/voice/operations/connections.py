"""Connect a channel: what the company sets, checked and sealed; and a try that says what is wrong."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line
from anjia.voice.events import ChannelConnected
from anjia.voice.models import Connection
from anjia.voice.operations.channels import mail, mailbox, official
from anjia.voice.operations.channels.line import line_of
from anjia.voice.queries.words import fault_words
from anjia.voice.rules import Channel

SECURITY = ("tls", "starttls", "none")
MODES = ("aes", "plain")
_HOST = re.compile(r"(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_ADDRESS = re.compile(r"[^\s@<>\"]{1,64}@[A-Za-z0-9.-]{1,190}")
_TOKEN = re.compile(r"[A-Za-z0-9]{3,32}")
_AES_KEY = re.compile(r"[A-Za-z0-9]{43}")
_APP_ID = re.compile(r"wx[0-9a-f]{16}")


@dataclass(frozen=True, kw_only=True)
class MailSettings:
    """The company's mailbox. An empty password keeps the one there is."""

    address: str
    user: str
    password: str
    imap_host: str
    imap_port: int
    imap_security: str
    smtp_host: str
    smtp_port: int
    smtp_security: str


@dataclass(frozen=True, kw_only=True)
class WechatSettings:
    """The company's official account. Empty secrets keep those there are."""

    app_id: str
    app_secret: str
    token: str
    aes_key: str
    mode: str


@dataclass(frozen=True)
class Finding:
    """One thing that was tried: whether it went well, in a sentence."""

    good: bool
    sentence: str


def connect_email(*, to: MailSettings, at: datetime, by: Actor, on: bool = True) -> None:
    """Sets the mailbox. Refuses an unprotected connection to another machine, and what is no address, host or port."""
    address = clean_line(to.address, most=254).lower()
    if not _ADDRESS.fullmatch(address):
        raise Refusal(_("“%(address)s” is no e-mail address.") % {"address": address}, field="address")
    for name in ("imap", "smtp"):
        _check_end(name, getattr(to, f"{name}_host"), getattr(to, f"{name}_port"), getattr(to, f"{name}_security"))
    kept = {name: value for name, value in vars(to).items() if name != "password"}
    user = clean_line(to.user, most=254) or address
    shown = {**kept, "address": address, "user": user}
    _connect(Channel.EMAIL, shown, {"password": to.password}, on=on, at=at, by=by)


def _check_end(name: str, host: str, port: int, security: str) -> None:
    if not _HOST.fullmatch(host):
        raise Refusal(_("“%(host)s” is no server name, such as imap.qq.com.") % {"host": host[:60]}, f"{name}_host")
    if not 1 <= port <= 65535:
        raise Refusal(_("A port is a number from 1 to 65535, such as 993."), field=f"{name}_port")
    if security not in SECURITY:
        raise Missing
    if security == "none" and not _is_this_machine(host):
        sentence = _("Without encryption the password could be read on its way. Please choose TLS.")
        raise Refusal(sentence, field=f"{name}_security")


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def connect_wechat(*, to: WechatSettings, at: datetime, by: Actor, on: bool = True) -> None:
    """Sets the official account. Refuses what the platform could not have given."""
    app_id = clean_line(to.app_id, most=40)
    if not _APP_ID.fullmatch(app_id):
        raise Refusal(
            _("The AppID begins with wx and has 18 signs. It stands under “Basic settings” at WeChat."), "app_id"
        )
    if to.mode not in MODES:
        raise Missing
    if to.token and not _TOKEN.fullmatch(to.token):
        raise Refusal(_("The token has 3 to 32 letters and digits."), field="token")
    if to.aes_key and not _AES_KEY.fullmatch(to.aes_key):
        raise Refusal(_("The EncodingAESKey has 43 letters and digits."), field="aes_key")
    secrets = {"app_secret": to.app_secret.strip(), "token": to.token, "aes_key": to.aes_key}
    needed = ("app_secret", "token", "aes_key") if to.mode == "aes" else ("app_secret", "token")
    _connect(Channel.WECHAT, {"app_id": app_id, "mode": to.mode}, secrets, on=on, at=at, by=by, needed=needed)


def _connect(
    channel: Channel,
    settings: dict[str, Any],
    secrets: dict[str, str],
    *,
    on: bool,
    at: datetime,
    by: Actor,
    needed: tuple[str, ...] = ("password",),
) -> None:
    with transaction.atomic():
        row = Connection.objects.select_for_update(of=("self",)).filter(channel=channel).first()
        known = json.loads(row.secrets) if row and row.secrets else {}
        secret = {**known, **{name: value for name, value in secrets.items() if value}}
        missing = [name for name in needed if not secret.get(name)]
        if missing:
            raise Refusal(_("Please fill this in: it is needed and not kept yet."), field=missing[0])
        fresh = row is None or any(row.settings.get(name) != settings.get(name) for name in ("user", "imap_host"))
        values = {
            "settings": settings,
            "secrets": json.dumps(secret),
            "on": on,
            "ticket": "",
            "ticket_until": None,
            "fault": "",
            "fault_at": None,
            "set_at": at,
            "set_by": str(by),
            **({"reached": {}, "looked_at": None} if fresh else {}),
        }
        Connection.objects.update_or_create(channel=channel, defaults=values)
        announce(ChannelConnected(channel=channel, on=on), at=at, by=by)


def switch_channel(*, channel: Channel, on: bool, at: datetime, by: Actor) -> None:
    """Switches a connected channel on or off; what is set stays."""
    with transaction.atomic():
        if not Connection.objects.filter(channel=channel).exists():
            raise Missing
        if Connection.objects.filter(channel=channel).exclude(on=on).update(on=on):
            announce(ChannelConnected(channel=channel, on=on), at=at, by=by)


def try_channel(*, channel: Channel, at: datetime) -> list[Finding]:
    """Tries the connection as it is set; nothing is sent to anybody. Raises Missing when it is not connected."""
    return _try_email() if channel is Channel.EMAIL else _try_wechat(at)


def _try_email() -> list[Finding]:
    line = line_of(Channel.EMAIL)
    found = []
    try:
        with mailbox.opened(line) as box:
            box.numbering()
        found.append(Finding(True, _("Letters can be read: the mailbox answers.")))
    except mailbox.MailboxFault as wrong:
        found.append(Finding(False, _("Reading: %(words)s") % {"words": fault_words(wrong.fault.code)}))
    backend = mail.backend(line)
    try:
        backend.open()
        found.append(Finding(True, _("Letters can be sent: the server took the password.")))
    except Exception as wrong:  # noqa: BLE001  (whatever the library raises becomes a sentence)
        fault = mail.fault_of(wrong)
        found.append(Finding(False, _("Sending: %(words)s") % {"words": fault_words(fault.code)}))
    finally:
        backend.close()
    return found


def _try_wechat(at: datetime) -> list[Finding]:
    line = line_of(Channel.WECHAT)
    try:
        official.ticket(line, at=at, afresh=True)
    except official.TicketFault as wrong:
        return [Finding(False, fault_words(wrong.fault.code))]
    return [Finding(True, _("WeChat accepts the AppID and the secret: answers can be sent."))]
