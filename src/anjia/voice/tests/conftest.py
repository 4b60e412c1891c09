from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.utils.translation import override

from anjia.booking.testing import lay_ground
from anjia.company.rules import Role
from anjia.kernel.actors import SYSTEM, Actor
from anjia.quality.testing import staff
from anjia.voice.operations import MailSettings, WechatSettings, connect_email, connect_wechat
from anjia.voice.tests.far_ends import Mailbox, Post, Wechat, imap, smtp, wechat

APP_ID = "wx0123456789abcdef"
TOKEN = "anjiatoken"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in English."""
    with override("en"):
        yield


@pytest.fixture
def adviser(scope: int, at: datetime) -> Actor:
    """An adviser."""
    return staff(Role.ADVISER, at=at, name="顾青", phone="13800000002")


@pytest.fixture
def household_id(scope: int, at: datetime) -> int:
    """A household with the phone 13912345678."""
    return lay_ground(at=at).household_id


@pytest.fixture
def far(scope: int, at: datetime, settings: Any) -> Iterator[Wechat]:
    """WeChat at the far end, and an account connected to it in encrypted mode."""
    with wechat() as (platform, address):
        settings.WECHAT_API = address
        to = WechatSettings(app_id=APP_ID, app_secret="s3cret", token=TOKEN, aes_key=AES_KEY, mode="aes")
        connect_wechat(to=to, at=at, by=SYSTEM)
        yield platform


@pytest.fixture
def post(scope: int, at: datetime) -> Iterator[tuple[Mailbox, Post]]:
    """A mailbox and a post office at the far end, connected."""
    with imap() as (mailbox, imap_port), smtp() as (office, smtp_port):
        to = MailSettings(
            address="hello@anhe.example",
            user="hello",
            password="open-sesame",
            imap_host="127.0.0.1",
            imap_port=imap_port,
            imap_security="none",
            smtp_host="127.0.0.1",
            smtp_port=smtp_port,
            smtp_security="none",
        )
        connect_email(to=to, at=at, by=SYSTEM)
        yield mailbox, office
