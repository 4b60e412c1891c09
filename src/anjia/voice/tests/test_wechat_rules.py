"""Calls of WeChat's server, plain and encrypted."""

from datetime import UTC, datetime, timedelta

import pytest

from anjia.voice.rules.wechat import (
    Distrust,
    Envelope,
    call_in,
    is_fresh,
    is_signed,
    open_sealed,
    parsed,
    sealed_for,
    signature_of,
)

ENVELOPE = Envelope("wx0123456789abcdef", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")
XML = b"<xml><FromUserName>oA</FromUserName><CreateTime>1780000000</CreateTime><MsgType>text</MsgType>%s</xml>"


def test_what_is_sealed_opens_for_its_account_alone() -> None:
    sealed = sealed_for("你好<&>".encode(), ENVELOPE)
    assert open_sealed(sealed, ENVELOPE).decode() == "你好<&>"
    with pytest.raises(Distrust, match="another account"):
        open_sealed(sealed, Envelope("wxffffffffffffffff", ENVELOPE.aes_key))
    other = Envelope(ENVELOPE.app_id, "z" * 42 + "A")
    with pytest.raises(Distrust):
        open_sealed(sealed, other)


@pytest.mark.parametrize("sealed", ["", "x", "====", "QUJD", "A" * 64, "é"])
def test_junk_opens_nothing(sealed: str) -> None:
    with pytest.raises(Distrust):
        open_sealed(sealed, ENVELOPE)


def test_the_signature_is_over_the_sorted_words() -> None:
    assert signature_of("token", "1409735669", "nonce") == signature_of("nonce", "token", "1409735669")
    assert is_signed(signature_of("a", "b"), "b", "a")
    assert not is_signed("é", "b", "a")


def test_an_old_signature_is_worth_nothing() -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    stamp = str(int(at.timestamp()))
    assert is_fresh(stamp, at + timedelta(minutes=10))
    assert not is_fresh(stamp, at + timedelta(minutes=11))
    assert not is_fresh("²", at)
    assert not is_fresh("9" * 30, at)


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<xml>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><xml>&a;</xml>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml/>',
        b"\xff\xfe",
        b'<?xml version="1.0" encoding="nonsense"?><xml/>',
    ],
)
def test_bad_xml_is_refused(xml: bytes) -> None:
    with pytest.raises(Distrust):
        parsed(xml)


def test_each_kind_of_message_has_its_words() -> None:
    said = call_in(parsed(XML % "<Content>灯坏了</Content><MsgId>7</MsgId>".encode()))
    assert (said.text, said.message_id, said.openid) == ("灯坏了", "7", "oA")
    event = XML.replace(b"text", b"event") % b"<Event>subscribe</Event>"
    assert call_in(parsed(event)).message_id == "oA:1780000000:subscribe"
    picture = XML.replace(b"text", b"image") % b"<MediaId>m1</MediaId><MsgId>8</MsgId>"
    assert call_in(parsed(picture)).media_id == "m1"
    with pytest.raises(Distrust):
        call_in(parsed(b"<xml><MsgType>text</MsgType></xml>"))
