"""Everything a household and the company said to each other, on one page, and the chat."""

from asgiref.sync import sync_to_async
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.live import live_answer
from anjia.interfaces.shared.talk import file_answer, form_id, fresh_id, photos_in, talk_of
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.promises import queries as promises
from anjia.promises.rules import Kind
from anjia.quality import queries as quality
from anjia.voice import operations, queries
from anjia.voice.operations import ChatLine
from anjia.voice.rules import Channel


@for_household
def messages(request: Request) -> HttpResponseBase:
    """The talk, the latest at the bottom; a line sent twice is said once."""
    if request.method != "POST":
        return _page(request)
    try:
        _say(request)
    except Refusal as refusal:
        return _page(request, refusal.sentence)
    return redirect(reverse("household:messages") + "#latest")


def _say(request: Request) -> None:
    line = ChatLine(
        text=request.POST.get("text", ""),
        form_id=form_id(request),
        person_id=request.person.id,
        name=request.person.actor.name,
        photos=photos_in(request),
    )
    operations.hear(Channel.CHAT, line, at=clock.now(), by=request.person.actor)


def _page(request: Request, refusal: str = "") -> HttpResponse:
    household_id = request.person.id
    talk = talk_of(
        queries.messages_to_household(household_id),
        company=request.company.name,
        url_of=lambda file_id: reverse("household:message-file", args=[file_id]),
    )
    operations.see_there(household_id=household_id)
    context = {
        "talk": talk,
        "complaints": quality.complaints_of_household(household_id, limit=10),
        "promised": promises.clause_in_force(Kind.MESSAGE_ANSWERED, at=clock.now()),
        "write_url": reverse("household:messages"),
        "written": request.POST.get("text", "")[:2000] if refusal else "",
        "form_id": fresh_id(),
        "refusal": refusal,
        "back": reverse("household:home"),
    }
    return render(request, "household/messages/messages.html", context, status=422 if refusal else 200)


@for_household
@require_GET
def file(request: Request, attachment_id: int) -> HttpResponseBase:
    """A photo or file of the household's own conversations."""
    found = queries.attachment(attachment_id)
    if found.household_id != request.person.id or found.channel == Channel.WORK_CHAT:
        raise Missing
    return file_answer(request, found)


@for_household
@require_GET
def _watch(request: Request) -> HttpResponseBase:
    return HttpResponse()


async def live(request: Request) -> HttpResponseBase:
    """Says "changed" whenever something happens around the household."""
    checked = await sync_to_async(_watch)(request)
    if checked.status_code != 200:
        return checked
    return live_answer(request, request.person.company_id, f"household:{request.person.id}")


live.audience = "household"  # type: ignore[attr-defined]
