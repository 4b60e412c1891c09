"""The gallery, and a bare page whose forms and events the browser tests press."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.template import RequestContext, Template
from django.urls import include, path

from anjia.interfaces.shared.access import for_everyone
from anjia.interfaces.shared.toasts import say

SENT: list[str] = []
PAGE = """{% extends "desk.html" %}{% block content %}
<form id="once" method="post" action="/sent/">{% csrf_token %}
{% button id="send" name="what" value="once" %}Send{% endbutton %}</form>
{% post_button "/sent/" confirm="Really remove it?" what="removed" %}Remove{% endpost_button %}
<button id="refused" hx-post="/refused/" hx-swap="outerHTML">Try</button>
<button id="sheet-opener" hx-get="/sheet/" hx-target="#sheet-body">Look</button>
<p id="living" data-live="/events/">sent {{ sent|length }}</p>
{% photo_input "photo" "Photo" %}
{% endblock %}"""


@for_everyone
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(Template(PAGE).render(RequestContext(request, {"sent": SENT})))


@for_everyone
def sent(request: HttpRequest) -> HttpResponse:
    SENT.append(request.POST.get("what", ""))
    say(request, "It was sent.", undo="/sent/")
    return redirect("/page/")


@for_everyone
def refused(request: HttpRequest) -> HttpResponse:
    return HttpResponse("The slot was just taken.", status=422, content_type="text/plain; charset=utf-8")


@for_everyone
def sheet(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<p>Inside the sheet</p><button id="inside" hx-post="/refused/">Try</button>')


@for_everyone
def events(request: HttpRequest) -> StreamingHttpResponse:
    def stream() -> Iterator[str]:
        SENT.append("event")
        yield "retry: 60000\n\nevent: changed\ndata: 1\n\n"

    return StreamingHttpResponse(stream(), content_type="text/event-stream")


urlpatterns = [
    path("page/", page),
    path("sent/", sent),
    path("refused/", refused),
    path("sheet/", sheet),
    path("events/", events),
    path("", include("anjia.interfaces.shared.urls")),
    path("", include("anjia.house.urls")),
]
