"""The desk's pages of the index, weak links, objections, interviews and consultations."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.company.rules import Role
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.quality.operations import plan_first_interview, reply_to_answer, start_consultation
from anjia.quality.queries.interviews import consultations, deep_interviews
from anjia.quality.rules.feedback import Stance
from anjia.quality.testing import Scene, answer, caregiver, visit_done

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at):
        yield


@pytest.fixture
def lead(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.QUALITY_LEAD)


@pytest.fixture
def stranger(stranger_id: int, at: datetime) -> Client:
    return client_of(stranger_id, at, "13900000003", Role.OWNER)


@pytest.fixture
def scene(lead: Client, company_id: int, at: datetime) -> Scene:
    """An answer of two days ago with good and weak points."""
    with company_scope(company_id):
        return answered(at - 2 * DAY, 5, 4, 2, 3, improve="到晚了二十分钟")


def answered(at: datetime, *scores: int, improve: str = "", number: int = 1) -> Scene:
    who = caregiver(at=at, phone=f"1370000{number:04d}", name=f"阿姨{number}")
    made = visit_done(at=at, caregiver_id=who)
    answer(made, *scores, at=at, improve=improve)
    return made


@pytest.fixture
def objection(company_id: int, scene: Scene, at: datetime) -> int:
    with company_scope(company_id):
        return reply_to_answer(
            survey_id=scene.survey_id,
            caregiver_id=scene.caregiver_id,
            stance=Stance.OBJECTION,
            text="前一家拖了时间",
            at=at,
            by=Actor("caregiver", scene.caregiver_id),
        )


def text_of(client: Client, name: str, *args: int, **asked: str) -> str:
    return client.get(reverse(f"desk:{name}", args=args), asked).content.decode()


def test_the_index_shows_mean_interval_spread_and_the_weights(lead: Client, scene: Scene) -> None:
    text = text_of(lead, "index")
    for shown in ("阿姨1", "74.0", "Manner and attitude 30 %", "1 of 8 answers, no place yet", "Student"):
        assert shown in text


@pytest.mark.parametrize("by", ["caregiver", "offering", "branch", "nonsense"])
@pytest.mark.parametrize("sort", ["place", "mean", "spread", "low", "answers", "x"])
def test_it_shows_every_group_in_every_order(lead: Client, scene: Scene, by: str, sort: str) -> None:
    answer_ = lead.get(reverse("desk:index"), {"by": by, "sort": sort, "days": "365", "from": "0"})
    assert answer_.status_code == 200


def test_the_index_costs_the_same_for_one_and_for_many(
    lead: Client, scene: Scene, company_id: int, at: datetime
) -> None:
    one = queries_of(lambda: text_of(lead, "index"))
    with company_scope(company_id):
        for number in range(2, 6):
            answered(at - DAY, 4, number=number)
    assert queries_of(lambda: text_of(lead, "index")) == one


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_index_is_handed_out_as_a_file(lead: Client, scene: Scene, kind: str) -> None:
    handed = lead.get(reverse("desk:index-file"), {"kind": kind})
    assert f"index-caregiver.{kind}" in handed["Content-Disposition"]
    if kind == "csv":
        assert "阿姨1,74.0,74.0,,,1,,0,5.0,4.0,2.0,3.0" in handed.content.decode()


def test_weights_are_published_and_wrong_ones_refused(lead: Client) -> None:
    form = {"attitude": 20, "skill": 40, "efficiency": 20, "problem_solving": 20, "least_ranked": 5}
    refused = lead.post(reverse("desk:index-weights"), {**form, "skill": 45})
    assert (refused.status_code, "105 %" in refused.content.decode()) == (422, True)
    assert lead.post(reverse("desk:index-weights"), form).status_code == 302
    assert "Version 1" in text_of(lead, "index-weights")


def test_each_team_gets_its_weak_links_and_takes_them_up_once(lead: Client, scene: Scene) -> None:
    assert "到晚了二十分钟" in text_of(lead, "weak-links", team="dispatcher")
    assert "到晚了二十分钟" not in text_of(lead, "weak-links", team="quality_lead")
    act = reverse("desk:take-up", args=[scene.survey_id])
    assert lead.post(act, {"team": "dispatcher", "text": "上一单与下一单之间多留二十分钟"}).status_code == 302
    assert lead.post(act, {"team": "dispatcher", "text": "再来一次"}).status_code == 422
    assert lead.post(act, {"team": "nobody", "text": "x"}).status_code == 404
    assert lead.post(act, {"team": "quality_lead", "text": "这不是我们的"}).status_code == 404
    assert "到晚了二十分钟" not in text_of(lead, "weak-links", team="dispatcher")
    assert "多留二十分钟" in text_of(lead, "weak-links", team="dispatcher", which="taken")


def test_a_person_decides_on_an_objection_with_a_reason(lead: Client, scene: Scene, objection: int) -> None:
    assert "前一家拖了时间" in text_of(lead, "objections")
    assert "到晚了二十分钟" in text_of(lead, "answer_objection", objection)
    page = reverse("desk:answer_objection", args=[objection])
    assert lead.post(page, {"upheld": "yes", "text": ""}).status_code == 422
    assert lead.post(page, {"upheld": "yes", "text": "调度记录证实"}).status_code == 302
    assert lead.post(page, {"upheld": "no", "text": "改主意了"}).status_code == 422
    assert "Upheld" in text_of(lead, "objections", which="decided")


def test_an_interview_is_written_down_with_its_guide_and_the_dossier(
    lead: Client, scene: Scene, company_id: int, at: datetime
) -> None:
    with company_scope(company_id):
        plan_first_interview(household_id=scene.household_id, visit_id=scene.visit_id, at=at, by=SYSTEM)
        (planned,) = deep_interviews()
    assert "New household" in text_of(lead, "deep-interviews")
    page = reverse("desk:deep_interview", args=[planned.id])
    assert lead.post(page, {"summary": "聊得不错"}).status_code == 422
    form = {"answer-best": "同一位阿姨", "kind-1": "preference", "entry-1": "先做厨房", "summary": "想固定阿姨"}
    assert lead.post(page, form).status_code == 302
    text = text_of(lead, "deep_interview", planned.id)
    assert "同一位阿姨" in text and "What should stay exactly as it is?" in text
    assert "先做厨房" in text_of(lead, "household", scene.household_id)
    assert lead.post(page, form).status_code == 422
    assert "想固定阿姨" in text_of(lead, "deep-interviews", which="ended")


def test_an_interview_that_is_not_wanted_is_released(lead: Client, scene: Scene, company_id: int) -> None:
    assert lead.post(reverse("desk:plan-interview", args=[scene.household_id])).status_code == 302
    with company_scope(company_id):
        (planned,) = deep_interviews()
    act = reverse("desk:decline-interview", args=[planned.id])
    assert lead.post(act, {"reason": ""}).status_code == 422
    assert lead.post(act, {"reason": "没时间"}).status_code == 302
    assert "Not wanted" in text_of(lead, "deep-interviews", which="ended")


def test_a_call_starts_a_consultation_and_the_advice_is_sent(lead: Client, scene: Scene, company_id: int) -> None:
    new = reverse("desk:new-consultation") + f"?household={scene.household_id}&origin=visit:{scene.visit_id}"
    with company_scope(company_id):
        from anjia.company.queries import staff_list

        staff_id = staff_list()[0].id
    form = {"topic": "地板养护", "question": "实木地板多久打一次蜡？", "staff": staff_id}
    assert lead.post(new, {**form, "staff": 999}).status_code == 422
    assert lead.post(new, form).status_code == 302
    with company_scope(company_id):
        (made,) = consultations()
    assert made.origin == f"visit:{scene.visit_id}"
    assert "地板养护" in text_of(lead, "consultations")
    page = reverse("desk:consultation", args=[made.id])
    assert lead.post(page, {"text": ""}).status_code == 422
    assert lead.post(page, {"text": "半年一次，用固体蜡。"}).status_code == 302
    assert "固体蜡" in text_of(lead, "consultation", made.id)
    assert "地板养护" in text_of(lead, "consultations", which="answered")
    assert lead.get(reverse("desk:new-consultation")).status_code == 404


def test_what_was_promised_waits_on_today(lead: Client, scene: Scene, objection: int, company_id: int) -> None:
    assert "Decide on the objection" in text_of(lead, "today")


def test_another_company_sees_nothing_of_it(
    stranger: Client, lead: Client, scene: Scene, objection: int, company_id: int, at: datetime
) -> None:
    with company_scope(company_id):
        interview = plan_first_interview(household_id=scene.household_id, visit_id=scene.visit_id, at=at, by=SYSTEM)
        from anjia.company.queries import staff_list

        consultation = start_consultation(
            household_id=scene.household_id,
            topic="打蜡",
            question="多久一次",
            staff_id=staff_list()[0].id,
            at=at,
            by=SYSTEM,
        )
    for name, about in (("answer_objection", objection), ("deep_interview", interview), ("consultation", consultation)):
        assert stranger.get(reverse(f"desk:{name}", args=[about])).status_code == 404
    assert "阿姨1" not in text_of(stranger, "index")
    assert stranger.post(reverse("desk:take-up", args=[scene.survey_id]), {"team": "dispatcher"}).status_code == 404
