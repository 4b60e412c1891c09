"""The demo company before its first household: branches, people, services, caregivers."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from anjia.catalog.operations import NewStep, list_offering, set_standard
from anjia.catalog.queries import OfferingSummary, offerings
from anjia.catalog.rules import Trade
from anjia.company.operations import engage_staff, found_company, open_branch, set_company_jurisdiction
from anjia.company.queries import branches, staff_list
from anjia.company.rules import Role
from anjia.house.demo.content import (
    BRANCHES,
    CAREGIVER_GIVEN,
    FAMILY_NAMES,
    NATIVE_PLACES,
    QUARTERS,
)
from anjia.house.demo.offerings import OFFERINGS
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.places import Place
from anjia.kernel.scope import company_scope
from anjia.promises.operations import publish_standard_clauses
from anjia.workforce.operations import engage_caregiver, open_login, set_working_hours
from anjia.workforce.rules import USUAL_WEEK, Hours

NAME, SLUG = "安和家政", "anhe"
PASSWORD = "anjia-demo"  # noqa: S105  (the demo's, open on purpose: loopback only)
STAFF: tuple[tuple[str, str, Role], ...] = (
    ("沈若宁", "13800000001", Role.OWNER),
    ("顾明", "13800000002", Role.ADVISER),
    ("陆晓棠", "13800000003", Role.DISPATCHER),
    ("程静", "13800000004", Role.QUALITY_LEAD),
    ("方远", "13800000005", Role.FINANCE),
    ("孟佳", "13800000006", Role.ADVISER),
)
SKILL_SETS: tuple[tuple[Trade, ...], ...] = (
    (Trade.DAILY_CLEANING, Trade.DEEP_CLEANING),
    (Trade.DAILY_CLEANING, Trade.DEEP_CLEANING, Trade.WINDOW_CLEANING),
    (Trade.DAILY_CLEANING, Trade.COOKING),
    (Trade.DAILY_CLEANING, Trade.TIDYING),
    (Trade.DAILY_CLEANING, Trade.ELDER_CARE),
    (Trade.DAILY_CLEANING, Trade.CHILDCARE, Trade.COOKING),
    (Trade.APPLIANCE_CLEANING, Trade.WINDOW_CLEANING, Trade.DEEP_CLEANING),
)


@dataclass(frozen=True)
class Company:
    """The founded company as the demo's life needs it."""

    id: int
    staff: dict[Role, Actor]
    branch_ids: Sequence[int]
    offerings: Sequence[tuple[OfferingSummary, int]]


def found_demo_company(*, at: datetime, dice: random.Random, caregivers: int) -> Company:
    """Founds it through operations, as an owner would."""
    company_id = found_company(name=NAME, slug=SLUG, city="上海", phone="02161550000", at=at, by=SYSTEM, demo=True)
    with company_scope(company_id):
        set_company_jurisdiction(jurisdiction="CN-31", at=at, by=SYSTEM)
        publish_standard_clauses(at=at, by=SYSTEM)
        for name, district, latitude, longitude in BRANCHES:
            open_branch(name=name, district=district, place=Place(latitude, longitude), at=at, by=SYSTEM)
        staff = _engage_staff(at)
        _list_offerings(at, staff[Role.OWNER])
        _engage_caregivers(at, staff[Role.OWNER], dice, caregivers)
        weights = {entry.code: entry.weight for entry in OFFERINGS}
        wanted = [(row, weights[row.code]) for row in offerings() if weights.get(row.code)]
        return Company(company_id, staff, [branch.id for branch in branches()], wanted)


def _engage_staff(at: datetime) -> dict[Role, Actor]:
    for name, phone, role in STAFF:
        engage_staff(name=name, phone=phone, password=PASSWORD, roles=[role], at=at, by=SYSTEM)
    people = staff_list()
    found = ((role, next(p for p in people if role in p.roles)) for role in Role)
    return {role: Actor("staff", person.id, person.name) for role, person in found}


def _list_offerings(at: datetime, owner: Actor) -> None:
    for entry in OFFERINGS:
        offering_id = list_offering(
            code=entry.code,
            name=entry.name,
            trade=entry.trade,
            unit=entry.unit,
            price_fen=entry.price_fen,
            usual_minutes=entry.usual_minutes,
            least_minutes=entry.least_minutes,
            scope=entry.scope,
            limits=entry.limits,
            at=at,
            by=owner,
        )
        steps = [NewStep(step.title, step.detail, step.photo) for step in entry.steps]
        set_standard(offering_id=offering_id, steps=steps, at=at, by=owner)


def _engage_caregivers(at: datetime, owner: Actor, dice: random.Random, number: int) -> None:
    for index in range(number):
        quarter = dice.choice(QUARTERS)
        caregiver_id = engage_caregiver(
            name=dice.choice(FAMILY_NAMES) + dice.choice(CAREGIVER_GIVEN),
            phone=f"137{index:08d}",
            district=quarter.district,
            place=scattered(quarter.latitude, quarter.longitude, dice),
            hourly_pay_fen=dice.randrange(3000, 4200, 100),
            trades={trade: dice.randint(2, 5) for trade in SKILL_SETS[index % len(SKILL_SETS)]},
            native_place=dice.choice(NATIVE_PLACES),
            joined_on=day_of(at) - timedelta(days=dice.randrange(30, 1500)),
            at=at,
            by=owner,
        )
        _give_hours(caregiver_id, index, at, owner)
        if index < 3:  # a log-in for the first few: the demo's phone is one of them
            open_login(caregiver_id=caregiver_id, password=PASSWORD, at=at, by=owner)


def _give_hours(caregiver_id: int, index: int, at: datetime, owner: Actor) -> None:
    """Some work weekends instead of Mondays and Tuesdays, some begin early."""
    if index % 3 == 0:
        week = [Hours(day, 9 * 60, 19 * 60) for day in (2, 3, 4, 5, 6)]
    elif index % 3 == 1:
        week = [Hours(day, 7 * 60 + 30, 17 * 60) for day in (0, 1, 2, 3, 4, 6)]
    else:
        week = list(USUAL_WEEK)
    set_working_hours(caregiver_id=caregiver_id, hours=week, at=at, by=owner)


def scattered(latitude: float, longitude: float, dice: random.Random) -> Place:
    """A place within about a kilometre of a quarter's centre."""
    return Place(round(latitude + dice.uniform(-0.008, 0.008), 6), round(longitude + dice.uniform(-0.009, 0.009), 6))
