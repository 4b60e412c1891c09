"""Series: made once, changed without ghosts, and what is skipped is said."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from anjia.booking import queries as booking
from anjia.booking.operations import mark_visit_done
from anjia.booking.rules import ChangeKind, OnMadeUpDay, Skipped, horizon
from anjia.booking.testing import lay_ground
from anjia.dispatch import queries as dispatch_queries
from anjia.dispatch.models import Assignment
from anjia.dispatch.testing import caregiver
from anjia.journeys import operations as journeys
from anjia.journeys.queries import plan_of_change, plan_of_pause, plan_of_start, preview_of
from anjia.journeys.testing import a_series, agreed_on
from anjia.kernel import jobs
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import SHANGHAI, day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.scope import company_scope
from anjia.promises import queries as promises
from anjia.promises.operations import publish_standard_clauses
from anjia.workforce.operations import record_leave, set_working_hours
from anjia.workforce.rules import Hours

pytestmark = pytest.mark.usefixtures("scope")
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
TUESDAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def wang(scope: int, at: datetime) -> int:
    publish_standard_clauses(at=at - 300 * DAY, by=SYSTEM)
    return caregiver("王芳", at=at, number=1)


@pytest.fixture
def li(scope: int, at: datetime) -> int:
    return caregiver("李敏", at=at, number=2, level=1)


def whole_ground(at: datetime) -> dict[str, int]:
    ground = lay_ground(at=at)
    return {"household_id": ground.household_id, "home_id": ground.home_id, "offering_id": ground.offering_id}


def planned(series_id: int) -> list[booking.VisitSummary]:
    return [visit for visit in booking.visits_of_series(series_id) if visit.state == "planned"]


def days(series_id: int) -> list[date]:
    return [day_of(visit.starts_at) for visit in planned(series_id)]


def people(series_id: int) -> list[int | None]:
    sent = dispatch_queries.assignments_of_visits(visit.id for visit in planned(series_id))
    return [sent[visit.id].caregiver_id if visit.id in sent else None for visit in planned(series_id)]


def open_promises(series_id: int) -> dict[str, list[str]]:
    found = promises.promises_of(f"visit:{visit.id}" for visit in booking.visits_of_series(series_id))
    return {subject: [one.kind for one in made if one.state == "open"] for subject, made in found.items()}


def check_no_ghosts(series_id: int, at: datetime) -> None:
    """Nothing waits for a visit that does not take place, and everything for one that does, once."""
    jobs.run_due_jobs(at=at + timedelta(minutes=1))
    visits = booking.visits_of_series(series_id)
    promised, needs = open_promises(series_id), booking.needs_checks_of(visit.id for visit in visits)
    active = Assignment.objects.filter(visit_id__in=[visit.id for visit in visits], state="assigned")
    sent = list(active.values_list("visit_id", flat=True))
    for visit in visits:
        kinds = promised[f"visit:{visit.id}"]
        if visit.state == "planned" and visit.starts_at <= at:
            continue  # nobody lived through it in this test
        if visit.state == "planned":
            assert kinds.count("arrival") == 1
            assert sent.count(visit.id) <= 1
            arrival = promises.promise_of("arrival", f"visit:{visit.id}")
            assert arrival is not None
            assert arrival.due_at - visit.starts_at < timedelta(hours=2)
        else:
            assert visit.state == "done" or kinds == [], kinds  # nobody checked in where it was only marked done
            assert sent.count(visit.id) == (visit.state == "done")
            assert visit.state != "cancelled" or not needs.get(visit.id) or f"visit:{visit.id}" not in _waiting(at)
    starts = [visit.starts_at for visit in visits if visit.state != "cancelled"]
    assert len(starts) == len(set(starts))


def _waiting(at: datetime) -> set[str]:
    return {f"visit:{one.id}" for one in booking.visits_to_ask(since=at, until=at + 400 * DAY, limit=500)}


def test_a_series_is_made_for_eight_weeks_with_the_same_person(wang: int, li: int, at: datetime) -> None:
    series_id = a_series(at=at)
    assert days(series_id) == [TUESDAY + n * WEEK for n in range(9)]
    assert people(series_id) == [wang] * 9
    check_no_ghosts(series_id, at)


def test_asked_twice_it_is_one_series(wang: int, at: datetime) -> None:
    client_id = uuid4()
    assert a_series(at=at, client_id=client_id) == a_series(at=at, client_id=client_id)
    assert len(booking.series_of_household(lay_ground(at=at).household_id)) == 1


def test_a_series_over_national_day_skips_it_and_comes_on_the_make_up_day(scope: int) -> None:
    at = datetime(2026, 9, 14, 2, tzinfo=UTC)
    caregiver(at=at)
    agreed = agreed_on(date(2026, 9, 16), on_made_up=OnMadeUpDay.WORKDAY)
    series_id = a_series(at=at, agreed=agreed)
    assert days(series_id)[:5] == [date(2026, 9, day) for day in (16, 23, 30)] + [
        date(2026, 10, 10),
        date(2026, 10, 14),
    ]
    skipped = [one for one in booking.series(series_id).dates(date(2026, 10, 20)) if not one.kept]
    assert [(one.on, one.skipped, one.holiday.en) for one in skipped] == [
        (date(2026, 10, 7), Skipped.HOLIDAY, "National Day")
    ]


def test_a_date_on_which_she_is_away_says_why_and_offers_ways_out(wang: int, li: int, at: datetime) -> None:
    away = datetime(2026, 12, 8, tzinfo=SHANGHAI)
    record_leave(caregiver_id=wang, starts_at=away, ends_at=away + DAY, at=at, by=SYSTEM)
    ground = lay_ground(at=at)
    given = {"household_id": ground.household_id, "home_id": ground.home_id, "offering_id": ground.offering_id}
    agreed = agreed_on(TUESDAY, caregiver_id=wang)
    shown = preview_of(plan_of_start(**given, agreed=agreed, at=at), {}, at=at)
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


EVERY_DAY = tuple(Hours(day, 6 * 60, 22 * 60) for day in range(7))


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


def test_what_was_shown_is_what_is_confirmed(wang: int, at: datetime) -> None:
    with pytest.raises(Refusal, match="look at it again"):
        a_series(at=at, seal="0" * 20)
    assert booking.series_of_household(lay_ground(at=at).household_id) == []


def test_this_and_following_moves_what_stands_and_leaves_the_past(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    check_no_ghosts(series_id, at)
    before = [visit.id for visit in planned(series_id)]
    new = agreed_on(date(2026, 12, 8), 2, starts_minute=840)
    journeys.change_series(
        series_id=series_id, agreed=new, kind=ChangeKind.FOLLOWING, client_id=uuid4(), at=at, by=SYSTEM
    )
    assert days(series_id)[:4] == [TUESDAY, TUESDAY + WEEK, date(2026, 12, 9), date(2026, 12, 16)]
    assert set(before[:2]) < {visit.id for visit in planned(series_id)} <= set(before)
    check_no_ghosts(series_id, at)
    hours = {visit.starts_at.astimezone(SHANGHAI).hour for visit in planned(series_id)[2:]}
    assert hours == {14}
    assert people(series_id) == [wang] * len(days(series_id))


def test_a_change_leaves_done_moved_and_cancelled_dates_alone_and_says_so(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    first, second, third, *_rest = planned(series_id)
    mark_visit_done(visit_id=first.id, at=first.ends_at, by=SYSTEM)
    now = first.ends_at + timedelta(hours=1)
    moved = second.starts_at + 2 * DAY
    journeys.move_visit_and_reassign(visit_id=second.id, starts_at=moved, reason="guests", at=now, by=SYSTEM)
    journeys.cancel_visit_and_release(visit_id=third.id, reason="away", at=now, by=SYSTEM)
    new = agreed_on(TUESDAY, 4)
    plan = plan_of_change(series_id=series_id, agreed=new, kind=ChangeKind.ALL, at=now)
    assert sorted(str(one.alone) for one, _want in plan.reshaping.left) == ["cancelled", "done", "moved"]
    journeys.change_series(series_id=series_id, agreed=new, kind=ChangeKind.ALL, client_id=uuid4(), at=now, by=SYSTEM)
    assert booking.visit(first.id).state == "done"
    assert booking.visit(second.id).starts_at == moved
    assert date(2026, 12, 11) not in days(series_id)
    assert days(series_id)[1] == date(2026, 12, 18)
    check_no_ghosts(series_id, now)


def away_every_morning(caregiver_id: int, at: datetime, *dates: date) -> None:
    for day in dates:
        starts_at = datetime(day.year, day.month, day.day, 8, tzinfo=SHANGHAI)
        record_leave(caregiver_id=caregiver_id, starts_at=starts_at, ends_at=starts_at + 4 * HOUR, at=at, by=SYSTEM)


def starts(series_id: int) -> list[int]:
    return [visit.starts_at.astimezone(SHANGHAI).hour for visit in planned(series_id)]


def test_a_date_that_gave_way_follows_the_next_change_and_nothing_else(wang: int, at: datetime) -> None:
    clashing = [TUESDAY + n * WEEK for n in (1, 3)]
    away_every_morning(wang, at, *clashing)
    shown = preview_of(plan_of_start(**whole_ground(at), agreed=agreed_on(TUESDAY), at=at), {}, at=at)
    choices = {row.wanted.on: next(w.key for w in row.ways if w.key.startswith("at-")) for row in shown.clashes}
    series_id = a_series(at=at, agreed=agreed_on(TUESDAY), choices=choices)
    gave_way = starts(series_id)
    assert [hour != 9 for hour in gave_way[:5]] == [False, True, False, True, False]

    # A pause of another week leaves them where they are; nothing is looked for again.
    away = {"from_on": TUESDAY + 4 * WEEK, "until_on": TUESDAY + 4 * WEEK}
    plan = plan_of_pause(series_id=series_id, **away, at=at)
    assert (plan.reshaping.moved, plan.reshaping.left, len(plan.reshaping.cancelled)) == ((), (), 1)

    # All dates at the time to which they went: they have it already, the others follow.
    new = agreed_on(TUESDAY, starts_minute=gave_way[1] * 60)
    plan = plan_of_change(series_id=series_id, agreed=new, kind=ChangeKind.ALL, at=at)
    assert [one.on for one in plan.reshaping.kept] == clashing
    assert (len(plan.reshaping.moved), plan.reshaping.left) == (7, ())

    # Back again: on those dates nobody could come then, and it is said anew.
    change = {"series_id": series_id, "kind": ChangeKind.ALL, "at": at, "by": SYSTEM}
    journeys.change_series(**change, agreed=agreed_on(TUESDAY, starts_minute=840), client_id=uuid4())
    assert set(starts(series_id)) == {14}
    plan = plan_of_change(series_id=series_id, agreed=agreed_on(TUESDAY), kind=ChangeKind.ALL, at=at)
    assert [row.wanted.on for row in preview_of(plan, {}, at=at).clashes] == clashing
    journeys.change_series(**change, agreed=agreed_on(TUESDAY), choices=choices, client_id=uuid4())
    assert starts(series_id) == gave_way
    check_no_ghosts(series_id, at)


def test_a_date_that_gave_way_into_a_pause_is_cancelled_and_comes_back_with_its_end(wang: int, at: datetime) -> None:
    clash = TUESDAY + WEEK
    away_every_morning(wang, at, clash)
    shown = preview_of(plan_of_start(**whole_ground(at), agreed=agreed_on(TUESDAY), at=at), {}, at=at)
    (row,) = shown.clashes
    next_day = next(way.key for way in row.ways if way.starts_at and day_of(way.starts_at) == clash + DAY)
    series_id = a_series(at=at, agreed=agreed_on(TUESDAY), choices={clash: next_day})
    assert clash + DAY in days(series_id)
    given = {"series_id": series_id, "from_on": clash + DAY, "until_on": clash + DAY, "at": at, "by": SYSTEM}
    journeys.pause_series(**given, client_id=uuid4())
    assert clash + DAY not in days(series_id)
    journeys.pause_series(**given, paused=False, client_id=uuid4())
    assert len(days(series_id)) == 9
    check_no_ghosts(series_id, at)


def test_a_cancelled_date_is_never_made_again(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    gone = planned(series_id)[-1]
    journeys.cancel_visit_and_release(visit_id=gone.id, reason="away", at=at, by=SYSTEM)
    for weeks in (9, 10, 12):
        journeys.continue_series(series_id=series_id, until=horizon(day_of(at), weeks), at=at)
    assert day_of(gone.starts_at) not in days(series_id)
    new = agreed_on(TUESDAY, starts_minute=600)
    journeys.change_series(series_id=series_id, agreed=new, kind=ChangeKind.ALL, client_id=uuid4(), at=at, by=SYSTEM)
    assert day_of(gone.starts_at) not in days(series_id)
    check_no_ghosts(series_id, at)


def test_there_and_back_again_is_as_before(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    before = days(series_id)
    for weekday in (3, 1):
        new = agreed_on(TUESDAY, weekday)
        journeys.change_series(
            series_id=series_id, agreed=new, kind=ChangeKind.ALL, client_id=uuid4(), at=at, by=SYSTEM
        )
    assert days(series_id) == before
    check_no_ghosts(series_id, at)


def test_a_pause_takes_visits_out_and_its_end_brings_them_back(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    away = {"from_on": date(2026, 12, 7), "until_on": date(2026, 12, 20)}
    client_id = uuid4()
    for _twice in range(2):
        journeys.pause_series(series_id=series_id, **away, client_id=client_id, at=at, by=SYSTEM)
    assert len(days(series_id)) == 7
    assert not {date(2026, 12, 8), date(2026, 12, 15)} & set(days(series_id))
    check_no_ghosts(series_id, at)
    journeys.pause_series(series_id=series_id, **away, paused=False, client_id=uuid4(), at=at, by=SYSTEM)
    assert len(days(series_id)) == 9
    assert people(series_id) == [wang] * 9
    check_no_ghosts(series_id, at)


def test_an_ended_series_leaves_nothing_behind(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    moved = planned(series_id)[1]
    journeys.move_visit_and_reassign(
        visit_id=moved.id, starts_at=moved.starts_at + DAY, reason="guests", at=at, by=SYSTEM
    )
    check_no_ghosts(series_id, at)
    journeys.end_series(series_id=series_id, from_on=date(2026, 12, 1), client_id=uuid4(), at=at, by=SYSTEM)
    assert days(series_id) == [TUESDAY]
    check_no_ghosts(series_id, at)
    assert journeys.continue_series(series_id=series_id, until=horizon(day_of(at), 20), at=at) == 0
    with pytest.raises(Refusal, match="ended"):
        journeys.pause_series(
            series_id=series_id, from_on=TUESDAY, until_on=TUESDAY, client_id=uuid4(), at=at, by=SYSTEM
        )


def test_an_order_ends_with_its_series_and_not_before(wang: int, at: datetime) -> None:
    series_id = a_series(at=at, agreed=agreed_on(TUESDAY, visits=1))
    (only,) = planned(series_id)
    journeys.cancel_visit_and_release(visit_id=only.id, reason="away", at=at, by=SYSTEM)
    assert booking.order(only.order_id).state == "placed"


def test_the_next_visits_are_made_once_however_often_the_clock_strikes(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    later = at + 21 * DAY
    assert [journeys.continue_all(at=later) for _strike in range(3)] == [2, 0, 0]
    assert days(series_id) == [TUESDAY + n * WEEK for n in range(11)]
    assert people(series_id) == [wang] * 11
    check_no_ghosts(series_id, later)


def test_a_strike_that_dies_in_the_midst_makes_nothing_and_the_next_makes_all(
    wang: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    series_id, later = a_series(at=at), at + 21 * DAY
    made = []

    def die(**_given: object) -> None:
        made.append(len(planned(series_id)))
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("anjia.booking.operations.extend_series", die)
        assert journeys.continue_all(at=later) == 0
    assert made == [11]
    assert len(planned(series_id)) == 9
    assert journeys.continue_all(at=later) == 2
    check_no_ghosts(series_id, later)


def test_ahead_somebody_else_comes_or_the_desk_is_left_with_it(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    free = datetime(2027, 1, 26, tzinfo=SHANGHAI)
    record_leave(caregiver_id=wang, starts_at=free, ends_at=free + DAY, at=at, by=SYSTEM)
    journeys.continue_all(at=at + 21 * DAY)
    assert people(series_id)[-2:] == [None, wang]


def test_a_late_change_has_to_be_confirmed(wang: int, at: datetime) -> None:
    series_id = a_series(at=at, agreed=agreed_on(day_of(at) + DAY, caregiver_id=wang))
    new = agreed_on(day_of(at) + DAY, starts_minute=600)
    given = {"series_id": series_id, "agreed": new, "kind": ChangeKind.FOLLOWING, "at": at, "by": SYSTEM}
    with pytest.raises(Refusal, match="less than 24 hours"):
        journeys.change_series(**given, client_id=uuid4())
    journeys.change_series(**given, client_id=uuid4(), late_confirmed=True)


def test_a_longer_visit_costs_more_and_the_preview_says_how_much(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    new = replace(agreed_on(TUESDAY, minutes=180), visit_price_fen=15000)
    shown = preview_of(plan_of_change(series_id=series_id, agreed=new, kind=ChangeKind.ALL, at=at), {}, at=at)
    assert (shown.price_before_fen, shown.price_after_fen) == (90000, 135000)
    journeys.change_series(series_id=series_id, agreed=new, kind=ChangeKind.ALL, client_id=uuid4(), at=at, by=SYSTEM)
    assert {(visit.minutes, visit.price_fen) for visit in planned(series_id)} == {(180, 15000)}
    assert len(days(series_id)) == 9


def test_a_preview_keeps_nothing(wang: int, at: datetime) -> None:
    series_id = a_series(at=at)
    before = list(Assignment.objects.order_by("id").values())
    new = agreed_on(TUESDAY, 3)
    preview_of(plan_of_change(series_id=series_id, agreed=new, kind=ChangeKind.ALL, at=at), {}, at=at)
    assert list(Assignment.objects.order_by("id").values()) == before


def test_a_stranger_knows_no_series_of_ours(wang: int, at: datetime, stranger_id: int) -> None:
    series_id = a_series(at=at)
    with company_scope(stranger_id):
        with pytest.raises(Missing):
            journeys.end_series(series_id=series_id, from_on=TUESDAY, client_id=uuid4(), at=at, by=SYSTEM)
        assert booking.series_of_household(lay_ground(at=at).household_id) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"weekdays": ()}, "weekday"),
        ({"every_weeks": 0}, "every 1 to"),
        ({"every_weeks": 99}, "every 1 to"),
        ({"starts_minute": -5}, "time of the day"),
        ({"starts_minute": 1440}, "time of the day"),
        ({"minutes": -60}, "between"),
        ({"minutes": 10**6}, "between"),
        ({"until_on": date(2020, 1, 1)}, "before the first"),
        ({"visits": 0}, "visits"),
        ({"from_on": date(2020, 1, 1)}, "has passed"),
        ({"from_on": date(2031, 1, 1)}, "within a year"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    wang: int, at: datetime, change: dict[str, object], sentence: str
) -> None:
    agreed = agreed_on(TUESDAY)
    with pytest.raises(Refusal, match=sentence):
        a_series(at=at, agreed=replace(agreed, rule=replace(agreed.rule, **change)))  # type: ignore[arg-type]


def test_a_date_without_anybody_is_told_and_left_out_for_a_household(wang: int, at: datetime) -> None:
    ground = lay_ground(at=at)
    given = {"household_id": ground.household_id, "home_id": ground.home_id, "offering_id": ground.offering_id}
    away = datetime(2026, 12, 1, tzinfo=SHANGHAI)
    record_leave(caregiver_id=wang, starts_at=away, ends_at=away + 5 * DAY, at=at, by=SYSTEM)
    shown = preview_of(plan_of_start(**given, agreed=agreed_on(TUESDAY), at=at), {}, at=at)
    (clash,) = shown.clashes
    assert clash.chosen.key == "skip"
    assert len(shown.made) == 8
