"""The ways of a day are those of that day: what she did the evening before does not lengthen them."""

from dataclasses import replace

import pytest

from anjia.dayplans.rules import Block, Facts, Given, Job, Person
from anjia.dayplans.rules.costs import Term, lines_of
from anjia.dayplans.rules.lanes import Lanes
from anjia.dayplans.rules.problems import Seam

HOME, NEAR, FAR = (31.2, 121.4), (31.21, 121.4), (31.3, 121.6)
ANN, BEA = (
    Person(key, *HOME, pieces=((480, 1080),), trades=frozenset({"nanny"}), worked=0, pay_fen=3500) for key in (1, 2)
)
VISIT = Job(1, 1, "nanny", *NEAR, starts=600, minutes=60, earliest=600, latest=600, until=660, caregiver_id=1)
DAY = Facts((ANN, BEA), (VISIT,), weekday=1)
EVENING, MORNING_AFTER = Block(7, 1, -300, -120, *FAR), Block(7, 1, 1980, 2160, *FAR)
BY_NIGHT = Block(7, 1, -120, 240, *FAR)
SAME_DAY = Block(7, 1, 720, 840, *FAR)


def ways(facts: Facts) -> int:
    return next(line.amount for line in lines_of(Lanes(facts)) if line.term == Term.TRAVEL)


@pytest.mark.parametrize("other", [EVENING, MORNING_AFTER, BY_NIGHT])
@pytest.mark.parametrize("whose", [1, 2])
def test_the_work_of_another_day_adds_no_way_to_this_one(other: Block, whose: int) -> None:
    beside = replace(DAY, blocks=(replace(other, caregiver_id=whose),))
    assert ways(beside) == ways(DAY)
    assert Lanes(beside).detour(VISIT.key, Given(whose, 600)) == Lanes(DAY).detour(VISIT.key, Given(1, 600))


def test_other_work_of_the_same_day_does() -> None:
    beside = replace(DAY, blocks=(SAME_DAY,))
    assert ways(beside) > ways(DAY)


@pytest.mark.parametrize(
    ("other", "sets_out_at_home"), [(EVENING, True), (MORNING_AFTER, True), (BY_NIGHT, True), (SAME_DAY, False)]
)
def test_the_engine_lets_her_set_out_from_home(other: Block, sets_out_at_home: bool) -> None:
    seam = Seam(replace(DAY, blocks=(other,)))
    home = seam.standing.ways.person[1]
    (block,) = (task for task in seam.problem().tasks if task.id == -other.id)
    assert (block.place == home) is sets_out_at_home
    assert seam.problem().minutes[home, home] == 0
