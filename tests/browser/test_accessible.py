"""Everybody can use the pages: axe finds nothing serious, nothing runs off a narrow screen, the keyboard is enough."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as WaitedTooLong

from anjia.house.demo.founding import PASSWORD
from tests.browser.doing import enter

# What is seen, heard and reached by keys is in the page, and no engine writes that.
pytestmark = [pytest.mark.browser, pytest.mark.once]

# An address, and the link on its page that leads on to one of its cases.
Path = tuple[str, str]
DESK: tuple[Path, ...] = (
    ("/desk/", ""),
    ("/desk/enquiries/", "a.row[href^='/desk/enquiries/']"),
    ("/desk/visits/", "a.cell-link[href^='/desk/visits/']"),
    ("/desk/board/", ""),
    ("/desk/board/?view=table", ""),
    ("/desk/board/?view=week", ""),
    ("/desk/board/?view=map", ""),
    ("/desk/households/", "a.cell-link[href^='/desk/households/']"),
    ("/desk/inbox/?standing=all", "a.cell-link[href^='/desk/inbox/']"),
    ("/desk/channels/email/", ""),
    ("/desk/complaints/?standing=all", "a.cell-link[href^='/desk/complaints/']"),
    ("/desk/imports/", ""),
    ("/desk/index/", ""),
    ("/desk/index/weights/", ""),
    ("/desk/weak-links/?team=all", ""),
    ("/desk/deep-interviews/", "a.row[href^='/desk/deep-interviews/']"),
    ("/desk/inspections/", "a.row[href^='/desk/inspections/']"),
    ("/desk/inspections/plan/", "a.row[href^='/desk/inspections/draws/']"),
    ("/desk/inspections/rounds/", ""),
    ("/desk/accounts/", "a.cell-link[href^='/desk/accounts/']"),
    ("/desk/payslips/", ""),
)
HOUSEHOLD: tuple[Path, ...] = (
    ("/home/", ""),
    ("/home/services/", "a[href*='/home/times/']"),
    ("/home/visits/", "a[href^='/home/visits/']"),
    ("/home/account/", ""),
    ("/home/messages/", ""),
)
CAREGIVER: tuple[Path, ...] = (
    ("/work/messages/", ""),
    ("/work/feedback/", ""),
    ("/work/", ""),
    ("/work/week/", "a.visit-card"),
)
PUBLIC: tuple[Path, ...] = (("/", ""), ("/book/anhe/", ""), ("/contact/anhe/", ""), ("/accounts/login/", ""))
SERIOUS = {"serious", "critical"}


def look_through(page: Page, paths: tuple[Path, ...], *, narrow: bool = False) -> list[str]:
    """What is wrong on each of these pages and on the first case behind them; the last one stays open."""
    found: list[str] = []
    for address, onwards in paths:
        page.goto(address)
        found += faults(page, narrow=narrow)
        if onwards:
            page.locator(onwards).first.click()
            page.wait_for_url(lambda url, before=address: not url.endswith(before))
            found += faults(page, narrow=narrow)
    return found


def faults(page: Page, *, narrow: bool = False) -> list[str]:
    """The serious faults of the page in front of us, a line each."""
    expect(page.locator("h1")).to_be_visible()
    seen = Axe().run(page).response
    assert seen["passes"], "axe looked at nothing"
    lines = [
        f"{page.url}: {one['id']} at {' | '.join(node['target'][0] for node in one['nodes'][:3])}"
        for one in seen["violations"]
        if one["impact"] in SERIOUS
    ]
    return lines + (_runs_off(page) if narrow else [])


# What lies beyond the right edge, innermost first, so that whoever reads of it knows where to look.
BEYOND = """() => [...document.querySelectorAll("body *")].reverse()
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).slice(0, 3)
    .map((one) => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`).join(" | ")"""


def _runs_off(page: Page) -> list[str]:
    """Whether the page is wider than a phone once it has been laid out anew; the screen is wide again afterwards."""
    wide = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    try:
        page.wait_for_function("() => document.documentElement.scrollWidth <= 390", timeout=3000)
    except WaitedTooLong:
        width = page.evaluate("document.documentElement.scrollWidth")
        return [f"{page.url}: {width} px wide on a screen of 390: {page.evaluate(BEYOND)}"]
    finally:
        page.set_viewport_size(wide or {"width": 1440, "height": 900})
    return []


def test_the_desk_has_no_serious_fault_and_fits_a_narrow_screen(desk: Page) -> None:
    enter(desk, "owner")
    assert look_through(desk, DESK, narrow=True) == []


def test_the_household_s_pages_have_no_serious_fault(desk: Page, phone: Page) -> None:
    """Of a family that has not said yet how its visit was: the desk sends it its link."""
    enter(desk, "owner")
    desk.goto("/desk/answers/?which=silent")
    desk.locator("a.cell-link").first.click()
    desk.locator("a[href^='/desk/households/']:visible").last.click()
    desk.locator("form[action$='/link/'] button").click()
    link = desk.locator("dialog[open] input[readonly]").input_value()
    phone.goto(link)
    assert look_through(phone, HOUSEHOLD) == []


def test_the_caregiver_s_pages_have_no_serious_fault(phone: Page) -> None:
    enter(phone, "caregiver")
    assert look_through(phone, CAREGIVER) == []


def test_the_public_pages_have_no_serious_fault(phone: Page, desk: Page) -> None:
    assert look_through(desk, PUBLIC) == []
    assert look_through(phone, PUBLIC) == []


def test_a_complaint_is_opened_with_the_keyboard_alone(desk: Page) -> None:
    desk.goto("/desk/complaints/?standing=all")
    tab_to(desk, "[name=login]")
    desk.keyboard.type("13800000004")
    tab_to(desk, "[name=password]")
    desk.keyboard.type(PASSWORD)
    desk.keyboard.press("Enter")
    expect(desk.locator("h1")).to_have_text("投诉")
    tab_to(desk, "a.cell-link")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/desk/complaints/*/")
    expect(desk.locator("h1")).to_be_visible()


def tab_to(page: Page, wanted: str) -> None:
    """Goes on with Tab until this has the focus, which must be seen."""
    focus = page.locator(":focus")
    for _step in range(80):
        if focus.count() and focus.evaluate("(element, wanted) => element.matches(wanted)", wanted):
            ring = focus.evaluate("e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).boxShadow]")
            assert ring != ["none", "none"], f"nothing shows that {wanted} has the focus"
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not reach {wanted}")
