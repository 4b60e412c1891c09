"""The household's visit page, its live stream, its photos, its word to the caregiver."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import connection
from django.test import AsyncClient, Client
from django.test.utils import CaptureQueriesContext

from anjia.booking import queries as booking_queries
from anjia.booking.testing import plan_visit
from anjia.dispatch.testing import caregiver
from anjia.fieldwork import operations, queries
from anjia.fieldwork.rules import IncidentKind, When
from anjia.fieldwork.testing import AssignedVisit, a_photo, arrive, assigned_visit
from anjia.households.operations import issue_key
from anjia.interfaces.shared import live
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.jobs import run_due_jobs
from anjia.kernel.scope import company_scope


@pytest.fixture
def visit(scope: int, at: datetime) -> AssignedVisit:
    return assigned_visit(at=at)


@pytest.fixture
def now(visit: AssignedVisit) -> Iterator[datetime]:
    with clock_at(visit.starts_at):
        yield visit.starts_at


def opened(household_id: int, at: datetime) -> Client:
    client = Client()
    token = issue_key(household_id=household_id, at=at, by=SYSTEM)
    client.get(f"/h/{token}/")
    return client


@pytest.fixture
def home(visit: AssignedVisit, now: datetime, at: datetime) -> Client:
    return opened(visit.household_id, at)


@pytest.fixture
def neighbour(visit: AssignedVisit, now: datetime, at: datetime) -> Client:
    """Another household of the same company, with a visit of its own."""
    other = assigned_visit(at=at, caregiver_id=caregiver("李敏", at=at, number=2), phone="13912345679")
    return opened(other.household_id, at)


def page(client: Client, visit: AssignedVisit) -> str:
    return client.get(f"/home/visits/{visit.visit_id}/").content.decode()


def test_before_the_visit_the_page_says_who_comes_and_what_will_be_done(home: Client, visit: AssignedVisit) -> None:
    shown = page(home, visit)
    for words in ("王芳", "3 级", "厨房台面擦净", "已约好", "¥150.00"):
        assert words in shown
    assert f'data-live="/home/visits/{visit.visit_id}/live/"' in shown


def test_under_way_the_page_follows_every_step(home: Client, visit: AssignedVisit) -> None:
    at = arrive(visit, late_minutes=12)
    operations.tick_step(**visit.whose, position=1, at=at, by=visit.by)
    shown = page(home, visit)
    assert "1 / 3 项" in shown
    assert "晚到 12 分" in shown
    assert "抱歉" in shown


def test_what_the_caregiver_tells_the_company_alone_is_not_shown(home: Client, visit: AssignedVisit) -> None:
    at = arrive(visit)
    operations.report_incident(**visit.whose, kind=IncidentKind.SAFETY, text="有人推我。", at=at, by=visit.by)
    operations.report_incident(**visit.whose, kind=IncidentKind.DAMAGE, text="花瓶倒了。", at=at, by=visit.by)
    shown = page(home, visit)
    assert "花瓶倒了。" in shown
    assert "有人推我。" not in shown


def test_after_the_visit_the_page_asks_how_it_was_and_stops_watching(home: Client, visit: AssignedVisit) -> None:
    at = arrive(visit)
    operations.complete_visit(**visit.whose, reason="客户要出门", closing_note="谢谢您。", at=at, by=visit.by)
    run_due_jobs(at=at)
    shown = page(home, visit)
    assert "客户要出门" in shown
    assert "谢谢您。" in shown
    assert "data-live" not in shown
    assert "给家政员留言" not in shown


def a_kept_photo(visit: AssignedVisit) -> queries.PhotoSummary:
    at = arrive(visit)
    operations.add_photo(**visit.whose, position=1, when=When.BEFORE, upload=a_photo(), at=at, by=visit.by)
    return queries.progress_of(visit.visit_id).steps[0].before[0]


def test_a_photo_of_another_household_is_not_there(home: Client, neighbour: Client, visit: AssignedVisit) -> None:
    photo = a_kept_photo(visit)
    assert home.get(f"/home/photos/{photo.id}/?small")["Content-Type"] == "image/webp"
    assert neighbour.get(f"/home/photos/{photo.id}/").status_code == 404


def test_an_incidents_photo_is_shown_when_the_incident_is(
    home: Client, neighbour: Client, visit: AssignedVisit
) -> None:
    at = arrive(visit)
    for kind in (IncidentKind.DAMAGE, IncidentKind.SAFETY):
        operations.report_incident(**visit.whose, kind=kind, text="见照片。", upload=a_photo(), at=at, by=visit.by)
    told, kept = (f"/home/incidents/{one.id}/photo/" for one in queries.progress_of(visit.visit_id).incidents)
    assert home.get(told).status_code == 200
    assert home.get(kept).status_code == 404
    assert neighbour.get(told).status_code == 404


@pytest.mark.parametrize("path", ["", "note/", "live/"])
def test_another_households_visit_is_not_there(neighbour: Client, visit: AssignedVisit, path: str) -> None:
    address = f"/home/visits/{visit.visit_id}/{path}"
    answer = neighbour.post(address, {"text": "…"}) if path == "note/" else neighbour.get(address)
    assert answer.status_code == 404


def test_without_the_link_nothing_opens(client: Client, visit: AssignedVisit) -> None:
    assert client.get(f"/home/visits/{visit.visit_id}/").status_code == 403
    assert client.get(f"/home/visits/{visit.visit_id}/live/").status_code == 403


def test_a_word_to_the_caregiver_reaches_her(home: Client, visit: AssignedVisit) -> None:
    answer = home.post(f"/home/visits/{visit.visit_id}/note/", {"text": "宝宝在睡觉。"})
    assert answer["Location"] == f"/home/visits/{visit.visit_id}/"
    assert queries.progress_of(visit.visit_id).household_note == "宝宝在睡觉。"
    assert home.post(f"/home/visits/{visit.visit_id}/note/", {"text": " "}).status_code == 422


def test_the_list_shows_visits_to_come_and_before(home: Client, visit: AssignedVisit) -> None:
    shown = home.get("/home/visits/").content.decode()
    assert "日常保洁" in shown
    assert "待上门" in shown


def test_the_page_costs_the_same_however_much_happened(home: Client, visit: AssignedVisit) -> None:
    a_kept_photo(visit)
    page(home, visit)
    with CaptureQueriesContext(connection) as little:
        page(home, visit)
    for position in (1, 2, 3):
        operations.tick_step(**visit.whose, position=position, at=visit.starts_at, by=visit.by)
        operations.add_photo(
            **visit.whose, position=position, when=When.AFTER, upload=a_photo(), at=visit.starts_at, by=visit.by
        )
    with CaptureQueriesContext(connection) as much:
        page(home, visit)
    assert len(much) == len(little) <= 29


def watched(visit: AssignedVisit, company_id: int, between: Any = None, seen: int = -1) -> list[str]:
    """What the stream says until it ends; `between` happens after its first word."""

    async def watch() -> list[str]:
        said: list[str] = []
        async for event in live.changes(company_id, f"visit:{visit.visit_id}", seen):
            said.append(event)
            if between is not None and len(said) == 1:
                await sync_to_async(between)()
        return said

    return async_to_sync(watch)()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "LOOK_SECONDS", 0)
    # A test's transaction lives in one connection: the stream must not close it as it would its own.
    monkeypatch.setattr(live, "close_old_connections", lambda: None)
    monkeypatch.setattr(live, "LONGEST_LOOKS", 40)


def test_the_stream_says_changed_at_once_and_after_every_fact(visit: AssignedVisit, scope: int, quick: None) -> None:
    def set_out() -> None:
        with company_scope(scope):
            operations.set_out(**visit.whose, at=visit.starts_at, by=visit.by)

    said = watched(visit, scope, between=set_out)
    assert [event.split("\n")[1] for event in said if "event" in event] == ["event: changed", "event: changed"]


def test_the_stream_keeps_silent_lines_alive_and_ends(visit: AssignedVisit, scope: int, quick: None) -> None:
    said = watched(visit, scope)
    assert said.count(": still here\n\n") == 2


def test_who_comes_again_is_told_only_what_is_new(visit: AssignedVisit, scope: int, quick: None) -> None:
    newest = int(watched(visit, scope)[0].split("\n")[0].removeprefix("id: "))
    assert not [event for event in watched(visit, scope, seen=newest) if "changed" in event]


def test_the_stream_is_served_to_the_household_as_events(home: Client, visit: AssignedVisit, quick: None) -> None:
    async def ask() -> Any:
        client = AsyncClient()
        client.cookies = home.cookies
        answer = await client.get(f"/home/visits/{visit.visit_id}/live/")
        first = await anext(aiter(answer.streaming_content))
        answer.close()
        return answer, first

    answer, first = async_to_sync(ask)()
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/event-stream", "no-cache")
    assert b"event: changed" in first


def test_a_server_that_cannot_stream_tells_the_browser_not_to_come_again(home: Client, visit: AssignedVisit) -> None:
    assert home.get(f"/home/visits/{visit.visit_id}/live/").status_code == 204


def test_a_visit_without_a_caregiver_says_that_one_is_being_chosen(scope: int, at: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=at + timedelta(days=2))
    household_id = booking_queries.visit(visit_id).household_id
    with clock_at(at):
        shown = opened(household_id, at).get(f"/home/visits/{visit_id}/").content.decode()
    assert "正在为您挑选合适的家政员" in shown
