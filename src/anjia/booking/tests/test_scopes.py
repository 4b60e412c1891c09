"""What a visit is guaranteed to do, and by when after a move."""

from datetime import date, datetime, timedelta

import pytest

from anjia.booking import queries
from anjia.booking.events import OrderPlaced, VisitCancelled, VisitMoved
from anjia.booking.operations import agree_scope, cancel_visit, move_visit, place_order
from anjia.booking.testing import plan_visit
from anjia.booking.tests.test_needs_checks import heard
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import clock_at, day_of, midnight
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Refusal
from anjia.kernel.queries import story_of
from anjia.promises.queries import promise_of
from anjia.promises.testing import states_of
from anjia.sales.operations import agree_enquiry_scope
from anjia.sales.testing import ask, propose

pytestmark = pytest.mark.usefixtures("scope")
DAY = timedelta(days=1)
ADVISER = Actor("staff", 1, "周敏")
STEPS = ("厨房除油", "卫生间除垢", "玻璃内侧")
MOVE_IN = date(2026, 11, 25)
LAST = midnight(date(2026, 12, 3)) - timedelta(minutes=1)  # the end of the seventh day after moving in


def agreed(at: datetime, *, days: int = 5, by: Actor = ADVISER) -> int:
    visit_id = plan_visit(at=at, starts_at=at + days * DAY)
    agree_scope(visit_id=visit_id, steps=STEPS, move_in_on=MOVE_IN, at=at, by=by)
    return visit_id


def state(visit_id: int) -> str:
    return states_of(f"visit:{visit_id}").get("move_in_clean", "")


def test_a_move_is_promised_until_the_end_of_the_seventh_day_after_it(at: datetime) -> None:
    made = promise_of("move_in_clean", f"visit:{agreed(at)}")
    assert made is not None
    assert (made.due_at, made.state) == (LAST, "open")


def test_the_same_agreement_again_changes_nothing(at: datetime) -> None:
    visit_id = agreed(at)
    agree_scope(visit_id=visit_id, steps=[*STEPS, STEPS[0], " "], move_in_on=MOVE_IN, at=at + DAY, by=ADVISER)
    names = [fact.name for fact in story_of(f"visit:{visit_id}")]
    assert names.count("booking.ScopeAgreed") == names.count("promises.PromiseMade") == 1


def test_another_day_replaces_the_promise(at: datetime) -> None:
    visit_id = agreed(at)
    agree_scope(visit_id=visit_id, steps=STEPS, move_in_on=MOVE_IN + DAY, at=at, by=ADVISER)
    made = promise_of("move_in_clean", f"visit:{visit_id}")
    assert made is not None
    assert made.due_at == LAST + DAY
    agree_scope(visit_id=visit_id, steps=STEPS, at=at, by=ADVISER)
    assert state(visit_id) == "released"


def test_staff_cannot_agree_a_visit_after_the_promised_day(at: datetime) -> None:
    with pytest.raises(Refusal, match=r"12月22日|22 December"):
        agreed(at, days=30)


@pytest.mark.parametrize("steps", [[], ["", "  "], [f"第 {n} 项" for n in range(41)], ["x" * 61]])
def test_a_scope_has_one_to_forty_short_steps(at: datetime, steps: list[str]) -> None:
    visit_id = plan_visit(at=at)
    with pytest.raises(Refusal):
        agree_scope(visit_id=visit_id, steps=steps, at=at, by=ADVISER)
    assert queries.scope_of(visit_id) is None


@pytest.mark.parametrize("day", [date(2026, 10, 1), date(2028, 1, 1)])
def test_a_far_move_in_day_is_refused(at: datetime, day: date) -> None:
    with pytest.raises(Refusal, match=day_in_words(day, beside=day_of(at))):
        agree_scope(visit_id=plan_visit(at=at), steps=STEPS, move_in_on=day, at=at, by=ADVISER)


def test_the_companys_own_move_and_cancellation_leave_the_promise_standing(at: datetime) -> None:
    visit_id = agreed(at)
    move_visit(visit_id=visit_id, starts_at=at + 20 * DAY, at=at, by=ADVISER)
    heard(visit_id, VisitMoved)
    cancel_visit(visit_id=visit_id, reason="没有人手", at=at, by=ADVISER)
    heard(visit_id, VisitCancelled)
    assert state(visit_id) == "open"


@pytest.mark.parametrize(("days", "after"), [(7, "open"), (20, "released")])
def test_the_household_may_choose_a_later_day(at: datetime, days: int, after: str) -> None:
    visit_id = agreed(at)
    household = Actor("household", queries.visit(visit_id).household_id)
    move_visit(visit_id=visit_id, starts_at=at + days * DAY, reason="晚点搬", at=at, by=household)
    heard(visit_id, VisitMoved)
    assert state(visit_id) == after


def test_the_household_may_cancel(at: datetime) -> None:
    visit_id = agreed(at)
    cancel_visit(visit_id=visit_id, reason="不搬了", household_asked=True, at=at, by=ADVISER)
    heard(visit_id, VisitCancelled)
    assert state(visit_id) == "released"


def test_what_was_agreed_with_the_enquiry_comes_with_the_first_visit_of_its_proposal(at: datetime) -> None:
    asking = ask(at=at)
    agree_enquiry_scope(
        enquiry_id=asking.enquiry_id,
        offering_id=asking.offering_id,
        steps=STEPS,
        move_in_on=MOVE_IN,
        at=at,
        by=ADVISER,
    )
    proposal = propose(asking, at=at)
    visits = []
    for days in (4, 5):
        placed = place_order(
            household_id=asking.household_id,
            offering_id=asking.offering_id,
            home_id=asking.home_id,
            starts_at=at + days * DAY,
            minutes=180,
            visit_price_fen=15000,
            proposal_id=proposal.id,
            at=at,
            by=SYSTEM,
        )
        heard(placed.visit_id, OrderPlaced)
        visits.append(placed.visit_id)
    assert {key: one.steps for key, one in queries.scopes_of(visits).items()} == {visits[0]: STEPS}
    with clock_at(at):
        assert (state(visits[0]), state(visits[1])) == ("open", "")
