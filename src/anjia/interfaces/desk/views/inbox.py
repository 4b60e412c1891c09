"""The inbox: every message of every channel, whose turn it is, and the page on which one is answered."""

from collections.abc import Mapping
from typing import Any

from asgiref.sync import sync_to_async
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.company.rules import Role
from anjia.households import queries as households
from anjia.interfaces.desk.forms import voice as forms
from anjia.interfaces.desk.inbox_cards import ICONS, messages_of, rows_of, side_facts, who_of
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.live import live_answer
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.parts import Link
from anjia.interfaces.shared.talk import file_answer, fresh_id
from anjia.kernel import clock
from anjia.promises import queries as promises
from anjia.quality import operations as quality_operations
from anjia.quality import queries as quality
from anjia.voice import operations, queries
from anjia.voice.queries import ConversationSummary, InboxFilter
from anjia.voice.rules import Channel, Standing, Way

PAGE = 40
ROLES = (Role.ADVISER, Role.QUALITY_LEAD, Role.DISPATCHER)


@for_desk(*ROLES)
@require_GET
def inbox(request: Request) -> HttpResponseBase:
    """Conversations by page: what waits for us the longest first."""
    asked = request.GET
    standing = asked.get("standing", "us")
    wanted = InboxFilter(
        standing=standing if standing in set(Standing) else "",
        channel=asked.get("channel", "") if asked.get("channel") in set(Channel) else "",
        staff_id=request.person.id if asked.get("whose") == "mine" else None,
        team=asked.get("team", "") if asked.get("team") in quality.team_names() else "",
        household_id=number(asked.get("household")),
        query=asked.get("q", "")[:40].replace("\x00", "").strip(),
    )
    page = queries.inbox_page(wanted, key=number(asked.get("before")), limit=PAGE)
    context = {
        "rows": rows_of(page.conversations, at=clock.now()),
        "older": page.next_key,
        "wanted": wanted,
        "whose": "mine" if wanted.staff_id else "all",
        "channels": queries.channel_names(),
        "teams": quality.team_names(),
        "tabs": _tabs(asked, wanted),
        "kept": _without(asked, "before"),
        "stopped": queries.stopped_sendings(limit=5),
    }
    return render(request, "desk/voice/inbox.html", context)


def _without(asked: Mapping[str, Any], *left_out: str) -> str:
    """The address's questions without some of them, to be continued with another."""
    kept = QueryDict(mutable=True)
    kept.update({name: value for name, value in asked.items() if name not in left_out})
    return f"{kept.urlencode()}&" if kept else ""


def _tabs(asked: Any, wanted: InboxFilter) -> list[Link]:
    names = {"us": _("Waits for us"), "them": _("Waits for them"), "done": _("Done"), "": _("Everything")}
    rest = _without(asked, "before", "standing")
    return [
        Link(
            label=label,
            url=f"?{rest}standing={standing or 'all'}",
            current=wanted.standing == standing,
            count=queries.count_waiting() if standing == Standing.US else 0,
        )
        for standing, label in names.items()
    ]


@for_desk(*ROLES)
@require_GET
def conversation(request: Request, conversation_id: int) -> HttpResponseBase:
    """One conversation with all that helps to answer it."""
    return conversation_page(request, conversation_id, {})


def conversation_page(request: Request, conversation_id: int, bound: dict[str, Form]) -> HttpResponse:
    """The page of a conversation; `bound` are forms that came back with a refusal, by the name of their act."""
    at, one = clock.now(), queries.conversation(conversation_id)
    families = households.names_of([one.household_id])
    facts = side_facts(one, at=at)
    who = who_of(one, families, {one.caregiver_id or 0: facts["caregiver"]})
    query = request.GET.get("q", "")[:40].replace("\x00", "")
    operations.see_here(conversation_id=one.id)
    context = {
        "one": one,
        "who": who,
        "channel": queries.channel_names()[one.channel],
        "icon": ICONS[Channel(one.channel)],
        "standing": queries.standing_names()[one.standing],
        "is_done": one.standing is Standing.DONE,
        "said": messages_of(one, who),
        "promise": promises.promise_of("message_answered", one.name),
        "way": _way_words(one),
        "forms": _forms(one, bound),
        "opened": next((name for name in bound if name in ("complaint", "consult")), ""),
        "query": query,
        "found": _found(query),
        "may_consult": one.household_id is not None and hasattr(quality_operations, "start_consultation"),
        **facts,
    }
    return render(request, "desk/voice/conversation.html", context, status=422 if bound else 200)


def _way_words(one: ConversationSummary) -> str:
    """What happens when the answer is sent."""
    if not one.reachable:
        return _("Nobody left a number here. Write a note, then call it done.")
    words = {
        Way.SENT: _("Goes out to the person by this channel."),
        Way.SHOWN: _("Is read on the person's own page."),
        Way.SAID: _("Say it on the phone and write down here what was said."),
    }
    return words[one.way]


def _forms(one: ConversationSummary, bound: dict[str, Form]) -> dict[str, Form]:
    chosen = f"staff:{one.staff_id}" if one.staff_id else f"to:{one.team}"
    fresh: dict[str, Form] = {
        "answer": forms.AnswerForm(auto_id="answer-%s", initial={"client_id": fresh_id()}),
        "note": forms.NoteForm(auto_id="note-%s"),
        "assign": forms.AssignForm(auto_id="assign-%s", initial={"who": chosen}),
        "complaint": forms.ComplaintForm(auto_id="complaint-%s"),
        "consult": forms.ConsultForm(auto_id="consult-%s"),
    }
    return fresh | bound


def _found(query: str) -> list[households.HouseholdSummary]:
    return list(households.households(households.ids_matching(query, limit=8)).values()) if query.strip() else []


@for_desk(*ROLES)
@require_GET
def attachment(request: Request, attachment_id: int) -> HttpResponseBase:
    """A photo or file of a conversation."""
    return file_answer(request, queries.attachment(attachment_id))


@for_desk(*ROLES)
@require_GET
def _watch(request: Request, conversation_id: int | None = None) -> HttpResponseBase:
    if conversation_id is not None:
        queries.conversation(conversation_id)
    return HttpResponse()


async def inbox_live(request: Request) -> HttpResponseBase:
    """Says "changed" whenever something comes in or goes out."""
    checked = await sync_to_async(_watch)(request)
    if checked.status_code != 200:
        return checked
    return live_answer(request, request.person.company_id, "inbox:1")


async def conversation_live(request: Request, conversation_id: int) -> HttpResponseBase:
    """Says "changed" whenever something happens in the conversation."""
    checked = await sync_to_async(_watch)(request, conversation_id)
    if checked.status_code != 200:
        return checked
    return live_answer(request, request.person.company_id, f"conversation:{conversation_id}")


inbox_live.audience, inbox_live.roles = "desk", ROLES  # type: ignore[attr-defined]
conversation_live.audience, conversation_live.roles = "desk", ROLES  # type: ignore[attr-defined]
