"""The household's chat, and all that was said on one page."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from anjia.booking.testing import lay_ground
from anjia.fieldwork.testing import a_photo
from anjia.households.operations import issue_key
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.voice import operations, queries
from anjia.voice.testing import a_form

DESK = Actor("system", 0, "周敏")


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at):
        yield


@pytest.fixture
def household_id(company_id: int, at: datetime) -> int:
    with company_scope(company_id):
        return lay_ground(at=at).household_id


def phone_of(company_id: int, household_id: int, at: datetime) -> Client:
    with company_scope(company_id):
        token = issue_key(household_id=household_id, at=at, by=SYSTEM)
    client = Client(headers={"Accept-Language": "en"})
    client.get(reverse("household-link", args=[token]))
    return client


@pytest.fixture
def phone(company_id: int, household_id: int, at: datetime) -> Client:
    return phone_of(company_id, household_id, at)


def test_a_line_sent_twice_is_said_once_and_the_answer_is_new_until_seen(
    phone: Client, company_id: int, household_id: int, at: datetime
) -> None:
    for _time in range(2):
        assert phone.post("/home/messages/", {"text": "几点到<b>", "form_id": "1"}).status_code == 302
    with company_scope(company_id):
        (one,) = queries.conversations_of_household(household_id)
        operations.answer(conversation_id=one.id, text="九点", at=at, by=DESK)
        operations.write_note(conversation_id=one.id, text="老客户,别说", at=at, by=DESK)
    assert "1 new" in phone.get("/home/").content.decode()
    text = phone.get("/home/messages/").content.decode()
    assert text.count("几点到&lt;b&gt;") == 1
    assert "九点" in text
    assert "别说" not in text
    assert 'data-live="/home/messages/live/"' in text
    assert "1 new" not in phone.get("/home/").content.decode()


def test_what_was_said_on_other_channels_stands_there_too(
    phone: Client, company_id: int, household_id: int, at: datetime
) -> None:
    with company_scope(company_id):
        a_form("想加一小时", at=at)
    text = phone.get("/home/messages/").content.decode()
    assert "想加一小时" in text
    assert "Contact form" in text


def test_a_photo_is_kept_and_a_file_that_is_none_refused(phone: Client, company_id: int, household_id: int) -> None:
    assert phone.post("/home/messages/", {"text": "", "photo": a_photo()}).status_code == 302
    with company_scope(company_id):
        (said,) = queries.messages_to_household(household_id)
    url = reverse("household:message-file", args=[said.attachments[0].id])
    assert phone.get(url)["Content-Type"] == "image/webp"
    bad = SimpleUploadedFile("x.jpg", b"<svg onload=x>", "image/jpeg")
    assert phone.post("/home/messages/", {"text": "看", "photo": bad}).status_code == 422


def test_nothing_and_too_much_are_refused_in_a_sentence(phone: Client) -> None:
    for text in ("", "\x00", "😀" * 3000):
        answer = phone.post("/home/messages/", {"text": text})
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()


def test_another_household_sees_none_of_it(phone: Client, company_id: int, stranger_id: int, at: datetime) -> None:
    phone.post("/home/messages/", {"text": "门禁 8888", "photo": a_photo()})
    with company_scope(company_id):
        neighbour_id = lay_ground(at=at, phone="13912345679").household_id
        file_id = queries.inbox_page(queries.InboxFilter()).conversations[0].id
        photo = queries.messages_of(file_id)[0].attachments[0]
    neighbour = phone_of(company_id, neighbour_id, at)
    assert "8888" not in neighbour.get("/home/messages/").content.decode()
    assert neighbour.get(reverse("household:message-file", args=[photo.id])).status_code == 404
    assert Client().get("/home/messages/").status_code == 403
    assert Client().get("/home/messages/live/").status_code == 403
