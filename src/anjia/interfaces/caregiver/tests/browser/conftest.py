"""A caregiver's phone in a real browser: logged in, standing at the door, with today's pages kept."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from anjia.company.operations import found_company
from anjia.dispatch.testing import caregiver
from anjia.fieldwork.testing import AssignedVisit, assigned_visit
from anjia.interfaces.caregiver.tests.browser.doing import CHROMIUM, THERE, sync_api, wait_until_kept
from anjia.kernel import clock
from anjia.kernel.actors import SYSTEM
from anjia.kernel.scope import company_scope
from anjia.workforce.operations import open_login
from anjia.workforce.rules import Hours

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module", autouse=True)
def _async_is_fine() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's event loop runs in this thread
        yield


@pytest.fixture
def visit(transactional_db: None) -> Iterator[AssignedVisit]:
    """Today at noon, whatever the time is now: the server of this test has the real clock."""
    before = clock.now() - timedelta(days=2)
    noon = clock.midnight(clock.day_of(clock.now())) + timedelta(hours=12)
    company_id = found_company(name="安和家政", slug="anhe", city="上海", phone="02150000000", at=before, by=SYSTEM)
    with company_scope(company_id):
        always = [Hours(day, 0, 24 * 60) for day in range(7)]
        caregiver_id = caregiver("王芳", at=before, hours=always)
        open_login(caregiver_id=caregiver_id, password="kaimen-2026", at=before, by=SYSTEM)
        yield assigned_visit(at=before, starts_at=noon, caregiver_id=caregiver_id)


@pytest.fixture
def phone(chromium: Any, live_server: Any, visit: AssignedVisit) -> Iterator[Any]:
    """The caregiver's phone, logged in, standing at the door, with today's pages kept."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844},
        base_url=live_server.url,
        locale="zh-CN",
        has_touch=True,
        permissions=["geolocation"],
        geolocation=THERE,
    )
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    page.goto("/work/")
    page.fill("input[name=login]", "13900000001")
    page.fill("input[name=password]", "kaimen-2026")
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/work/")
    wait_until_kept(page, f"{live_server.url}/work/visits/{visit.visit_id}/")
    page.goto(f"/work/visits/{visit.visit_id}/")
    yield page
    context.close()
    assert complaints == []
