"""Words sent from the phone: taken, kept without a network, refused and given back, and nobody else's to read."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from anjia.dispatch.testing import caregiver
from anjia.fieldwork.testing import AssignedVisit, a_photo
from anjia.interfaces.caregiver.tests.browser.doing import (
    A_PHONE,
    ASK_FOR_LEAVE,
    FAR_OFF,
    NOTHING_IS_SENT,
    NOTHING_WAITS,
    ask_for_leave,
    hold_back,
    press,
    sent,
)
from anjia.kernel import clock
from anjia.kernel.actors import SYSTEM
from anjia.workforce import queries as workforce
from anjia.workforce.operations import open_login

WORDS = "() => document.getElementById('leave-reason').value"
LOOKS_ARE_NOT_ANSWERED = """() => {
  const asked = window.fetch;
  window.fetch = (url, more) => (more?.headers?.["X-Keep"] ? new Promise(() => undefined) : asked(url, more));
}"""
REFUSED_WORDS = "() => sessionStorage.getItem('anjia-refused') || ''"

# What the phone keeps and gives back is the browser's work: no engine changes it.
pytestmark = [pytest.mark.browser, pytest.mark.once, *A_PHONE]


def test_asked_is_said_once_the_server_has_it_and_what_it_refuses_stays_typed(phone: Any, visit: AssignedVisit) -> None:
    tomorrow, refused = clock.day_of(clock.now()) + timedelta(days=1), "[data-toast=bad]"
    phone.goto("/work/leave/")
    ask_for_leave(phone, until="08:00", word="回老家")  # ends before it begins
    phone.wait_for_selector(refused)
    phone.wait_for_function(NOTHING_IS_SENT)
    assert "已申请" not in phone.inner_text("body")
    assert phone.input_value("#leave-reason") == "回老家"
    phone.fill("#leave-until", f"{tomorrow}T20:00")
    phone.click(ASK_FOR_LEAVE)
    phone.wait_for_selector("[data-toast]:has-text('已申请')")
    phone.wait_for_function(NOTHING_IS_SENT)
    assert phone.input_value("#leave-reason") == ""
    assert len(workforce.open_leave_requests()) == 1
    phone.context.set_offline(True)
    ask_for_leave(phone, until="20:00", word="家里装修")
    phone.wait_for_selector("[data-toast]:has-text('存在手机里')")
    assert phone.input_value("#leave-reason") == ""


def test_a_network_that_does_not_answer_is_waited_for_a_while(phone: Any, visit: AssignedVisit) -> None:
    held = hold_back(phone, "**/work/leave/ask/")
    phone.goto("/work/leave/")
    phone.clock.install()
    ask_for_leave(phone, until="20:00", word="回老家")
    phone.wait_for_selector(f"{ASK_FOR_LEAVE}[aria-busy=true]")
    phone.fill("#leave-reason", "回老家，后天回来")  # typed on meanwhile
    phone.clock.run_for(8000)
    phone.wait_for_selector("[data-toast]:has-text('网络较慢，已存在手机里，正在继续发送。')")
    assert "没有网络" not in phone.inner_text("body")
    phone.wait_for_function(NOTHING_IS_SENT)
    phone.wait_for_selector(f"{ASK_FOR_LEAVE}:not([aria-busy])")
    assert phone.input_value("#leave-reason") == "回老家，后天回来"
    assert phone.is_visible("#waiting")
    sent(phone, held).continue_()
    phone.wait_for_selector("[data-toast=good]")
    phone.wait_for_function(NOTHING_WAITS)
    assert [one.reason for one in workforce.open_leave_requests()] == ["回老家"]


def test_a_server_that_fails_is_not_called_no_network(phone: Any, visit: AssignedVisit) -> None:
    phone.route("**/work/leave/ask/", lambda route: route.fulfill(status=503))
    phone.goto("/work/leave/")
    ask_for_leave(phone, until="20:00", word="回老家")
    phone.wait_for_selector("[data-toast]:has-text('还没有送到。已存在手机里，会自动再发。')")
    assert "没有网络" not in phone.inner_text("body")
    phone.unroute("**/work/leave/ask/")
    phone.click("#waiting")
    phone.wait_for_function(NOTHING_WAITS)
    assert [one.reason for one in workforce.open_leave_requests()] == ["回老家"]


def ask_until_before_it_begins(phone: Any) -> None:
    """Asks for leave that ends before it begins, with a word; nobody answers for eight seconds."""
    phone.goto("/work/leave/")
    phone.clock.install()
    ask_for_leave(phone, until="08:00", word="回老家")
    phone.wait_for_selector("form[data-act=leave] button[aria-busy=true]")
    phone.clock.run_for(8000)
    phone.wait_for_function(NOTHING_IS_SENT)
    assert phone.input_value("#leave-reason") == ""


def what_is_typed(phone: Any) -> list[str]:
    """The end of the day asked for, the kind and the word of the form for leave."""
    until = phone.input_value("#leave-until")[-5:]
    kind = phone.evaluate("() => document.querySelector('form[data-act=leave] [name=kind]:checked')?.value || ''")
    return [until, kind, phone.input_value("#leave-reason")]


def test_what_is_refused_after_a_long_wait_stands_typed_again(phone: Any, visit: AssignedVisit) -> None:
    held = hold_back(phone, "**/work/leave/ask/")
    ask_until_before_it_begins(phone)
    sent(phone, held).continue_()
    phone.wait_for_selector("[data-toast=bad]:has-text('结束要晚于开始')")
    phone.wait_for_function(WORDS)
    assert what_is_typed(phone) == ["08:00", "family", "回老家"]
    assert not workforce.open_leave_requests()


def refuse_on_another_page(phone: Any) -> None:
    """The word of a leave is refused while she looks at something else."""
    held = hold_back(phone, "**/work/leave/ask/")
    ask_until_before_it_begins(phone)
    phone.goto("/work/me/")
    sent(phone, held, 2).continue_()
    phone.wait_for_selector("[data-toast=bad]:has-text('结束要晚于开始')")
    phone.unroute("**/work/leave/ask/")
    assert "回老家" in phone.evaluate(REFUSED_WORDS)


def test_what_is_refused_on_another_page_stands_typed_when_she_comes_back(phone: Any, visit: AssignedVisit) -> None:
    refuse_on_another_page(phone)
    phone.context.set_offline(True)
    phone.goto("/work/pay/")  # not on the phone: the page of nobody's stands there
    phone.wait_for_selector("#waiting[data-person='-']", state="attached")
    phone.wait_for_selector("#waiting:has-text('没有网络')")
    phone.context.set_offline(False)
    phone.goto("/work/leave/")
    phone.wait_for_function(WORDS)
    assert what_is_typed(phone) == ["08:00", "family", "回老家"]
    phone.goto("/work/me/")
    phone.goto("/work/leave/")
    phone.wait_for_load_state("networkidle")
    assert phone.input_value("#leave-reason") == ""


def test_of_two_that_are_refused_the_second_comes_back_after_the_first(phone: Any, visit: AssignedVisit) -> None:
    tomorrow = clock.day_of(clock.now()) + timedelta(days=1)
    phone.goto("/work/leave/")
    phone.context.set_offline(True)
    for word in ("回老家", "家里装修"):
        ask_for_leave(phone, until="08:00", word=word)
        phone.wait_for_function("() => !document.getElementById('leave-reason').value")
        phone.wait_for_function(NOTHING_IS_SENT)
    phone.context.set_offline(False)
    phone.wait_for_function(WORDS)
    phone.wait_for_function(NOTHING_WAITS)
    assert what_is_typed(phone) == ["08:00", "family", "回老家"]
    phone.fill("#leave-until", f"{tomorrow}T20:00")
    phone.click(ASK_FOR_LEAVE)
    phone.wait_for_selector("[data-toast]:has-text('已申请')")
    phone.goto("/work/leave/")
    phone.wait_for_function(WORDS)
    assert what_is_typed(phone) == ["08:00", "family", "家里装修"]


def test_what_she_types_on_after_sending_is_hers_and_the_old_words_do_not_come_back(
    phone: Any, visit: AssignedVisit
) -> None:
    held = hold_back(phone, "**/work/leave/ask/")
    phone.goto("/work/leave/")
    ask_for_leave(phone, until="08:00", word="回老家")
    phone.wait_for_selector("form[data-act=leave] button[aria-busy=true]")
    phone.fill("#leave-reason", "回老家，后天回来")
    sent(phone, held).continue_()
    phone.wait_for_selector("[data-toast=bad]:has-text('结束要晚于开始')")
    phone.wait_for_function(NOTHING_IS_SENT)
    assert phone.input_value("#leave-reason") == "回老家，后天回来"
    assert phone.evaluate(REFUSED_WORDS) == ""


def test_refused_words_and_photos_are_given_back_before_the_page_is_looked_at_anew(
    phone: Any, visit: AssignedVisit, tmp_path: Path
) -> None:
    picture = tmp_path / "photo.jpg"
    picture.write_bytes(a_photo().read())
    acts = hold_back(phone, "**/work/visits/*/incidents/")
    phone.click("[data-opens=incident] >> visible=true")
    phone.click("#incident .slot >> nth=0")
    phone.fill("#incident-text", "水管漏了")
    phone.set_input_files("#incident input[type=file]", picture)
    phone.click("#incident button.button-primary")
    phone.wait_for_function("() => !document.getElementById('incident-text').value")
    phone.evaluate(LOOKS_ARE_NOT_ANSWERED)
    sent(phone, acts).fulfill(status=422, content_type="text/plain; charset=utf-8", body="说不通")
    phone.wait_for_selector("[data-toast=bad]:has-text('说不通')")
    phone.wait_for_function("() => document.getElementById('incident-text').value", timeout=5000)
    assert phone.input_value("#incident-text") == "水管漏了"
    assert phone.evaluate("() => document.querySelector('#incident input[type=file]').files.length") == 1


def test_a_refused_note_comes_back_and_where_she_stood_is_not_kept(phone: Any, visit: AssignedVisit) -> None:
    held = hold_back(phone, "**/work/visits/*/check-in/")
    press(phone, "planned")
    phone.wait_for_function(NOTHING_WAITS)
    phone.context.set_geolocation(FAR_OFF)
    press(phone, "on_the_way")
    phone.wait_for_selector("#check-in-note[open]")
    phone.fill("#check-in-words", "客户在小区门口等我")
    phone.click("#check-in-note button.button-primary")
    phone.wait_for_function(NOTHING_IS_SENT)
    phone.goto("/work/me/")
    act = sent(phone, held, 2)
    assert "latitude" in act.request.post_data
    act.fulfill(status=422, content_type="text/plain; charset=utf-8", body="说不通")
    phone.wait_for_selector("[data-toast=bad]:has-text('说不通')")
    words = phone.evaluate(REFUSED_WORDS)
    assert "客户在小区门口等我" in words
    assert "latitude" not in words and "longitude" not in words
    phone.goto(f"/work/visits/{visit.visit_id}/")
    phone.wait_for_function("() => document.getElementById('check-in-words').value")
    assert phone.input_value("#check-in-words") == "客户在小区门口等我"


def log_in(phone: Any, login: str = "13900000001") -> None:
    phone.goto("/accounts/login/?next=/work/leave/")
    phone.fill("input[name=login]", login)
    phone.fill("input[name=password]", "kaimen-2026")
    phone.press("input[name=password]", "Enter")
    phone.wait_for_url("**/work/leave/")
    phone.wait_for_load_state("networkidle")


def test_another_person_on_the_same_phone_reads_none_of_the_words(phone: Any, visit: AssignedVisit) -> None:
    before = clock.now() - timedelta(days=2)
    li = caregiver("李敏", at=before, number=2)
    open_login(caregiver_id=li, password="kaimen-2026", at=before, by=SYSTEM)
    refuse_on_another_page(phone)
    phone.context.clear_cookies()  # her log-in ran out
    log_in(phone, "13900000002")
    assert phone.input_value("#leave-reason") == ""
    assert phone.evaluate(REFUSED_WORDS) == ""


def test_who_logs_out_leaves_none_of_her_words_behind(phone: Any, visit: AssignedVisit) -> None:
    refuse_on_another_page(phone)
    phone.click("form[data-leaves] button")
    phone.wait_for_load_state()
    log_in(phone)
    assert phone.input_value("#leave-reason") == ""
    assert phone.evaluate(REFUSED_WORDS) == ""


def test_what_the_last_person_saw_leaves_the_phone_with_her(phone: Any, visit: AssignedVisit) -> None:
    phone.goto("/work/me/")
    phone.click("form[data-leaves] button")
    phone.wait_for_load_state()
    phone.context.set_offline(True)
    phone.goto(f"/work/visits/{visit.visit_id}/")
    assert "陈女士" not in phone.content()
