"""The front page and the demo's doors."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from anjia.booking.testing import plan_visit
from anjia.company.operations import engage_staff, found_company
from anjia.company.rules import Role
from anjia.dispatch.testing import caregiver
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope


@pytest.fixture
def now(at: datetime) -> Iterator[datetime]:
    with clock_at(at):
        yield at


@pytest.fixture
def demo_company(db: None, now: datetime) -> int:
    company_id = found_company(
        name="示范家政", slug="shifan", city="上海", phone="02150000002", at=now, by=SYSTEM, demo=True
    )
    with company_scope(company_id):
        engage_staff(
            name="周敏", phone="13700001001", password="warm-kettle-7", roles=[Role.ADVISER], at=now, by=SYSTEM
        )
        caregiver(at=now)
        plan_visit(at=now)
    return company_id


def test_the_front_page_shows_three_doors_and_the_demos_roles(demo_company: int) -> None:
    shown = Client().get("/").content.decode()
    for words in ("工作台", "/desk/", "/work/", "/book/shifan/", "/demo/adviser/", "/demo/household/"):
        assert words in shown


def test_without_a_demo_company_there_are_no_such_doors(company_id: int) -> None:
    assert "/demo/" not in Client().get("/").content.decode()
    assert Client().post("/demo/adviser/").status_code == 404


@pytest.mark.parametrize(
    ("role", "leads_to"), [("adviser", "/desk/"), ("caregiver", "/work/"), ("household", "/home/")]
)
def test_one_click_opens_each_front_door(demo_company: int, role: str, leads_to: str) -> None:
    client = Client()
    for method in (client.post, client.get):
        answer = method(f"/demo/{role}/")
        assert answer.headers["Location"] == leads_to
    assert client.get(leads_to).status_code == 200


@pytest.mark.parametrize("role", ["finance", "king", "public"])
def test_a_role_nobody_holds_is_404(demo_company: int, role: str) -> None:
    assert Client().post(f"/demo/{role}/").status_code == 404


@pytest.mark.parametrize(
    "meta",
    [{"REMOTE_ADDR": "10.0.0.5"}, {"REMOTE_ADDR": ""}, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "8.8.8.8"}],
)
def test_from_elsewhere_the_doors_do_not_exist(demo_company: int, meta: dict[str, str]) -> None:
    assert Client().post("/demo/adviser/", **meta).status_code in (403, 404)
    assert "/demo/" not in Client().get("/", **meta).content.decode()


def test_outside_demo_mode_the_doors_do_not_exist(demo_company: int, settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    assert Client().post("/demo/adviser/").status_code == 404
