"""A family wants its caregiver every week over a holiday: it reads what is skipped and why before it agrees."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from anjia.kernel import clock
from anjia.kernel.clock import day_of
from tests.browser.conftest import Served
from tests.browser.doing import enter, fill, sees, send
from tests.browser.notice import Notice

# What a series skips and keeps is said by the areas' own tests on both engines; here are the pages.
pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_a_series_over_a_holiday_comes_on_the_make_up_day_and_leaves_no_ghost(
    served: Served, desk: Page, phone: Page
) -> None:
    notice = served.notice
    enter(phone, "household")
    agree_on_every_week(phone, notice)
    page_of_series, planned = phone.url, dates_of(phone)
    sees(phone, "接下来的日期", notice.festival.zh, "不上门")
    made_up = phone.locator("main .row", has_text=said(notice.made_up.month, notice.made_up.day))
    expect(made_up.first).to_contain_text(re.compile("调休|补"))

    # One date is cancelled by itself, the rest moves: the cancelled one does not come back.
    before = planned.count()
    gone = cancel_one(phone, planned.nth(1))
    phone.goto(page_of_series)
    expect(planned).to_have_count(before - 1)
    phone.goto(page_of_series + "change/?kind=all")
    fill(phone, time="870")
    send(phone)
    sees(phone, "将这样安排", "这些保持不变", "单独取消过")
    expect(phone.locator("main")).not_to_contain_text("单独改过时间")
    send(phone)
    sees(phone, "周期预约已修改", "14:30–")
    expect(planned).to_have_count(before - 1)
    assert gone not in " ".join(planned.all_inner_texts())

    # The desk reads the same, and ends the series from its own page.
    number = re.search(r"/series/(\d+)/", page_of_series)
    assert number is not None
    enter(desk, "dispatcher")
    desk.goto(f"/desk/series/{number[1]}/")
    sees(desk, "接下来的日期", notice.festival.zh, "整个周期预约已修改")
    desk.goto(f"/desk/series/{number[1]}/end/")
    fill(desk, from_on=(day_of(clock.now()) + timedelta(days=2)).isoformat(), reason="搬家")
    send(desk)
    sees(desk, "这些上门会取消")
    desk.locator("button.button-danger:visible").click()
    sees(desk, "已结束", "搬家")
    expect(dates_of(desk)).to_have_count(0)


def said(month: int, day: int) -> re.Pattern[str]:
    """A day as the pages write it, with or without its year."""
    return re.compile(rf"(?<!\d){month}月{day}日")


def dates_of(page: Page) -> Locator:
    """The dates on which somebody comes."""
    return page.locator("main a.row", has=page.locator(".strong"))


def agree_on_every_week(phone: Page, notice: Notice) -> None:
    """Every week on the weekday of the day off, from two weeks before it; make-up days count as what they make up."""
    weekday = notice.off.weekday()
    phone.goto("/home/series/")
    phone.locator("main a.row", has_text=re.compile("保洁")).first.click()
    phone.locator(f"[name=weekdays][value='{weekday}']").check()
    for other in set(range(7)) - {weekday}:
        phone.locator(f"[name=weekdays][value='{other}']").uncheck()
    from_on = notice.off - timedelta(days=14)
    fill(phone, from_on=from_on.isoformat(), time="600", on_holiday="skip", on_made_up="workday")
    send(phone)
    sees(phone, "您的日期", "这些日期不上门", notice.festival.zh, said(notice.made_up.month, notice.made_up.day))
    send(phone)


def cancel_one(phone: Page, line: Locator) -> str:
    """Cancels one date from its own page; returns its day as it was written."""
    day = line.locator(".strong").inner_text().rpartition(" ")[0]
    line.click()
    phone.locator("a[href*='/cancel/']").first.click()
    fill(phone, reason="全家出门")
    phone.locator("button.button-danger:visible").click()
    sees(phone, "已取消")
    return day
