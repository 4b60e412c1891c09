"""What stands of a series: its visits, who comes, and that nothing waits for a visit that does not take place."""

from datetime import date, datetime, timedelta

from anjia.booking import queries as booking
from anjia.booking.testing import lay_ground
from anjia.dispatch import queries as dispatch_queries
from anjia.dispatch.models import Assignment
from anjia.kernel import jobs
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import SHANGHAI, day_of
from anjia.promises import queries as promises
from anjia.workforce.operations import record_leave

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
TUESDAY = date(2026, 11, 24)


def whole_ground(at: datetime) -> dict[str, int]:
    ground = lay_ground(at=at)
    return {"household_id": ground.household_id, "home_id": ground.home_id, "offering_id": ground.offering_id}


def planned(series_id: int) -> list[booking.VisitSummary]:
    return [visit for visit in booking.visits_of_series(series_id) if visit.state == "planned"]


def days(series_id: int) -> list[date]:
    return [day_of(visit.starts_at) for visit in planned(series_id)]


def people(series_id: int) -> list[int | None]:
    sent = dispatch_queries.assignments_of_visits(visit.id for visit in planned(series_id))
    return [sent[visit.id].caregiver_id if visit.id in sent else None for visit in planned(series_id)]


def open_promises(series_id: int) -> dict[str, list[str]]:
    found = promises.promises_of(f"visit:{visit.id}" for visit in booking.visits_of_series(series_id))
    return {subject: [one.kind for one in made if one.state == "open"] for subject, made in found.items()}


def check_no_ghosts(series_id: int, at: datetime) -> None:
    """Nothing waits for a visit that does not take place, and everything for one that does, once."""
    jobs.run_due_jobs(at=at + timedelta(minutes=1))
    visits = booking.visits_of_series(series_id)
    promised, needs = open_promises(series_id), booking.needs_checks_of(visit.id for visit in visits)
    active = Assignment.objects.filter(visit_id__in=[visit.id for visit in visits], state="assigned")
    sent = list(active.values_list("visit_id", flat=True))
    for visit in visits:
        kinds = promised[f"visit:{visit.id}"]
        if visit.state == "planned" and visit.starts_at <= at:
            continue  # nobody lived through it in this test
        if visit.state == "planned":
            assert kinds.count("arrival") == 1
            assert sent.count(visit.id) <= visit.people
            arrival = promises.promise_of("arrival", f"visit:{visit.id}")
            assert arrival is not None
            assert arrival.due_at - visit.starts_at < timedelta(hours=2)
        else:
            assert visit.state == "done" or kinds == [], kinds  # nobody checked in where it was only marked done
            assert sent.count(visit.id) == (visit.state == "done")
            assert visit.state != "cancelled" or not needs.get(visit.id) or f"visit:{visit.id}" not in _waiting(at)
    starts = [visit.starts_at for visit in visits if visit.state != "cancelled"]
    assert len(starts) == len(set(starts))


def _waiting(at: datetime) -> set[str]:
    return {f"visit:{one.id}" for one in booking.visits_to_ask(since=at, until=at + 400 * DAY, limit=500)}


def away_every_morning(caregiver_id: int, at: datetime, *dates: date) -> None:
    for day in dates:
        starts_at = datetime(day.year, day.month, day.day, 8, tzinfo=SHANGHAI)
        record_leave(caregiver_id=caregiver_id, starts_at=starts_at, ends_at=starts_at + 4 * HOUR, at=at, by=SYSTEM)


def starts(series_id: int) -> list[int]:
    return [visit.starts_at.astimezone(SHANGHAI).hour for visit in planned(series_id)]
