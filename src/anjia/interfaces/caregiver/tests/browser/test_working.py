"""A visit worked on the phone: without a network, with a place, with a far place, and when help is needed."""

from pathlib import Path
from typing import Any

import pytest

from anjia.fieldwork import queries
from anjia.fieldwork.rules import State
from anjia.fieldwork.testing import AssignedVisit, a_photo
from anjia.guarantees import queries as guarantees
from anjia.interfaces.caregiver.tests.browser.doing import A_PHONE, FAR_OFF, NOTHING_WAITS, press

SEVEN_WAIT = "() => document.getElementById('waiting').textContent.includes('7')"

pytestmark = [pytest.mark.browser, *A_PHONE]


def test_a_visit_is_worked_without_a_network_and_sent_when_it_is_back(
    phone: Any, visit: AssignedVisit, tmp_path: Path
) -> None:
    picture = tmp_path / "photo.jpg"
    picture.write_bytes(a_photo().read())
    phone.context.set_offline(True)
    press(phone, "planned")
    press(phone, "on_the_way")
    for step in (1, 2, 3):
        phone.click(f"[data-step='{step}'] .tick")
    for when in ("before", "after"):
        phone.set_input_files(f"[data-photo-box='1:{when}'] input[type=file]", picture)
        phone.wait_for_selector(f"[data-photo-box='1:{when}'] figure")
    phone.wait_for_function(SEVEN_WAIT)
    phone.reload()  # from what the phone kept
    phone.wait_for_function(SEVEN_WAIT)
    assert phone.get_attribute("#visit", "data-state") == "at_the_door"
    assert phone.inner_text("[data-ticked]") == "3"
    assert queries.progress_of(visit.visit_id).state is State.PLANNED
    phone.context.set_offline(False)
    phone.wait_for_function(NOTHING_WAITS)
    phone.wait_for_selector("#visit[data-state=working]")
    progress = queries.progress_of(visit.visit_id)
    assert (progress.state, progress.lacks, progress.check_in_metres) == (State.WORKING, (), 0)


@pytest.mark.once
def test_a_tick_can_be_taken_back_at_once(phone: Any, visit: AssignedVisit) -> None:
    press(phone, "planned")
    press(phone, "on_the_way")
    tick = "[data-step='2'] .tick"
    for pressed in ("true", "false", "true"):
        phone.click(tick)
        phone.wait_for_selector(f"{tick}[aria-pressed={pressed}]")
    phone.wait_for_function(NOTHING_WAITS)
    phone.wait_for_selector("#visit[data-state=working]")
    phone.wait_for_timeout(500)
    assert queries.progress_of(visit.visit_id).ticked == 1


@pytest.mark.once
def test_far_from_the_home_the_phone_asks_why(phone: Any, visit: AssignedVisit) -> None:
    press(phone, "planned")
    phone.context.set_geolocation(FAR_OFF)
    press(phone, "on_the_way")
    phone.wait_for_selector("#check-in-note[open]")
    assert "2220 米" in phone.inner_text("[data-why]")
    phone.fill("#check-in-words", "客户在小区门口等我")
    phone.click("#check-in-note button.button-primary")
    phone.wait_for_selector("#visit[data-state=at_the_door]")
    phone.wait_for_timeout(500)
    progress = queries.progress_of(visit.visit_id)
    assert (progress.check_in_metres, progress.far) == (2220, True)


@pytest.mark.once
def test_a_phone_that_will_not_say_where_it_is_asks_for_a_note(phone: Any, visit: AssignedVisit) -> None:
    phone.context.clear_permissions()
    press(phone, "planned")
    press(phone, "on_the_way")
    phone.wait_for_selector("#check-in-note[open]")
    phone.fill("#check-in-words", "已到门口，没信号")
    phone.click("#check-in-note button.button-primary")
    phone.wait_for_selector("#visit[data-state=at_the_door]")


@pytest.mark.once
def test_finishing_says_what_is_missing_and_wants_a_reason(phone: Any, visit: AssignedVisit) -> None:
    press(phone, "planned")
    press(phone, "on_the_way")
    phone.click("[data-step='3'] .tick")
    press(phone, "working")
    missing = phone.inner_text("#lacks")
    assert "厨房台面擦净 · 做之前的照片" in missing
    assert "地面拖净" not in missing
    phone.fill("#finish-reason", "客户临时要出门")
    phone.click("#finish button.button-primary")
    phone.wait_for_url("**/done/")
    assert "辛苦啦" in phone.inner_text("h1")


def test_help_is_called_without_a_network_and_reaches_the_desk_once(phone: Any, visit: AssignedVisit) -> None:
    phone.context.set_offline(True)
    phone.click("#visit button[data-opens=emergency]")
    phone.click("#emergency summary >> nth=1")
    assert phone.get_attribute("#emergency details[open] a[href^='tel:'] >> nth=0", "href") == "tel:119"
    phone.click("#emergency details[open] form button")
    phone.wait_for_selector("[data-help-waiting]:not([hidden])")
    phone.reload()  # from what the phone kept
    phone.wait_for_selector("[data-help-waiting]:not([hidden])")
    assert guarantees.open_emergencies() == []
    phone.context.set_offline(False)
    phone.wait_for_function(NOTHING_WAITS)
    phone.wait_for_selector("#visit .notice-bad >> nth=0")
    (one,) = guarantees.open_emergencies()
    assert (one.kind, one.caller) == ("gas", "caregiver")
