"""The channels of the inbox: what is connected, and how to connect e-mail and WeChat."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.company.rules import Role
from anjia.interfaces.desk.forms import voice as forms
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.voice import operations, queries
from anjia.voice.operations import MailSettings, WechatSettings
from anjia.voice.rules import REMOTE, Channel

USUAL_MAIL = {"imap_port": 993, "imap_security": "tls", "smtp_port": 465, "smtp_security": "tls"}


@for_desk(Role.OWNER)
@require_GET
def channels(request: Request) -> HttpResponseBase:
    """Every channel with how it stands."""
    slug = request.company.slug
    context = {
        "email": queries.connection_of(Channel.EMAIL),
        "wechat": queries.connection_of(Channel.WECHAT),
        "contact_url": request.build_absolute_uri(reverse("public:contact", args=[slug])),
        "boxes": len(queries.boxes()),
        "stopped": queries.stopped_sendings(limit=20),
    }
    return render(request, "desk/voice/channels.html", context)


def _channel(name: str) -> Channel:
    if name not in set(REMOTE):
        raise Missing
    return Channel(name)


@for_desk(Role.OWNER)
def channel(request: Request, channel: str) -> HttpResponseBase:
    """The settings of e-mail or WeChat. Secrets are written, never shown; an empty one stays as it is."""
    chosen = _channel(channel)
    known = queries.connection_of(chosen)
    kind: type[Form] = forms.MailForm if chosen is Channel.EMAIL else forms.WechatForm
    initial = known.settings if known else USUAL_MAIL if chosen is Channel.EMAIL else {"mode": "aes"}
    form = kind(request.POST or None, initial=initial)
    for name in ("password", "app_secret", "token"):
        if name in form.fields:
            form.fields[name].required = known is None
    if request.method == "POST" and form.is_valid():
        try:
            _CONNECT[chosen](form.cleaned_data, request)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Kept. Now try the connection."))
            return redirect("desk:channel", chosen.value)
    context = {
        "form": form,
        "channel": chosen.value,
        "name": queries.channel_names()[chosen],
        "known": known,
        "callback": request.build_absolute_uri(reverse("public:wechat", args=[request.company.slug])),
        "tried": request.session.pop(f"tried_{chosen}", None),
    }
    return render(request, f"desk/voice/channel_{chosen}.html", context, status=422 if form.is_bound else 200)


def _mail(values: dict[str, Any], request: Request) -> None:
    operations.connect_email(to=MailSettings(**values), at=clock.now(), by=request.person.actor)


def _wechat(values: dict[str, Any], request: Request) -> None:
    operations.connect_wechat(to=WechatSettings(**values), at=clock.now(), by=request.person.actor)


_CONNECT: dict[Channel, Callable[[dict[str, Any], Request], None]] = {Channel.EMAIL: _mail, Channel.WECHAT: _wechat}


@for_desk(Role.OWNER)
@require_POST
def try_channel(request: Request, channel: str) -> HttpResponseBase:
    """Tries the connection and says in a sentence what is wrong; nothing is sent to anybody."""
    chosen = _channel(channel)
    found = operations.try_channel(channel=chosen, at=clock.now())
    request.session[f"tried_{chosen}"] = [[one.good, one.sentence] for one in found]
    return redirect("desk:channel", chosen.value)


@for_desk(Role.OWNER)
@require_POST
def switch_channel(request: Request, channel: str) -> HttpResponseBase:
    """Switches a connected channel on or off."""
    chosen = _channel(channel)
    known = queries.connection_of(chosen)
    if known is None:
        raise Missing
    operations.switch_channel(channel=chosen, on=not known.on, at=clock.now(), by=request.person.actor)
    say(request, _("Switched off.") if known.on else _("Switched on."))
    return redirect("desk:channel", chosen.value)
