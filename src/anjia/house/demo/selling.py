"""From an enquiry to an order, as the demo's advisers and households live it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from anjia.catalog.queries import OfferingSummary
from anjia.catalog.rules import amount_for
from anjia.company.rules import Role
from anjia.dispatch.operations import hold_slot
from anjia.dispatch.queries import free_slots
from anjia.house.demo.content import ENQUIRIES
from anjia.house.demo.families import Family
from anjia.house.demo.town import Town
from anjia.households.operations import add_home, register_household
from anjia.journeys.operations import place_order_from_hold
from anjia.kernel.actors import PUBLIC, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.sales.operations import (
    Answers,
    NewLine,
    accept_proposal,
    decline_proposal,
    hold_interview,
    lose_enquiry,
    receive_enquiry,
    record_contact,
    send_proposal,
    take_enquiry,
)
from anjia.sales.rules import Channel, Loss

CHANNELS = (Channel.PUBLIC_PAGE, Channel.PHONE, Channel.WECHAT, Channel.REFERRAL, Channel.WALK_IN)
LIMITS = "贵重物品请家人提前收好；家具移动需两人以上时另约；高处作业按安全规定。"
NEEDED = "请保证水电正常，留一位家人交接；请告知家人过敏和禁忌。"


@dataclass
class Client:
    """A household on its way through the demo."""

    family: Family
    offering: OfferingSummary
    household_id: int = 0
    home_id: int = 0
    branch_id: int | None = None
    enquiry_id: int = 0
    proposal_id: int | None = None
    minutes: int = 0
    price_fen: int = 0
    visits: int = 0
    caregiver_id: int | None = None
    told: list[str] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        """The household as the one who acts."""
        return Actor("household", self.household_id, self.family.name)


def enquire(town: Town, client: Client, at: datetime) -> None:
    """A family asks for the first time."""
    family, channel = client.family, town.dice.choice(CHANNELS)
    by = PUBLIC if channel == Channel.PUBLIC_PAGE else town.staff[Role.ADVISER]
    client.branch_id = town.dice.choice(town.branch_ids)
    client.household_id = register_household(
        name=family.name,
        phone=family.phone,
        source=channel,
        branch_id=client.branch_id,
        at=at,
        by=by,
    )
    client.home_id = add_home(
        household_id=client.household_id,
        district=family.district,
        address=family.address,
        place=family.place,
        square_metres=family.square_metres,
        at=at,
        by=by,
    )
    client.enquiry_id = receive_enquiry(
        household_id=client.household_id,
        offering_id=client.offering.id,
        channel=channel,
        text=town.dice.choice(ENQUIRIES),
        at=at,
        by=by,
    )
    # Nine of ten are called back in the promised two hours; the others break the promise.
    wait = town.dice.uniform(5, 100) if town.dice.random() < 0.9 else town.dice.uniform(150, 900)
    town.plan(town.office_hour(at + timedelta(minutes=wait)), lambda t: contact(town, client, t))


def contact(town: Town, client: Client, at: datetime) -> None:
    """An adviser answers."""
    adviser = town.staff[Role.ADVISER]
    take_enquiry(enquiry_id=client.enquiry_id, staff_id=adviser.id, at=at, by=adviser)
    record_contact(
        enquiry_id=client.enquiry_id, channel=Channel.PHONE, note="已电话联系，约定访谈。", at=at, by=adviser
    )
    if town.dice.random() < 0.1:
        reason = town.dice.choice((Loss.NO_ANSWER, Loss.NOT_IN_AREA, Loss.PLAN_CHANGED))
        lose = at + timedelta(hours=town.dice.uniform(3, 40))
        town.plan(lose, lambda t: lose_enquiry(enquiry_id=client.enquiry_id, reason=reason, at=t, by=adviser))
        return
    later = at + timedelta(minutes=town.dice.uniform(10, 300))
    town.plan(town.office_hour(later), lambda t: interview(town, client, t))


def interview(town: Town, client: Client, at: datetime) -> None:
    """The adviser asks what is wanted; the answers become the dossier; the proposal follows."""
    family, adviser = client.family, town.staff[Role.ADVISER]
    answers = Answers(
        content=client.offering.scope[:60],
        standard="按服务标准逐项完成，完工请家人验收。",
        frequency=town.dice.choice(("每周一次", "每两周一次", "先做一次看看")),
        special_requests=town.dice.choice(("", "家里有老人，请轻声", "孩子过敏，用无香清洁剂")),
        taboos=family.taboo,
        preferences=family.preference,
        access=family.access,
    )
    hold_interview(enquiry_id=client.enquiry_id, answers=answers, home_id=client.home_id, at=at, by=adviser)
    town.talked(client, at)
    town.plan(at + timedelta(minutes=town.dice.uniform(15, 90)), lambda t: propose(town, client, t))


def propose(town: Town, client: Client, at: datetime) -> None:
    """A proposal with limits and price."""
    offering = client.offering
    client.minutes = offering.usual_minutes
    client.price_fen = amount_for(
        offering.unit,
        offering.price_fen,
        client.minutes,
        client.family.square_metres if offering.unit == "per_square_metre" else 1,
    )
    sent = send_proposal(
        enquiry_id=client.enquiry_id,
        home_id=client.home_id,
        lines=[NewLine(offering_id=offering.id, minutes=client.minutes, visits=1, unit_price_fen=client.price_fen)],
        not_included=LIMITS,
        needed_from_household=NEEDED,
        at=at,
        by=town.staff[Role.ADVISER],
    )
    client.proposal_id = sent.id
    town.plan(at + timedelta(hours=town.dice.uniform(0.3, 20)), lambda t: decide(town, client, t))


def decide(town: Town, client: Client, at: datetime) -> None:
    """The family accepts, declines, or lets the proposal lie."""
    roll = town.dice.random()
    assert client.proposal_id is not None
    if roll < 0.8:
        accept_proposal(proposal_id=client.proposal_id, at=at, by=client.actor)
        order(town, client, at + timedelta(minutes=2))
    elif roll < 0.92:
        decline_proposal(proposal_id=client.proposal_id, reason="价格比预想的高", at=at, by=client.actor)
        reason, adviser = town.dice.choice((Loss.PRICE, Loss.CHOSE_ANOTHER)), town.staff[Role.ADVISER]
        lose = at + timedelta(hours=4)
        town.plan(lose, lambda t: lose_enquiry(enquiry_id=client.enquiry_id, reason=reason, at=t, by=adviser))


def order(town: Town, client: Client, at: datetime, *, days_ahead: int = 1) -> None:
    """The family picks a free start and orders; the visit's day is planned."""
    start = _pick(town, client, at, days_ahead)
    if start is None:
        return
    starts_at, caregiver_id = start
    try:
        hold_id = hold_slot(
            caregiver_id=caregiver_id,
            starts_at=starts_at,
            minutes=client.minutes,
            place=client.family.place,
            trade=client.offering.trade,
            household_id=client.household_id,
            at=at,
            by=client.actor,
        )
    except Refusal as refusal:
        client.told.append(refusal.sentence)
        return
    placed = place_order_from_hold(
        hold_id=hold_id,
        household_id=client.household_id,
        offering_id=client.offering.id,
        home_id=client.home_id,
        proposal_id=client.proposal_id if client.visits == 0 else None,
        visit_price_fen=client.price_fen,
        at=at + timedelta(minutes=1),
        by=client.actor,
    )
    client.visits += 1
    town.visit_planned(client, placed.visit_id, starts_at)


def _pick(town: Town, client: Client, at: datetime, days_ahead: int) -> tuple[datetime, int] | None:
    """A random free start within five days, with the known caregiver if she has time."""
    for caregiver_id in dict.fromkeys((client.caregiver_id, None)):
        days = free_slots(
            client.offering.trade,
            minutes=client.minutes,
            place=client.family.place,
            from_day=day_of(at) + timedelta(days=days_ahead),
            days=5,
            at=at,
            household_id=client.household_id,
            caregiver_id=caregiver_id,
        )
        starts = [start for day in days for start in day.starts]
        if starts:
            chosen = town.dice.choice(starts)
            return chosen.at, chosen.best_id
    return None
