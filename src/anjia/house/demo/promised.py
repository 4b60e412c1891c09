"""What the demo's desk does because it was promised: calls after visits, surveys at home, needs asked a week ahead.

Everything is rolled by the thing's own number and not by the town's dice, so that the rest of the demo stays the same.
"""

import random
from datetime import datetime, timedelta

from anjia.booking import queries as booking
from anjia.booking.operations import do_needs_check
from anjia.booking.rules import VisitState
from anjia.catalog.queries import standard_of
from anjia.company.rules import Role
from anjia.house.demo.selling import Client
from anjia.house.demo.town import Town
from anjia.households.operations import NewEntry
from anjia.households.rules import EntryKind
from anjia.kernel import clock
from anjia.kernel.clock import SHANGHAI, day_of, midnight
from anjia.kernel.errors import Missing, Refusal
from anjia.quality.operations import record_call_back
from anjia.quality.queries import follow_up_of
from anjia.quality.rules.follow_ups import Outcome
from anjia.sales import queries as sales
from anjia.sales.operations import (
    agree_enquiry_scope,
    plan_home_survey,
    record_home_survey,
    request_home_surveys,
)

CALLED, SURVEYED, MOVING, ASKED = 0.97, 0.06, 0.3, 0.94
SAID = {
    Outcome.REACHED: ("挺满意的，下次还约。", "都好，谢谢回访。", "阳台没擦到，下次注意。"),
    Outcome.NOT_REACHED: ("无人接听。", "正在通话中。"),
    Outcome.CALL_AGAIN: ("在开会，约好下午再打。",),
}
FOUND = ("朝南三室，厨房油污较重，玻璃窗十二扇。", "两室一厅，木地板，家里有一只猫。", "刚装修完，踢脚线和窗槽有灰浆。")


def in_office(at: datetime) -> datetime:
    """The instant itself between 9 and 19 o'clock, else ten in the next morning."""
    local = at.astimezone(SHANGHAI)
    if 9 <= local.hour < 19:
        return at
    day = day_of(at) + timedelta(days=1 if local.hour >= 19 else 0)
    return midnight(day) + timedelta(hours=10)


def follow_up(town: Town, visit_id: int, at: datetime) -> None:
    """Plans a call for the evening of the next day, should the family not have opened its question by then."""
    if random.Random(visit_id).random() < CALLED:
        town.plan(in_office(at + timedelta(hours=26)), lambda t: call(town, visit_id, t))


def call(town: Town, visit_id: int, at: datetime) -> None:
    """Somebody at the desk rings a family that has not said anything."""
    try:
        found = follow_up_of(visit_id)
    except Missing:
        return
    if found.attempted_at is not None:
        return
    dice = random.Random(visit_id * 7)
    outcome = dice.choices(list(Outcome), (6, 3, 1))[0]
    again = in_office(at + timedelta(hours=4)) if outcome == Outcome.CALL_AGAIN else None
    note = dice.choice(SAID[outcome])
    by = town.staff[Role.ADVISER]
    record_call_back(visit_id=visit_id, outcome=outcome, note=note, call_again_at=again, at=at, by=by)


def before_visit(town: Town, visit_id: int, starts_at: datetime) -> None:
    """Plans the question a week ahead; a few times nobody gets round to it."""
    when = in_office(starts_at - timedelta(days=7, hours=20))
    if when > clock.now() and random.Random(visit_id * 3).random() < ASKED:
        town.plan(when, lambda t: ask_needs(town, visit_id, t))


def ask_needs(town: Town, visit_id: int, at: datetime) -> None:
    """Asks whether everything is as agreed; now and then something has changed."""
    check = booking.needs_check_of(visit_id)
    if check is None or not check.waits or booking.visit(visit_id).state != VisitState.PLANNED:
        return
    changed = not visit_id % 5
    entries = [NewEntry(EntryKind.SPECIAL, "这次有客人来，请先做客房")] if changed else []
    by = town.staff[Role.ADVISER]
    do_needs_check(visit_id=visit_id, changed=changed, entries=entries, at=at, by=by)


def before_offer(town: Town, client: Client, at: datetime) -> None:
    """A family that hesitates has its home surveyed; one that moves in agrees on what is guaranteed."""
    dice, adviser = random.Random(client.enquiry_id * 11), town.staff[Role.ADVISER]
    if dice.random() < SURVEYED:
        request_id = request_home_surveys(enquiry_id=client.enquiry_id, home_id=client.home_id, at=at, by=adviser)
        for number in (1, 2):
            start = midnight(day_of(at) + timedelta(days=number)) + timedelta(hours=dice.randrange(9, 18))
            _survey(town, request_id, number, start, at)
    titles = [step.title for step in standard_of(client.offering.id)]
    if client.offering.trade == "deep_cleaning" and titles and dice.random() < MOVING:
        agree_enquiry_scope(
            enquiry_id=client.enquiry_id,
            offering_id=client.offering.id,
            steps=titles[:6],
            move_in_on=day_of(at) + timedelta(days=dice.randrange(2, 8)),
            at=at,
            by=adviser,
        )


def _survey(town: Town, request_id: int, number: int, start: datetime, at: datetime) -> None:
    surveyor = town.staff[(Role.ADVISER, Role.QUALITY_LEAD)[number - 1]]
    try:
        survey_id = plan_home_survey(
            request_id=request_id, number=number, surveyor_id=surveyor.id or 0, starts_at=start, at=at, by=surveyor
        )
    except Refusal:  # somebody else's home is surveyed then, or the time lies past the promise: it waits for a person
        return
    town.plan(start + timedelta(minutes=50), lambda t: _found(town, survey_id, number, t))


def _found(town: Town, survey_id: int, number: int, at: datetime) -> None:
    found = sales.request_of_survey(survey_id)
    if found.closed_at is not None:
        return
    by, dice = town.staff[(Role.ADVISER, Role.QUALITY_LEAD)[number - 1]], random.Random(survey_id)
    record_home_survey(
        survey_id=survey_id,
        rooms=dice.randrange(2, 5),
        square_metres=dice.randrange(60, 140),
        notes=dice.choice(FOUND),
        at=at,
        by=by,
    )
