"""The desk's pages of how complaints are carried, of causes and of teams."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.company.queries import staff_list
from anjia.company.rules import Role
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.quality import queries
from anjia.quality.operations import propose_prevention
from anjia.quality.testing import Scene, answer, more_complaints, more_visits, visit_done

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PLAN = {"reason": "地板要订货", "text_1": "上门量尺寸", "due_1": "2026-11-24T10:00"}


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at + HOUR):
        yield


@pytest.fixture
def lead(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.QUALITY_LEAD)


@pytest.fixture
def scene(company_id: int, at: datetime) -> Scene:
    with company_scope(company_id):
        return visit_done(at=at)


@pytest.fixture
def complaint(lead: Client, scene: Scene, company_id: int, at: datetime) -> int:
    with company_scope(company_id):
        found = answer(scene, 3, at=at, improve="窗台没有擦")
    assert found is not None
    return found


def page(client: Client, complaint_id: int) -> str:
    return client.get(reverse("desk:complaint", args=[complaint_id])).content.decode()


def post(client: Client, name: str, *about: int, **values: str):
    return client.post(reverse(f"desk:{name}", args=about), values)


def test_a_question_stops_the_clock_and_staff_let_it_go_on(lead: Client, complaint: int, scope: int) -> None:
    assert post(lead, "ask-back", complaint, text="").status_code == 422
    assert post(lead, "ask-back", complaint, text="哪天方便？").status_code == 302
    text = page(lead, complaint)
    assert "waits for the household" in text
    assert "The clock stands still until it replies" in text
    assert post(lead, "go-on", complaint).status_code == 302
    assert not queries.complaint(complaint).waiting


def test_it_is_judged_and_handed_over(lead: Client, complaint: int, scope: int) -> None:
    judged = {"severity": "grave", "cause": "damage.broken", "step": "擦窗台", "text": "<b>玻璃</b>"}
    assert post(lead, "assess-complaint", complaint, **{**judged, "cause": "nothing"}).status_code == 422
    assert post(lead, "assess-complaint", complaint, **judged).status_code == 302
    text = page(lead, complaint)
    assert "Something was damaged: broken" in text
    assert "&lt;b&gt;玻璃" in text
    assert post(lead, "hand-complaint", complaint, team="finance", text="").status_code == 422
    assert post(lead, "hand-complaint", complaint, team="quality_lead", text="我来").status_code == 302


def test_what_takes_longer_is_explained_with_steps(lead: Client, complaint: int, scope: int) -> None:
    refused = post(lead, "plan-settlement", complaint, **{**PLAN, "due_1": "2026-11-01T10:00"})
    assert refused.status_code == 422
    assert "1 November 10:00 is not possible" in refused.content.decode()
    assert post(lead, "plan-settlement", complaint, **PLAN, text_2="换地板").status_code == 422
    assert post(lead, "plan-settlement", complaint, **PLAN).status_code == 302
    assert "上门量尺寸" in page(lead, complaint)
    plan = queries.case_of(complaint).plan
    assert plan is not None
    assert post(lead, "take-plan-step", complaint + 1, plan.steps[0].id).status_code == 404
    assert post(lead, "take-plan-step", complaint, plan.steps[0].id).status_code == 302
    assert queries.case_of(complaint).plan.steps[0].done_at is not None


def test_the_page_asks_the_same_however_much_was_decided(lead: Client, complaint: int) -> None:
    post(lead, "plan-settlement", complaint, **PLAN)
    few = queries_of(lambda: page(lead, complaint))
    for number in range(3):
        post(lead, "reply-to-complaint", complaint, text=f"第{number}次")
        post(lead, "plan-settlement", complaint, **PLAN, text_2="换地板", due_2="2026-11-25T10:00")
    assert queries_of(lambda: page(lead, complaint)) <= few


def test_a_cause_that_keeps_coming_is_taken_up_or_declined(
    lead: Client, scene: Scene, company_id: int, at: datetime, scope: int
) -> None:
    other = scene.caregiver_id
    more_visits(scene, [at - timedelta(hours=40 * n + 2) for n in range(12)])
    more_complaints(scene, [at - timedelta(days=n + 1) for n in range(6)], "lateness.late", caregiver_id=other)
    more_visits(scene, [at - timedelta(days=91 + n) for n in range(60)])
    assert propose_prevention(company_id=company_id, at=at) == 1
    proposal = queries.open_proposals()[0].id
    text = lead.get(reverse("desk:causes")).content.decode()
    assert "keeps coming" in text
    assert "6 times in 12 visits" in text
    given = {"what": "出发提醒", "staff": str(staff_list()[0].id), "due_on": "2026-11-01"}
    assert post(lead, "accept-prevention", proposal, **given).status_code == 422
    assert post(lead, "decline-prevention", proposal, reason="").status_code >= 400
    taken = post(lead, "accept-prevention", proposal, **{**given, "due_on": "2026-11-30"})
    assert taken.status_code == 302
    assert "Preventive action" in lead.get(taken["Location"]).content.decode()
    assert "出发提醒" in lead.get(reverse("desk:corrective-actions")).content.decode()
    assert "taken up" in lead.get(reverse("desk:causes")).content.decode()


def test_causes_of_ones_own_and_teams(lead: Client, scope: int) -> None:
    tree, teams, who = reverse("desk:cause-tree"), reverse("desk:teams"), str(staff_list()[0].id)
    assert lead.post(tree, {"parent": "damage", "name": "地板<i>进水"}).status_code == 302
    assert lead.post(tree, {"parent": "damage", "name": "地板<i>进水"}).status_code == 422
    assert "地板&lt;i&gt;进水" in lead.get(tree).content.decode()
    assert lead.post(reverse("desk:close-cause"), {"code": "damage.own1"}).status_code == 302
    assert lead.post(teams, {"name": "客户关怀组", "staff": [who], "causes": ["damage"]}).status_code == 302
    assert lead.post(teams, {"name": "客户关怀组", "staff": [who]}).status_code == 422
    team = queries.teams()[0].id
    changed = {"name": "关怀组", "staff": [who], "causes": []}
    assert lead.post(reverse("desk:team", args=[team]), changed).status_code == 302
    assert "关怀组" in lead.get(teams).content.decode()
    assert post(lead, "close-team", team).status_code == 302


def test_a_stranger_finds_nothing_here(
    stranger_id: int, lead: Client, complaint: int, scope: int, at: datetime
) -> None:
    stranger = client_of(stranger_id, at, "13900000003", Role.OWNER)
    for name in ("ask-back", "assess-complaint", "hand-complaint", "plan-settlement", "request-money"):
        asked = {"text": "哪天？", "severity": "minor", "cause": "pace", "team": "owner", "amount": "1", **PLAN}
        assert post(stranger, name, complaint, **asked).status_code == 404, name
    assert Client().get(reverse("desk:causes")).status_code == 302
    adviser = client_of(scope, at, "13900000004", Role.ADVISER)
    assert adviser.get(reverse("desk:causes")).status_code == 200
    assert adviser.get(reverse("desk:cause-tree")).status_code == 403
