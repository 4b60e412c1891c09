"""E-mail and WeChat against far ends that misbehave."""

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from anjia.fieldwork.testing import a_photo
from anjia.kernel import clock, jobs
from anjia.kernel.actors import PUBLIC, SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.models import Job
from anjia.promises.testing import states_of
from anjia.voice import operations, queries, tasks
from anjia.voice.models import Connection, Message, Sending
from anjia.voice.operations import MailSettings, WechatSettings, sendings
from anjia.voice.rules import MOST_TRIES, Channel, SendingState, Standing
from anjia.voice.rules.wechat import Distrust, Envelope, sealed_for, signature_of
from anjia.voice.tests.conftest import AES_KEY, APP_ID, TOKEN
from anjia.voice.tests.far_ends import Mailbox, Post, Wechat

SOON = timedelta(seconds=5)
Office = tuple[Mailbox, Post]


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


def sending() -> Sending:
    return Sending.objects.order_by("-id").first()  # type: ignore[no-any-return]


def run(at: datetime) -> None:
    """What is due goes out, as the worker does it."""
    with clock.clock_at(at):
        tasks.start_errands.enqueue()
        jobs.run_due_jobs(at=at)


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


def letter(text: str, name: str = "1@b.cn", sender: str = "陈 <chen@b.cn>", **heads: str) -> bytes:
    lines = {"From": sender, "Subject": "漏水", "Message-ID": f"<{name}>", **heads}
    head = "".join(f"{key}: {value}\r\n" for key, value in lines.items())
    return f"{head}Content-Type: text/plain; charset=gb18030\r\n\r\n".encode("gb18030") + text.encode("gb18030")


def look(at: datetime) -> int:
    return operations.fetch_letters(at=at)


def later(at: datetime, minutes: int) -> datetime:
    return at + timedelta(minutes=minutes)


def test_letters_come_in_once_and_old_ones_stay_where_they_are(post: Office, at: datetime) -> None:
    mailbox, _office = post
    mailbox.add(letter("旧信", "old@b.cn"))
    assert look(at) == 0
    mailbox.add(letter("卫生间漏水"))
    mailbox.add(letter("卫生间漏水"))  # the same letter, delivered twice
    assert look(later(at, 1)) == 1
    assert look(later(at, 1)) == 0, "nobody looks twice within a minute"
    assert look(later(at, 2)) == 0
    assert [one.text for one in map(queries.message, Message.objects.values_list("pk", flat=True))] == ["卫生间漏水"]


def test_a_mailbox_numbered_anew_loses_and_doubles_nothing(post: Office, at: datetime) -> None:
    mailbox, _office = post
    look(at)
    mailbox.add(letter("一", "1@b.cn"))
    look(later(at, 1))
    mailbox.numbering = 8
    mailbox.letters = {40: letter("一", "1@b.cn"), 41: letter("二", "2@b.cn")}
    assert look(later(at, 2)) == 1
    assert Message.objects.count() == 2


def test_a_look_cut_off_goes_on_after_the_last_letter_kept(post: Office, at: datetime) -> None:
    mailbox, _office = post
    look(at)
    for number in range(3):
        mailbox.add(letter(f"第{number}封", f"{number}@b.cn"))
    mailbox.cut_after = 2
    look(later(at, 1))
    known = queries.connection_of(Channel.EMAIL)
    assert known is not None
    assert (Message.objects.count(), "network" in known.fault or "refused" in known.fault) == (2, True)
    mailbox.cut_after = -1
    assert look(later(at, 2)) == 1


def test_machines_lists_and_our_own_letters_are_left_out(post: Office, at: datetime) -> None:
    mailbox, _office = post
    look(at)
    mailbox.add(letter("我在休假", "a@b.cn", **{"Auto-Submitted": "auto-replied"}))
    mailbox.add(letter("促销", "b@b.cn", **{"List-Unsubscribe": "<mailto:x>"}))
    mailbox.add(letter("自己", "c@b.cn", sender="hello@anhe.example"))
    assert look(later(at, 1)) == 0
    assert not Message.objects.exists()


def test_answer_and_letter_form_one_thread(post: Office, adviser: Actor, at: datetime) -> None:
    mailbox, office = post
    look(at)
    mailbox.add(letter("卫生间漏水"))
    look(later(at, 1))
    conversation_id = Message.objects.get().conversation_id
    operations.answer(conversation_id=conversation_id, text="明天到", at=later(at, 2), by=adviser)
    run(later(at, 2))
    (sent,) = office.letters
    assert "In-Reply-To: <1@b.cn>" in sent
    assert "To: chen@b.cn" in sent
    ours = next(line for line in sent.splitlines() if line.startswith("Message-ID:")).partition("<")[2].rstrip(">")
    mailbox.add(letter("谢谢", "2@b.cn", **{"In-Reply-To": f"<{ours}>"}))
    mailbox.add(letter("冒名", "3@b.cn", sender="else@b.cn", **{"In-Reply-To": f"<{ours}>"}))
    mailbox.add(letter("回弹", "4@b.cn", **{"X-Anjia-Company": sent.partition("X-Anjia-Company: ")[2].split()[0]}))
    assert look(later(at, 3)) == 2
    assert [one.text for one in queries.messages_of(conversation_id)] == ["卫生间漏水", "明天到", "谢谢"]


def test_a_letter_that_comes_back_makes_it_our_turn_again(post: Office, adviser: Actor, at: datetime) -> None:
    mailbox, office = post
    look(at)
    mailbox.add(letter("漏水"))
    look(later(at, 1))
    conversation_id = Message.objects.get().conversation_id
    operations.answer(conversation_id=conversation_id, text="明天到", at=later(at, 2), by=adviser)
    run(later(at, 2))
    name = next(line for line in office.letters[0].splitlines() if line.startswith("Message-ID:"))
    report = (
        "From: MAILER-DAEMON@mx.cn\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=B\r\n\r\n"
        "--B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nAction: failed\r\n\r\n"
        f"--B\r\nContent-Type: text/rfc822-headers\r\n\r\n{name}\r\n\r\n--B--\r\n"
    )
    for _time in range(2):
        mailbox.add(report.encode())
    look(later(at, 3))
    found = queries.conversation(conversation_id)
    assert found.standing is Standing.US
    returned = queries.messages_of(conversation_id)[-1].sending
    assert returned is not None
    assert "came back" in returned.words


@pytest.mark.parametrize(
    ("script", "state", "letters"), [([450], "sent", 1), ([550], "stopped", 0), (["cut"], "sent", 2)]
)
def test_the_post_office_stumbles(
    post: Office, adviser: Actor, at: datetime, script: list[Any], state: str, letters: int
) -> None:
    mailbox, office = post
    look(at)
    mailbox.add(letter("漏水"))
    look(later(at, 1))
    operations.answer(conversation_id=Message.objects.get().conversation_id, text="好", at=later(at, 2), by=adviser)
    office.script = script
    for minutes in (2, 4):
        run(later(at, minutes))
    assert (sending().state, len(office.letters)) == (state, letters)
    names = {next(line for line in sent.splitlines() if line.startswith("Message-ID:")) for sent in office.letters}
    assert len(names) <= 1, "a letter sent again bears the same name, so a mailbox shows it once"


def test_a_letter_nobody_can_read_does_not_stand_in_the_way(post: Office, at: datetime) -> None:
    mailbox, _office = post
    look(at)
    mailbox.add(letter("坏信", "1@b.cn"))
    mailbox.add(letter("好信", "2@b.cn"))
    real = operations.calls.read_letter  # type: ignore[attr-defined]
    with patch("anjia.voice.operations.calls.read_letter", side_effect=[RecursionError, real(b"")]):
        assert look(later(at, 1)) == 2
    first = queries.messages_of(Message.objects.order_by("id")[0].conversation_id)[0]
    assert [one.name for one in first.attachments] == ["letter.eml"]


def test_trying_the_mailbox_says_what_is_wrong(post: Office, at: datetime) -> None:
    mailbox, _office = post
    assert [one.good for one in operations.try_channel(channel=Channel.EMAIL, at=at)] == [True, True]
    mailbox.password = "another"
    found = operations.try_channel(channel=Channel.EMAIL, at=at)
    assert [one.good for one in found] == [False, True]
    assert "authorization code" in found[0].sentence
    Connection.objects.update(settings={**Connection.objects.get().settings, "smtp_port": 1, "imap_port": 1})
    assert [one.good for one in operations.try_channel(channel=Channel.EMAIL, at=at)] == [False, False]


MAIL = {
    "address": "hello@anhe.example",
    "user": "",
    "password": "x",
    "imap_host": "imap.qq.com",
    "imap_port": 993,
    "imap_security": "tls",
    "smtp_host": "smtp.qq.com",
    "smtp_port": 465,
    "smtp_security": "tls",
}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"address": "hello"}, "address"),
        ({"imap_host": "imap qq"}, "imap_host"),
        ({"smtp_host": "http://x/\r\n"}, "smtp_host"),
        ({"imap_port": 0}, "imap_port"),
        ({"smtp_port": 2**31}, "smtp_port"),
        ({"imap_security": "none"}, "imap_security"),
        ({"password": ""}, "password"),
    ],
)
def test_a_mailbox_that_cannot_be_is_refused(scope: int, at: datetime, change: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        operations.connect_email(to=MailSettings(**MAIL | change), at=at, by=SYSTEM)
    assert refused.value.field == field


def test_secrets_are_sealed_kept_when_left_empty_and_never_shown(scope: int, at: datetime) -> None:
    operations.connect_email(to=MailSettings(**MAIL | {"password": "tea-and-rice"}), at=at, by=SYSTEM)
    operations.connect_email(to=MailSettings(**MAIL | {"password": "", "smtp_port": 587}), at=at, by=SYSTEM)
    known = queries.connection_of(Channel.EMAIL)
    assert known is not None
    assert known.kept_secrets == ("password",)
    assert "tea-and-rice" not in str(known)
    assert "tea-and-rice" in Connection.objects.get().secrets
    raw = Connection.objects.extra(select={"raw": "secrets"}).values_list("raw", flat=True)[0]
    assert "tea" not in raw


def test_without_a_connection_nothing_is_looked_at_or_sent(scope: int, adviser: Actor, at: datetime) -> None:
    assert look(at) == 0
    assert operations.companies_with_mailbox() == []
    assert operations.note_returned(message_ids=(7,), at=at) == 0
    with pytest.raises(Missing):
        operations.try_channel(channel=Channel.EMAIL, at=at)
    assert PUBLIC
