"""No plan, no repair and no part of either ever breaks a hard rule; the judge is dispatch's naive oracle."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anjia.dayplans.rules import (
    Facts,
    Given,
    Giving,
    Style,
    Term,
    able,
    alternatives,
    clash_of,
    cut,
    from_json,
    lines_of,
    mended,
    moves_of,
    part_of,
    rebased,
    to_json,
    to_mend,
    total_fen,
    with_moves,
)
from anjia.dayplans.rules.deepening import deepened
from anjia.dayplans.rules.lanes import Lanes
from anjia.dayplans.rules.solving import solved
from anjia.dayplans.tests.days import days, keeps

QUICK = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def broken(facts: Facts, giving: Giving) -> list[int]:
    """The visits that their caregivers cannot keep, those left out that are as they were and pinned."""
    pinned = {job.key for job in facts.jobs if job.pin}
    return [key for key in giving if key not in pinned and not keeps(facts, giving, key)]


def left_alone(facts: Facts, giving: Giving) -> list[int]:
    """The visits that had somebody able to come and have nobody any more."""
    open_ids = set(to_mend(facts))
    return [key for key in facts.given() if key not in giving and key not in open_ids]


@pytest.mark.slow
@QUICK
@given(days())
def test_a_repair_keeps_every_hard_rule_and_leaves_nobody_alone(facts: Facts) -> None:
    for one in alternatives(facts):
        assert not broken(facts, one.lanes.giving)
        assert not left_alone(facts, one.lanes.giving)
        assert set(one.unserved) == set(to_mend(facts)) - set(one.lanes.giving)


@pytest.mark.slow
@QUICK
@given(days(), st.data())
def test_a_part_is_possible_exactly_when_the_oracle_says_so(facts: Facts, data: st.DataObject) -> None:
    for one in alternatives(facts):
        moves = moves_of(facts, Lanes(facts), one.lanes)
        chosen = {visit_id for visit_id in sorted({move.visit_id for move in moves}) if data.draw(st.booleans())}
        part = [move for move in moves if move.visit_id in chosen]
        giving = with_moves(facts, part).giving
        possible = all(keeps(facts, giving, move.key) for move in part)
        # With rest a plan is stricter than a dispatcher: it never counts on work that it may move itself.
        assert possible if clash_of(facts, part) is None else facts.rest is not None or not possible
        assert clash_of(facts, moves) is None


@pytest.mark.slow
@QUICK
@given(days())
def test_two_who_begin_together_do(facts: Facts) -> None:
    for one in alternatives(facts):
        for job in facts.jobs:
            mate = one.lanes.mate(job)
            if mate is None or job.seat > mate.seat:
                continue
            both = [one.lanes.giving.get(key) for key in (job.key, mate.key)]
            if both[0] is not None and both[1] is not None:
                assert both[0].starts == both[1].starts
                assert both[0].caregiver_id != both[1].caregiver_id
            elif job.caregiver_id is None and mate.caregiver_id is None:
                assert both == [None, None]


@pytest.mark.slow
@QUICK
@given(days())
def test_no_break_leaves_a_family_alone(facts: Facts) -> None:
    for one in alternatives(facts):
        for key in one.unserved:
            job = one.lanes.jobs[key]
            if one.lanes.mate(job) is None:
                free = [who for who in able(facts, job) if one.lanes.clash(key, Given(who, job.starts)) is None]
                assert not free


@pytest.mark.slow
@QUICK
@given(days())
def test_whom_a_break_is_missed_by_is_counted_and_costs(facts: Facts) -> None:
    for one in alternatives(facts):
        missed = one.lanes.without_break()
        assert all(facts.weights.break_minutes and one.lanes.stays[who] for who in missed)
        (line,) = (line for line in lines_of(one.lanes) if line.term == Term.BREAK)
        assert (line.amount, line.fen) == (len(missed), len(missed) * facts.weights.break_fen)


@pytest.mark.slow
@QUICK
@given(days())
def test_who_is_free_is_who_has_nothing_in_the_way(facts: Facts) -> None:
    lanes = Lanes(facts)
    for job in facts.jobs:
        for person in facts.people:
            for starts in (job.earliest, job.latest):
                asked = Given(person.id, starts)
                assert lanes.is_free(job.key, asked) == (not lanes.in_the_way(job.key, asked))


@pytest.mark.slow
@QUICK
@given(days())
def test_what_is_pinned_stays(facts: Facts) -> None:
    pinned = {job.key for job in facts.jobs if job.pin}
    for one in alternatives(facts):
        assert not pinned & {move.key for move in moves_of(facts, Lanes(facts), one.lanes)}


@pytest.mark.slow
@SLOW
@given(days())
def test_a_plan_keeps_every_hard_rule_and_is_never_worse_than_insertion(facts: Facts) -> None:
    giving = solved(facts, seconds=0.05, seed=1)
    assert not broken(facts, giving)
    assert not left_alone(facts, giving)
    simple = [one.lanes for one in alternatives(facts) if one.style == "all_served"]
    assert all(total_fen(lines_of(Lanes(facts, giving))) <= total_fen(lines_of(one)) for one in simple)


@pytest.mark.slow
@SLOW
@given(days())
def test_looking_further_keeps_every_hard_rule_and_is_only_kept_where_it_is_better(facts: Facts) -> None:
    floors = {one.style: total_fen(lines_of(one.lanes)) for one in (mended(facts, style) for style in Style)}
    for one in deepened(facts, seconds=0.02):
        assert not broken(facts, one.lanes.giving)
        assert not left_alone(facts, one.lanes.giving)
        assert clash_of(facts, moves_of(facts, Lanes(facts), one.lanes)) is None
        assert total_fen(lines_of(one.lanes)) <= floors[one.style]


@pytest.mark.slow
@SLOW
@given(days(most_people=6, most_jobs=16))
def test_a_day_in_parts_is_lawful_too(facts: Facts) -> None:
    parts = cut(facts, 4)
    assert sorted(key for part in parts for key in part.keys) == sorted(job.key for job in facts.jobs)
    assert sorted(key for part in parts for key in part.caregiver_ids) == [one.id for one in facts.people]
    giving = {}
    for part in parts:
        giving.update(solved(part_of(facts, part), seconds=0.02, seed=1))
    assert not broken(facts, giving)
    again = rebased(facts, giving)
    assert again.given() == giving


@pytest.mark.slow
@QUICK
@given(days())
def test_facts_are_kept_as_they_are(facts: Facts) -> None:
    assert from_json(to_json(facts)) == facts
