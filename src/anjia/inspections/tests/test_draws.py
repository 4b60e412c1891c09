"""Spot checks are drawn by risk, once a week, and anybody can draw again."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from anjia.booking.operations import cancel_visit
from anjia.fieldwork.testing import AssignedVisit
from anjia.inspections import queries
from anjia.inspections.handlers import drop_the_spot_check
from anjia.inspections.models import Draw, Inspection
from anjia.inspections.operations import draw_everywhere, draw_spot_checks, publish_sampling_plan
from anjia.inspections.rules import STANDARD_PLAN, Entry, draw
from anjia.inspections.testing import visit_ahead
from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import Refusal
from anjia.kernel.queries import latest_facts, story_of
from anjia.kernel.scope import company_scope
from anjia.promises.testing import states_of

HOUR, DAY = timedelta(hours=3), timedelta(days=1)


def test_a_week_is_drawn_once_and_each_check_is_promised(visit: AssignedVisit, at: datetime) -> None:
    first = draw_spot_checks(at=at, by=SYSTEM)
    assert draw_spot_checks(at=at + HOUR, by=SYSTEM) == first
    (check,) = queries.planned()
    assert (check.kind, check.visit_id, check.chance) == ("spot", visit.visit_id, 1.0)
    assert states_of(f"inspection:{check.id}") == {"inspection": "open"}


def test_seed_frame_and_probabilities_are_kept_so_that_anybody_can_draw_again(scope: int, at: datetime) -> None:
    for n in range(4):
        visit_ahead(at=at, phone=f"1391234567{n}", number=n)
    small = replace(STANDARD_PLAN, checks=2)
    publish_sampling_plan(sampling=small, effective_from=at, at=at, by=SYSTEM)
    draw_id = draw_spot_checks(at=at, by=SYSTEM)
    assert draw_id is not None
    row = Draw.objects.get()
    frame = [Entry(visit, caregiver, weight) for visit, caregiver, weight, _chance, _risks in row.frame]
    assert draw(row.seed, frame, 2) == tuple(row.drawn)
    assert sum(chance for *_rest, chance, _risks in row.frame) == pytest.approx(2_000_000, abs=4)
    assert queries.repeats(draw_id)
    assert [one.drawn for one in queries.frame_rows(draw_id)].count(True) == 2
    assert {one.chance for one in queries.planned()} == {0.5}


def test_a_seed_is_made_anew_and_long(visit: AssignedVisit, stranger_id: int, at: datetime) -> None:
    draw_spot_checks(at=at, by=SYSTEM)
    with company_scope(stranger_id):
        visit_ahead(at=at)
    assert draw_everywhere(at=at) == 1
    seeds = set(Draw.everywhere.values_list("seed", flat=True))
    assert len(seeds) == 2
    assert all(len(seed) == 32 for seed in seeds)


def test_a_new_caregiver_is_a_risk_and_is_named(visit: AssignedVisit, at: datetime) -> None:
    draw_id = draw_spot_checks(at=at, by=SYSTEM)
    (row,) = queries.frame_rows(draw_id or 0)
    assert (row.risks, row.weight) == (("new", "unchecked"), 400)


def test_what_has_begun_or_has_nobody_is_not_drawn(scope: int, at: datetime) -> None:
    visit_ahead(at=at - DAY, hours=3)
    assert draw_spot_checks(at=at, by=SYSTEM) is None
    assert draw_everywhere(at=at) == 0


def test_neither_the_caregivers_nor_the_visits_nor_the_familys_story_knows_of_it(
    visit: AssignedVisit, at: datetime
) -> None:
    subjects = [f"caregiver:{visit.caregiver_id}", f"visit:{visit.visit_id}", f"household:{visit.household_id}"]
    before = [len(story_of(subject)) for subject in subjects]
    draw_spot_checks(at=at, by=SYSTEM)
    assert [len(story_of(subject)) for subject in subjects] == before


def test_a_cancelled_visit_drops_its_check_however_often_it_is_heard(visit: AssignedVisit, at: datetime) -> None:
    draw_spot_checks(at=at, by=SYSTEM)
    cancel_visit(visit_id=visit.visit_id, reason="出差", late_confirmed=True, at=at, by=SYSTEM)
    (fact,) = latest_facts(names=["booking.VisitCancelled"])
    for _n in range(2):
        drop_the_spot_check(fact.event, at=at)  # type: ignore[arg-type]
    check = Inspection.objects.get()
    assert queries.inspection(check.pk).state == "dropped"
    assert states_of(f"inspection:{check.pk}") == {"inspection": "released"}


def test_another_plan_holds_for_later_draws_and_bad_ones_are_refused(scope: int, at: datetime) -> None:
    publish_sampling_plan(sampling=replace(STANDARD_PLAN, checks=9), effective_from=at + DAY, at=at, by=SYSTEM)
    assert queries.plan_in_force(at)[1] == STANDARD_PLAN
    assert queries.plan_in_force(at + DAY)[1].checks == 9
    for sampling, when in (
        (replace(STANDARD_PLAN, checks=0), at + 2 * DAY),
        (STANDARD_PLAN, at),
        (STANDARD_PLAN, at - DAY),
    ):
        with pytest.raises(Refusal):
            publish_sampling_plan(sampling=sampling, effective_from=when, at=at, by=SYSTEM)
