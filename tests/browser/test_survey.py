"""A family says how it was in half a minute, with one thumb."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Served
from tests.browser.test_accessible import faults

# What is counted are taps on a page.
pytestmark = [pytest.mark.browser, pytest.mark.once]

DIMENSIONS = ("attitude", "skill", "efficiency", "problem_solving")
# The link that the company sends, and a question of the last days that nobody has answered.
AN_OPEN_QUESTION = """
from datetime import timedelta
from anjia.company.queries import company_by_slug
from anjia.households.operations import issue_key
from anjia.kernel import clock
from anjia.kernel.actors import SYSTEM
from anjia.kernel.scope import company_scope
from anjia.quality.models import Survey
at = clock.now()
with company_scope(company_by_slug("anhe").id):
    one = Survey.objects.filter(answered_at=None, asked_at__gt=at - timedelta(days=13)).latest("id")
    print(issue_key(household_id=one.household_id, at=at, by=SYSTEM), one.pk)
"""
# Keystroke-level model: a thought and a point before each tap, seconds.
THOUGHT, POINT = 1.35, 1.1


def test_an_answer_takes_five_taps_on_one_screen(phone: Page, served: Served) -> None:
    token, survey_id = served.manage("shell", "-v", "0", "-c", AN_OPEN_QUESTION).split()[-2:]
    phone.goto(f"/h/{token}/")
    phone.goto(f"/home/survey/{survey_id}/")
    expect(phone.locator("form#survey")).to_be_visible()
    assert faults(phone, narrow=True) == []
    taps = [phone.locator(f".rating-choice:has([name={name}][value='5'])") for name in DIMENSIONS]
    taps.append(phone.locator("button.button-primary:visible"))
    assert all(_is_on_the_screen(phone, tap) for tap in taps), "a thumb must not scroll"
    assert all(min(tap.bounding_box()["width"], tap.bounding_box()["height"]) >= 44 for tap in taps)  # type: ignore[index]
    begun = time.monotonic()
    for tap in taps:
        tap.click()
    expect(phone).to_have_url(re.compile(r"/thanks/$"))
    assert len(taps) == 5
    assert len(taps) * (THOUGHT + POINT) + (time.monotonic() - begun) < 30


def _is_on_the_screen(page: Page, thing: Locator) -> bool:
    box, size = thing.bounding_box(), page.viewport_size
    return box is not None and size is not None and box["y"] >= 0 and box["y"] + box["height"] <= size["height"]
