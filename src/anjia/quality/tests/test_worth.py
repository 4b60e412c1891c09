"""Spending after a complaint that was made good, beside others."""

from datetime import datetime, timedelta

import pytest

from anjia.kernel.actors import Actor
from anjia.quality import queries
from anjia.quality.operations import confirm_resolution, open_complaint, resolve_complaint
from anjia.quality.rules import Spending, compared
from anjia.quality.testing import caregiver, more_visits, visit_done

DAY = timedelta(days=1)


def test_others_are_weighed_as_the_families_are_spread() -> None:
    families = [Spending(1, 100, True)] * 5 + [Spending(5, 1000, True)] * 5
    others = [Spending(1, 50, False)] * 40 + [Spending(5, 800, False)] * 10 + [Spending(20, 10**6, False)] * 9
    found = compared([*families, *others])
    assert found is not None
    assert (found.families, found.others, found.families_fen, found.others_fen) == (10, 50, 550, 425)
    assert (found.low_fen, found.high_fen) == (125, 125)


@pytest.mark.parametrize("families", [0, 9])
def test_with_few_families_nothing_is_said(families: int) -> None:
    assert compared([*[Spending(1, 100, True)] * families, *[Spending(1, 50, False)] * 40]) is None


def test_the_interval_widens_with_what_families_differ() -> None:
    mixed = [Spending(1, fen, True) for fen in range(0, 2000, 100)]
    others = [Spending(1, fen, False) for fen in range(0, 2000, 100)]
    found = compared([*mixed, *others])
    assert found is not None
    assert found.low_fen < 0 < found.high_fen


@pytest.mark.slow
def test_who_confirmed_is_compared_with_who_did_not_complain(lead: Actor, at: datetime) -> None:
    then, who = at - 120 * DAY, caregiver(at=at - 130 * DAY)
    for number in range(12):
        scene = visit_done(at=then, phone=f"139123450{number:02d}", caregiver_id=who)
        if number < 10:
            given = {"household_id": scene.household_id, "visit_id": scene.visit_id, "at": then}
            complaint_id = open_complaint(**given, text="窗台没擦", by=scene.household)
            resolve_complaint(complaint_id=complaint_id, text="已返工", at=then + DAY, by=lead)
            confirm_resolution(complaint_id=complaint_id, at=then + 2 * DAY, by=scene.household)
            more_visits(scene, [at - 30 * DAY])
    found = queries.worth_of_settling(at=at)
    assert found is not None
    assert (found.families, found.others, found.families_fen, found.others_fen) == (10, 2, 15000, 0)
