"""Series at the desk: agreed with a preview, read with what is skipped and why, changed by those who may."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from html import unescape
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from anjia.booking import queries as booking
from anjia.booking.testing import Ground, lay_ground
from anjia.company.rules import Role
from anjia.dispatch.testing import caregiver
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.interfaces.shared.tests.series_steps import asked, hidden
from anjia.journeys.testing import a_series, agreed_on
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import SHANGHAI, clock_at, day_of
from anjia.kernel.scope import company_scope
from anjia.workforce.operations import record_leave

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at):
        yield


@pytest.fixture
def desk(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.DISPATCHER)


@pytest.fixture
def ground(scope: int, at: datetime) -> Ground:
    return lay_ground(at=at)


@pytest.fixture
def wang(scope: int, at: datetime) -> int:
    return caregiver("王芳", at=at)


def test_a_series_is_agreed_for_a_household_and_stands_on_its_page(desk: Client, ground: Ground, wang: int) -> None:
    url = f"/desk/households/{ground.household_id}/series/new/"
    assert "Show what will happen" in desk.get(url).content.decode()
    given = asked(ground, on_made_up="workday", caregiver=wang)
    text = desk.get(url, given).content.decode()
    assert "王芳 comes every time." in text
    assert "The following dates are planned by themselves" in text
    done = desk.post(url, given | hidden(text))
    assert done.status_code == 302
    shown = desk.get(done.headers["Location"]).content.decode()
    assert "Every week on Fri, 09:00–11:00" in shown
    assert "New Year&#x27;s Day" in shown
    assert "A series was agreed" in shown
    assert "Every week on Fri" in desk.get(f"/desk/households/{ground.household_id}/").content.decode()
    (series,) = booking.series_of_household(ground.household_id)
    visit = booking.visits_of_series(series.id)[0]
    assert f"/desk/series/{series.id}/" in desk.get(f"/desk/visits/{visit.id}/").content.decode()


def test_the_desk_may_plan_a_date_without_a_caregiver(desk: Client, ground: Ground, wang: int, at: datetime) -> None:
    away = datetime(2026, 12, 4, tzinfo=SHANGHAI)
    record_leave(caregiver_id=wang, starts_at=away, ends_at=away + DAY, at=at, by=SYSTEM)
    url, given = f"/desk/households/{ground.household_id}/series/new/", asked(ground)
    given["way-2026-12-04"] = "open"
    text = desk.get(url, given).content.decode()
    assert "no caregiver yet" in text
    desk.post(url, given | hidden(text))
    (series,) = booking.series_of_household(ground.household_id)
    assert datetime(2026, 12, 4, 9, tzinfo=SHANGHAI) in [v.starts_at for v in booking.visits_of_series(series.id)]


def test_a_time_that_is_free_every_week_leads_to_its_dates_and_to_what_was_shown(
    desk: Client, ground: Ground, wang: int, at: datetime
) -> None:
    away = datetime(2026, 12, 8, tzinfo=SHANGHAI)
    record_leave(caregiver_id=wang, starts_at=away, ends_at=away + DAY, at=at, by=SYSTEM)
    url = f"/desk/households/{ground.household_id}/series/times/"
    text = desk.get(url, {"since": "2026-11-24", "weeks": "12", "minutes": "120"}).content.decode()
    assert "free on 11 of 12 dates; not on 8 Dec" in text
    found = [unescape(one) for one in re.findall(r'href="([^"]+time=540[^"]+)"', text)]
    (thursday,) = (one for one in found if "from_on=2026-11-26" in one)
    (tuesday,) = (one for one in found if "from_on=2026-11-24" in one)
    assert "on leave" in desk.get(tuesday).content.decode()
    shown = desk.get(thursday).content.decode()
    assert "on leave" not in shown
    assert "The following dates are planned by themselves" not in shown
    assert "王芳 comes every time." in shown
    new, query = thursday.split("?")
    assert desk.post(new, dict(parse_qsl(query)) | hidden(shown)).status_code == 302
    (series,) = booking.series_of_household(ground.household_id)
    dates = [visit.starts_at for visit in booking.visits_of_series(series.id)]
    assert dates == [datetime(2026, 11, 26, 9, tzinfo=SHANGHAI) + 7 * number * DAY for number in range(12)]


def test_two_every_week_are_looked_for_and_agreed_together(
    desk: Client, ground: Ground, wang: int, at: datetime
) -> None:
    url = f"/desk/households/{ground.household_id}/series/times/"
    nobody = desk.get(url, {"weeks": "4", "people": "2"}).content.decode()
    assert "and one more" not in nobody
    caregiver("李敏", at=at, number=2)
    text = desk.get(url, {"weeks": "4", "people": "2", "caregiver": wang}).content.decode()
    assert "王芳 and one more" in text
    found = re.findall(r'href="([^"]+time=540[^"]+)"', text)
    new, query = unescape(found[0]).split("?")
    shown = desk.get(f"{new}?{query}").content.decode()
    assert "王芳, 李敏 come every time." in shown
    done = desk.post(new, dict(parse_qsl(query)) | hidden(shown))
    page = desk.get(done.headers["Location"]).content.decode()
    assert "two who start together" in page
    assert page.count("王芳, 李敏") == 4
    (series,) = booking.series_of_household(ground.household_id)
    assert series.people == 2


@pytest.mark.parametrize("wrong", [{"weeks": "0"}, {"since": "soon"}, {"minutes": "7", "caregiver": "x"}])
def test_what_is_not_sensible_is_looked_for_as_usual(
    wrong: dict[str, str], desk: Client, ground: Ground, wang: int
) -> None:
    text = desk.get(f"/desk/households/{ground.household_id}/series/times/", wrong).content.decode()
    assert "for 8 weeks" in text
    assert "Free on every date" in text


def test_weekly_times_ask_as_many_questions_for_half_a_year(desk: Client, ground: Ground, wang: int) -> None:
    url = f"/desk/households/{ground.household_id}/series/times/"
    desk.get(url)
    few, many = (queries_of(partial(desk.get, url, {"weeks": weeks})) for weeks in (4, 26))
    assert few == many


def test_this_and_following_is_shown_before_it_is_done(desk: Client, ground: Ground, wang: int, at: datetime) -> None:
    series_id = a_series(at=at, agreed=agreed_on(day_of(at) + 5 * DAY))
    url = f"/desk/series/{series_id}/change/"
    assert "Change this and following" in desk.get(f"{url}?since=2026-12-11").content.decode()
    given = asked(ground, from_on="2026-12-11", weekdays=["3"], minutes="180")
    text = desk.get(url, given).content.decode()
    assert "These visits cost" in text
    assert booking.visits_of_series(series_id)[2].starts_at == datetime(2026, 12, 11, 9, tzinfo=SHANGHAI)
    assert desk.post(url, given | hidden(text)).status_code == 302
    assert "From 11 Dec on" in desk.get(f"/desk/series/{series_id}/").content.decode()


def test_of_two_of_one_name_each_is_named_with_her_district(
    desk: Client, ground: Ground, wang: int, at: datetime
) -> None:
    other, li = caregiver("王芳", at=at, number=2, district="静安区"), caregiver("李敏", at=at, number=3)
    series_id = a_series(at=at, agreed=agreed_on(day_of(at) + 5 * DAY))
    for url in (f"/desk/series/{series_id}/change/", f"/desk/households/{ground.household_id}/series/new/"):
        (text,) = re.findall(r'<select name="caregiver".*?</select>', desk.get(url).content.decode(), re.DOTALL)
        named = {key: re.search(rf'<option value="{key}"[^>]*>([^<]*)<', text) for key in (wang, other, li)}
        assert [one and one[1] for one in named.values()] == ["王芳 徐汇区", "王芳 静安区", "李敏"]


def test_a_start_in_the_last_hours_of_the_day_can_be_asked_for(
    desk: Client, ground: Ground, wang: int, at: datetime
) -> None:
    text = desk.get(f"/desk/households/{ground.household_id}/series/new/").content.decode()
    assert re.search(rf'<option value="{23 * 60 + 30}"[^>]*>23:30<', text)


def test_who_may_not_change_sees_and_does_not(
    company_id: int, stranger_id: int, ground: Ground, wang: int, at: datetime
) -> None:
    series_id = a_series(at=at)
    finance = client_of(company_id, at, "13900000003", Role.FINANCE)
    assert "This and following" not in finance.get(f"/desk/series/{series_id}/").content.decode()
    assert finance.get(f"/desk/series/{series_id}/end/").status_code == 403
    stranger = client_of(stranger_id, at, "13900000002", Role.OWNER)
    for part in ("", "change/", "pause/", "resume/", "end/"):
        assert stranger.get(f"/desk/series/{series_id}/{part}").status_code == 404


def test_the_page_costs_the_same_however_many_dates_there_are(
    company_id: int, desk: Client, ground: Ground, wang: int, at: datetime
) -> None:
    counts = []
    for agreed in (agreed_on(day_of(at) + 2 * DAY, visits=2), agreed_on(day_of(at) + 2 * DAY, 0, 2, 4)):
        with company_scope(company_id):
            series_id = a_series(at=at, agreed=agreed)
        desk.get(f"/desk/series/{series_id}/")
        counts.append(queries_of(lambda: desk.get(f"/desk/series/{series_id}/")))  # noqa: B023
    assert counts[0] == counts[1] <= 40
