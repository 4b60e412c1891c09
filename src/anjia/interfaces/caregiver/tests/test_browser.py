"""A visit on the phone in a real browser: without a network, with a place, with a far place."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from anjia.company.operations import found_company
from anjia.dispatch.testing import caregiver
from anjia.fieldwork import queries
from anjia.fieldwork.rules import State
from anjia.fieldwork.testing import HOME, AssignedVisit, a_photo, assigned_visit
from anjia.guarantees import queries as guarantees
from anjia.kernel import clock
from anjia.kernel.actors import SYSTEM
from anjia.kernel.scope import company_scope
from anjia.workforce import queries as workforce
from anjia.workforce.operations import open_login
from anjia.workforce.rules import Hours

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
THERE = {"latitude": HOME.latitude, "longitude": HOME.longitude}
FAR_OFF = {"latitude": HOME.latitude + 0.02, "longitude": HOME.longitude}
NOTHING_WAITS = "() => document.getElementById('waiting').hidden"
NOTHING_IS_SENT = "() => !document.querySelector('form[data-taking]')"
SEVEN_WAIT = "() => document.getElementById('waiting').textContent.includes('7')"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module", autouse=True)
def _async_is_fine() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's event loop runs in this thread
        yield


@pytest.fixture
def visit(transactional_db: None) -> Iterator[AssignedVisit]:
    """Today at noon, whatever the time is now: the server of this test has the real clock."""
    before = clock.now() - timedelta(days=2)
    noon = clock.midnight(clock.day_of(clock.now())) + timedelta(hours=12)
    company_id = found_company(name="安和家政", slug="anhe", city="上海", phone="02150000000", at=before, by=SYSTEM)
    with company_scope(company_id):
        always = [Hours(day, 0, 24 * 60) for day in range(7)]
        caregiver_id = caregiver("王芳", at=before, hours=always)
        open_login(caregiver_id=caregiver_id, password="kaimen-2026", at=before, by=SYSTEM)
        yield assigned_visit(at=before, starts_at=noon, caregiver_id=caregiver_id)


@pytest.fixture
def phone(chromium: Any, live_server: Any, visit: AssignedVisit) -> Iterator[Any]:
    """The caregiver's phone, logged in, standing at the door, with today's pages kept."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844},
        base_url=live_server.url,
        locale="zh-CN",
        has_touch=True,
        permissions=["geolocation"],
        geolocation=THERE,
    )
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    page.goto("/work/")
    page.fill("input[name=login]", "13900000001")
    page.fill("input[name=password]", "kaimen-2026")
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/work/")
    wait_until_kept(page, f"{live_server.url}/work/visits/{visit.visit_id}/")
    page.goto(f"/work/visits/{visit.visit_id}/")
    yield page
    context.close()
    assert complaints == []


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


@pytest.mark.once
def test_asked_is_said_once_the_server_has_it_and_what_it_refuses_stays_typed(phone: Any, visit: AssignedVisit) -> None:
    tomorrow, refused = clock.day_of(clock.now()) + timedelta(days=1), "[data-toast=bad]"
    phone.goto("/work/leave/")
    phone.fill("#leave-from", f"{tomorrow}T18:00")
    phone.fill("#leave-until", f"{tomorrow}T08:00")  # ends before it begins
    phone.click(".slot:has([name=kind][value=family])")
    phone.fill("#leave-reason", "回老家")
    phone.click("form[data-act=leave] button.button-primary")
    phone.wait_for_selector(refused)
    phone.wait_for_function(NOTHING_IS_SENT)
    assert "已申请" not in phone.inner_text("body")
    assert phone.input_value("#leave-reason") == "回老家"
    phone.fill("#leave-until", f"{tomorrow}T20:00")
    phone.click("form[data-act=leave] button.button-primary")
    phone.wait_for_selector("[data-toast]:has-text('已申请')")
    phone.wait_for_function(NOTHING_IS_SENT)
    assert phone.input_value("#leave-reason") == ""
    assert len(workforce.open_leave_requests()) == 1
    phone.context.set_offline(True)
    phone.fill("#leave-reason", "家里装修")
    phone.click(".slot:has([name=kind][value=family])")
    phone.click("form[data-act=leave] button.button-primary")
    phone.wait_for_selector("[data-toast]:has-text('存在手机里')")
    assert phone.input_value("#leave-reason") == ""


@pytest.mark.once
def test_a_network_that_does_not_answer_is_waited_for_a_while(phone: Any, visit: AssignedVisit) -> None:
    tomorrow, asked = clock.day_of(clock.now()) + timedelta(days=1), "form[data-act=leave] button.button-primary"
    held: list[Any] = []
    phone.route("**/work/leave/ask/", lambda route: held.append(route))  # no answer, for now
    phone.goto("/work/leave/")
    phone.clock.install()
    phone.fill("#leave-from", f"{tomorrow}T18:00")
    phone.fill("#leave-until", f"{tomorrow}T20:00")
    phone.click(".slot:has([name=kind][value=family])")
    phone.fill("#leave-reason", "回老家")
    phone.click(asked)
    phone.wait_for_selector(f"{asked}[aria-busy=true]")
    phone.fill("#leave-reason", "回老家，后天回来")  # typed on meanwhile
    phone.clock.run_for(8000)
    phone.wait_for_selector("[data-toast]:has-text('网络较慢，已存在手机里，正在继续发送。')")
    assert "没有网络" not in phone.inner_text("body")
    phone.wait_for_function(NOTHING_IS_SENT)
    phone.wait_for_selector(f"{asked}:not([aria-busy])")
    assert phone.input_value("#leave-reason") == "回老家，后天回来"
    assert phone.is_visible("#waiting")
    sent(phone, held).continue_()
    phone.wait_for_selector("[data-toast=good]")
    phone.wait_for_function(NOTHING_WAITS)
    assert [one.reason for one in workforce.open_leave_requests()] == ["回老家"]


def ask_until_before_it_begins(phone: Any) -> None:
    """Asks for leave that ends before it begins, with a word; nobody answers for eight seconds."""
    tomorrow = clock.day_of(clock.now()) + timedelta(days=1)
    phone.goto("/work/leave/")
    phone.clock.install()
    phone.fill("#leave-from", f"{tomorrow}T18:00")
    phone.fill("#leave-until", f"{tomorrow}T08:00")
    phone.click(".slot:has([name=kind][value=family])")
    phone.fill("#leave-reason", "回老家")
    phone.click("form[data-act=leave] button.button-primary")
    phone.wait_for_selector("form[data-act=leave] button[aria-busy=true]")
    phone.clock.run_for(8000)
    phone.wait_for_function(NOTHING_IS_SENT)
    assert phone.input_value("#leave-reason") == ""


def what_is_typed(phone: Any) -> list[str]:
    """The end of the day asked for, the kind and the word of the form for leave."""
    until = phone.input_value("#leave-until")[-5:]
    kind = phone.evaluate("() => document.querySelector('form[data-act=leave] [name=kind]:checked')?.value || ''")
    return [until, kind, phone.input_value("#leave-reason")]


@pytest.mark.once
def test_what_is_refused_after_a_long_wait_stands_typed_again(phone: Any, visit: AssignedVisit) -> None:
    held: list[Any] = []
    phone.route("**/work/leave/ask/", lambda route: held.append(route))
    ask_until_before_it_begins(phone)
    sent(phone, held).continue_()
    phone.wait_for_selector("[data-toast=bad]:has-text('结束要晚于开始')")
    phone.wait_for_function(WORDS)
    assert what_is_typed(phone) == ["08:00", "family", "回老家"]
    assert not workforce.open_leave_requests()


WORDS = "() => document.getElementById('leave-reason').value"
LOOKS_ARE_NOT_ANSWERED = """() => {
  const asked = window.fetch;
  window.fetch = (url, more) => (more?.headers?.["X-Keep"] ? new Promise(() => undefined) : asked(url, more));
}"""
REFUSED_WORDS = "() => sessionStorage.getItem('anjia-refused') || ''"


def sent(phone: Any, held: list[Any], number: int = 1) -> Any:
    """One of the requests held back, as soon as it has been made. A later page makes a second one for the same act: the
    page before took the first with it."""
    for _look in range(100):
        if len(held) >= number:
            return held[number - 1]
        phone.wait_for_timeout(100)
    return pytest.fail("the act was not sent")


def refuse_on_another_page(phone: Any) -> None:
    """The word of a leave is refused while she looks at something else."""
    held: list[Any] = []
    phone.route("**/work/leave/ask/", lambda route: held.append(route))
    ask_until_before_it_begins(phone)
    phone.goto("/work/me/")
    sent(phone, held, 2).continue_()
    phone.wait_for_selector("[data-toast=bad]:has-text('结束要晚于开始')")
    phone.unroute("**/work/leave/ask/")
    assert "回老家" in phone.evaluate(REFUSED_WORDS)


@pytest.mark.once
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


@pytest.mark.once
def test_of_two_that_are_refused_the_second_comes_back_after_the_first(phone: Any, visit: AssignedVisit) -> None:
    tomorrow = clock.day_of(clock.now()) + timedelta(days=1)
    phone.goto("/work/leave/")
    phone.context.set_offline(True)
    for word in ("回老家", "家里装修"):
        phone.fill("#leave-from", f"{tomorrow}T18:00")
        phone.fill("#leave-until", f"{tomorrow}T08:00")
        phone.click(".slot:has([name=kind][value=family])")
        phone.fill("#leave-reason", word)
        phone.click("form[data-act=leave] button.button-primary")
        phone.wait_for_function("() => !document.getElementById('leave-reason').value")
        phone.wait_for_function(NOTHING_IS_SENT)
    phone.context.set_offline(False)
    phone.wait_for_function(WORDS)
    phone.wait_for_function(NOTHING_WAITS)
    assert what_is_typed(phone) == ["08:00", "family", "回老家"]
    phone.fill("#leave-until", f"{tomorrow}T20:00")
    phone.click("form[data-act=leave] button.button-primary")
    phone.wait_for_selector("[data-toast]:has-text('已申请')")
    phone.goto("/work/leave/")
    phone.wait_for_function(WORDS)
    assert what_is_typed(phone) == ["08:00", "family", "家里装修"]


@pytest.mark.once
def test_what_she_types_on_after_sending_is_hers_and_the_old_words_do_not_come_back(
    phone: Any, visit: AssignedVisit
) -> None:
    held: list[Any] = []
    phone.route("**/work/leave/ask/", lambda route: held.append(route))
    tomorrow = clock.day_of(clock.now()) + timedelta(days=1)
    phone.goto("/work/leave/")
    phone.fill("#leave-from", f"{tomorrow}T18:00")
    phone.fill("#leave-until", f"{tomorrow}T08:00")
    phone.click(".slot:has([name=kind][value=family])")
    phone.fill("#leave-reason", "回老家")
    phone.click("form[data-act=leave] button.button-primary")
    phone.wait_for_selector("form[data-act=leave] button[aria-busy=true]")
    phone.fill("#leave-reason", "回老家，后天回来")
    sent(phone, held).continue_()
    phone.wait_for_selector("[data-toast=bad]:has-text('结束要晚于开始')")
    phone.wait_for_function(NOTHING_IS_SENT)
    assert phone.input_value("#leave-reason") == "回老家，后天回来"
    assert phone.evaluate(REFUSED_WORDS) == ""


@pytest.mark.once
def test_refused_words_are_given_back_before_the_page_is_looked_at_anew(phone: Any, visit: AssignedVisit) -> None:
    acts: list[Any] = []
    phone.route("**/work/visits/*/incidents/", lambda route: acts.append(route))
    phone.click("[data-opens=incident] >> visible=true")
    phone.click("#incident .slot >> nth=0")
    phone.fill("#incident-text", "水管漏了")
    phone.click("#incident button.button-primary")
    phone.wait_for_function("() => !document.getElementById('incident-text').value")
    phone.evaluate(LOOKS_ARE_NOT_ANSWERED)
    sent(phone, acts).fulfill(status=422, content_type="text/plain; charset=utf-8", body="说不通")
    phone.wait_for_selector("[data-toast=bad]:has-text('说不通')")
    phone.wait_for_function("() => document.getElementById('incident-text').value", timeout=5000)
    assert phone.input_value("#incident-text") == "水管漏了"


@pytest.mark.once
def test_a_refused_note_comes_back_and_where_she_stood_is_not_kept(phone: Any, visit: AssignedVisit) -> None:
    held: list[Any] = []
    phone.route("**/work/visits/*/check-in/", lambda route: held.append(route))
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


@pytest.mark.once
def test_another_person_on_the_same_phone_reads_none_of_the_words(phone: Any, visit: AssignedVisit) -> None:
    before = clock.now() - timedelta(days=2)
    li = caregiver("李敏", at=before, number=2)
    open_login(caregiver_id=li, password="kaimen-2026", at=before, by=SYSTEM)
    refuse_on_another_page(phone)
    phone.context.clear_cookies()  # her log-in ran out
    log_in(phone, "13900000002")
    assert phone.input_value("#leave-reason") == ""
    assert phone.evaluate(REFUSED_WORDS) == ""


@pytest.mark.once
def test_who_logs_out_leaves_none_of_her_words_behind(phone: Any, visit: AssignedVisit) -> None:
    refuse_on_another_page(phone)
    phone.click("form[data-leaves] button")
    phone.wait_for_load_state()
    log_in(phone)
    assert phone.input_value("#leave-reason") == ""
    assert phone.evaluate(REFUSED_WORDS) == ""


@pytest.mark.once
def test_what_the_last_person_saw_leaves_the_phone_with_her(phone: Any, visit: AssignedVisit) -> None:
    phone.goto("/work/me/")
    phone.click("form[data-leaves] button")
    phone.wait_for_load_state()
    phone.context.set_offline(True)
    phone.goto(f"/work/visits/{visit.visit_id}/")
    assert "陈女士" not in phone.content()


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
