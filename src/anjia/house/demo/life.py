"""The demo company's weeks, lived day by day through the same operations that people use."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from anjia.company.rules import Role
from anjia.house.demo.asking import ask_of_the_plan
from anjia.house.demo.content import CAREGIVER_GIVEN
from anjia.house.demo.families import family
from anjia.house.demo.founding import Company, found_demo_company
from anjia.house.demo.looking_after import look_after
from anjia.house.demo.making_good import make_good
from anjia.house.demo.planning import plan_tomorrow
from anjia.house.demo.promised import before_offer
from anjia.house.demo.regular import come_regularly
from anjia.house.demo.selling import Client, enquire
from anjia.house.demo.talking import people_write
from anjia.house.demo.town import Town
from anjia.house.demo.working import plan_visit
from anjia.kernel.clock import day_of, midnight, monday_of
from anjia.kernel.scope import company_scope
from anjia.payroll.operations import issue_payslips, pay_payslip
from anjia.payroll.queries import payslips_of_week
from anjia.promises.operations import sweep_promises
from anjia.workforce.operations import record_leave
from anjia.workforce.queries import ready_caregivers

SEED = 20260522
DAYS, HOUSEHOLDS, CAREGIVERS = 28, 400, 40
SLOW = 4  # which of the caregivers is slow


def live(
    *,
    until: datetime,
    days: int = DAYS,
    households: int = HOUSEHOLDS,
    caregivers: int = CAREGIVERS,
    seed: int = SEED,
    lived: Callable[[date], object] = lambda day: None,
) -> int:
    """Founds the demo company `days` days before `until` and lives to that instant; returns the company's id.

    The same arguments give the same company. `lived` is called after each day. Each day is one transaction.
    """
    dice = random.Random(seed)
    first = day_of(until) - timedelta(days=days)
    company = found_demo_company(at=midnight(first) + timedelta(hours=7), dice=dice, caregivers=caregivers)
    town = Town(
        dice=dice, staff=company.staff, branch_ids=company.branch_ids, opened_at=midnight(first) + timedelta(hours=8)
    )
    town.visit_planned = lambda client, visit_id, starts_at: plan_visit(town, client, visit_id, starts_at)
    town.talked = lambda client, at: before_offer(town, client, at)
    with company_scope(company.id):
        town.slow = next((person.id for person in ready_caregivers()[SLOW:]), None)
        look_after(town, first, day_of(until))
        make_good(town, day_of(until))
        people_write(town, day_of(until))
        come_regularly(town, day_of(until))
        ask_of_the_plan(town, day_of(until))
        _plan_leave(town, first, days)
        _plan_enquiries(town, company, first, days, households)
        for number in range(days + 1):
            day = first + timedelta(days=number)
            _plan_rounds(town, day)
            with transaction.atomic():
                town.clockwork.live_until(min(until, midnight(day + timedelta(days=1))))
            lived(day)
        plan_tomorrow(town, until)
    return company.id


def _plan_enquiries(town: Town, company: Company, first: date, days: int, households: int) -> None:
    """Families ask between 7:30 and 21:00, a little more often at weekends."""
    rows, weights = zip(*company.offerings, strict=True)
    asked = [1.4 if (first + timedelta(days=n)).weekday() >= 5 else 1.0 for n in range(days + 1)]
    for number in range(households):
        day = first + timedelta(days=town.dice.choices(range(days + 1), asked)[0])
        client = Client(family(number, town.dice), town.dice.choices(rows, weights)[0])
        at = midnight(day) + timedelta(minutes=town.dice.uniform(450, 1260))
        town.plan(at, _asking(town, client))


def _asking(town: Town, client: Client) -> Callable[[datetime], None]:
    return lambda at: enquire(town, client, at)


def _plan_rounds(town: Town, day: date) -> None:
    """Promises are swept through the day; Monday is for pay slips."""
    for hour in range(0, 24, 2):
        town.plan(midnight(day) + timedelta(hours=hour, minutes=1), lambda at: _sweep(at))
    if day.weekday() == 0:
        town.plan(midnight(day) + timedelta(hours=10), lambda at: _pay_the_week(town, at))


def _sweep(at: datetime) -> None:
    sweep_promises(at=at)


def _pay_the_week(town: Town, at: datetime) -> None:
    """Last week's slips are issued, and paid two days later."""
    week = monday_of(day_of(at)) - timedelta(days=7)
    finance = town.staff[Role.FINANCE]
    issue_payslips(week_on=week, at=at, by=finance)

    def pay(t: datetime) -> None:
        for slip in payslips_of_week(week):
            pay_payslip(payslip_id=slip.id, method="transfer", at=t, by=finance)

    town.plan(at + timedelta(days=2), pay)


def _plan_leave(town: Town, first: date, days: int) -> None:
    """Some caregivers are away for a day or two; they say so a few days before."""
    for person in town.dice.sample(ready_caregivers(), k=min(8, len(CAREGIVER_GIVEN))):
        away = midnight(first + timedelta(days=town.dice.randrange(6, days + 8)))
        back = away + timedelta(days=town.dice.choice((1, 2)))
        asked = away - timedelta(days=5)
        town.plan(asked, _leaving(town, person.id, away, back))


def _leaving(town: Town, caregiver_id: int, away: datetime, back: datetime) -> Callable[[datetime], None]:
    def ask(at: datetime) -> None:
        record_leave(
            caregiver_id=caregiver_id,
            starts_at=away,
            ends_at=back,
            reason="回老家",
            at=at,
            by=town.staff[Role.DISPATCHER],
        )

    return ask
