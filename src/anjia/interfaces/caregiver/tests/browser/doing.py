"""What caregivers do with the phone, and what is waited for on it."""

import shutil
from datetime import timedelta
from typing import Any

import pytest

from anjia.fieldwork.testing import HOME
from anjia.kernel import clock

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
A_PHONE = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
    pytest.mark.django_db(transaction=True),
]
THERE = {"latitude": HOME.latitude, "longitude": HOME.longitude}
FAR_OFF = {"latitude": HOME.latitude + 0.02, "longitude": HOME.longitude}
NOTHING_WAITS = "() => document.getElementById('waiting').hidden"
NOTHING_IS_SENT = "() => !document.querySelector('form[data-taking]')"
ASK_FOR_LEAVE = "form[data-act=leave] button.button-primary"


def press(phone: Any, state: str) -> None:
    """Presses the main button, which must be the one for this state."""
    phone.click(f"#dock [data-when~={state}]:not([hidden]) button")


def wait_until_kept(page: Any, url: str) -> None:
    """Until the service worker has put the page away."""
    for _look in range(100):
        if page.evaluate("async (url) => !!(await (await caches.open('anjia-pages-1')).match(url))", url):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{url} was not kept")


def hold_back(phone: Any, acts: str) -> list[Any]:
    """Requests for these addresses are answered by nobody, until a test does it."""
    held: list[Any] = []
    phone.route(acts, lambda route: held.append(route))
    return held


def sent(phone: Any, held: list[Any], number: int = 1) -> Any:
    """One of the requests held back, as soon as it has been made. A later page makes a second one for the same act: the
    page before took the first with it."""
    for _look in range(100):
        if len(held) >= number:
            return held[number - 1]
        phone.wait_for_timeout(100)
    return pytest.fail("the act was not sent")


def ask_for_leave(phone: Any, *, until: str, word: str) -> None:
    """Fills in the form that stands there, from six in the evening of tomorrow, and sends it."""
    tomorrow = clock.day_of(clock.now()) + timedelta(days=1)
    phone.fill("#leave-from", f"{tomorrow}T18:00")
    phone.fill("#leave-until", f"{tomorrow}T{until}")
    phone.click(".slot:has([name=kind][value=family])")
    phone.fill("#leave-reason", word)
    phone.click(ASK_FOR_LEAVE)
