"""What a series will do, shown before it is agreed: who comes, which dates clash, why, and the ways out."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from anjia.booking.queries import exceptions_of_series
from anjia.booking.rules import ChangeKind
from anjia.dispatch.models import Assignment
from anjia.journeys.queries import plan_of_change, plan_of_start, preview_of
from anjia.journeys.testing import a_series, agreed_on
from anjia.journeys.tests.standing import DAY, TUESDAY, WEEK, away_every_morning, days, people, whole_ground
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import SHANGHAI, day_of
from anjia.workforce.operations import record_leave, set_working_hours
from anjia.workforce.rules import Hours

pytestmark = pytest.mark.usefixtures("scope", "english")


EVERY_DAY = tuple(Hours(day, 6 * 60, 22 * 60) for day in range(7))


def test_a_date_on_which_she_is_away_says_why_and_offers_ways_out(wang: int, li: int, at: datetime) -> None:
    away = datetime(2026, 12, 8, tzinfo=SHANGHAI)
    record_leave(caregiver_id=wang, starts_at=away, ends_at=away + DAY, at=at, by=SYSTEM)
    agreed = agreed_on(TUESDAY, caregiver_id=wang)
    shown = preview_of(plan_of_start(**whole_ground(at), agreed=agreed, at=at), {}, at=at)
    (clash,) = shown.clashes
    assert clash.wanted.on == date(2026, 12, 8)
    assert "on leave" in clash.clash
    assert clash.ways[0].key == f"other-{li}"
    assert clash.ways[-1].key == "skip"
    next_day = next(way for way in clash.ways if way.starts_at and day_of(way.starts_at) == date(2026, 12, 9))
    assert next_day.caregiver_id == wang
    series_id = a_series(at=at, agreed=agreed)
    assert people(series_id) == [wang, wang, li, *[wang] * 6]
    chosen = a_series(
        at=at, agreed=replace(agreed, rule=replace(agreed.rule, starts_minute=840)), choices={clash.wanted.on: "skip"}
    )
    assert date(2026, 12, 8) not in days(chosen)
    assert len(days(chosen)) == 8


@pytest.mark.parametrize("writer", ["zh-hans", "en"])
def test_why_a_date_gave_way_is_kept_in_nobodys_language(writer: str, wang: int, at: datetime) -> None:
    away = datetime(2026, 12, 8, tzinfo=SHANGHAI)
    record_leave(caregiver_id=wang, starts_at=away, ends_at=away + DAY, at=at, by=SYSTEM)
    agreed = agreed_on(TUESDAY, caregiver_id=wang)
    with translation.override(writer):
        shown = preview_of(plan_of_start(**whole_ground(at), agreed=agreed, at=at), {}, at=at)
        series_id = a_series(at=at, agreed=agreed)
    (kept,) = exceptions_of_series(series_id)
    assert (kept.on, kept.kind) == (date(2026, 12, 8), "gave_way")
    assert kept.reason == shown.clashes[0].clash == "王芳 is on leave on 8 December 09:00."


def test_however_many_dates_and_clashes_a_preview_asks_the_same_number_of_questions(
    wang: int, li: int, at: datetime
) -> None:
    away_every_morning(wang, at, *(TUESDAY + n * WEEK for n in (1, 2, 4, 6)))

    def asked(visits: int) -> tuple[int, int]:
        agreed = agreed_on(TUESDAY, caregiver_id=wang, visits=visits)
        plan = plan_of_start(**whole_ground(at), agreed=agreed, at=at)
        with CaptureQueriesContext(connection) as questions:
            shown = preview_of(plan, {}, at=at)
        return len(questions), len(shown.clashes)

    asked(1)
    (few, one), (many, more) = asked(2), asked(8)
    assert (one, more) == (1, 4)
    assert few == many


def test_whoever_comes_every_day_of_the_week_has_a_day_off_and_says_why(wang: int, at: datetime) -> None:
    set_working_hours(caregiver_id=wang, hours=EVERY_DAY, at=at, by=SYSTEM)
    agreed = agreed_on(TUESDAY, *range(7), until_on=TUESDAY + 13 * DAY)
    shown = preview_of(plan_of_start(**whole_ground(at), agreed=agreed, at=at), {}, at=at, may_open=True)
    assert [row.wanted.on for row in shown.clashes] == [TUESDAY + 6 * DAY, TUESDAY + 13 * DAY]
    assert all("seven days without a day off" in row.clash for row in shown.clashes)
    series_id = a_series(at=at, agreed=agreed, seal=shown.seal)
    assert [number for number, one in enumerate(people(series_id)) if one is None] == [6]
    assert days(series_id)[12:] == [TUESDAY + 12 * DAY, TUESDAY + 14 * DAY]  # the day after the last is free again


def test_the_day_off_of_one_is_kept_by_another(wang: int, li: int, at: datetime) -> None:
    for one in (wang, li):
        set_working_hours(caregiver_id=one, hours=EVERY_DAY, at=at, by=SYSTEM)
    series_id = a_series(at=at, agreed=agreed_on(TUESDAY, *range(7), caregiver_id=wang, until_on=TUESDAY + 13 * DAY))
    assert [number for number, one in enumerate(people(series_id)) if one != wang] == [6, 13]
    assert people(series_id)[6] == people(series_id)[13] == li


def test_a_preview_keeps_nothing(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    before = list(Assignment.objects.order_by("id").values())
    new = agreed_on(TUESDAY, 3)
    preview_of(plan_of_change(series_id=series_id, agreed=new, kind=ChangeKind.ALL, at=at), {}, at=at)
    assert list(Assignment.objects.order_by("id").values()) == before


def test_a_date_without_anybody_is_told_and_left_out_for_a_household(wang: int, at: datetime) -> None:
    away = datetime(2026, 12, 1, tzinfo=SHANGHAI)
    record_leave(caregiver_id=wang, starts_at=away, ends_at=away + 5 * DAY, at=at, by=SYSTEM)
    shown = preview_of(plan_of_start(**whole_ground(at), agreed=agreed_on(TUESDAY), at=at), {}, at=at)
    (clash,) = shown.clashes
    assert clash.chosen.key == "skip"
    assert len(shown.made) == 8
