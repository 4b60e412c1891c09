"""E-mail against a post office that misbehaves, and what both far ends keep secret."""

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from anjia.kernel.actors import PUBLIC, SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.voice import operations, queries
from anjia.voice.models import Connection, Message
from anjia.voice.operations import MailSettings
from anjia.voice.rules import Channel, Standing
from anjia.voice.tests.far_ends import Mailbox, Post
from anjia.voice.tests.talking import run, sending

Office = tuple[Mailbox, Post]


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
