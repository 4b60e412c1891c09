"""What can be done with a conversation; each act is one operation. A refusal comes back in the form it is about."""

from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anjia.households import queries as households
from anjia.interfaces.desk.acting import Act, carry_out
from anjia.interfaces.desk.forms import voice as forms
from anjia.interfaces.desk.views.inbox import ROLES, conversation_page
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.talk import fresh_id
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.quality import operations as quality
from anjia.voice import operations, queries
from anjia.voice.operations import CallNote
from anjia.voice.rules import Channel, Side


def _act(request: Request, conversation_id: int, name: str, kind: type[Form], act: Act, said: str) -> HttpResponseBase:
    """Runs one act about a conversation from its form, which stands on the conversation's page."""
    one, form = queries.conversation(conversation_id), kind(request.POST, auto_id=f"{name}-%s")
    back = redirect("desk:conversation", one.id)
    return carry_out(
        request, form, act, said, back=back, shown=lambda: conversation_page(request, one.id, {name: form})
    )


@for_desk(*ROLES)
def answer(request: Request, conversation_id: int) -> HttpResponseBase:
    """Answers the person."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.answer(conversation_id=conversation_id, **values, at=at, by=by)

    return _act(request, conversation_id, "answer", forms.AnswerForm, act, _("Answered."))


@for_desk(*ROLES)
def note(request: Request, conversation_id: int) -> HttpResponseBase:
    """Writes a note for the colleagues."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        operations.write_note(conversation_id=conversation_id, text=values["text"], at=at, by=by)

    return _act(request, conversation_id, "note", forms.NoteForm, act, _("Noted."))


@for_desk(*ROLES)
def assign(request: Request, conversation_id: int) -> HttpResponseBase:
    """Gives it to a person or a team."""

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        kind, _colon, code = values["who"].partition(":")
        given: dict[str, Any] = {"staff_id": number(code)} if kind == "staff" else {"team": code}
        operations.assign_conversation(conversation_id=conversation_id, **given, at=at, by=by)

    return _act(request, conversation_id, "assign", forms.AssignForm, act, _("Given on."))


@for_desk(*ROLES)
@require_POST
def take(request: Request, conversation_id: int) -> HttpResponseBase:
    """Takes it over oneself."""
    operations.assign_conversation(
        conversation_id=conversation_id, staff_id=request.person.id, at=clock.now(), by=request.person.actor
    )
    return redirect("desk:conversation", conversation_id)


@for_desk(*ROLES)
@require_POST
def done(request: Request, conversation_id: int) -> HttpResponseBase:
    """Calls it done; the next page offers to take that back."""
    operations.mark_done(conversation_id=conversation_id, at=clock.now(), by=request.person.actor)
    say(request, _("Done."), undo=reverse("desk:conversation-reopen", args=[conversation_id]))
    return redirect("desk:inbox")


@for_desk(*ROLES)
@require_POST
def reopen(request: Request, conversation_id: int) -> HttpResponseBase:
    """Takes back that it is done."""
    operations.reopen(conversation_id=conversation_id, at=clock.now(), by=request.person.actor)
    return redirect("desk:conversation", conversation_id)


@for_desk(*ROLES)
@require_POST
def tie(request: Request, conversation_id: int) -> HttpResponseBase:
    """Says to whom it belongs: a household, or one of its visits."""
    household_id, visit_id = number(request.POST.get("household")), number(request.POST.get("visit"))
    if household_id is None and visit_id is None:
        raise Missing
    operations.tie_conversation(
        conversation_id=conversation_id,
        household_id=household_id,
        visit_id=visit_id,
        at=clock.now(),
        by=request.person.actor,
    )
    say(request, _("Tied."))
    return redirect("desk:conversation", conversation_id)


@for_desk(*ROLES)
@require_POST
def untie(request: Request, conversation_id: int) -> HttpResponseBase:
    """Takes a tie away."""
    operations.untie_conversation(
        conversation_id=conversation_id, what=request.POST.get("what", ""), at=clock.now(), by=request.person.actor
    )
    return redirect("desk:conversation", conversation_id)


@for_desk(*ROLES)
def complain(request: Request, conversation_id: int) -> HttpResponseBase:
    """Opens a complaint from one of the household's messages, once, and goes there."""
    one = queries.conversation(conversation_id)
    message_id = number(request.POST.get("message"))
    heard = [row for row in queries.messages_of(one.id) if row.side is Side.IN]
    chosen = next((row for row in heard if row.id == message_id), heard[-1] if heard and message_id is None else None)
    if request.method != "POST" or chosen is None:
        if request.method == "POST":
            raise Missing
        return redirect("desk:conversation", one.id)
    form = forms.ComplaintForm(request.POST, auto_id="complaint-%s")
    if form.is_valid():
        try:
            complaint_id = operations.open_complaint_from(
                message_id=chosen.id, **form.cleaned_data, at=clock.now(), by=request.person.actor
            )
            return redirect("desk:complaint", complaint_id)
        except Refusal as refusal:
            put_on(form, refusal)
    return conversation_page(request, one.id, {"complaint": form})


@for_desk(*ROLES)
def consult(request: Request, conversation_id: int) -> HttpResponseBase:
    """Gives the household's question to somebody who knows."""
    one = queries.conversation(conversation_id)

    def act(values: dict[str, Any], at: datetime, by: Actor) -> None:
        if one.household_id is None:
            raise Refusal(_("Whose question is it? Please tie the conversation to a household first."))
        quality.start_consultation(
            household_id=one.household_id,
            topic=values["topic"],
            question=values["question"],
            staff_id=int(values["staff"]),
            origin=one.name,
            at=at,
            by=by,
        )

    said = _("Asked. The household is promised the advice in time.")
    return _act(request, conversation_id, "consult", forms.ConsultForm, act, said)


@for_desk(*ROLES)
@require_POST
def send_again(request: Request, sending_id: int) -> HttpResponseBase:
    """Lets a stopped answer go out again."""
    conversation_id = operations.send_again(sending_id=sending_id, at=clock.now(), by=request.person.actor)
    say(request, _("It goes out again."))
    return redirect("desk:conversation", conversation_id)


@for_desk(*ROLES)
def new_call(request: Request) -> HttpResponseBase:
    """Writes down a call: whose number, and what was said."""
    household_id = number(request.GET.get("household"))
    household = households.household(household_id) if household_id else None
    form = forms.CallForm(request.POST or None, initial={"form_id": fresh_id()})
    if request.method == "POST" and form.is_valid():
        try:
            kept = operations.hear(
                Channel.CALL,
                CallNote(**form.cleaned_data, household_id=household_id),
                at=clock.now(),
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            return redirect("desk:conversation", kept.conversation_id) if kept else redirect("desk:inbox")
    context = {"form": form, "household": household}
    return render(request, "desk/voice/new_call.html", context, status=422 if form.is_bound else 200)
