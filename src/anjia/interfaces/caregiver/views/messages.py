"""The caregiver's own chat with the company."""

from asgiref.sync import sync_to_async
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from anjia.interfaces.caregiver.bar import bottom_bar
from anjia.interfaces.shared.access import Request, for_caregiver
from anjia.interfaces.shared.live import live_answer
from anjia.interfaces.shared.talk import file_answer, form_id, fresh_id, photos_in, talk_of
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.voice import operations, queries
from anjia.voice.operations import ChatLine
from anjia.voice.rules import Channel


@for_caregiver
def messages(request: Request) -> HttpResponseBase:
    """Her talk with the company, the latest at the bottom; a line sent twice is said once."""
    if request.method != "POST":
        return _page(request)
    try:
        _say(request)
    except Refusal as refusal:
        return _page(request, refusal.sentence)
    return redirect(reverse("caregiver:messages") + "#latest")


def _say(request: Request) -> None:
    line = ChatLine(
        text=request.POST.get("text", ""),
        form_id=form_id(request),
        person_id=request.person.id,
        name=request.person.actor.name,
        photos=photos_in(request),
    )
    operations.hear(Channel.WORK_CHAT, line, at=clock.now(), by=request.person.actor)


def _page(request: Request, refusal: str = "") -> HttpResponse:
    found = queries.conversation_of_caregiver(request.person.id)
    talk = talk_of(
        queries.messages_of(found.id) if found else (),
        company=request.company.name,
        url_of=lambda file_id: reverse("caregiver:message-file", args=[file_id]),
    )
    operations.see_there(caregiver_id=request.person.id)
    context = {
        "talk": talk,
        "write_url": reverse("caregiver:messages"),
        "written": request.POST.get("text", "")[:2000] if refusal else "",
        "form_id": fresh_id(),
        "refusal": refusal,
        "tabs": bottom_bar("messages"),
    }
    return render(request, "caregiver/messages.html", context, status=422 if refusal else 200)


@for_caregiver
@require_GET
def file(request: Request, own_attachment_id: int) -> HttpResponseBase:
    """A photo or file of her own chat."""
    found = queries.attachment(own_attachment_id)
    if found.caregiver_id != request.person.id or found.channel != Channel.WORK_CHAT:
        raise Missing
    return file_answer(request, found)


@for_caregiver
@require_GET
def _watch(request: Request) -> HttpResponseBase:
    return HttpResponse()


async def live(request: Request) -> HttpResponseBase:
    """Says "changed" whenever something happens around her."""
    checked = await sync_to_async(_watch)(request)
    if checked.status_code != 200:
        return checked
    return live_answer(request, request.person.company_id, f"caregiver:{request.person.id}")


live.audience = "caregiver"  # type: ignore[attr-defined]
