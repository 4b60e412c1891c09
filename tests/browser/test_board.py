"""Two dispatchers at one board: what does not fit is refused, a move is seen by the other and taken back."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, Response, expect

from anjia.kernel import clock
from tests.browser.conftest import DESK, Served, _context
from tests.browser.doing import enter, fill, send

pytestmark = pytest.mark.browser

NIGHT_PEOPLE = """
from datetime import timedelta
from anjia.booking.testing import plan_visit
from anjia.company.queries import company_by_slug
from anjia.dispatch.operations import assign_visit
from anjia.dispatch.testing import caregiver
from anjia.kernel import clock
from anjia.kernel.actors import SYSTEM
from anjia.kernel.scope import company_scope
from anjia.workforce.rules import Hours
at = clock.now()
evening = clock.day_of(at) + timedelta(days=2)
week = [Hours(day, 20 * 60, 30 * 60) for day in range(7)]
with company_scope(company_by_slug("anhe").id):
"""
ENGAGED = (
    NIGHT_PEOPLE
    + """
    print(*(caregiver(f"夜班{number}", at=at, number=number, hours=week) for number in (7001, 7002)), evening)
"""
)
BOOKED = (
    NIGHT_PEOPLE
    + """
    night = plan_visit(at=at, starts_at=clock.midnight(evening) + timedelta(hours=23), phone="13912347001")
    assign_visit(visit_id=night, caregiver_id=%s, at=at, by=SYSTEM)
    print(night)
"""
)

MOVE, OK = re.compile(r"/move/$"), 200
MIN_WIDTH = 40  # pixels in which a block can be seen and taken hold of


@pytest.fixture
def board_day(desk: Page) -> str:
    """A day ahead on which somebody has a visit that can be moved; the desk stands on its board."""
    enter(desk, "owner")
    today = clock.day_of(clock.now())
    for ahead in range(1, 6):
        day = today.fromordinal(today.toordinal() + ahead).isoformat()
        desk.goto(f"/desk/board/?day={day}")
        if desk.locator("[data-row] a[data-version]").count():
            return day
    pytest.fail("the demo has no visit ahead")


def block_of(page: Page, visit: str) -> Locator:
    return page.locator(f"[data-row] [data-visit='{visit}']")


def place_of(page: Page, row: str, minute: int) -> tuple[float, float]:
    """Where a minute of the day lies in somebody's row."""
    # In one step: between two, the row may renew itself, and what was found is no longer on the page.
    box = page.evaluate(
        """row => {
          const lane = document.querySelector(`#row-${row} [data-lane]`)
          lane.scrollIntoView({ block: "center", behavior: "instant" }) // at an edge the board scrolls on by itself
          return lane.getBoundingClientRect().toJSON()
        }""",
        row,
    )
    axis = page.locator(".board-axis")
    begin, end = (int(axis.get_attribute(f"data-axis-{name}") or 0) for name in ("from", "until"))
    return box["x"] + box["width"] * (minute - begin) / (end - begin), box["y"] + box["height"] / 2


def lift(page: Page, visit: str) -> None:
    """Takes hold of a block."""
    block = block_of(page, visit)
    block.hover(position={"x": 6, "y": 8})  # waits until a row that renews itself stands still
    page.mouse.down()
    # In one step, as a row may renew itself just now: what is found first may be no longer on the page.
    box = block.evaluate("block => block.getBoundingClientRect().toJSON()")
    page.mouse.move(box["x"] + 16, box["y"] + 8)
    expect(page.locator(".board-ghost")).to_be_visible()
    expect(page.locator(".board-fit").first).to_be_attached()


def drop(page: Page) -> None:
    """Lets go of the block."""
    with page.expect_response(MOVE) as answered:
        page.mouse.up()
    agree(page, answered.value)


def agree(page: Page, answer: Response) -> None:
    """Says yes if the board asks whether the family is told."""
    if answer.status == OK and 'name="sure"' in answer.text():
        page.locator("#sheet[open] input[name=sure]").wait_for(state="attached")
        send(page)


def rows_for(page: Page, visit: str, day: str) -> tuple[dict[str, object], list[str], list[str]]:
    """The trial of a visit, who could take it at its time, and who could not though she does the work."""
    trial = page.evaluate("async url => (await fetch(url)).json()", f"/desk/board/visits/{visit}/trial/?day={day}")
    shown = set(page.locator("[data-row]").evaluate_all("all => all.map(one => one.dataset.row)"))
    free, not_free = [], []
    for row, found in trial["rows"].items():
        if row in shown and int(row) != trial["caregiver"]:
            fits = any(first <= trial["start"] <= last for first, last, _added in found["fits"])
            (free if fits else not_free).append(row)
    return trial, free, not_free


def test_a_drag_shows_what_fits_is_refused_where_it_does_not_and_is_seen_and_taken_back(
    desk: Page, chromium: Browser, served: Served, board_day: str
) -> None:
    visits = desk.locator("[data-row] a[data-version]").evaluate_all("all => all.map(one => one.dataset.visit)")
    visit, (trial, free, not_free) = next(
        (one, found) for one in visits if (found := rows_for(desk, one, board_day))[1] and found[2]
    )
    mine, start = str(trial["caregiver"]), int(str(trial["start"]))
    context = _context(chromium, served, DESK)
    other = context.new_page()
    enter(other, "dispatcher")
    other.goto(f"/desk/board/?day={board_day}")
    expect(block_of(other, visit)).to_be_visible()

    lift(desk, visit)
    x, y = place_of(desk, not_free[0], start)
    desk.mouse.move(x + 6, y, steps=4)
    expect(desk.locator(".board-ghost-not")).to_be_visible()
    expect(desk.locator("#board-hint")).to_contain_text("·")
    drop(desk)
    expect(desk.locator(".toast-bad, [data-toast=bad]").last).to_be_visible()
    expect(desk.locator(f"#row-{mine} [data-visit='{visit}']")).to_be_visible()

    lift(desk, visit)
    x, y = place_of(desk, free[0], start)
    desk.mouse.move(x + 6, y, steps=4)
    expect(desk.locator(".board-ghost-fits")).to_be_visible()
    drop(desk)
    expect(desk.locator(f"#row-{free[0]} [data-visit='{visit}']")).to_be_visible()
    expect(other.locator(f"#row-{free[0]} [data-visit='{visit}']")).to_be_visible()
    expect(other.locator(f"#row-{mine} [data-visit='{visit}']")).to_have_count(0)

    desk.keyboard.press("Control+z")
    expect(desk.locator(f"#row-{mine} [data-visit='{visit}']")).to_be_visible()
    expect(other.locator(f"#row-{mine} [data-visit='{visit}']")).to_be_visible()
    context.close()


@pytest.mark.once
def test_what_is_left_of_a_night_comes_into_sight_and_is_moved_from_its_own_start(desk: Page, served: Served) -> None:
    hers, other, evening = served.manage("shell", "-v", "0", "-c", ENGAGED).split()[-3:]
    morning = date.fromisoformat(evening) + timedelta(days=1)
    enter(desk, "owner")
    desk.goto(f"/desk/board/?day={morning}&q=夜班")
    expect(desk.locator(".board-axis")).to_have_attribute("data-axis-from", "360")
    night = served.manage("shell", "-v", "0", "-c", BOOKED % hers).split()[-1]
    expect(block_of(desk, night)).to_be_visible()  # without a reload
    expect(desk.locator(".board-axis")).to_have_attribute("data-axis-from", "0")
    assert (block_of(desk, night).bounding_box() or {})["width"] > MIN_WIDTH

    lift(desk, night)
    hour = place_of(desk, hers, 60)[0] - place_of(desk, hers, 0)[0]
    x, y = place_of(desk, hers, 0)
    desk.mouse.move(x + 6 + hour, y, steps=4)
    expect(desk.locator("#board-hint")).to_contain_text("00:00 ·")
    expect(desk.locator(".board-ghost-fits")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.mouse.up()

    desk.goto(f"/desk/board/?day={morning}&q=夜班&view=week")
    cell = morning.weekday()
    chip = desk.locator(f"#row-{hers} [data-cell='{cell}'] [data-visit='{night}']")
    chip.hover()
    desk.mouse.down()
    box = desk.locator(f"#row-{other} [data-cell='{cell}']").bounding_box() or {}
    desk.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    expect(desk.locator("#board-hint")).to_contain_text("23:00 ·")
    expect(desk.locator(".board-ghost-fits")).to_be_visible()
    drop(desk)
    expect(desk.locator(f"#row-{other} [data-cell='{cell}'] [data-visit='{night}']")).to_be_visible()


@pytest.mark.once
def test_a_stale_drop_is_refused_in_a_sentence(desk: Page, chromium: Browser, served: Served, board_day: str) -> None:
    visits = desk.locator("[data-row] a[data-version]").evaluate_all("all => all.map(one => one.dataset.visit)")
    visit, (trial, free, _not) = next((one, found) for one in visits if (found := rows_for(desk, one, board_day))[1])
    start = int(str(trial["start"]))
    lift(desk, visit)
    context = _context(chromium, served, DESK)
    other = context.new_page()
    enter(other, "dispatcher")
    other.goto(f"/desk/board/?day={board_day}")
    block_of(other, visit).click()
    expect(other.locator("#sheet[open] select[name=caregiver]")).to_be_visible()
    fill(other, caregiver=free[0])
    with other.expect_response(MOVE) as answered:
        send(other)
    agree(other, answered.value)
    expect(other.locator(f"#row-{free[0]} [data-visit='{visit}']")).to_be_visible()
    x, y = place_of(desk, free[0], start)
    desk.mouse.move(x + 40, y, steps=4)
    drop(desk)
    expect(desk.locator("[data-toast=bad]").last).to_contain_text(re.compile("把这次上门"))
    expect(desk.locator(f"#row-{free[0]} [data-visit='{visit}']")).to_be_visible()
    context.close()


@pytest.mark.once
def test_a_visit_is_moved_with_the_keyboard_alone(desk: Page, board_day: str) -> None:
    block = desk.locator("[data-row] a[data-version]").first
    visit = block.get_attribute("data-visit")
    block.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#sheet[open] select[name=caregiver]")).to_be_visible()
    desk.locator("#sheet[open] select[name=caregiver]").select_option("")
    with desk.expect_response(MOVE) as answered:
        desk.locator("#sheet[open] button.button-primary").press("Enter")
    agree(desk, answered.value)
    expect(desk.locator(f"#board-tray [data-visit='{visit}']")).to_be_visible()
    desk.locator(".toast form button").last.press("Enter")
    expect(desk.locator(f"[data-row] [data-visit='{visit}']")).to_be_visible()


@pytest.mark.once
def test_what_the_map_says_is_as_large_on_a_phone(desk: Page, phone: Page, board_day: str) -> None:
    enter(phone, "owner")
    heights: list[list[float]] = []
    for page in (desk, phone):
        page.goto(f"/desk/board/?day={board_day}&view=map")
        expect(page.locator(".map-stop text").first).to_be_visible()
        texts = page.locator(".map-stop text, .map-district")
        heights.append(texts.evaluate_all("all => all.map(e => e.getBoundingClientRect().height)"))
    assert heights[0] == pytest.approx(heights[1], abs=1)
    assert round(min(heights[0])) >= 12
