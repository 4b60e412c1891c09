"""What a caregiver reads of families and of inspections on her phone."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.company.rules import Role
from anjia.inspections.queries import deviations
from anjia.inspections.testing import hold, spot_check, visit_ahead
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.quality.operations import decide_objection
from anjia.quality.queries.feedback import objections
from anjia.quality.testing import Scene, answer, caregiver, staff, visit_done
from anjia.workforce.operations import open_login

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
IMPROVE = "油烟机没擦净，陈女士 13912345678 漕溪北路100弄8号"


@pytest.fixture
def her(company_id: int, at: datetime) -> int:
    with company_scope(company_id):
        return caregiver(at=at - 3 * DAY)


def queries_of(act: Callable[[], object]) -> int:
    """How many questions the database was asked."""
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)


def phone_of(company_id: int, caregiver_id: int, at: datetime) -> Client:
    with company_scope(company_id):
        user_id = open_login(caregiver_id=caregiver_id, password="warm-kettle-7", at=at, by=SYSTEM)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(get_user_model().objects.get(pk=user_id))
    return client


@pytest.fixture
def phone(company_id: int, her: int, at: datetime) -> Client:
    return phone_of(company_id, her, at)


@pytest.fixture
def scene(company_id: int, her: int, at: datetime) -> Scene:
    with company_scope(company_id):
        made = visit_done(at=at - 2 * DAY, caregiver_id=her)
        answer(made, 5, 2, 4, 4, at=at - 2 * DAY, good="很细心", improve=IMPROVE)
        return made


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at):
        yield


def text_of(phone: Client) -> str:
    return phone.get(reverse("caregiver:feedback")).content.decode()


def test_she_reads_fair_words_and_nobodys_name_phone_or_address(phone: Client, scene: Scene) -> None:
    text = text_of(phone)
    for shown in (
        "很细心",
        "油烟机没擦净",
        "Full marks: Manner and attitude",
        "They wished for better: Quality of the work",
    ):
        assert shown in text
    for hidden in ("陈女士", "139", "漕溪", "100弄"):
        assert hidden not in text


def test_she_reads_it_a_day_later(phone: Client, scene: Scene, at: datetime) -> None:
    with clock_at(at - 2 * DAY + HOUR):
        assert "很细心" not in text_of(phone)


def test_hurting_words_are_read_by_the_company_alone(phone: Client, her: int, company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        made = visit_done(at=at - 2 * DAY, caregiver_id=her)
        answer(made, 1, at=at - 2 * DAY, improve="这人太笨了，肯定偷东西")
    text = text_of(phone)
    assert "笨" not in text and "偷" not in text
    assert "They wrote more." in text


def test_a_discreet_family_appears_only_among_others(phone: Client, her: int, company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        for number in range(3):
            made = visit_done(at=at - 2 * DAY, caregiver_id=her, phone=f"1391234560{number}")
            answer(made, 2, at=at - 2 * DAY, improve=f"悄悄话{number}", discreet=True)
            if number == 1:
                assert "2026-11" not in text_of(phone)
    text = text_of(phone)
    assert "2026-11" in text and "2.0 / 5" in text
    assert "悄悄话" not in text
    assert phone.post(reverse("caregiver:reply", args=[made.survey_id]), {"text": "不公平"}).status_code == 404


def test_she_objects_and_reads_the_decision(phone: Client, scene: Scene, company_id: int, at: datetime) -> None:
    act = reverse("caregiver:reply", args=[scene.survey_id])
    assert phone.post(act, {"stance": "objection", "text": ""}).status_code == 422
    assert phone.post(act, {"stance": "objection", "text": "油烟机坏了，拆不下来"}).status_code == 302
    assert phone.post(act, {"stance": "objection", "text": "再说一次"}).status_code == 422
    assert "Somebody is looking at it" in text_of(phone)
    with company_scope(company_id):
        lead = staff(Role.QUALITY_LEAD, at=at)
        decide_objection(word_id=objections()[0].word.id, upheld=True, text="照片证实", at=at, by=lead)
    text = text_of(phone)
    assert "Upheld, it no longer counts" in text and "照片证实" in text
    assert phone.post(act, {"stance": "remark", "text": "谢谢"}).status_code == 302


def test_another_caregiver_reads_and_says_nothing(scene: Scene, company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        other = caregiver(at=at, name="王桂芳", phone="13700000002")
    phone = phone_of(company_id, other, at)
    assert "很细心" not in text_of(phone)
    assert phone.post(reverse("caregiver:reply", args=[scene.survey_id]), {"text": "不是"}).status_code == 404


def test_the_page_costs_the_same_for_one_answer_and_for_many(
    phone: Client, scene: Scene, her: int, company_id: int, at: datetime
) -> None:
    one = cost_of(phone)
    with company_scope(company_id):
        for number in range(4):
            made = visit_done(at=at - 2 * DAY, caregiver_id=her, phone=f"1391234560{number}")
            answer(made, 4, at=at - 2 * DAY)
    assert cost_of(phone) == one


def cost_of(phone: Client) -> int:
    """How many questions the page asks the database."""
    with CaptureQueriesContext(connection) as caught:
        text_of(phone)
    return len(caught)


def test_she_hears_of_a_spot_check_when_it_is_held_and_puts_it_right(company_id: int, at: datetime) -> None:
    begun = at - 3 * DAY
    with company_scope(company_id):
        visit = visit_ahead(at=begun)
    phone = phone_of(company_id, visit.caregiver_id, begun)
    pages = [
        *(reverse(f"caregiver:{name}") for name in ("today", "week", "me", "feedback")),
        reverse("caregiver:visit", args=[visit.visit_id]),
    ]
    with clock_at(begun):
        before = [strip(phone.get(page).content.decode()) for page in pages]
        with company_scope(company_id):
            check = spot_check(at=begun)
        assert [strip(phone.get(page).content.decode()) for page in pages] == before
    with clock_at(begun + 5 * HOUR):
        with company_scope(company_id):
            lead = staff(Role.QUALITY_LEAD, at=begun)
            hold(check, visit, ["", "minor", ""], at=begun + 4 * HOUR, by=lead)
            finding = deviations()[0].id
        text = phone.get(reverse("caregiver:feedback")).content.decode()
        assert "卫生间消毒" in text and "换布重新消毒" in text
        act = reverse("caregiver:remedy", args=[finding])
        assert phone.post(act, {"text": "已换布重做"}).status_code == 302
        assert phone.post(act, {"text": "又做"}).status_code == 422
        assert phone.post(reverse("caregiver:remedy", args=[finding + 9]), {"text": "好了"}).status_code == 404


def strip(page: str) -> str:
    """The page without what changes at each request."""
    return re.sub(r'(csrfmiddlewaretoken" value|nonce|csrf[a-zA-Z-]*)[^>]*|[0-9a-f]{8}-[0-9a-f-]{27}', "", page)
