"""A word to the company from outside: the contact form, the suggestion box, and what WeChat's server brings."""

import logging
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from anjia.interfaces.public.forms.voice import ContactForm, SlipForm
from anjia.interfaces.public.limits import count_in
from anjia.interfaces.shared.access import Request, for_everyone
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.talk import fresh_id
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.promises import queries as promises
from anjia.promises.rules import Kind
from anjia.voice import operations, queries
from anjia.voice.operations import Slip, WebForm
from anjia.voice.queries import BoxSummary
from anjia.voice.rules import Channel
from anjia.voice.rules.wechat import Distrust
from anjia.workforce import queries as workforce

log = logging.getLogger(__name__)
SENT = "sent_message"


def _consent(company: Any) -> str:
    sentence = _(
        "I agree that %(company)s uses my name and number to answer this message, and for nothing else."
        " I can have them deleted at any time."
    )
    return sentence % {"company": company.name}


@for_everyone
def contact(request: Request, slug: str) -> HttpResponseBase:
    """A message with a number to call back. Sent twice, it is kept once."""
    form = ContactForm(request.POST or None, consent=_consent(request.company), initial={"form_id": fresh_id()})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            return redirect("public:said", slug)
        try:
            request.session[SENT] = _keep(request, Channel.WEB_FORM, _web_form(form.cleaned_data))
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            return redirect("public:said", slug)
    context = {"form": form, "promised": promises.clause_in_force(Kind.MESSAGE_ANSWERED, at=clock.now())}
    return render(request, "public/contact.html", context, status=422 if form.is_bound else 200)


def _web_form(values: dict[str, Any]) -> WebForm:
    return WebForm(text=values["text"], form_id=values["form_id"], name=values["name"], phone=values["phone"])


def _keep(request: Request, channel: Channel, raw: Any) -> int | None:
    """Keeps the message within the visitor's limits; returns the conversation's id."""
    count_in(request, request.company.id)
    kept = operations.hear(channel, raw, at=clock.now(), by=request.person.actor)
    return kept.conversation_id if kept else None


@for_everyone
def slip(request: Request, slug: str, code: str) -> HttpResponseBase:
    """A slip for the box behind a QR code; anonymous unless somebody leaves a number."""
    box = queries.box_by_code(code)
    form = SlipForm(request.POST or None, initial={"form_id": fresh_id()})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            return redirect("public:said", slug)
        try:
            conversation_id = _keep(request, Channel.SUGGESTION, _slip(box, form.cleaned_data))
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            request.session[SENT] = conversation_id if form.cleaned_data["phone"] else None
            return redirect("public:said", slug)
    context = {"form": form, "box": box, "caregiver": _caregiver(box)}
    return render(request, "public/slip.html", context, status=422 if form.is_bound else 200)


def _slip(box: BoxSummary, values: dict[str, Any]) -> Slip:
    return Slip(
        text=values["text"],
        form_id=values["form_id"],
        phone=values["phone"],
        branch_id=box.branch_id,
        caregiver_id=box.caregiver_id,
    )


def _caregiver(box: BoxSummary) -> str:
    return workforce.names_of([box.caregiver_id]).get(box.caregiver_id or 0, "")


@for_everyone
@require_GET
def said(request: Request, slug: str) -> HttpResponseBase:
    """Thanks, and by when somebody answers if an answer is owed."""
    sent = request.session.get(SENT)
    promise = promises.promise_of(Kind.MESSAGE_ANSWERED, f"conversation:{sent}") if sent else None
    return render(request, "public/said.html", {"promise": promise})


@csrf_exempt  # WeChat's server has no form of ours: its signature stands in the place of the token
@for_everyone
@require_http_methods(["GET", "POST"])
def wechat(request: Request, slug: str) -> HttpResponseBase:
    """The address that the company enters at WeChat. Answers at once; what is to be said goes out later.

    Whoever cannot sign hears that there is nothing here.
    """
    query = {name: str(value)[:200] for name, value in request.GET.items()}
    try:
        if request.method == "GET":
            words = operations.greet_official(query=query, at=clock.now())
            return HttpResponse(words, content_type="text/plain; charset=utf-8")
        operations.hear_official(query=query, body=request.body, at=clock.now())
    except (Distrust, Missing) as reason:
        log.warning("a call in WeChat's name was refused: %s", reason)
        return HttpResponse(status=404)
    return HttpResponse("success", content_type="text/plain")
