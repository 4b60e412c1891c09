"""A household agrees on visits every week on its phone: it sees what comes, what is skipped and why, and changes it."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anjia.booking import queries as booking
from anjia.booking.testing import Ground, lay_ground
from anjia.dispatch.testing import caregiver, visit_with
from anjia.households.operations import issue_key, register_household
from anjia.interfaces.shared.tests.series_steps import asked, hidden
from anjia.journeys.testing import a_series, agreed_on
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import SHANGHAI, clock_at, day_of
from anjia.workforce.operations import record_leave

DAY = timedelta(days=1)


@pytest.fixture
def now(at: datetime) -> Iterator[datetime]:
    with clock_at(at):
        yield at


@pytest.fixture
def ground(scope: int, now: datetime) -> Ground:
    return lay_ground(at=now)


@pytest.fixture
def fang(ground: Ground, now: datetime) -> int:
    return caregiver("王秀芳", at=now, level=4)


def opened(household_id: int, at: datetime) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.get(f"/h/{issue_key(household_id=household_id, at=at, by=SYSTEM)}/")
    return client


@pytest.fixture
def home(ground: Ground, now: datetime) -> Client:
    return opened(ground.household_id, now)


def page(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def agree(home: Client, ground: Ground, **more: object) -> tuple[str, str]:
    """The preview's text, and where confirming it leads."""
    given = asked(ground, **more)
    answer = home.get("/home/series/new/", given)
    assert answer.status_code == 200, answer.content.decode()
    text = answer.content.decode()
    done = home.post("/home/series/new/", given | hidden(text))
    assert done.status_code == 302, done.content.decode()
    return text, done.headers["Location"]


def test_a_family_agrees_on_every_friday_and_reads_what_is_skipped(home: Client, ground: Ground, fang: int) -> None:
    assert "Nothing is booked yet" in page(home, f"/home/series/new/?offering={ground.offering_id}")
    text, url = agree(home, ground)
    assert "秀芳 comes every time." in text
    assert "New Year&#x27;s Day, 1 Jan 2027 to 3 Jan 2027" in text
    assert "not published yet" in text
    shown = page(home, url)
    assert "Every week on Fri, 09:00–11:00" in shown
    assert "New Year&#x27;s Day" in shown
    assert shown.count("秀芳") == 8  # nine Fridays until 22 January, one of them a holiday
    assert "Every week on Fri" in page(home, "/home/series/")


def test_a_family_sees_which_times_are_free_every_week(home: Client, ground: Ground, fang: int) -> None:
    query = f"offering={ground.offering_id}"
    assert "/home/series/times/?" in page(home, f"/home/times/?{query}")
    text = page(home, f"/home/series/times/?{query}&weeks=4")
    assert "free on every date" in text
    assert "秀芳" in text
    first = re.search(r'class="slot" href="([^"]+)"', text)
    assert first is not None
    assert "秀芳 comes every time." in page(home, unescape(first[1]))
    assert page(home, "/home/series/times/?offering=999", 404)


def test_sent_twice_it_is_one(home: Client, ground: Ground, fang: int) -> None:
    given = asked(ground)
    text = home.get("/home/series/new/", given).content.decode()
    urls = {home.post("/home/series/new/", given | hidden(text)).headers["Location"] for _tap in range(2)}
    assert len(urls) == 1
    assert len(booking.series_of_household(ground.household_id)) == 1


def test_a_date_that_clashes_says_why_and_is_chosen(home: Client, ground: Ground, fang: int, at: datetime) -> None:
    away = datetime(2026, 12, 4, tzinfo=SHANGHAI)
    record_leave(caregiver_id=fang, starts_at=away, ends_at=away + DAY, at=at, by=SYSTEM)
    given = asked(ground, caregiver=fang)
    visit_with(fang, at=at)
    text = home.get("/home/series/new/", given).content.decode()
    assert "is on leave" in text
    assert 'name="way-2026-12-04"' in text
    assert "Nobody comes on this date" in text
    given["way-2026-12-04"] = "skip"
    text = home.get("/home/series/new/", given).content.decode()
    url = home.post("/home/series/new/", given | hidden(text)).headers["Location"]
    assert "left out" in page(home, url)


def test_what_was_shown_and_is_no_longer_so_is_shown_anew(
    home: Client, ground: Ground, fang: int, at: datetime
) -> None:
    given = asked(ground)
    text = home.get("/home/series/new/", given).content.decode()
    away = datetime(2026, 12, 4, tzinfo=SHANGHAI)
    record_leave(caregiver_id=fang, starts_at=away, ends_at=away + DAY, at=at, by=SYSTEM)
    answer = home.post("/home/series/new/", given | hidden(text))
    assert answer.status_code == 409
    assert "look at it again" in answer.content.decode()
    assert booking.series_of_household(ground.household_id) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekdays": []},
        {"from_on": "2020-01-01"},
        {"from_on": "tomorrow"},
        {"time": "-5"},
        {"minutes": "1000000"},
        {"every_weeks": "0"},
        {"visits": "-3"},
        {"until_on": "2020-01-01"},
        {"caregiver": "999999"},
        {"on_holiday": "dance"},
    ],
)
def test_bad_input_is_a_sentence_on_the_form(home: Client, ground: Ground, fang: int, wrong: dict[str, object]) -> None:
    answer = home.get("/home/series/new/", asked(ground, **wrong))
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()


def test_a_visit_of_before_becomes_a_series(home: Client, ground: Ground, fang: int, at: datetime) -> None:
    visit_id = visit_with(fang, at=at)
    assert f"/home/series/new/?visit={visit_id}" in page(home, f"/home/visits/{visit_id}/")
    form = page(home, f"/home/series/new/?visit={visit_id}")
    assert f'<option value="{fang}" selected' in form


def test_a_series_is_changed_paused_and_ended_on_the_phone(
    home: Client, ground: Ground, fang: int, at: datetime
) -> None:
    series_id = a_series(at=at, agreed=agreed_on(day_of(at) + 5 * DAY))
    url = f"/home/series/{series_id}"
    given = asked(ground, kind="all", time="840", from_on="2026-11-27")
    text = home.get(f"{url}/change/", given).content.decode()
    assert "before:" in text
    assert home.post(f"{url}/change/", given | hidden(text)).status_code == 302
    assert {visit.starts_at.astimezone(SHANGHAI).hour for visit in booking.visits_of_series(series_id)} == {14}
    away = {"from_on": "2026-12-01", "until_on": "2026-12-14", "reason": "trip"}
    before = page(home, f"{url}/pause/")
    assert "Nothing is changed yet." in before
    assert "Nothing is booked yet." not in before
    text = home.get(f"{url}/pause/", away).content.decode()
    assert "These visits are cancelled" in text
    assert home.post(f"{url}/pause/", away | hidden(text)).status_code == 302
    assert "Come again during a pause" in page(home, f"{url}/")
    text = home.get(f"{url}/resume/", away).content.decode()
    assert home.post(f"{url}/resume/", away | hidden(text)).status_code == 302
    last = {"from_on": "2026-12-20"}
    text = home.get(f"{url}/end/", last).content.decode()
    assert home.post(f"{url}/end/", last | hidden(text)).status_code == 302
    assert "ended" in page(home, f"{url}/")


def test_a_neighbour_has_no_series_of_ours(home: Client, ground: Ground, fang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    neighbour = opened(register_household(name="吴女士", phone="13900000009", at=at, by=SYSTEM), at)
    for part in ("", "change/", "pause/", "resume/", "end/"):
        assert neighbour.get(f"/home/series/{series_id}/{part}").status_code == 404
    assert neighbour.get(f"/home/series/new/?visit={booking.visits_of_series(series_id)[0].id}").status_code == 404


def test_the_pages_cost_the_same_however_many_dates_there_are(
    home: Client, ground: Ground, fang: int, at: datetime
) -> None:
    counts = []
    for agreed in (agreed_on(day_of(at) + 2 * DAY, visits=2), agreed_on(day_of(at) + 2 * DAY, 0, 2, 4)):
        series_id = a_series(at=at, agreed=agreed)
        home.get(f"/home/series/{series_id}/")
        with CaptureQueriesContext(
            connection,
        ) as asked_for:
            home.get(f"/home/series/{series_id}/")
        counts.append(len(asked_for))
    assert counts[0] == counts[1] <= 20


def test_a_long_series_of_every_day_says_so_and_shows_its_next_dates_first(
    home: Client, ground: Ground, fang: int, at: datetime
) -> None:
    first = day_of(at) + 2 * DAY
    series_id = a_series(at=at, agreed=agreed_on(first, *range(7), until_on=first + 19 * DAY))
    shown = page(home, f"/home/series/{series_id}/")
    assert "Every day, 09:00–11:00" in shown
    assert "on Mon" not in shown
    assert "From 24 Nov on" not in shown  # it is said above already
    next_dates, _summary, later = shown.partition("later dates</summary>")
    assert "5 Dec" in next_dates
    assert "8 Dec" not in next_dates
    assert "8 Dec" in later
