"""A sick-day repair: the desk reads who would be moved and what was promised, accepts a part, and then the rest."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from anjia.kernel import clock
from tests.browser.doing import enter, fill, open_dialog, sees, send

# What a repair proposes and does is said by the day plans' own tests on both engines; here are the pages.
pytestmark = [pytest.mark.browser, pytest.mark.once]

# Of a visit that is still hers and of one that has been taken from her: on the list, and in the difference.
NOT_KEPT, CHANGED = re.compile("不上班|还没有派人"), re.compile("去不了了|还没有派人")


def test_a_sick_day_is_repaired_in_part_and_then_the_rest(desk: Page) -> None:
    enter(desk, "dispatcher")
    day = clock.day_of(clock.now()) + timedelta(days=1)
    name, visits = somebody_with_visits(desk, day)
    calls_in_sick(desk, day)
    repair = f"/desk/plans/repair/?day={day.isoformat()}"
    desk.goto(repair)
    for _look in range(60):  # the fact travels with the worker
        if desk.locator("main .rows a.row").count() >= visits:
            break
        desk.wait_for_timeout(500)
        desk.reload()
    expect(desk.locator("main .rows a.row").first).to_contain_text(NOT_KEPT)
    send(desk)
    desk.wait_for_url(re.compile(r"/desk/plans/\d+/$"))
    sees(desk, "调整", "采纳之前", "要通知", "涉及的承诺", "路程", CHANGED)

    ticks = desk.locator("[name=moves]")
    count = ticks.count()
    assert count >= 1
    for number in range(1, count):
        ticks.nth(number).uncheck()
    send(desk)
    sees(desk, "已完成 1 项调整")
    expect(desk.locator("[name=moves]")).to_have_count(count - 1)
    if count > 1:
        send(desk)
        sees(desk, f"已完成 {count - 1} 项调整")
    expect(desk.locator("[name=moves]")).to_have_count(0)
    expect(desk.locator("main")).to_contain_text("已采纳")

    desk.goto(f"/desk/board/?day={day.isoformat()}&view=table")
    expect(desk.locator("main")).to_contain_text(name)
    desk.goto(repair)
    assert desk.locator("form[action$='/repair/'] button").count() in (0, 1)


def somebody_with_visits(desk: Page, day: date) -> tuple[str, int]:
    """The caregiver with the most visits that day; her page is open afterwards."""
    desk.goto(f"/desk/board/?day={day.isoformat()}&view=table")
    found: dict[str, tuple[str, int]] = {}
    for row in desk.locator("main tbody tr").all():
        link = row.locator("a[href*='/desk/caregivers/']")
        if link.count():
            href = link.first.get_attribute("href") or ""
            visits = row.locator("a[href*='/desk/visits/']").count() + found.get(href, ("", 0))[1]
            found[href] = (link.first.inner_text(), visits)
    href, (name, visits) = max(found.items(), key=lambda one: one[1][1])
    assert visits >= 1
    desk.goto(href)
    return name, visits


def calls_in_sick(desk: Page, day: date) -> None:
    """The desk writes down that she is ill all day."""
    open_dialog(desk, "leave")
    fill(desk, starts_at=f"{day}T00:00", ends_at=f"{day}T23:59", reason="发烧")
    send(desk)
    sees(desk, "发烧")
