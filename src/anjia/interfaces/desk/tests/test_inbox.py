"""The inbox at the desk: list, conversation, acts, channels, suggestion boxes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from anjia.booking.queries import visit
from anjia.booking.testing import plan_visit
from anjia.company.queries import staff_list
from anjia.company.rules import Role
from anjia.fieldwork.testing import a_photo
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import PUBLIC
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.voice import operations, queries
from anjia.voice.operations import ChatLine
from anjia.voice.rules import Channel, Enclosure, Standing
from anjia.voice.testing import a_chat, a_form

SOON = timedelta(minutes=10)


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at + SOON):
        yield


@pytest.fixture
def adviser(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.ADVISER)


@pytest.fixture
def owner(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000002", Role.OWNER)


@pytest.fixture
def household_id(company_id: int, at: datetime) -> int:
    with company_scope(company_id):
        visit_id = plan_visit(at=at - timedelta(days=2), starts_at=at - timedelta(hours=1))
        return visit(visit_id).household_id


@pytest.fixture
def chat(company_id: int, household_id: int, at: datetime) -> int:
    with company_scope(company_id):
        return a_chat(household_id, "几点到<script>", at=at).conversation_id


def page(client: Client, name: str, *args: object, **query: Any) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def post(client: Client, name: str, *args: object, **values: Any) -> Any:
    return client.post(reverse(name, args=args), values)


def standing(company_id: int, conversation_id: int) -> Standing:
    with company_scope(company_id):
        return queries.conversation(conversation_id).standing


def test_the_list_shows_who_waits_and_during_which_visit(adviser: Client, chat: int) -> None:
    text = page(adviser, "desk:inbox")
    for words in ("陈女士", "几点到&lt;script&gt;", "visit under way", "Household&#x27;s chat", "left"):
        assert words in text
    assert "陈女士" not in page(adviser, "desk:inbox", channel="email")
    assert "陈女士" in page(adviser, "desk:inbox", standing="all", q="几点到")
    assert "Nothing like that." in page(adviser, "desk:inbox", q="没有")


def test_an_answer_a_note_and_done_with_a_way_back(adviser: Client, company_id: int, chat: int) -> None:
    assert post(adviser, "desk:answer-conversation", chat, text="九点", client_id="1").status_code == 302
    assert post(adviser, "desk:answer-conversation", chat, text="九点", client_id="1").status_code == 302
    assert post(adviser, "desk:note-conversation", chat, text="老客户").status_code == 302
    text = page(adviser, "desk:conversation", chat)
    assert text.count("九点") == 1
    assert "only staff reads this" in text
    done = adviser.post(reverse("desk:conversation-done", args=[chat]), follow=True).content.decode()
    assert reverse("desk:conversation-reopen", args=[chat]) in done
    assert standing(company_id, chat) is Standing.DONE
    post(adviser, "desk:conversation-reopen", chat)
    assert standing(company_id, chat) is Standing.THEM


def test_a_refusal_comes_back_in_its_form(adviser: Client, company_id: int, chat: int, at: datetime) -> None:
    answer = post(adviser, "desk:answer-conversation", chat, text="")
    assert answer.status_code == 422
    with company_scope(company_id):
        kept = operations.hear(Channel.SUGGESTION, operations.Slip(text="地滑", form_id=""), at=at, by=PUBLIC)
    assert kept is not None
    assert "There is nobody to send it to." in page(adviser, "desk:conversation", kept.conversation_id)
    refused = post(adviser, "desk:answer-conversation", kept.conversation_id, text="好")
    assert refused.status_code == 422


def test_it_is_tied_to_the_one_whose_number_it_names_with_one_click(
    adviser: Client, company_id: int, household_id: int, at: datetime
) -> None:
    with company_scope(company_id):
        one = a_form("我的号码是 13912345678", at=at, phone="13900000009", name="吴").conversation_id
    assert "Tie to 陈女士" in page(adviser, "desk:conversation", one)
    assert "陈女士" in page(adviser, "desk:conversation", one, q="陈")
    post(adviser, "desk:tie-conversation", one, household=household_id)
    with company_scope(company_id):
        assert queries.conversation(one).household_id == household_id
    post(adviser, "desk:untie-conversation", one, what="household")
    with company_scope(company_id):
        assert queries.conversation(one).household_id is None
    assert post(adviser, "desk:tie-conversation", one, household=999_999).status_code == 404
    assert post(adviser, "desk:tie-conversation", one).status_code == 404


def test_it_is_given_on_taken_over_and_becomes_a_complaint_once(adviser: Client, company_id: int, chat: int) -> None:
    assert post(adviser, "desk:assign-conversation", chat, who="to:quality_lead").status_code == 302
    assert post(adviser, "desk:assign-conversation", chat, who="staff:999").status_code == 422
    post(adviser, "desk:take-conversation", chat)
    values = {"severity": "serious", "cause": "other", "about_visit": "on"}
    first = post(adviser, "desk:conversation-complaint", chat, **values)
    again = post(adviser, "desk:conversation-complaint", chat, **values)
    assert first["Location"] == again["Location"]
    assert "became a complaint" in page(adviser, "desk:conversation", chat)
    assert post(adviser, "desk:conversation-complaint", chat, **values, message="999999").status_code == 404


def test_an_expert_is_asked(adviser: Client, company_id: int, chat: int) -> None:
    shown = page(adviser, "desk:conversation", chat)
    assert 'id="consult"' in shown
    with company_scope(company_id):
        staff_id = staff_list()[0].id
    asked = post(adviser, "desk:conversation-consult", chat, topic="地板", question="怎么养护", staff=staff_id)
    assert asked.status_code == 302
    bad = post(adviser, "desk:conversation-consult", chat, topic="", question="", staff="")
    assert bad.status_code == 422


def test_a_call_is_written_down_once(adviser: Client, company_id: int, household_id: int) -> None:
    values = {"phone": "139 1234 5678", "name": "陈", "text": "想加一小时", "form_id": "c1"}
    first = adviser.post(reverse("desk:new-call"), values)
    assert first["Location"] == adviser.post(reverse("desk:new-call"), values)["Location"]
    assert "陈女士" in adviser.get(first["Location"]).content.decode()
    assert post(adviser, "desk:new-call", phone="12", text="x").status_code == 422


def test_files_are_for_the_desk_and_nobody_else(
    adviser: Client, company_id: int, stranger_id: int, household_id: int, at: datetime
) -> None:
    files = (Enclosure("a.jpg", "image/jpeg", a_photo().read()), Enclosure("账单.pdf", "application/pdf", b"%PDF-1"))
    line = ChatLine(text="", form_id="", person_id=household_id, name="陈", photos=files)
    with company_scope(company_id):
        kept = operations.hear(Channel.CHAT, line, at=at, by=PUBLIC)
        assert kept is not None
        photo, paper = queries.message(kept.message_id).attachments
    assert adviser.get(reverse("desk:attachment", args=[photo.id]))["Content-Type"] == "image/webp"
    answer = adviser.get(reverse("desk:attachment", args=[paper.id]))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    stranger = client_of(stranger_id, at, "13900000009", Role.OWNER)
    assert stranger.get(reverse("desk:attachment", args=[photo.id])).status_code == 404


def test_a_stranger_finds_nothing(chat: int, stranger_id: int, company_id: int, at: datetime) -> None:
    stranger = client_of(stranger_id, at, "13900000009", Role.OWNER)
    assert "陈女士" not in page(stranger, "desk:inbox", standing="all")
    for name in ("conversation", "answer-conversation", "conversation-done", "conversation-live"):
        url = reverse(f"desk:{name}", args=[chat])
        assert (stranger.post if name != "conversation" else stranger.get)(url, {"text": "x"}).status_code in (404, 405)
    assert Client().get(reverse("desk:inbox")).status_code == 302
    finance = client_of(company_id, at, "13900000008", Role.FINANCE)
    assert finance.get(reverse("desk:inbox")).status_code == 403


def test_a_full_inbox_asks_as_little_as_an_empty_one(adviser: Client, company_id: int, at: datetime) -> None:
    def fill(first: int, last: int) -> None:
        with company_scope(company_id):
            for number in range(first, last):
                a_form("问价格", at=at, phone=f"139000011{number:02d}")

    fill(0, 2)
    few = queries_of(lambda: page(adviser, "desk:inbox"))
    fill(2, 12)
    assert queries_of(lambda: page(adviser, "desk:inbox")) <= few
    assert few < 30


MAIL = {
    "address": "hello@anhe.example",
    "user": "",
    "password": "tea-and-rice",
    "imap_host": "127.0.0.1",
    "imap_port": "1",
    "imap_security": "none",
    "smtp_host": "127.0.0.1",
    "smtp_port": "1",
    "smtp_security": "none",
}
WECHAT = {"app_id": "wx0123456789abcdef", "app_secret": "tea-and-rice", "token": "abc", "aes_key": "", "mode": "plain"}


@pytest.mark.parametrize(("channel", "values"), [("email", MAIL), ("wechat", WECHAT)])
def test_a_channel_is_connected_tried_and_switched_and_its_secret_never_shown(
    owner: Client, channel: str, values: dict[str, str], settings: Any
) -> None:
    settings.WECHAT_API = "http://127.0.0.1:1"
    assert "not connected" in page(owner, "desk:channels")
    assert post(owner, "desk:try-channel", channel).status_code == 404
    assert post(owner, "desk:channel", channel, **values | {"app_id": "x", "imap_port": "0"}).status_code == 422
    assert post(owner, "desk:channel", channel, **values).status_code == 302
    post(owner, "desk:try-channel", channel)
    text = page(owner, "desk:channel", channel)
    assert "The server cannot be reached." in text
    assert "tea-and-rice" not in text
    post(owner, "desk:switch-channel", channel)
    assert "switched off" in page(owner, "desk:channels")
    assert owner.get(reverse("desk:channel", args=["chat"])).status_code == 404


def test_only_the_owner_connects_channels(adviser: Client) -> None:
    assert adviser.get(reverse("desk:channels")).status_code == 403


def test_a_suggestion_box_has_a_poster_until_it_is_closed(adviser: Client, company_id: int) -> None:
    assert "No suggestion box yet." in page(adviser, "desk:suggestion-boxes")
    assert adviser.post(reverse("desk:suggestion-boxes"), {"name": ""}).status_code == 422
    made = adviser.post(reverse("desk:suggestion-boxes"), {"name": "前台"})
    text = adviser.get(made["Location"]).content.decode()
    assert "<svg" in text
    assert "/say/anhe/" in text
    with company_scope(company_id):
        (box,) = queries.boxes()
    post(adviser, "desk:close-suggestion-box", box.id)
    assert "No suggestion box yet." in page(adviser, "desk:suggestion-boxes")
    assert Client().get(f"/say/anhe/{box.code}/").status_code == 404
