"""The components in a real browser, under the real content policy."""

import shutil
from collections.abc import Iterator

import pytest

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,  # these pages show components, and nothing that is kept
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("anjia.interfaces.shared.tests.browser_urls"),
]


@pytest.fixture(scope="module")
def chromium():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module", autouse=True)
def async_is_fine():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's event loop runs in this thread
        yield


@pytest.fixture
def open_page(chromium, live_server) -> Iterator:
    complaints: list[str] = []
    contexts = []

    def opened(path: str, width: int = 1440, language: str = "en-GB", theme: str = "light"):
        context = chromium.new_context(
            viewport={"width": width, "height": 860}, locale=language, color_scheme=theme, has_touch=width < 600
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        page.goto(live_server.url + path, wait_until="load")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("shell", ["desk", "home", "work", "public"])
@pytest.mark.parametrize(("width", "language", "theme"), [(390, "zh-CN", "dark"), (1440, "en-GB", "light")])
def test_nothing_serious_stands_in_the_way_of_anybody(open_page, shell, width, language, theme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = open_page(f"/gallery/?shell={shell}", width, language, theme)
    found = axe.Axe().run(page).response["violations"]
    grave = [fault for fault in found if fault["impact"] in ("serious", "critical")]
    assert [(fault["id"], fault["nodes"][0]["target"]) for fault in grave] == []


@pytest.mark.parametrize("shell", ["desk", "home", "work", "public", "entrance"])
def test_no_page_scrolls_sideways(open_page, shell):
    page = open_page(f"/gallery/?shell={shell}", 360)
    for width in (360, 390, 768, 1024, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 860})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_targets_of_the_caregiver_are_large_enough_for_a_thumb(open_page):
    page = open_page("/gallery/?shell=work", 390)
    small = page.evaluate(
        """() => [...document.querySelectorAll('a.row, .button, .tick, .slot, .day, .bottom-item, .phone-call')]
        .filter(e => !e.classList.contains('button-link') && e.offsetParent && e.getBoundingClientRect().height < 47.5)
        .map(e => e.className)"""
    )
    assert small == []


def test_a_form_pressed_twice_is_sent_once(open_page):
    from anjia.interfaces.shared.tests.browser_urls import SENT

    SENT.clear()
    page = open_page("/page/")
    page.evaluate("() => { const b = document.getElementById('send'); b.click(); b.click(); b.click(); }")
    page.wait_for_selector(".toast")
    assert SENT.count("once") == 1
    assert page.locator(".toast").inner_text().startswith("It was sent.")


def test_what_asks_first_is_sent_only_after_the_yes(open_page):
    from anjia.interfaces.shared.tests.browser_urls import SENT

    SENT.clear()
    page = open_page("/page/")
    page.get_by_role("button", name="Remove").click()
    assert page.locator("#confirm-sentence").inner_text() == "Really remove it?"
    page.get_by_role("button", name="No, go back").click()
    assert "removed" not in SENT
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Yes, go ahead").click()
    page.wait_for_selector(".toast")
    assert SENT.count("removed") == 1


def test_a_refusal_is_told_and_the_page_stays(open_page):
    page = open_page("/page/")
    page.locator("#refused").click()
    page.wait_for_selector(".toast-bad")
    assert "The slot was just taken." in page.locator(".toast-bad").inner_text()
    assert page.locator("#refused").is_visible()


def test_what_is_fetched_for_the_sheet_opens_it(open_page):
    page = open_page("/page/")
    page.locator("#sheet-opener").click()
    page.get_by_text("Inside the sheet").wait_for()
    assert page.locator("#sheet").get_attribute("open") is not None
    page.locator("#inside").click()
    assert "The slot was just taken." in page.locator("#sheet .toast").inner_text()


def test_an_event_makes_the_living_part_fetch_itself(open_page):
    from anjia.interfaces.shared.tests.browser_urls import SENT

    SENT.clear()
    page = open_page("/page/")
    page.locator("#living").filter(has_not_text="sent 0").wait_for()


def test_a_photo_is_shown_before_it_is_sent(open_page):
    from io import BytesIO

    from PIL import Image

    picture = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(picture, "PNG")
    page = open_page("/page/")
    page.set_input_files("input[type=file]", {"name": "a.png", "mimeType": "image/png", "buffer": picture.getvalue()})
    page.locator("[data-previews] img").wait_for()


def test_the_rail_opens_and_closes_on_a_phone(open_page):
    page = open_page("/gallery/", 390)
    rail = page.locator("#rail")
    assert not rail.is_visible()
    page.get_by_role("button", name="Menu").click()
    rail.wait_for(state="visible")
    page.keyboard.press("Escape")
    rail.wait_for(state="hidden")


def test_a_dialog_opens_by_its_button_and_closes_by_its_cross(open_page):
    page = open_page("/gallery/")
    page.locator("[data-opens=new-visit]").click()
    dialog = page.locator("#new-visit")
    assert dialog.is_visible()
    dialog.get_by_role("button", name="Close").click()
    assert not dialog.is_visible()


def test_blocks_stand_where_their_minutes_say(open_page):
    page = open_page("/gallery/")
    lane = page.locator(".axis-lane").nth(1).bounding_box()
    block = page.locator(".axis-block").first.bounding_box()  # 8:30 to 11:30 on an axis from 8 to 20
    assert block["x"] - lane["x"] == pytest.approx(lane["width"] * 30 / 720, abs=3)
    assert block["width"] == pytest.approx(lane["width"] * 180 / 720, abs=4)
