"""The rail of the desk: what each role works with, where one is; and who stands at it."""

import re
from datetime import datetime

from django.test import Client

from anjia.company.models import User
from anjia.company.rules import Role
from anjia.interfaces.desk.tests.people import client_of

ITEM = re.compile(r'<a class="rail-item" href="([^"]+)"( aria-current="page")?>')


def rail(client: Client, page: str, language: str = "en") -> dict[str, bool]:
    text = client.get(page, headers={"Accept-Language": language}).content.decode()
    return {url: bool(current) for url, current in ITEM.findall(text)}


def test_each_role_sees_its_own_work(company_id: int, at: datetime) -> None:
    owner = rail(client_of(company_id, at, "13900000001", Role.OWNER), "/desk/")
    finance = rail(client_of(company_id, at, "13900000002", Role.FINANCE), "/desk/")
    assert "/desk/staff/" in owner
    assert "/desk/staff/" not in finance
    assert finance.keys() < owner.keys()


def test_the_page_one_is_on_is_marked_and_no_other(company_id: int, at: datetime) -> None:
    desk = client_of(company_id, at, "13900000001", Role.OWNER)
    for page in ("/desk/", "/desk/visits/", "/desk/households/", "/desk/"):
        assert [url for url, current in rail(desk, page).items() if current] == [page]


def test_it_is_read_in_each_language(company_id: int, at: datetime) -> None:
    desk = client_of(company_id, at, "13900000001", Role.OWNER)
    words = [desk.get("/desk/", headers={"Accept-Language": one}).content.decode() for one in ("en", "zh-hans", "en")]
    assert ["Households</span>" in text for text in words] == [True, False, True]
    assert rail(desk, "/desk/", "zh-hans").keys() == rail(desk, "/desk/").keys()


def test_the_menu_leads_out_with_the_pages_own_token(company_id: int, at: datetime) -> None:
    desk = client_of(company_id, at, "13900000001", Role.OWNER)
    for language, word in (("en", "Log out"), ("zh-hans", "退出登录"), ("en", "Log out")):
        page = desk.get("/desk/", headers={"Accept-Language": language}).content.decode()
        [token] = re.findall(r'name="csrf-token" content="(\w+)"', page)
        [menu] = re.findall(r'<form method="post" action="/accounts/logout/">.*?</form>', page)
        assert f'name="csrfmiddlewaretoken" value="{token}"' in menu
        assert word in menu


def test_who_may_not_log_in_any_more_is_asked_to_at_the_next_page(company_id: int, at: datetime) -> None:
    desk = client_of(company_id, at, "13900000001", Role.OWNER)
    assert desk.get("/desk/").status_code == 200
    User.objects.update(is_active=False)
    assert desk.get("/desk/").headers["Location"].startswith("/accounts/login/")
