"""The contact form, the suggestion box, and WeChat's calls, from outside."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.voice import operations, queries
from anjia.voice.operations import WechatSettings
from anjia.voice.rules.wechat import signature_of
from anjia.workforce.operations import engage_caregiver

FORM = {"text": "想了解月嫂", "name": "吴先生", "phone": "13800138001", "consent": "on", "website": "", "form_id": "1"}
WECHAT = "/wechat/anhe/"


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    cache.clear()
    with clock_at(at):
        yield


@pytest.fixture
def visitor(company_id: int) -> Client:
    return Client(headers={"Accept-Language": "en"})


def kept(company_id: int) -> list[Any]:
    with company_scope(company_id):
        found = queries.inbox_page(queries.InboxFilter()).conversations
        return [(one, queries.messages_of(one.id)) for one in found]


def test_a_message_is_kept_once_and_answered_by_a_time(visitor: Client, company_id: int) -> None:
    assert "I agree that 安和家政" in visitor.get("/contact/anhe/").content.decode()
    for _time in range(2):
        assert visitor.post("/contact/anhe/", FORM).status_code == 302
    assert "We answer by" in visitor.get("/contact/anhe/thanks/").content.decode()
    assert len(kept(company_id)) == 1


@pytest.mark.parametrize(
    "change", [{"consent": ""}, {"phone": "12"}, {"text": ""}, {"text": "好" * 2001}, {"name": ""}]
)
def test_a_form_that_is_not_right_is_refused(visitor: Client, company_id: int, change: dict[str, str]) -> None:
    assert visitor.post("/contact/anhe/", FORM | change).status_code == 422
    assert not kept(company_id)


def test_robots_and_floods_are_stopped(visitor: Client, company_id: int) -> None:
    assert visitor.post("/contact/anhe/", FORM | {"website": "http://x"}).status_code == 302
    assert not kept(company_id)
    answers = [visitor.post("/contact/anhe/", FORM | {"form_id": str(n)}).status_code for n in range(7)]
    assert answers.count(422) == 2
    assert visitor.get("/contact/nobody/").status_code == 404


def test_a_slip_is_anonymous_or_has_a_number(visitor: Client, company_id: int, stranger_id: int, at: datetime) -> None:
    with company_scope(company_id):
        caregiver_id = engage_caregiver(
            name="李秀英", phone="13700000001", district="徐汇区", hourly_pay_fen=3800, at=at, by=SYSTEM
        )
        operations.open_box(name="服务卡", caregiver_id=caregiver_id, at=at, by=SYSTEM)
        code = queries.boxes()[0].code
    assert "About 李秀英" in visitor.get(f"/say/anhe/{code}/").content.decode()
    assert visitor.post(f"/say/anhe/{code}/", {"text": "很细心", "form_id": "1"}).status_code == 302
    assert "We answer by" not in visitor.get("/contact/anhe/thanks/").content.decode()
    visitor.post(f"/say/anhe/{code}/", {"text": "请回电", "phone": "13800138001", "form_id": "2"})
    assert "We answer by" in visitor.get("/contact/anhe/thanks/").content.decode()
    assert [one.caregiver_id for one, _said in kept(company_id)] == [caregiver_id, caregiver_id]
    assert visitor.post(f"/say/anhe/{code}/", {"text": "x", "phone": "=1+1"}).status_code == 422
    assert visitor.get("/say/anhe/nobody-has-this/").status_code == 404
    assert visitor.get(f"/say/biejia/{code}/").status_code == 404


def test_wechat_is_heard_by_its_signature_alone(visitor: Client, company_id: int, at: datetime) -> None:
    stamp = str(int(at.timestamp()))
    query = {"signature": signature_of("abc", stamp, "n"), "timestamp": stamp, "nonce": "n"}
    body = "<xml><FromUserName>oA</FromUserName><MsgType>text</MsgType><Content>你好</Content><MsgId>7</MsgId></xml>"
    strict = Client(enforce_csrf_checks=True)

    def call(**change: str) -> Any:
        return strict.post(WECHAT, body, content_type="text/xml", query_params=query | change)

    assert call().status_code == 404, "not connected looks like not signed"
    to = WechatSettings(app_id="wx0123456789abcdef", app_secret="s", token="abc", aes_key="", mode="plain")
    with company_scope(company_id):
        operations.connect_wechat(to=to, at=at, by=SYSTEM)
    answers = [call(), call()]
    assert [(one.status_code, one.content) for one in answers] == [(200, b"success")] * 2
    assert call(signature="x").status_code == 404
    assert strict.get(WECHAT, query | {"echostr": "<b>hi"}).content == b"<b>hi"
    assert strict.get(WECHAT, query | {"echostr": "hi"})["Content-Type"].startswith("text/plain")
    assert strict.get(WECHAT, {"echostr": "hi"}).status_code == 404
    ((_one, said),) = kept(company_id)
    assert [line.text for line in said] == ["你好"]
