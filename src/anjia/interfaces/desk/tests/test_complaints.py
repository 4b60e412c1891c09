"""The desk's pages of complaints, corrective actions and answers."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.company.rules import Role
from anjia.evidence.rules import verify
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.promises.testing import states_of
from anjia.quality import queries
from anjia.quality.testing import answer, caregiver, visit_done

HOUR = timedelta(hours=1)
PLAN = {"what": "复训窗台工序", "cause": "workmanship", "due_on": "2026-11-29"}


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at + HOUR):
        yield


@pytest.fixture
def lead(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.QUALITY_LEAD)


@pytest.fixture
def adviser(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000002", Role.ADVISER)


@pytest.fixture
def stranger(stranger_id: int, at: datetime) -> Client:
    return client_of(stranger_id, at, "13900000003", Role.OWNER)


def complained(company_id: int, at: datetime, *, phone: str = "13912345678", number: int = 1) -> int:
    with company_scope(company_id):
        who = caregiver(at=at, phone=f"1370000{number:04d}")
        found = answer(visit_done(at=at, caregiver_id=who, phone=phone), 3, at=at, improve="窗台没有擦")
    assert found is not None
    return found


@pytest.fixture
def complaint(lead: Client, adviser: Client, company_id: int, at: datetime) -> int:
    return complained(company_id, at)


def page(client: Client, complaint_id: int) -> str:
    return client.get(reverse("desk:complaint", args=[complaint_id])).content.decode()


def act(client: Client, name: str, about: int, **values: str):
    return client.post(reverse(f"desk:{name}", args=[about]), values)


def test_the_list_shows_the_clock_and_who_answers_for_it(lead: Client, complaint: int) -> None:
    text = lead.get(reverse("desk:complaints")).content.decode()
    assert "陈女士" in text
    assert "窗台没有擦" in text
    assert "First answer to a serious complaint" in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, True),
        ({"standing": "settled"}, False),
        ({"standing": "all"}, True),
        ({"severity": "grave"}, False),
        ({"severity": "nonsense"}, True),
        ({"cause": "attitude"}, True),
        ({"whose": "mine"}, False),
        ({"q": "陈"}, True),
        ({"q": "没有这家"}, False),
        ({"before": "1"}, False),
        ({"before": "x"}, True),
    ],
)
def test_the_list_narrows(lead: Client, complaint: int, asked: dict[str, str], found: bool) -> None:
    assert ("窗台没有擦" in lead.get(reverse("desk:complaints"), asked).content.decode()) is found


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_many(
    lead: Client, complaint: int, company_id: int, at: datetime
) -> None:
    few = queries_of(lambda: lead.get(reverse("desk:complaints")))
    for number in range(2, 6):
        complained(company_id, at, phone=f"1391234567{number}", number=number)
    assert queries_of(lambda: lead.get(reverse("desk:complaints"))) == few


def test_the_page_shows_clocks_words_survey_and_bound(lead: Client, complaint: int) -> None:
    text = page(lead, complaint)
    clocks = ("First answer to a serious complaint", "Serious complaint settled")
    for words in (*clocks, "窗台没有擦", "¥150.00", "Give money back"):
        assert words in text


def test_a_reply_goes_to_the_household_and_keeps_the_promise(adviser: Client, complaint: int, scope: int) -> None:
    assert act(adviser, "reply-to-complaint", complaint, text="马上处理").status_code == 302
    assert "马上处理" in page(adviser, complaint)
    assert states_of(f"complaint:{complaint}")["answered_serious"] == "kept"


def test_an_empty_reply_comes_back_with_what_is_missing(adviser: Client, complaint: int) -> None:
    assert act(adviser, "reply-to-complaint", complaint, text=" ").status_code == 422


def test_money_is_given_back_once_within_the_bound(lead: Client, complaint: int, scope: int) -> None:
    too_much = act(lead, "compensate", complaint, amount="151", text="补偿")
    assert too_much.status_code == 422
    assert "¥150.00" in too_much.content.decode()
    assert act(lead, "compensate", complaint, amount="¥30.5", text="补偿").status_code == 302
    granted = queries.case_of(complaint).granted
    assert granted is not None
    assert granted.amount_fen == 3050
    again = act(lead, "compensate", complaint, amount="1", text="补偿")
    assert again.status_code == 422
    assert "¥30.50" in again.content.decode()


def test_an_amount_that_is_none_is_said_at_its_field(lead: Client, complaint: int) -> None:
    answered = act(lead, "compensate", complaint, amount="三十", text="补偿")
    assert answered.status_code == 422
    assert "三十" in answered.content.decode()


def test_an_adviser_gives_back_a_little_alone_and_asks_for_more(
    adviser: Client, lead: Client, complaint: int, scope: int
) -> None:
    refused = act(adviser, "compensate", complaint, amount="50.01", text="补偿")
    assert refused.status_code == 422
    assert "¥50.00" in refused.content.decode()
    assert act(adviser, "request-money", complaint, amount="120", text="地板修补").status_code == 302
    request_id = queries.open_requests()[0].id
    decide = reverse("desk:decide-money", args=[complaint, request_id])
    assert adviser.post(decide, {"approved": "yes"}).status_code == 422
    assert "waits for a second person" in page(adviser, complaint)
    assert lead.post(decide, {"approved": "no"}).status_code == 422
    assert lead.post(decide, {"approved": "yes"}).status_code == 302
    granted = queries.case_of(complaint).granted
    assert granted is not None
    assert granted.amount_fen == 12000


def test_resolving_settles_it(adviser: Client, complaint: int, scope: int) -> None:
    assert act(adviser, "resolve-complaint", complaint, text="周三补做").status_code == 302
    assert queries.complaint(complaint).settled
    assert act(adviser, "resolve-complaint", complaint, text="再来").status_code == 422


def test_handing_up_and_taking_over_change_who_answers(
    lead: Client, adviser: Client, complaint: int, scope: int
) -> None:
    first = queries.complaint(complaint).owner_id
    act(adviser, "escalate-complaint", complaint, text="请看一下")
    second = queries.complaint(complaint).owner_id
    assert first != second
    assert act(adviser, "take-complaint", complaint).status_code == 302
    assert queries.complaint(complaint).owner_id == first


def test_work_on_the_cause_from_plan_to_proof(
    lead: Client, complaint: int, company_id: int, at: datetime, scope: int
) -> None:
    staff = str(queries.complaint(complaint).owner_id)
    assert act(lead, "plan-action", complaint, staff=staff, **{**PLAN, "due_on": "2026-11-01"}).status_code == 422
    assert act(lead, "plan-action", complaint, staff=staff, **PLAN).status_code == 302
    action = queries.actions_of_complaint(complaint)[0]
    assert act(lead, "verify-action", action.id, effective="yes").status_code == 422
    assert act(lead, "finish-action", action.id, note="已复训").status_code == 302
    with clock_at(at + timedelta(days=15)):
        visit_done(at=at + timedelta(days=9), caregiver_id=queries.complaint(complaint).caregiver_id)
        assert "0 in 1 visits since" in page(lead, complaint)
        assert act(lead, "verify-action", action.id, effective="yes").status_code == 422
        assert act(lead, "verify-action", action.id, effective="yes", note="复训后没有再发生").status_code == 302
    assert queries.corrective_action(action.id).state == "accepted"
    text = lead.get(reverse("desk:corrective-actions")).content.decode()
    assert "复训窗台工序" in text


def test_the_list_of_actions_asks_the_same_for_one_and_for_many(lead: Client, complaint: int, scope: int) -> None:
    staff = str(queries.complaint(complaint).owner_id)
    act(lead, "plan-action", complaint, staff=staff, **PLAN)
    few = queries_of(lambda: lead.get(reverse("desk:corrective-actions")))
    for _n in range(4):
        act(lead, "plan-action", complaint, staff=staff, **PLAN)
    assert queries_of(lambda: lead.get(reverse("desk:corrective-actions"))) == few


def test_a_complaint_by_phone_is_written_down_step_by_step(lead: Client, company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        scene = visit_done(at=at)
    here = reverse("desk:new-complaint")
    assert "陈女士" in lead.get(here, {"q": "陈"}).content.decode()
    assert f"?visit={scene.visit_id}" in lead.get(here, {"household": scene.household_id}).content.decode()
    about = f"{here}?visit={scene.visit_id}"
    assert lead.post(about, {"text": "", "cause": "other", "severity": "minor"}).status_code == 422
    answered = lead.post(about, {"text": "花瓶碎了", "cause": "damage", "severity": "grave"})
    assert answered.status_code == 302
    assert "花瓶碎了" in lead.get(answered["Location"]).content.decode()


def test_the_answers_and_the_silent_ones(lead: Client, company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        scene = visit_done(at=at)
    here = reverse("desk:voices")
    silent = lead.get(here, {"which": "silent"}).content.decode()
    assert reverse("desk:follow-up", args=[scene.visit_id]) in silent
    assert "陈女士" not in lead.get(here).content.decode()


@pytest.mark.parametrize("name", ["complaints", "corrective-actions", "voices", "new-complaint"])
def test_nobody_looks_without_logging_in(name: str) -> None:
    assert "/accounts/" in Client().get(reverse(f"desk:{name}"))["Location"]


def test_another_company_finds_nothing(stranger: Client, complaint: int, scope: int) -> None:
    assert stranger.get(reverse("desk:complaint", args=[complaint])).status_code == 404
    for name in ("reply-to-complaint", "resolve-complaint", "compensate", "take-complaint", "escalate-complaint"):
        assert act(stranger, name, complaint, text="x", amount="1").status_code == 404
    assert act(stranger, "finish-action", 1).status_code == 404
    assert "窗台没有擦" not in stranger.get(reverse("desk:complaints")).content.decode()


def test_finance_has_no_business_here(company_id: int, complaint: int, at: datetime) -> None:
    finance = client_of(company_id, at, "13900000009", Role.FINANCE)
    assert finance.get(reverse("desk:complaints")).status_code == 403


def test_the_evidence_pack_is_one_click_for_the_lead_and_nobody_else(
    lead: Client, adviser: Client, stranger: Client, complaint: int
) -> None:
    address = reverse("desk:evidence-pack", args=[complaint])
    assert address in page(lead, complaint)
    assert address not in page(adviser, complaint)
    pack = lead.post(address)
    assert verify(pack.content).whole
    assert "attachment" in pack["Content-Disposition"]
    assert pack.content == lead.post(address).content
    assert stranger.post(address).status_code == 404
    assert adviser.post(address).status_code == 403
    assert lead.get(address).status_code == 405
