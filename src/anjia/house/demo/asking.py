"""What is asked of the plan: an offer to the first who accepts, a swap, households that wait, two together, papers."""

from datetime import date, datetime, timedelta
from uuid import UUID

from anjia.booking.queries import visit, visits_between
from anjia.booking.rules import VisitState, is_bookable
from anjia.catalog.queries import offering
from anjia.company.rules import Role
from anjia.dispatch.operations import hold_slot, release_visit
from anjia.dispatch.queries import assignments_of_visits, free_slots
from anjia.house.demo.scenes import Scene, done, on_day, set_scene
from anjia.house.demo.town import Done, Town
from anjia.households.queries import home
from anjia.journeys.operations import place_order_from_hold
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing
from anjia.offers.operations import join_waiting_list, offer_swap, offer_visit
from anjia.offers.rules import Wished
from anjia.workforce.operations import demand_paper, record_credential
from anjia.workforce.queries import ready_caregivers

AHEAD, FAR = 5, 20  # days between which the visits lie that are offered and swapped
OPEN_MINUTES = 72 * 60
EVENING, NIGHT = 19 * 60, 22 * 60  # when nobody works, so that one waits
WAITING, WITH_PAPERS = 2, 4


def ask_of_the_plan(town: Town, until: date) -> None:
    """A day before the demo's last one, when there are visits ahead."""
    set_scene(town, on_day(until, 1, 17), _swap(town))
    set_scene(town, on_day(until, 1, 17, 10), _offer(town))
    set_scene(town, on_day(until, 1, 17, 20), _two_together(town))
    for number in range(WAITING):
        set_scene(town, on_day(until, 1, 17, 30 + number), _wait(town, number))
    set_scene(town, on_day(until, 1, 17, 40), _papers(town, until))


def _given_out(at: datetime, nth: int) -> tuple[int, int]:
    """The nth visit ahead that somebody has, and who. Raises Missing where there are fewer."""
    ahead = visits_between(day_of(at) + timedelta(days=AHEAD), day_of(at) + timedelta(days=FAR))
    sent = assignments_of_visits(one.id for one in ahead if one.state == VisitState.PLANNED)
    if len(sent) <= nth:
        raise Missing
    visit_id, given = sorted(sent.items())[nth]
    return visit_id, given.caregiver_id


def _swap(town: Town) -> Scene:
    def swap(at: datetime) -> None:
        visit_id, caregiver_id = _given_out(at, 0)
        offer_swap(
            visit_id=visit_id,
            caregiver_id=caregiver_id,
            client_id=UUID(int=950),
            to_caregiver_id=None,
            note="那天孩子开家长会",
            at=at,
            by=Actor("caregiver", caregiver_id),
        )

    return swap


def _offer(town: Town) -> Scene:
    def offer(at: datetime) -> None:
        visit_id, _caregiver_id = _given_out(at, 1)
        desk = town.staff[Role.DISPATCHER]
        release_visit(visit_id=visit_id, at=at, by=desk)
        offer_visit(visit_id=visit_id, best=5, minutes=OPEN_MINUTES, at=at, by=desk)

    return offer


def _two_together(town: Town) -> Scene:
    """A family wants two at once."""

    def order(at: datetime) -> None:
        ground = _bookable(town)
        was = visit(ground.visit_id)
        place, trade = home(was.home_id).place, offering(was.offering_id).trade
        looked = {"minutes": was.minutes, "place": place, "from_day": day_of(at) + timedelta(days=AHEAD), "days": 7}
        days = free_slots(trade, **looked, at=at, household_id=was.household_id, people=2)  # type: ignore[arg-type]
        start = next((start for one in days for start in one.starts), None)
        if start is None:
            raise Missing
        hold_id = hold_slot(
            caregiver_id=None,
            starts_at=start.at,
            minutes=was.minutes,
            place=place,
            trade=trade,
            household_id=was.household_id,
            people=2,
            at=at,
            by=ground.household,
        )
        place_order_from_hold(
            hold_id=hold_id,
            household_id=was.household_id,
            offering_id=was.offering_id,
            home_id=was.home_id,
            visit_price_fen=was.price_fen * 2,
            at=at,
            by=ground.household,
        )

    return order


def _bookable(town: Town) -> Done:
    """The latest finished visit whose service comes by the visit. Raises Missing."""
    found = next((one for one in reversed(town.done) if is_bookable(offering(one.offering_id).unit)), None)
    if found is None:
        raise Missing
    return found


def _wait(town: Town, number: int) -> Scene:
    def wait(at: datetime) -> None:
        was = visit(done(town, 3 + 2 * number).visit_id)
        day = day_of(at)
        join_waiting_list(
            household_id=was.household_id,
            home_id=was.home_id,
            offering_id=was.offering_id,
            price_fen=was.price_fen,
            wished=Wished(day, day + timedelta(days=14), (), EVENING, NIGHT, 120),
            at=at,
            by=Actor("household", was.household_id),
        )

    return wait


def _papers(town: Town, until: date) -> Scene:
    """From next month on a skill certificate is asked for of who cleans appliances; a cook's health paper runs out."""

    def papers(at: datetime) -> None:
        owner = town.staff[Role.OWNER]
        demand_paper(kind="skill", from_on=until + timedelta(days=30), trade="appliance_cleaning", at=at, by=owner)
        cooks = [one for one in ready_caregivers() if "cooking" in dict(one.trades)][:WITH_PAPERS]
        for number, one in enumerate(cooks):
            ends = until + timedelta(days=20 if number == 0 else 200 + 30 * number)
            record_credential(
                caregiver_id=one.id,
                kind="health",
                issued_on=ends - timedelta(days=365),
                valid_until=ends,
                number=f"HZ{until.year}{number + 1:04d}",
                verified=number != 1,
                at=at,
                by=owner,
            )

    return papers
