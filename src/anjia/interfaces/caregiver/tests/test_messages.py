"""Her chat with the company."""

from datetime import datetime

from django.test import Client

from anjia.fieldwork.testing import AssignedVisit, a_photo
from anjia.kernel.actors import Actor
from anjia.voice import operations, queries
from anjia.voice.testing import a_chat


def test_she_writes_and_reads_the_answer(phone: Client, visit: AssignedVisit, now: datetime) -> None:
    for _time in range(2):
        assert phone.post("/work/messages/", {"text": "门禁坏了", "form_id": "1"}).status_code == 302
    one = queries.conversation_of_caregiver(visit.caregiver_id)
    assert one is not None
    operations.answer(conversation_id=one.id, text="走侧门", at=now, by=Actor("system", 0, "周敏"))
    assert '<span class="count">1</span>' in phone.get("/work/").content.decode()
    text = phone.get("/work/messages/").content.decode()
    assert text.count("门禁坏了") == 1
    assert "走侧门" in text
    assert '<span class="count">1</span>' not in phone.get("/work/").content.decode()


def test_nothing_is_refused_in_a_sentence(phone: Client) -> None:
    answer = phone.post("/work/messages/", {"text": " "})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_neither_a_colleagues_nor_a_familys_words_are_hers(
    phone: Client, other_phone: Client, visit: AssignedVisit, now: datetime
) -> None:
    a_chat(visit.household_id, "阿姨来晚了", at=now)
    phone.post("/work/messages/", {"text": "我的事", "photo": a_photo()})
    one = queries.conversation_of_caregiver(visit.caregiver_id)
    assert one is not None
    photo = queries.messages_of(one.id)[0].attachments[0]
    assert "阿姨来晚了" not in phone.get("/work/messages/").content.decode()
    assert "我的事" not in other_phone.get("/work/messages/").content.decode()
    assert other_phone.get(f"/work/messages/files/{photo.id}/").status_code == 404
    assert phone.get(f"/work/messages/files/{photo.id}/").status_code == 200
    assert Client().get("/work/messages/").status_code == 302
