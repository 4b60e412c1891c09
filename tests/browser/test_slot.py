"""Two families want the last free time: one gets it, the other is told so and shown what is next."""

import pytest
from playwright.sync_api import Page, expect

from anjia.kernel import clock
from tests.browser.doing import enter, fill, open_dialog, sees, send

pytestmark = pytest.mark.browser

CAREGIVER, CAREGIVER_PHONE = "骆冬青", "13988883001"
SERVICE = "月子餐上门"
FAMILIES = (("尤一凡", "13988883011"), ("谷思远", "13988883012"))


def test_the_last_free_time_goes_to_one_family_and_the_other_is_told(
    desk: Page, phone: Page, other_phone: Page
) -> None:
    enter(desk, "owner")
    one_caregiver_with_one_free_hour_a_day(desk)
    for page, (name, number) in zip((phone, other_phone), FAMILIES, strict=True):
        page.goto(link_of_a_new_family(desk, name, number))
        page.goto("/home/services/")
        page.locator("a.row", has_text=SERVICE).click()
        expect(page.locator(".slot")).to_have_count(1)
        page.locator(".slot").click()
        sees(page, "冬青")
    first_day = other_phone.locator(".day[aria-current=date]").inner_text()
    send(phone)
    sees(phone, "请核对预约")

    send(other_phone)
    sees(other_phone, "这个时间刚被约走了")
    expect(other_phone.locator(".notice form button").first).to_contain_text("冬青")
    assert other_phone.locator(".day[aria-current=date]").inner_text() != first_day
    other_phone.locator(".notice form button").first.click()
    sees(other_phone, "请核对预约")
    for page in (phone, other_phone):
        send(page)
        sees(page, "约好了", "冬青")


@pytest.mark.once
def test_a_page_that_comes_back_whole_does_not_ask_again_who_could_come(phone: Page) -> None:
    enter(phone, "household")
    phone.goto("/home/services/")
    phone.locator("a.row[href*='/home/times/']").first.click()
    phone.locator(".slot").first.click()
    expect(phone.locator("#who input[name=who]").first).to_be_checked()
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url) if "/times/who/" in request.url else None)
    shown = "persisted => void window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted }))"
    phone.evaluate(shown, True)
    with phone.expect_request("**/times/who/**"):
        phone.evaluate(shown, False)
    assert len(asked) == 1


@pytest.mark.once
def test_the_chosen_day_is_in_sight_among_the_days(phone: Page) -> None:
    enter(phone, "household")
    phone.goto("/home/services/")
    phone.locator("a.row[href*='/home/times/']").first.click()
    phone.locator("a.day").last.click()
    chosen = phone.locator(".day[aria-current=date]")
    expect(chosen).to_be_in_viewport(ratio=1)
    assert chosen.evaluate("day => day === [...document.querySelectorAll('.day')].pop()")


def one_caregiver_with_one_free_hour_a_day(desk: Page) -> None:
    """A service that only she can do, for which her day has room once."""
    desk.goto("/desk/services/new/")
    fill(desk, name=SERVICE, trade="newborn_care", price_fen="200", unit="per_visit")
    fill(desk, usual_minutes="60", least_minutes="60")
    send(desk)
    sees(desk, "¥200")
    desk.goto("/desk/caregivers/new/")
    fill(desk, name=CAREGIVER, phone=CAREGIVER_PHONE, district="徐汇区", hourly_pay_fen="60")
    desk.check("[name=trades][value=newborn_care]")
    desk.check("[name=ready]")
    send(desk)
    desk.wait_for_url("**/caregivers/*/")
    open_dialog(desk, "week")
    # From tomorrow on: what is left of today depends on the time at which this runs.
    today = clock.day_of(clock.now()).weekday()
    hours = {f"day_{day}": "" if day == today else "10:00-11:00" for day in range(7)}
    fill(desk, **hours)
    send(desk)
    sees(desk, "10:00-11:00")


def link_of_a_new_family(desk: Page, name: str, number: str) -> str:
    """The desk takes the family in and makes the link that opens its pages."""
    desk.goto("/desk/households/new/")
    fill(desk, name=name, phone=number, district="徐汇区", address="天平路 100 号")
    send(desk)
    desk.wait_for_url("**/households/*/")
    desk.locator("form[action$='/link/'] button").click()
    return desk.locator("dialog[open] input[readonly]").input_value()
