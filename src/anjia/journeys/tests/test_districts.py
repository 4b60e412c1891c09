"""Who keeps to districts is not offered, sent, planned or moved outside them, whichever way is taken."""

from datetime import datetime, timedelta
from random import Random

import pytest
from django.utils import translation

from anjia.booking.queries import visit
from anjia.dayplans import queries as dayplans
from anjia.dayplans.rules import Lanes, Obstacle, able
from anjia.dayplans.rules.values import Given
from anjia.dayplans.testing import PLACES, computed_plan, visit_at
from anjia.dispatch import operations, queries
from anjia.dispatch.queries import Version
from anjia.dispatch.testing import caregiver
from anjia.journeys.operations import move_by_hand
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.offers import operations as offers
from anjia.offers import queries as offered
from anjia.workforce.operations import set_service_area
from anjia.workforce.rules import Hours

pytestmark = pytest.mark.usefixtures("scope")
ZHAO = Actor("staff", 3, "赵磊")
DISTRICTS = ("徐汇区", "黄浦区", "静安区")
SAID = "keeps to|works in .* only; this home is in"


@pytest.fixture(autouse=True)
def english() -> None:
    translation.activate("en")


def keeping(number: int, only_in: list[str], at: datetime) -> int:
    week = [Hours(day, 6 * 60, 22 * 60) for day in range(7)]
    key = caregiver(f"阿姨{number}", at=at, number=number, place=PLACES[1], hours=week)
    set_service_area(caregiver_id=key, farthest_minutes=None, only_in=only_in, at=at, by=SYSTEM)
    return key


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_every_way_to_a_visit_has_the_same_gate_as_a_naive_reading(seed: int, at: datetime) -> None:
    random, tuesday = Random(seed), at + timedelta(days=2)
    people = {
        key: only_in
        for number in range(1, 5)
        for only_in in [random.choice([[], ["徐汇区"], ["黄浦区", "静安区"], ["静安区"]])]
        for key in [keeping(number, only_in, at)]
    }
    visits: dict[int, str] = {}
    for number, district in enumerate(DISTRICTS, 1):
        starts = tuesday + timedelta(hours=2 * number - 2)
        visit_id = visit_at(starts, at=at, number=number, place=PLACES[number], minutes=60, district=district)
        visits[visit_id] = district
        allowed = {key for key, only_in in people.items() if not only_in or district in only_in}
        need = queries.need_of(visit_id)
        facts = dayplans.day_facts(day_of(tuesday), at=at)
        asked = {"minutes": 60, "place": need.place, "from_day": day_of(starts), "days": 1, "at": at}
        for key in people:
            slots = queries.free_slots(
                need.trade, **asked, household_id=need.household_id, caregiver_id=key  # type: ignore[arg-type]
            )  # fmt: skip
            assert any(day.starts for day in slots) == (key in allowed)
            series = queries.series_dates(
                need.trade,
                [starts],
                minutes=60,
                place=need.place,
                at=at,
                household_id=need.household_id,
                caregiver_id=key,
            )
            assert ("this home is in" in series[0].why) == series[0].clashes == (key not in allowed)
        assert {one.caregiver_id for one in queries.candidates_for(visit_id, at=at)} == allowed
        tried = queries.trial_of(visit_id, from_day=day_of(starts), at=at).caregivers
        assert {one.trial.caregiver_id for one in tried if one.trial.fits} == allowed
        job = next((one for one in facts.jobs if one.visit_id == visit_id), None)
        if job is not None:
            lanes = Lanes(facts)
            clashes = {key: lanes.clash(job.key, Given(key, job.starts)) for key in able(facts, job)}
            assert {key for key, clash in clashes.items() if clash is None} == allowed
            assert all(clash is None or clash.obstacle == Obstacle.DISTRICT for clash in clashes.values())
            words = [dayplans.clash_words(clash) for clash in clashes.values() if clash]
            assert all("keeps to" in one for one in words)
        refused_by_every_hand(visit_id, people.keys() - allowed, starts, at)
        if allowed:
            offer_id = offers.offer_visit(visit_id=visit_id, at=at, by=ZHAO)
            assert {one.caregiver_id for one in offered.invited_of(offer_id)} == allowed
    moves = dayplans.plan_page(computed_plan(tuesday, at=at)).alternatives[0].moves
    assert all(not people[move.to_id] or visits[move.visit_id] in people[move.to_id] for move in moves)


def refused_by_every_hand(visit_id: int, outside: set[int], starts: datetime, at: datetime) -> None:
    expected = Version(0, visit(visit_id).starts_at)
    for key in outside:
        asked = {"visit_id": visit_id, "caregiver_id": key, "at": at, "by": ZHAO}
        with pytest.raises(Refusal, match=SAID):
            operations.assign_visit(**asked)  # type: ignore[arg-type]
        with pytest.raises(Refusal, match=SAID):
            operations.place_by_hand(**asked, instead_of=0, reason="试")  # type: ignore[arg-type]
        with pytest.raises(Refusal, match=SAID):
            move_by_hand(**asked, starts_at=starts, expected=expected, reason="试")  # type: ignore[arg-type]


def test_who_keeps_to_other_districts_since_she_was_asked_cannot_take_the_offer(at: datetime) -> None:
    wang = keeping(1, [], at)
    visit_id = visit_at(at + timedelta(days=2), at=at, number=1, place=PLACES[1], minutes=60)
    offer_id = offers.offer_visit(visit_id=visit_id, at=at, by=ZHAO)
    set_service_area(caregiver_id=wang, farthest_minutes=None, only_in=["静安区"], at=at, by=SYSTEM)
    with pytest.raises(Refusal, match=SAID):
        offers.accept_offer(offer_id=offer_id, caregiver_id=wang, at=at, by=Actor("caregiver", wang))


@pytest.mark.slow
def test_a_visit_that_she_has_already_stays_hers(at: datetime) -> None:
    wang = keeping(1, [], at)
    tuesday = at + timedelta(days=2)
    visit_id = visit_at(tuesday, at=at, number=1, place=PLACES[1], minutes=60, caregiver_id=wang)
    set_service_area(caregiver_id=wang, farthest_minutes=None, only_in=["静安区"], at=at, by=SYSTEM)
    assert dayplans.trouble_of(day_of(tuesday), at=at).orphans == ()
    assert dayplans.plan_page(computed_plan(tuesday, at=at)).alternatives[0].moves == ()
    assert queries.assignment_of(visit_id) is not None
