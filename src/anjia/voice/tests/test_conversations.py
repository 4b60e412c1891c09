"""Hear, answer, tie, assign, call done."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from anjia.fieldwork.testing import assigned_visit
from anjia.kernel import jobs
from anjia.kernel.actors import PUBLIC, SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope
from anjia.promises.operations import sweep_promises
from anjia.promises.queries import promise_of
from anjia.promises.testing import states_of
from anjia.quality.queries import complaint, surveys_of_visits
from anjia.quality.testing import answer as answer_survey
from anjia.quality.testing import caregiver, visit_done
from anjia.voice import handlers, operations, queries
from anjia.voice.models import Message
from anjia.voice.queries import InboxFilter
from anjia.voice.rules import Address, Channel, Enclosure, Inbound, Known, Side, Standing
from anjia.voice.testing import a_call, a_chat, a_form, a_work_chat

KIND = "message_answered"
LATER = timedelta(minutes=20)


def test_the_same_form_sent_twice_is_kept_once(household_id: int, at: datetime) -> None:
    first = a_form("想了解月嫂", at=at, form_id="f1")
    again = a_form("想了解月嫂", at=at + LATER, form_id="f1")
    assert (again.message_id, again.new) == (first.message_id, False)
    assert len(story_of(f"conversation:{first.conversation_id}")) == 2  # promised, received


def test_a_form_is_tied_to_the_household_of_its_phone(household_id: int, at: datetime) -> None:
    known = queries.conversation(a_form("地板起泡", at=at).conversation_id)
    stranger = queries.conversation(a_form("你好", at=at, phone="13900000009", name="").conversation_id)
    assert (known.household_id, known.standing) == (household_id, Standing.US)
    assert (stranger.household_id, stranger.person) == (None, "139****0009")


def test_what_is_written_during_a_visit_is_tied_to_it_and_its_caregiver(scope: int, at: datetime) -> None:
    starts_at = at + timedelta(days=2)
    visit = assigned_visit(at=at, starts_at=starts_at)
    written = a_chat(visit.household_id, "阿姨还在擦窗吗", at=starts_at + timedelta(hours=1))
    found = queries.conversation(written.conversation_id)
    assert (found.visit_id, found.caregiver_id) == (visit.visit_id, visit.caregiver_id)


def test_an_answer_keeps_the_promise_and_it_is_their_turn(adviser: Actor, household_id: int, at: datetime) -> None:
    heard = a_chat(household_id, "几点到", at=at)
    own = {"conversation_id": heard.conversation_id, "by": adviser}
    answered = operations.answer(**own, text="九点", at=at + LATER, client_id="r1")
    assert operations.answer(**own, text="九点", at=at + LATER, client_id="r1") == answered
    found = queries.conversation(heard.conversation_id)
    assert (found.standing, found.staff_id) == (Standing.THEM, adviser.id)
    assert states_of(found.name) == {KIND: "kept"}
    assert queries.unread_by_household(household_id) == 1
    operations.see_there(household_id=household_id)
    assert queries.unread_by_household(household_id) == 0


def test_asking_back_stops_the_clock_until_they_write(adviser: Actor, household_id: int, at: datetime) -> None:
    heard = a_chat(household_id, "能换时间吗", at=at)
    subject = f"conversation:{heard.conversation_id}"
    operations.answer(
        conversation_id=heard.conversation_id, text="换到哪天?", at=at + LATER, by=adviser, asks_back=True
    )
    paused = promise_of(KIND, subject)
    assert paused is not None
    assert paused.paused_at == at + LATER
    sweep_promises(at=at + timedelta(days=30))
    a_chat(household_id, "周五", at=at + timedelta(days=30))
    resumed = promise_of(KIND, subject)
    assert resumed is not None
    assert (resumed.state, resumed.paused_at) == ("open", None)
    assert resumed.due_at > at + timedelta(days=30)


def test_nobody_answering_breaks_the_promise(household_id: int, at: datetime) -> None:
    heard = a_chat(household_id, "有人吗", at=at)
    sweep_promises(at=at + timedelta(days=7))
    assert states_of(f"conversation:{heard.conversation_id}") == {KIND: "broken"}


def test_done_can_be_taken_back_and_the_answer_is_owed_again(adviser: Actor, household_id: int, at: datetime) -> None:
    heard = a_chat(household_id, "谢谢", at=at)
    own: dict[str, Any] = {"conversation_id": heard.conversation_id, "by": adviser}
    operations.mark_done(**own, at=at)
    operations.mark_done(**own, at=at)
    assert states_of(f"conversation:{heard.conversation_id}") == {KIND: "released"}
    operations.reopen(**own, at=at + LATER)
    found = queries.conversation(heard.conversation_id)
    promise = promise_of(KIND, found.name)
    assert promise is not None
    assert (found.standing, promise.state, promise.made_at) == (Standing.US, "open", at)
    operations.mark_done(**own, at=at + LATER)
    a_chat(household_id, "还有一件事", at=at + LATER)
    assert queries.conversation(heard.conversation_id).standing is Standing.US


def test_an_address_remembers_to_whom_a_person_tied_it(adviser: Actor, household_id: int, at: datetime) -> None:
    letter: dict[str, Any] = {
        "channel": Channel.EMAIL,
        "at": at,
        "address": Address(Known.EMAIL, "Chen@Example.cn"),
        "text": "我是陈女士,电话 13912345678",
    }
    first = operations.receive(Inbound(**letter, origin="1"), at=at, by=PUBLIC)
    assert queries.conversation(first.conversation_id).household_id is None
    assert queries.suggested_household(first.conversation_id) == household_id
    own: dict[str, Any] = {"conversation_id": first.conversation_id, "by": adviser}
    operations.tie_conversation(**own, household_id=household_id, at=at)
    second = operations.receive(Inbound(**letter | {"text": "又是我"}, origin="2"), at=at, by=PUBLIC)
    assert queries.conversation(second.conversation_id).household_id == household_id
    assert [one.text for one in queries.messages_to_household(household_id)] == [letter["text"], "又是我"]
    operations.untie_conversation(**own, what="household", at=at)
    operations.untie_conversation(**own, what="household", at=at)
    third = operations.receive(Inbound(**letter, origin="3"), at=at, by=PUBLIC)
    assert queries.conversation(third.conversation_id).household_id is None
    with pytest.raises(Missing):
        operations.untie_conversation(**own, what="everything", at=at)


def test_a_chat_stays_whose_it_is(adviser: Actor, household_id: int, at: datetime) -> None:
    heard = a_chat(household_id, "你好", at=at)
    with pytest.raises(Refusal, match="own page"):
        operations.untie_conversation(conversation_id=heard.conversation_id, what="household", at=at, by=adviser)


def test_a_complaint_is_opened_from_a_message_once(adviser: Actor, household_id: int, at: datetime) -> None:
    heard = a_chat(household_id, "花瓶打碎了", at=at)
    own: dict[str, Any] = {"message_id": heard.message_id, "severity": "serious", "cause": "other", "by": adviser}
    opened = operations.open_complaint_from(**own, at=at)
    assert operations.open_complaint_from(**own, at=at) == opened
    assert complaint(opened).text == "花瓶打碎了"
    assert queries.message(heard.message_id).complaint_id == opened
    nobody = a_form("不满意", at=at, phone="13900000009")
    with pytest.raises(Refusal, match="tie the conversation"):
        operations.open_complaint_from(**own | {"message_id": nobody.message_id}, at=at)


def test_it_is_given_to_people_and_teams_of_the_company_only(
    adviser: Actor, household_id: int, stranger_id: int, at: datetime
) -> None:
    own: dict[str, Any] = {
        "conversation_id": a_chat(household_id, "在吗", at=at).conversation_id,
        "by": adviser,
        "at": at,
    }
    operations.assign_conversation(**own, team="quality_lead")
    operations.assign_conversation(**own, staff_id=adviser.id)
    found = queries.conversation(own["conversation_id"])
    assert (found.staff_id, found.team) == (adviser.id, "quality_lead")
    for wrong in ({"staff_id": 999}, {"team": "nobody"}, {}):
        with pytest.raises(Missing):
            operations.assign_conversation(**own, **wrong)
    with company_scope(stranger_id), pytest.raises(Missing):
        operations.assign_conversation(**own, team="adviser")


def test_an_anonymous_slip_promises_nobody_an_answer(adviser: Actor, at: datetime) -> None:
    slip = operations.hear(Channel.SUGGESTION, operations.Slip(text="门口太滑", form_id="s"), at=at, by=PUBLIC)
    assert slip is not None
    assert states_of(f"conversation:{slip.conversation_id}") == {}
    assert queries.conversation(slip.conversation_id).standing is Standing.US
    with pytest.raises(Refusal, match="Nobody left a number"):
        operations.answer(conversation_id=slip.conversation_id, text="好", at=at, by=adviser)
    operations.write_note(conversation_id=slip.conversation_id, text="已铺防滑垫", at=at, by=adviser)
    assert [one.side for one in queries.messages_of(slip.conversation_id)] == [Side.IN, Side.NOTE]


def test_a_caregiver_has_her_own_chat(adviser: Actor, at: datetime) -> None:
    caregiver_id = caregiver(at=at)
    heard = a_work_chat(caregiver_id, "钥匙打不开", at=at)
    again = a_work_chat(caregiver_id, "开了", at=at)
    assert heard.conversation_id == again.conversation_id
    operations.answer(conversation_id=heard.conversation_id, text="好的", at=at, by=adviser)
    assert queries.unread_by_caregiver(caregiver_id) == 1
    operations.see_there(caregiver_id=caregiver_id)
    assert queries.unread_by_caregiver(caregiver_id) == 0


@pytest.mark.parametrize(
    ("score", "good", "improve", "standing"),
    [
        (5, "很细心", "", Standing.DONE),
        (4, "", "可以更快", Standing.US),
        (1, "", "水垢没处理", Standing.DONE),
        (5, "", "", None),
    ],
)
def test_a_survey_in_words_comes_into_the_inbox_once(
    scope: int, at: datetime, score: int, good: str, improve: str, standing: Standing | None
) -> None:
    scene = visit_done(at=at)
    answer_survey(scene, score, at=at, good=good, improve=improve)
    fact = next(one for one in story_of(f"survey:{scene.survey_id}") if one.name == "quality.SurveyAnswered")
    for _time in range(2):
        handlers.keep_the_answer(fact.event, at=fact.at)  # type: ignore[arg-type]
    jobs.run_due_jobs(at=at)
    found = queries.conversations_of_household(scene.household_id)
    assert [one.standing for one in found] == ([standing] if standing else [])
    assert surveys_of_visits([scene.visit_id])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "fill in"), ("   ", "fill in"), ("\x00", "fill in"), ("😀" * 250_000, "250000 characters")],
)
def test_bad_words_in_a_form_are_refused_in_a_sentence(scope: int, at: datetime, text: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        a_form(text, at=at)
    with pytest.raises(Refusal, match="phone number"):
        a_form("好", at=at, phone="=HYPERLINK(1)")


def test_a_megabyte_from_a_far_end_is_kept_whole_beside_its_beginning(scope: int, at: datetime) -> None:
    text = "😀=1+1<b>\x00" * 110_000
    inbound = Inbound(
        channel=Channel.EMAIL,
        text=text,
        at=at + timedelta(days=9),
        origin="big",
        address=Address(Known.EMAIL, "a@b.cn"),
        enclosures=(Enclosure("empty", "image/png", b""), Enclosure("fake.png", "image/png", b"<svg onload=x>")),
    )
    kept = operations.receive(inbound, at=at, by=PUBLIC)
    message = queries.message(kept.message_id)
    assert "\x00" not in message.text
    assert len(message.text) < 21_000
    assert message.text.endswith("]")  # the empty file is named as missing
    assert [(one.name, one.is_photo) for one in message.attachments] == [
        ("fake.png", False),
        ("whole message.txt", False),
    ]
    assert message.at == at, "a clock that runs ahead does not put a message into the future"


def test_the_inbox_finds_by_turn_channel_person_and_words(adviser: Actor, household_id: int, at: datetime) -> None:
    chat = a_chat(household_id, "空调滴水", at=at).conversation_id
    form = a_form("问价格", at=at, phone="13900000009", name="赵先生").conversation_id
    operations.answer(conversation_id=chat, text="马上来", at=at, by=adviser)

    def found(**wanted: Any) -> list[int]:
        return [one.id for one in queries.inbox_page(InboxFilter(**wanted)).conversations]

    assert found() == [chat, form]
    assert found(standing="us") == [form]
    assert found(standing="them") == [chat]
    assert found(standing="done") == []
    assert found(channel="chat") == [chat]
    assert found(staff_id=adviser.id) == [chat]
    assert found(household_id=household_id) == [chat]
    assert found(query="陈女士") == [chat]
    assert found(query="滴水") == [chat]
    assert found(query="139 0000 0009") == found(query="赵先生") == [form]
    assert found(query="没有") == []
    assert queries.count_waiting() == 1


def test_pages_follow_one_another_without_gap(household_id: int, at: datetime) -> None:
    made = [a_form("问价格", at=at, phone=f"1390000010{n}").conversation_id for n in range(5)]
    for standing, order in (("us", made), ("", made[::-1])):
        first = queries.inbox_page(InboxFilter(standing=standing), limit=3)
        rest = queries.inbox_page(InboxFilter(standing=standing), key=first.next_key, limit=3)
        assert [one.id for one in (*first.conversations, *rest.conversations)] == order
        assert rest.next_key is None


def test_strangers_see_nothing(household_id: int, stranger_id: int, adviser: Actor, at: datetime) -> None:
    heard = a_call("想加一小时", at=at, by=adviser, household_id=household_id)
    with company_scope(stranger_id):
        for ask in (queries.conversation, queries.messages_of, queries.conversations_of_household):
            try:
                assert not ask(heard.conversation_id)
            except Missing:
                continue
        assert not queries.inbox_page(InboxFilter()).conversations
        for act in (operations.mark_done, operations.reopen):
            with pytest.raises(Missing):
                act(conversation_id=heard.conversation_id, at=at, by=SYSTEM)


def test_what_was_said_is_sealed(household_id: int, at: datetime) -> None:
    a_chat(household_id, "门禁密码 8888", at=at)
    raw = Message.objects.extra(select={"raw": "text"}).values_list("raw", flat=True)
    assert all("8888" not in text for text in raw)
