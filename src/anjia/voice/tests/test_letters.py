"""Letters as mailers really write them."""

import base64
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anjia.voice.rules import phones_in, without_quote
from anjia.voice.rules.hypertext import text_of_html
from anjia.voice.rules.letters import Ignored, decoded, read_letter

HEAD = b"From: a@b.example\r\nMessage-ID: <1@b.example>\r\n"


def word(text: str, charset: str, label: str = "") -> bytes:
    return b"=?" + (label or charset).encode() + b"?B?" + base64.b64encode(text.encode(charset)) + b"?="


@pytest.mark.parametrize(
    ("charset", "label"),
    [("gb18030", "gb18030"), ("gb18030", "gb2312"), ("gbk", "GBK"), ("utf-8", "utf-8"), ("big5", "big5")],
)
def test_chinese_in_every_label_is_read(charset: str, label: str) -> None:
    said = "保洁很好,谢谢" if charset == "big5" else "窗台没擦干净,喆先生很生气"
    said = said if charset != "big5" else "清潔很好,謝謝"
    raw = (
        b"From: " + word("陈女士", "gb18030", "gb2312") + b" <Chen@B.example>\r\nSubject: " + word(said, charset, label)
    )
    raw += f"\r\nContent-Type: text/plain; charset={label}\r\n\r\n".encode() + said.encode(charset)
    letter = read_letter(raw)
    assert (letter.subject, letter.text, letter.sender_name, letter.sender) == (said, said, "陈女士", "chen@b.example")


def test_a_sign_cut_between_two_encoded_words_is_whole_again() -> None:
    content = "投诉".encode()
    first, second = base64.b64encode(content[:4]), base64.b64encode(content[4:])
    raw = HEAD + b"Subject: =?utf-8?B?" + first + b"?=\r\n =?utf-8?B?" + second + b"?=\r\n\r\nx"
    assert read_letter(raw).subject == "投诉"


def test_raw_chinese_without_any_label_is_guessed() -> None:
    raw = HEAD + "Subject: 没有标注".encode("gb18030") + b"\r\n\r\n" + "正文也没有".encode("gb18030")
    letter = read_letter(raw)
    assert (letter.subject, letter.text) == ("没有标注", "正文也没有")


def test_a_letter_of_hypertext_alone_is_read_without_its_scripts() -> None:
    source = "<head><title>t</title><style>p{}</style></head><p>地板<b>还湿</b></p><script>alert(7)</script><br>谢谢"
    raw = HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + source.encode()
    assert read_letter(raw).text == "地板还湿\n\n谢谢"
    assert text_of_html("<p>unclosed <svg onload=x><p>gone") == "unclosed"


def test_files_and_a_letter_inside_a_letter_are_enclosed() -> None:
    inner, letter = EmailMessage(), EmailMessage()
    inner["Subject"] = "里面"
    inner.set_content("里面的话")
    letter["From"], letter["Message-ID"] = "a@b.example", "<9@b.example>"
    letter.set_content("请看附件")
    letter.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="窗台.png")
    letter.add_attachment(inner)
    read = read_letter(letter.as_bytes())
    assert read.text == "请看附件"
    assert [(one.name, one.content_type) for one in read.enclosures] == [
        ("窗台.png", "image/png"),
        ("letter.eml", "message/rfc822"),
    ]


IGNORED = [
    (b"Auto-Submitted: auto-replied\r\n", Ignored.AUTOMATIC),
    (b"Precedence: bulk\r\n", Ignored.AUTOMATIC),
    (b"X-Autoreply: yes\r\n", Ignored.AUTOMATIC),
    (b"Return-Path: <>\r\n", Ignored.AUTOMATIC),
    ("Subject: 自动回复:我在休假\r\n".encode(), Ignored.AUTOMATIC),
    (b"List-Id: <news.example>\r\n", Ignored.LIST),
    (b"Auto-Submitted: no\r\n", None),
    ("Subject: 关于自动回复的问题\r\n".encode(), None),
]


@pytest.mark.parametrize(("header", "ignored"), IGNORED, ids=[str(i) for i in range(len(IGNORED))])
def test_what_machines_write_is_told_from_what_people_write(header: bytes, ignored: Ignored | None) -> None:
    assert read_letter(HEAD + header + b"\r\nx").ignored == ignored


def test_a_bounce_names_the_letter_that_came_back_and_a_delay_does_not() -> None:
    report = (
        b"From: MAILER-DAEMON@mx.example\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=B\r\n\r\n"
        b"--B\r\nContent-Type: text/plain\r\n\r\nsorry\r\n"
        b"--B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nAction: failed\r\n\r\n"
        b"--B\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <5.abc@anhe.example>\r\n\r\nhello\r\n--B--\r\n"
    )
    assert read_letter(report).returned == ("5.abc@anhe.example",)
    assert read_letter(report).ignored is Ignored.BOUNCE
    assert read_letter(report.replace(b"failed", b"delayed")).returned == ()


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("好的\n\n------------------ 原始邮件 ------------------\n发件人: x", "好的"),
        ("好的\n\n在 2026年11月22日,安和家政写道:\n> 您好", "好的"),
        ("好的\n> 您好\n> 再见", "好的"),
        ("On Monday I was away.\nPlease call.", "On Monday I was away.\nPlease call."),
        ("> 只有引用", "> 只有引用"),
    ],
)
def test_a_letters_own_words_are_kept_without_the_quoted_ones(text: str, own: str) -> None:
    assert without_quote(text) == own


def test_phones_are_found_however_they_are_written() -> None:
    assert phones_in("打 139 1234 5678 或 138-0000-0001,订单 20261122139123456789") == ("13912345678", "13800000001")


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"From: a@b\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a"]),
)
def test_no_bytes_make_the_reader_fail(junk: bytes, head: bytes) -> None:
    read_letter(head + junk)
    decoded(junk, "gb2312")
    text_of_html(decoded(junk))
