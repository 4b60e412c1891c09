"""Staff, branches, the log and stopped deliveries, as the owner sees them."""

from datetime import datetime

import pytest
from django.test import Client

from anjia.company.models import User
from anjia.company.operations import engage_staff
from anjia.company.queries import branches, staff_list
from anjia.company.rules import Role
from anjia.kernel.actors import SYSTEM
from anjia.kernel.models import Job
from anjia.kernel.scope import company_scope


def logged_in(phone: str, role: Role, at: datetime) -> Client:
    engage_staff(name="沈若宁", phone=phone, password="warm-kettle-7", roles=[role], at=at, by=SYSTEM)
    client = Client()
    client.force_login(User.objects.get(phone=f"+86{phone}"))
    return client


@pytest.fixture
def owner(scope: int, at: datetime) -> Client:
    return logged_in("13800000001", Role.OWNER, at)


def stopped_job(company_id: int, at: datetime) -> Job:
    return Job.objects.create(
        task="anjia.kernel.jobs.hear",
        arguments={"args": [], "kwargs": {"listener": "quality.ask_the_household"}},
        company_id=company_id,
        state=Job.State.DEAD,
        due_at=at,
        made_at=at,
        closed_at=at,
        attempts=8,
        fault="ValueError: the hinge is broken",
    )


def test_the_owner_engages_somebody_who_can_log_in(owner: Client) -> None:
    form = {"name": "顾明", "phone": "138 0000 0002", "email": "gu@example.cn", "password": "warm-kettle-8"}
    assert owner.post("/desk/staff/", form | {"roles": ["adviser", "finance"]}).status_code == 302
    page = owner.get("/desk/staff/").content.decode()
    assert "顾明" in page and "gu@example.cn" in page
    for login in ("13800000002", "gu@example.cn"):
        answer = Client().post("/accounts/login/", {"login": login, "password": "warm-kettle-8"}, follow=True)
        assert answer.request["PATH_INFO"] == "/desk/", login


def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(owner: Client) -> None:
    form = {"name": "顾明", "phone": "12", "password": "warm-kettle-8", "roles": ["adviser"]}
    answer = owner.post("/desk/staff/", form)
    assert answer.status_code == 422
    assert "13912345678" in answer.content.decode() and "顾明" in answer.content.decode()


def test_a_dismissed_person_is_refused_at_the_next_click(owner: Client, scope: int, at: datetime) -> None:
    adviser = logged_in("13800000002", Role.ADVISER, at)
    assert adviser.get("/desk/").status_code == 200
    staff_id = staff_list()[1].id
    assert owner.post(f"/desk/staff/{staff_id}/dismiss/").status_code == 302
    assert adviser.get("/desk/").status_code == 403


def test_the_last_owner_stays(owner: Client) -> None:
    staff_id = staff_list()[0].id
    assert owner.post(f"/desk/staff/{staff_id}/roles/", {"roles": ["adviser"]}).status_code == 422
    assert staff_list()[0].roles == {Role.OWNER}


def test_an_adviser_opens_none_of_it(scope: int, at: datetime) -> None:
    adviser = logged_in("13800000002", Role.ADVISER, at)
    for page in ("/desk/staff/", "/desk/log/", "/desk/deliveries/"):
        assert adviser.get(page).status_code == 403


def test_a_branch_is_opened_once(owner: Client) -> None:
    form = {"name": "徐家汇店", "district": "徐汇区", "address": "虹桥路 1 号"}
    assert owner.post("/desk/branches/new/", form).status_code == 302
    assert owner.post("/desk/branches/new/", form).status_code == 422
    assert [(one.name, one.district, one.address) for one in branches()] == [("徐家汇店", "徐汇区", "虹桥路 1 号")]


def test_the_log_says_who_did_what(owner: Client) -> None:
    owner.post("/desk/branches/new/", {"name": "徐家汇店", "district": "徐汇区"})
    page = owner.get("/desk/log/").content.decode()
    assert "徐家汇店" in page and "沈若宁" in page
    assert "徐家汇店" not in owner.get("/desk/log/?by=system").content.decode()


def test_a_stopped_delivery_is_shown_with_its_reason_and_tried_again(owner: Client, scope: int, at: datetime) -> None:
    job = stopped_job(scope, at)
    assert "the hinge is broken" in owner.get("/desk/deliveries/").content.decode()
    assert owner.post(f"/desk/deliveries/{job.pk}/retry/").status_code == 302
    assert Job.objects.get(pk=job.pk).state == Job.State.WAITING


def test_another_companys_delivery_and_staff_are_not_there(owner: Client, stranger_id: int, at: datetime) -> None:
    job = stopped_job(stranger_id, at)
    with company_scope(stranger_id):
        logged_in("13800000009", Role.OWNER, at)
        stranger = staff_list()[0].id
    assert "hinge" not in owner.get("/desk/deliveries/").content.decode()
    assert owner.post(f"/desk/deliveries/{job.pk}/retry/").status_code == 404
    assert owner.post(f"/desk/staff/{stranger}/dismiss/").status_code == 404


def test_a_forgotten_password_is_set_anew_and_ends_open_sessions(owner: Client, scope: int, at: datetime) -> None:
    adviser = logged_in("13800000002", Role.ADVISER, at)
    staff_id = staff_list()[1].id
    assert owner.post(f"/desk/staff/{staff_id}/password/", {"password": "short"}).status_code == 422
    assert owner.post(f"/desk/staff/{staff_id}/password/", {"password": "cold-kettle-9"}).status_code == 302
    assert adviser.get("/desk/").status_code == 302
    answer = Client().post("/accounts/login/", {"login": "13800000002", "password": "cold-kettle-9"}, follow=True)
    assert answer.request["PATH_INFO"] == "/desk/"


def test_who_works_elsewhere_too_keeps_the_password(owner: Client, scope: int, stranger_id: int, at: datetime) -> None:
    logged_in("13800000002", Role.ADVISER, at)
    with company_scope(stranger_id):
        logged_in("13800000002", Role.ADVISER, at)
    staff_id = staff_list()[1].id
    assert owner.post(f"/desk/staff/{staff_id}/password/", {"password": "cold-kettle-9"}).status_code == 422
    assert User.objects.get(phone="+8613800000002").check_password("warm-kettle-7")


def test_the_owner_says_whose_law_holds_for_company_and_branch(owner: Client) -> None:
    owner.post("/desk/branches/new/", {"name": "温州店", "district": "徐汇区", "jurisdiction": "CN-3303"})
    owner.post("/desk/branches/new/", {"name": "徐汇店", "district": "徐汇区"})
    assert owner.post("/desk/branches/law/", {"jurisdiction": "CN-31"}).status_code == 302
    assert [branch.jurisdiction for branch in branches()] == ["CN-3303", "CN-31"]
    own = branches()[0].id
    assert owner.post("/desk/branches/law/", {"branch": own, "jurisdiction": ""}).status_code == 302
    assert branches()[0].jurisdiction == "CN-31"
    for wrong in ({"jurisdiction": "CN-99"}, {"branch": own + 99, "jurisdiction": "CN"}):
        assert owner.post("/desk/branches/law/", wrong).status_code == 404
    assert "温州" in owner.get("/desk/staff/").content.decode()
