"""Fair shares of income: what they are, what lies off them costs, and what a plan makes of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings

from anjia.booking.operations import mark_visit_done
from anjia.dayplans import queries
from anjia.dayplans.rules import (
    Facts,
    Given,
    Income,
    Job,
    Lanes,
    Person,
    Term,
    Weights,
    Why,
    giving_by,
    incomes_of,
    lines_of,
    moves_of,
    total_fen,
    with_shares,
)
from anjia.dayplans.rules.incomes import off_fen, price_fen
from anjia.dayplans.rules.problems import Seam, plan_of
from anjia.dayplans.rules.solving import _offset, solved
from anjia.dayplans.testing import PLACES, computed_plan, visit_at
from anjia.dayplans.tests.days import days, place
from anjia.dayplans.tests.test_lawful import broken, left_alone
from anjia.dispatch.planning import cost_of
from anjia.dispatch.testing import caregiver
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of
from anjia.workforce.operations import record_leave
from anjia.workforce.rules import Hours

NANNY = frozenset({"nanny"})
MEI = Person(1, 31.2, 121.4, ((480, 1080),), NANNY, worked=120 * 60, pay_fen=40_00)
LAN = Person(2, 31.2, 121.4, ((480, 1080),), NANNY, worked=20 * 60, pay_fen=50_00)


def a_job(key: int, starts: int = 600, caregiver_id: int | None = None, minutes: int = 120) -> Job:
    known = ((1, 1), (2, 1))
    return Job(
        key, key, "nanny", 31.2, 121.4, starts, minutes, starts, starts, starts + minutes, caregiver_id, known=known
    )


def test_a_share_is_by_her_own_hours_and_her_own_pay() -> None:
    # 140 hours and 4 more of 288 offered are half of everybody's.
    whole, half = with_shares([MEI, LAN], {1: 192 * 60, 2: 96 * 60}, 4 * 60)
    assert (whole.share_fen, half.share_fen) == (96 * 40_00, 48 * 50_00)
    assert [one.share_fen for one in with_shares([MEI, LAN], {}, 0)] == [0, 0]


def test_near_a_share_costs_nothing_and_far_from_it_three_times() -> None:
    person = replace(MEI, worked=0, pay_fen=60_00, share_fen=10_000_00)
    weights = Weights(income_fen=2)
    for minutes, off in ((10_000, 0), (9_500, 0), (9_400, 100_00), (10_700, 200_00)):
        assert off_fen(person, minutes) == off
        assert price_fen(person, minutes, weights) == pytest.approx(off * 0.02)
    assert price_fen(person, 8_000, weights) == pytest.approx((1_500_00 + 2 * 500_00) * 0.02)
    assert price_fen(replace(person, share_fen=0), 8_000, weights) == 0


def test_the_term_counts_yuan_and_fen_of_everybody() -> None:
    facts = Facts((replace(MEI, share_fen=3840_00), replace(LAN, share_fen=2400_00)), (a_job(1),))
    lines = {line.term: line for line in lines_of(Lanes(facts, {1: Given(2, 600)}))}
    # 4,800 of 3,840 and 1,100 of 2,400 yuan: 960 and 1,300 off, a twentieth of each share free.
    assert lines[Term.INCOME].amount == (960 - 192) + (1300 - 120)
    assert lines[Term.INCOME].fen == 2 * (768 + 2 * (768 - 384) + 1180 + 2 * (1180 - 240))


def test_who_lacks_most_of_her_share_is_sent_where_nothing_else_speaks() -> None:
    people = (replace(MEI, share_fen=3840_00), replace(LAN, share_fen=2400_00))
    weights = Weights(fairness_fen=0, income_fen=30, other_caregiver_fen=0, break_minutes=0)
    facts = Facts(people, (a_job(1, caregiver_id=1),), weights=weights)
    giving = solved(facts, seconds=None, steps=200, seed=1)
    assert giving == {1: Given(2, 600)}
    (move,) = moves_of(facts, Lanes(facts), Lanes(facts, giving))
    assert (move.why, move.value) == (Why.INCOME, 42)
    assert incomes_of(facts, giving) == (Income(2, 2400_00, 1000_00, 1100_00), Income(1, 3840_00, 4880_00, 4800_00))


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(days())
def test_the_engine_is_told_the_same_prices(facts: Facts) -> None:
    """Of the jobs that somebody could do: the others are no tasks of the engine."""
    tasks = {task.id for task in Seam(facts).problem().tasks}
    facts = replace(facts, jobs=tuple(job for job in facts.jobs if job.key in tasks))
    lanes, problem = Lanes(facts), Seam(facts).problem()
    plan = plan_of(problem, lanes)
    assume(facts.jobs and plan is not None)
    if plan is not None:
        ours, rounding = total_fen(lines_of(lanes)), len(Term)
        assert cost_of(problem, plan).total + _offset(lanes) == pytest.approx(ours, abs=rounding)


def uneven_day(seed: int, income_fen: int) -> Facts:
    """Ten caregivers with uneven incomes so far, and twenty visits that nobody has yet."""
    random = Random(seed)
    people = [
        Person(
            key, *place(random.randrange(12)), ((480, 1140),), NANNY, random.randrange(60, 180) * 60,
            pay_fen=random.randrange(3500, 4600, 100),
        )
        for key in range(1, 11)
    ]  # fmt: skip
    jobs = [
        replace(a_job(key, 480 + 30 * random.randrange(18)), latitude=spot[0], longitude=spot[1], known=())
        for key in range(1, 21)
        for spot in (place(random.randrange(12)),)
    ]
    offered = dict.fromkeys(range(1, 11), 29 * 5 * 11 * 60 // 7)
    weights = Weights(fairness_fen=0, income_fen=income_fen)
    return Facts(with_shares(people, offered, 20 * 120), tuple(jobs), weights=weights)


def spread_of(facts: Facts, giving: dict[int, Given]) -> float:
    lanes = Lanes(facts, giving)
    return sum(off_fen(one, lanes.minutes[one.id]) for one in facts.people)


@pytest.mark.slow
def test_incomes_lie_no_further_off_with_the_weight_than_without_and_nothing_hard_is_broken() -> None:
    spreads = []
    for seed in range(1, 7):
        plain, weighed = uneven_day(seed, 0), uneven_day(seed, 10)
        found = [solved(facts, seconds=None, steps=20_000, seed=seed) for facts in (plain, weighed)]
        spreads.append([spread_of(plain, giving) for giving in found])
        for giving in found:
            assert not broken(plain, giving)
            assert not left_alone(plain, giving)
        assert len(found[1]) >= len(found[0])
    # Together: on one day the search, which ends after so many steps, may stop short of it.
    assert sum(after for _before, after in spreads) < sum(before for before, _after in spreads)


@pytest.mark.slow
@pytest.mark.usefixtures("scope")
def test_what_four_weeks_gave_decides_who_is_sent_and_is_told(at: datetime, tuesday: datetime) -> None:
    before, always = at - timedelta(days=13), tuple(Hours(day, 6 * 60, 22 * 60) for day in range(7))
    wang, li = (
        caregiver(name, at=before, number=key, place=PLACES[2], hours=always)
        for key, name in ((1, "王芳"), (2, "李敏"))
    )
    for day in (3, 5, 7):
        visit_at(at - timedelta(days=day), at=before, number=day, place=PLACES[2], minutes=300, caregiver_id=wang)
    visit_id = visit_at(tuesday, at=at, number=1, place=PLACES[2])
    facts = queries.day_facts(day_of(tuesday), at=at)
    mine = {one.id: one for one in facts.people}
    # 15 hours done and 2 to come, at 38 yuan; both have offered as much since they joined.
    assert [(mine[one].worked, mine[one].share_fen) for one in (wang, li)] == [(900, 323_00), (0, 323_00)]
    found = queries.plan_page(computed_plan(tuesday, at=at)).alternatives[0]
    assert [(move.visit_id, move.to_id) for move in found.moves] == [(visit_id, li)]
    assert found.incomes == (Income(li, 323_00, 0, 76_00),)
    (line,) = (line for line in found.lines if line.term == Term.INCOME)
    assert line.amount == round((570 - 323 + 323 - 76) - 2 * 0.05 * 323)


@pytest.mark.usefixtures("scope")
def test_work_of_the_day_that_is_done_counts_and_leave_and_days_before_she_joined_are_not_offered(at: datetime) -> None:
    week, before = tuple(Hours(day, 6 * 60, 22 * 60) for day in range(7)), at - timedelta(days=2)
    wang = caregiver("王芳", at=at - timedelta(days=1), number=1, hours=week)
    li = caregiver("李敏", at=at - timedelta(days=3), number=3, hours=week)
    record_leave(caregiver_id=li, starts_at=before, ends_at=before + timedelta(days=1), at=before, by=SYSTEM)
    done = visit_at(at, at=at - timedelta(days=1), number=1, minutes=120, caregiver_id=wang)
    visit_at(at + timedelta(hours=4), at=at - timedelta(days=1), number=2, minutes=60, caregiver_id=wang)
    mark_visit_done(visit_id=done, at=at + timedelta(hours=2), by=SYSTEM)
    facts = queries.day_facts(day_of(at), at=at + timedelta(hours=3))
    mine = {one.id: one for one in facts.people}
    assert (mine[wang].worked, len(facts.jobs)) == (120, 1)
    # Two days of hers and three of four of the other's: two fifths and three fifths of three hours' work.
    assert [mine[one].share_fen for one in (wang, li)] == [round(38_00 * 3 * part / 5) for part in (2, 3)]


def test_who_still_goes_to_a_visit_with_a_place_left_empty_keeps_her_pay() -> None:
    first = replace(a_job(1, 600), people=2, seat=1, caregiver_id=1)
    second = replace(first, seat=2, caregiver_id=2)
    facts = Facts((), (first, second))
    assert set(giving_by(facts, [first.visit_id], [second.key], {})) == {first.key}
    assert giving_by(facts, [first.visit_id], [], {}) == {}  # kept before places were: nobody knows which is empty
