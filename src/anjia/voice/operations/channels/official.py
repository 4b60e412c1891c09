"""A WeChat official account: its server's calls in, customer-service messages out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from anjia.voice.operations.channels.line import NETWORK_SECONDS, Line, Outgoing, keep_ticket, kept_ticket
from anjia.voice.rules import Address, Channel, Enclosure, Fault, Inbound, Known
from anjia.voice.rules.wechat import (
    Call,
    Distrust,
    Envelope,
    call_in,
    is_fresh,
    is_signed,
    open_sealed,
    parsed,
)

if TYPE_CHECKING:
    import httpx

STALE_TICKET = {40001, 40014, 41001, 42001, 42007}
BUSY = {-1, 45009, 45011, 45035, 50001}
WORDS_FOR = {45015: "window", 45047: "too_many", 40003: "recipient", 43004: "recipient", 48001: "right", 48002: "right"}
KEY_FAULTS = {40013: "app_id", 40125: "secret", 41002: "app_id", 41004: "secret", 40164: "whitelist", 40243: "frozen"}
EARLY = timedelta(minutes=5)
MOST_MEDIA = 12 * 1024 * 1024


class TicketFault(Exception):
    """No access token was to be had."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass(frozen=True)
class Knock:
    """A call of the platform as it came over HTTP: the questions of its address, and its body."""

    query: dict[str, str]
    body: bytes
    line: Line


def _client() -> "httpx.Client":
    import httpx  # here: to load it takes longer than most commands, and few reach out

    return httpx.Client(base_url=settings.WECHAT_API, timeout=NETWORK_SECONDS, follow_redirects=False)


def greeting(knock: Knock, *, at: datetime) -> str:
    """What the platform asks when the address is entered there: its own word back. Raises Distrust."""
    _trust(knock, at=at)
    return knock.query.get("echostr", "")[:200]


def _trust(knock: Knock, *, at: datetime) -> None:
    words = (knock.line.secrets["token"], knock.query.get("timestamp", ""), knock.query.get("nonce", ""))
    if not is_signed(knock.query.get("signature", ""), *words):
        raise Distrust("the signature is wrong")
    if not is_fresh(words[1], at):
        raise Distrust("the signature is old, or the clocks differ")


def opened(knock: Knock, *, at: datetime) -> Call:
    """The call inside, in plain or encrypted mode, whichever the company set. Raises Distrust."""
    _trust(knock, at=at)
    tree = parsed(knock.body)
    sealed = (tree.findtext("Encrypt") or "").strip()
    if knock.line.settings.get("mode") == "aes":
        if not sealed:
            raise Distrust("it is not encrypted")
        words = (knock.line.secrets["token"], knock.query.get("timestamp", ""), knock.query.get("nonce", ""), sealed)
        if not is_signed(knock.query.get("msg_signature", ""), *words):
            raise Distrust("the signature of the body is wrong")
        envelope = Envelope(knock.line.settings["app_id"], knock.line.secrets["aes_key"])
        tree = parsed(open_sealed(sealed, envelope))
    return call_in(tree)


def receive(raw: Call, /, *, at: datetime) -> Inbound | None:
    """A person's message. None for events: that somebody follows or leaves is no word."""
    if raw.kind == "event":
        return None
    return Inbound(
        channel=Channel.WECHAT,
        text=_text(raw),
        at=raw.at,
        origin=f"{Channel.WECHAT}:{raw.message_id}",
        thread=f"openid:{raw.openid}",
        address=Address(Known.OPENID, raw.openid),
    )


def _text(raw: Call) -> str:
    names: dict[str, Callable[[], str]] = {
        "text": lambda: "",
        "image": lambda: _("[picture]"),
        "voice": lambda: _("[voice message]"),
        "video": lambda: _("[video]"),
        "shortvideo": lambda: _("[video]"),
        "location": lambda: _("[place]"),
        "link": lambda: _("[link]"),
    }
    name = names.get(raw.kind, lambda: _("[something this inbox cannot show]"))()
    return " ".join(filter(None, (name, raw.text)))


def ticket(line: Line, *, at: datetime, afresh: bool = False) -> str:
    """The access token, kept for all processes until shortly before its end. Raises TicketFault.

    The stable form is asked for: it does not end the token that another program of the company holds.
    """
    known = "" if afresh else kept_ticket(line, at)
    if known:
        return known
    app_id, secret = line.settings["app_id"], line.secrets["app_secret"]
    asked = {"grant_type": "client_credential", "appid": app_id, "secret": secret, "force_refresh": afresh}
    said = _asked(lambda client: client.post("/cgi-bin/stable_token", json=asked))
    if isinstance(said, Fault):
        raise TicketFault(said)
    got, lasts = said.get("access_token"), said.get("expires_in")
    if not isinstance(got, str) or not isinstance(lasts, int):
        raise TicketFault(Fault("answer", "no access_token"))
    keep_ticket(line, got, at + timedelta(seconds=lasts) - EARLY)
    return got


def _asked(ask: "Callable[[httpx.Client], httpx.Response]") -> dict[str, Any] | Fault:
    """The platform's answer as a dictionary, or why there is none."""
    import httpx

    try:
        with _client() as client:
            answer = ask(client)
        said = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        return Fault("network", type(fault).__name__)
    except ValueError:
        return Fault("answer", f"HTTP {answer.status_code}")
    if not isinstance(said, dict):
        return Fault("answer", f"HTTP {answer.status_code}")
    code = said.get("errcode", 0)
    return _fault(code, str(said.get("errmsg", ""))) if code else said


def _fault(code: int, said: str) -> Fault:
    words = f"{code} {said}"[:200]
    if code in STALE_TICKET:
        return Fault("ticket", words)
    if code in KEY_FAULTS:
        return Fault(KEY_FAULTS[code], words)
    if code in BUSY:
        return Fault("busy", words)
    return Fault(WORDS_FOR.get(code, "refused"), words, may_try_again=False)


def _with_ticket(line: Line, at: datetime, ask: "Callable[[httpx.Client, str], httpx.Response]") -> Any:
    """Asks with the access token; with a fresh one, once, when the platform says that it is not valid any more."""
    for afresh in (False, True):
        try:
            held = ticket(line, at=at, afresh=afresh)
        except TicketFault as fault:
            return fault.fault
        said = _asked(lambda client, held=held: ask(client, held))  # type: ignore[misc]
        if not isinstance(said, Fault) or said.code != "ticket":
            break
    return said


def send(out: Outgoing, line: Line, /, *, at: datetime) -> Fault | None:
    """Sends a customer-service message. The platform knows no key for repeats: a try cut off may arrive twice."""
    body = {"touser": out.to, "msgtype": "text", "text": {"content": out.text}}
    said = _with_ticket(
        line,
        at,
        lambda client, held: client.post("/cgi-bin/message/custom/send", params={"access_token": held}, json=body),
    )
    return said if isinstance(said, Fault) else None


def media(media_id: str, line: Line, *, at: datetime) -> Enclosure | Fault:
    """A picture, recording or video that somebody sent. It is there for three days."""
    import httpx

    try:
        held = ticket(line, at=at)
        with (
            _client() as client,
            client.stream("GET", "/cgi-bin/media/get", params={"access_token": held, "media_id": media_id}) as answer,
        ):
            content = b"".join(_bounded(answer))
    except TicketFault as fault:
        return fault.fault
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        return Fault("network", type(fault).__name__)
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip()
    if kind in ("application/json", "text/plain"):
        return _fault_in(content, line)
    return Enclosure(f"wechat.{kind.partition('/')[2][:8] or 'bin'}", kind, content)


def _fault_in(content: bytes, line: Line) -> Fault:
    import httpx

    try:
        said = httpx.Response(200, content=content).json()
        code = int(said.get("errcode", 0))
    except (ValueError, AttributeError, TypeError):
        return Fault("answer", "not a file")
    fault = _fault(code, str(said.get("errmsg", "")))
    if fault.code == "ticket":
        keep_ticket(line, "", None)
    return fault


def _bounded(answer: "httpx.Response") -> Any:
    size = 0
    for piece in answer.iter_bytes():
        size += len(piece)
        if size > MOST_MEDIA:
            return
        yield piece
