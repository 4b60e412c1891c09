"""WeChat against a far end that misbehaves."""

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from anjia.fieldwork.testing import a_photo
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.models import Job
from anjia.promises.testing import states_of
from anjia.voice import operations, queries
from anjia.voice.models import Message
from anjia.voice.operations import WechatSettings, sendings
from anjia.voice.rules import MOST_TRIES, Channel, SendingState, Standing
from anjia.voice.rules.wechat import Distrust, Envelope, sealed_for, signature_of
from anjia.voice.tests.conftest import AES_KEY, APP_ID, TOKEN
from anjia.voice.tests.far_ends import Wechat
from anjia.voice.tests.talking import SOON, run, sending


def call(
    text: str, at: datetime, *, msg_id: str = "1", openid: str = "oChen", kind: str = "text", more: str = ""
) -> Any:
    """A call of WeChat's server: the questions of its address, and its encrypted body."""
    stamp = str(int(at.timestamp()))
    said = (
        f"<xml><FromUserName>{openid}</FromUserName><CreateTime>{stamp}</CreateTime><MsgType>{kind}</MsgType>"
        f"<Content><![CDATA[{text}]]></Content><MsgId>{msg_id}</MsgId>{more}</xml>"
    )
    sealed = sealed_for(said.encode(), Envelope(APP_ID, AES_KEY))
    query = {
        "signature": signature_of(TOKEN, stamp, "n"),
        "msg_signature": signature_of(TOKEN, stamp, "n", sealed),
        "timestamp": stamp,
        "nonce": "n",
    }
    return {"query": query, "body": f"<xml><Encrypt>{sealed}</Encrypt></xml>".encode(), "at": at}


def heard(text: str, at: datetime, **values: Any) -> operations.Received:
    kept = operations.hear_official(**call(text, at, **values))
    assert kept is not None
    return kept


def test_wechat_repeats_a_message_and_it_is_kept_once(far: Wechat, at: datetime) -> None:
    first = heard("灯坏了", at)
    assert not heard("灯坏了", at + SOON).new
    early = heard("先前的一句", at - timedelta(minutes=3), msg_id="0")
    assert early.conversation_id == first.conversation_id
    assert [one.text for one in queries.messages_of(first.conversation_id)] == ["先前的一句", "灯坏了"]
    assert operations.hear_official(**call("", at, kind="event", more="<Event>subscribe</Event>")) is None


def test_a_call_that_is_not_wechats_is_refused_and_noted(far: Wechat, at: datetime) -> None:
    good = call("好", at)
    plain = b"<xml><FromUserName>o</FromUserName><MsgType>text</MsgType></xml>"
    wrong = [
        good | {"query": good["query"] | {"signature": "0" * 40}},
        good | {"query": good["query"] | {"msg_signature": "0" * 40}},
        good | {"at": at + timedelta(hours=1)},
        good | {"body": plain},
        good | {"body": b"\x00"},
    ]
    for one in wrong:
        with pytest.raises(Distrust):
            operations.hear_official(**one)
    assert not Message.objects.exists()
    known = queries.connection_of(Channel.WECHAT)
    assert known is not None
    assert known.fault
    greeting = good["query"] | {"echostr": "hello"}
    assert operations.greet_official(query=greeting, at=at) == "hello"
    operations.switch_channel(channel=Channel.WECHAT, on=False, at=at, by=SYSTEM)
    with pytest.raises(Missing):
        operations.hear_official(**good)


def test_the_plain_mode_works_too(far: Wechat, at: datetime) -> None:
    to = WechatSettings(app_id=APP_ID, app_secret="", token="", aes_key="", mode="plain")
    operations.connect_wechat(to=to, at=at, by=SYSTEM)
    given = call("", at)
    body = b"<xml><FromUserName>o</FromUserName><MsgType>text</MsgType><Content>hi</Content><MsgId>5</MsgId></xml>"
    kept = operations.hear_official(**given | {"body": body})
    assert kept is not None
    assert queries.message(kept.message_id).text == "hi"


@pytest.mark.slow
def test_an_answer_goes_to_wechat_once_and_keeps_the_promise(far: Wechat, adviser: Actor, at: datetime) -> None:
    kept = heard("几点来", at)
    operations.answer(conversation_id=kept.conversation_id, text="九点 <b>", at=at + SOON, by=adviser)
    assert states_of(f"conversation:{kept.conversation_id}") == {"message_answered": "open"}
    run(at + SOON)
    run(at + SOON * 30)
    assert far.said == [{"touser": "oChen", "msgtype": "text", "text": {"content": "九点 <b>"}}]
    assert states_of(f"conversation:{kept.conversation_id}") == {"message_answered": "kept"}
    assert far.tickets == 1


@pytest.mark.parametrize("script", [["expired"], [40001], ["garbage"], [-1], [45009, "garbage"]])
def test_wechat_stumbles_and_the_answer_arrives(far: Wechat, adviser: Actor, at: datetime, script: list[Any]) -> None:
    kept = heard("在吗", at)
    far.script = script
    operations.answer(conversation_id=kept.conversation_id, text="在", at=at, by=adviser)
    for minutes in (0, 2, 8):
        run(at + timedelta(minutes=minutes))
    assert [one["text"]["content"] for one in far.said] == ["在"]
    assert sending().state == SendingState.SENT


@pytest.mark.parametrize(
    ("code", "words"), [(45015, "48 hours"), (45047, "no more answers"), (43004, "recipient"), (48001, "right")]
)
def test_what_wechat_will_not_take_waits_for_a_person(
    far: Wechat, adviser: Actor, at: datetime, code: int, words: str
) -> None:
    kept = heard("在吗", at)
    far.script = [code]
    operations.answer(conversation_id=kept.conversation_id, text="在", at=at, by=adviser)
    run(at + SOON)
    found = queries.messages_of(kept.conversation_id)[-1].sending
    assert found is not None
    assert found.state is SendingState.STOPPED
    assert words in found.words
    assert queries.conversation(kept.conversation_id).standing is Standing.US
    assert states_of(f"conversation:{kept.conversation_id}") == {"message_answered": "open"}
    assert [one.conversation_id for one in queries.stopped_sendings()] == [kept.conversation_id]
    operations.send_again(sending_id=found.id, at=at + SOON, by=adviser)
    run(at + SOON * 2)
    assert queries.conversation(kept.conversation_id).standing is Standing.THEM
    with pytest.raises(Refusal, match="not stopped"):
        operations.send_again(sending_id=found.id, at=at, by=adviser)


def test_after_48_hours_and_for_long_texts_the_desk_says_so_at_once(far: Wechat, adviser: Actor, at: datetime) -> None:
    own = {"conversation_id": heard("在吗", at).conversation_id, "by": adviser}
    with pytest.raises(Refusal, match="48 hours"):
        operations.answer(**own, text="在", at=at + timedelta(hours=48))
    with pytest.raises(Refusal, match="two parts"):
        operations.answer(**own, text="好" * 700, at=at)


@pytest.mark.slow
def test_no_far_end_is_tried_for_ever(far: Wechat, adviser: Actor, at: datetime) -> None:
    kept = heard("在吗", at)
    far.script = ["garbage"] * 20
    operations.answer(conversation_id=kept.conversation_id, text="在", at=at, by=adviser)
    for hours in range(12):
        run(at + timedelta(hours=hours))
    assert (sending().state, sending().tries) == (SendingState.STOPPED, MOST_TRIES)
    assert not Job.objects.filter(state="dead").exists()


def test_a_worker_killed_between_sending_and_noting_sends_again_and_says_so(
    far: Wechat, adviser: Actor, at: datetime
) -> None:
    kept = heard("在吗", at)
    operations.answer(conversation_id=kept.conversation_id, text="在", at=at, by=adviser)
    with patch.object(sendings, "_end", side_effect=SystemExit), pytest.raises(SystemExit):
        operations.send_answer(sending_id=sending().pk, at=at)
    operations.send_answer(sending_id=sending().pk, at=at + SOON)
    assert len(far.said) == 1, "another worker leaves it alone while the first may still be at it"
    run(at + timedelta(minutes=3))
    assert len(far.said) == 2
    found = queries.messages_of(kept.conversation_id)[-1].sending
    assert found is not None
    assert (found.state, found.maybe_twice) == (SendingState.SENT, True)


def test_a_connection_cut_by_wechat_is_tried_again(far: Wechat, adviser: Actor, at: datetime) -> None:
    kept = heard("在吗", at)
    far.script = ["cut"]
    operations.answer(conversation_id=kept.conversation_id, text="在", at=at, by=adviser)
    run(at)
    assert sending().state == SendingState.WAITING
    run(at + timedelta(minutes=2))
    assert sending().state == SendingState.SENT


def test_a_picture_is_fetched_once_and_lies_beside_its_message(far: Wechat, at: datetime) -> None:
    far.picture = a_photo().read()
    kept = heard("", at, kind="image", more="<MediaId>m1</MediaId>")
    run(at)
    run(at + timedelta(minutes=5))
    found = queries.message(kept.message_id)
    assert found.text == "[picture]"
    assert [one.is_photo for one in found.attachments] == [True]


def test_trying_wechat_says_what_is_wrong(far: Wechat, at: datetime) -> None:
    assert [one.good for one in operations.try_channel(channel=Channel.WECHAT, at=at)] == [True]
    for code, words in ((40125, "AppSecret"), (40164, "white list"), (40013, "AppID")):
        far.ticket_fault = code
        found = operations.try_channel(channel=Channel.WECHAT, at=at)
        assert (found[0].good, words in found[0].sentence) == (False, True)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"app_id": "wx1"}, "app_id"), ({"token": "a b"}, "token"), ({"aes_key": "short"}, "aes_key")],
)
def test_settings_that_wechat_never_gave_are_refused(
    scope: int, at: datetime, change: dict[str, str], field: str
) -> None:
    given = {"app_id": APP_ID, "app_secret": "s", "token": TOKEN, "aes_key": AES_KEY, "mode": "aes"} | change
    with pytest.raises(Refusal) as refused:
        operations.connect_wechat(to=WechatSettings(**given), at=at, by=SYSTEM)
    assert refused.value.field == field
