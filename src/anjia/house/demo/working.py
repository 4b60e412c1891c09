"""The day of a visit: the way there, the door, the steps, the end; or a cancellation before it."""

from datetime import datetime, timedelta

from anjia.booking.queries import visit
from anjia.booking.rules import VisitState
from anjia.catalog.queries import standard_of
from anjia.dispatch.queries import assignment_of
from anjia.fieldwork.operations import (
    add_photo,
    check_in,
    complete_visit,
    report_incident,
    set_out,
    tick_step,
)
from anjia.fieldwork.rules import When
from anjia.house.demo.afterwards import afterwards
from anjia.house.demo.making_good import extra
from anjia.house.demo.making_good import late as say_late
from anjia.house.demo.pictures import picture
from anjia.house.demo.promised import before_visit, follow_up
from anjia.house.demo.selling import Client
from anjia.house.demo.town import Done, Town
from anjia.journeys.operations import cancel_visit_and_release
from anjia.kernel.actors import Actor
from anjia.workforce.queries import caregiver

CANCELLED, LATE, INCIDENT = 0.05, 0.1, 0.03


def plan_visit(town: Town, client: Client, visit_id: int, starts_at: datetime) -> None:
    """Plans what will happen around a visit."""
    before_visit(town, visit_id, starts_at)
    if town.dice.random() < CANCELLED:
        hours = town.dice.choice((3, 20, 30))
        town.plan(starts_at - timedelta(hours=hours), lambda t: cancel(town, client, visit_id, t))
        return
    late = town.dice.uniform(16, 45) if town.dice.random() < LATE else town.dice.uniform(-12, 6)
    say_late(town, visit_id, starts_at, late)
    way = town.dice.uniform(18, 40)
    arrival = starts_at + timedelta(minutes=late)
    town.plan(arrival - timedelta(minutes=way), lambda t: go(town, client, visit_id, t, arrival))


def cancel(town: Town, client: Client, visit_id: int, at: datetime) -> None:
    """The family changes its plans; the caregiver's time is free again."""
    if visit(visit_id).state == VisitState.PLANNED:
        cancel_visit_and_release(
            visit_id=visit_id, reason="临时出差，改天再约", late_confirmed=True, at=at, by=client.actor
        )


def go(town: Town, client: Client, visit_id: int, at: datetime, arrival: datetime) -> None:
    """The caregiver sets out."""
    assigned = assignment_of(visit_id)
    if assigned is None:
        return
    client.caregiver_id = assigned.caregiver_id
    by = Actor("caregiver", assigned.caregiver_id, caregiver(assigned.caregiver_id).name)
    set_out(visit_id=visit_id, caregiver_id=by.id, at=at, by=by)
    town.plan(arrival, lambda t: arrive(town, client, visit_id, by, t))


def arrive(town: Town, client: Client, visit_id: int, by: Actor, at: datetime) -> None:
    """Check-in at the door; the steps follow one by one, then the end."""
    place = client.family.place
    offset = town.dice.uniform(-0.0006, 0.0006)
    check_in(
        visit_id=visit_id,
        caregiver_id=by.id,
        latitude=place.latitude + offset,
        longitude=place.longitude + offset,
        at=at,
        by=by,
    )
    steps = standard_of(client.offering.id)
    pause = timedelta(minutes=client.minutes) / (len(steps) + 1)
    for number, step in enumerate(steps, start=1):
        town.plan(at + pause * number, _ticking(town, visit_id, by, step.position, step.photo))
    extra(town, visit_id, by, at + pause)
    if town.dice.random() < INCIDENT:
        town.plan(at + pause * 1.5, lambda t: incident(visit_id, by, t))
    town.plan(at + timedelta(minutes=client.minutes), lambda t: finish(town, client, visit_id, by, t))


def _ticking(town: Town, visit_id: int, by: Actor, position: int, photo: str):  # type: ignore[no-untyped-def]
    def tick(at: datetime) -> None:
        for when in {"both": ("before", "after"), "none": ()}.get(photo, (photo,)):
            upload = picture(visit_id + position, clean=when == "after")
            add_photo(
                visit_id=visit_id, caregiver_id=by.id, position=position, when=When(when), upload=upload, at=at, by=by
            )
        tick_step(visit_id=visit_id, caregiver_id=by.id, position=position, at=at, by=by)

    return tick


def incident(visit_id: int, by: Actor, at: datetime) -> None:
    """Something broke, and is said at once."""
    text = "擦台面时碰倒了一个玻璃杯，已当面告诉家人并清理干净。"
    report_incident(visit_id=visit_id, caregiver_id=by.id, kind="damage", text=text, at=at, by=by)


def finish(town: Town, client: Client, visit_id: int, by: Actor, at: datetime) -> None:
    """The visit is complete; what follows is lived afterwards."""
    complete_visit(visit_id=visit_id, caregiver_id=by.id, at=at, by=by)
    done = Done(visit_id, client.actor, by, client.offering.id, client.price_fen, client.branch_id, at)
    town.done.append(done)
    afterwards(town, client, done, at)
    follow_up(town, visit_id, at)
