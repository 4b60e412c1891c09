"""What the journeys do again and again on a page."""

import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

PATIENCE = 15_000  # milliseconds: as long as a busy machine may take; what is there is seen at once
expect.set_options(timeout=PATIENCE)


def enter(page: Page, role: str) -> None:
    """Logs in as the demo's person of that role, with one click."""
    page.goto(f"/demo/{role}/")
    expect(page).to_have_url(re.compile(r"/(desk|work|home)/$"))


def fill(page: Page, **values: str) -> None:
    """Types into the fields of these names: of the dialog that is open, else of the page."""
    opened = page.locator("dialog[open]")
    within = opened if opened.count() else page.locator("main")
    for name, value in values.items():
        field = within.locator(f"[name={name}]:visible").first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def send(page: Page) -> None:
    """Presses the one main button: of the dialog that is open, else of the page."""
    opened = page.locator("dialog[open]")
    within = opened if opened.count() else page.locator("body")
    within.locator("button.button-primary:visible, a.button-primary:visible").click()


def open_dialog(page: Page, name: str) -> Locator:
    """Opens a dialog by its button."""
    page.locator(f"[data-opens={name}]:visible").click()
    return page.locator(f"dialog#{name}[open]")


def agree(page: Page) -> None:
    """Says yes when the page asks whether one is sure."""
    page.locator("#confirm[open] [data-yes]").click()


def sees(page: Page, *texts: str | re.Pattern[str]) -> None:
    """Waits until the page shows each of these."""
    for text in texts:
        expect(page.locator("body")).to_contain_text(text)


def a_photo(folder: Path, colour: str) -> Path:
    """A picture as a phone takes it."""
    path = folder / f"{colour}.jpg"
    Image.new("RGB", (640, 480), colour).save(path, "JPEG")
    return path
