"""Many visits at once, single photos, and the incidents of the last days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from anjia.fieldwork.models import Incident, StepPhoto, StepTick, VisitWork
from anjia.fieldwork.queries.progress import PhotoSummary, needs_a_look, photo_summary, state_of_work
from anjia.fieldwork.rules import State
from anjia.kernel.errors import Missing


@dataclass(frozen=True, kw_only=True)
class WorkSummary:
    """How one of many visits is going. `far`: the check-in needs a look."""

    visit_id: int
    caregiver_id: int | None = None
    state: State = State.PLANNED
    set_out_at: datetime | None = None
    checked_in_at: datetime | None = None
    check_in_metres: int | None = None
    far: bool = False
    late_minutes: int = 0
    completed_at: datetime | None = None
    ticked: int = 0
    steps_total: int = 0
    incidents: int = 0


@dataclass(frozen=True)
class RecentIncident:
    """An incident for the desk, with where it happened."""

    id: int
    visit_id: int
    caregiver_id: int
    household_id: int
    kind: str
    text: str
    file_id: int | None
    reported_at: datetime


def progress_of_many(ids: Iterable[int]) -> dict[int, WorkSummary]:
    """How these visits are going, every id a key (planned when nothing happened yet). Four queries for any number."""
    wanted = set(ids)
    works = list(VisitWork.objects.filter(visit_id__in=wanted))
    ticked = _counts(StepTick, works)
    photos = _counts(StepPhoto, works)
    incidents = _counts(Incident, works)
    found = {visit_id: WorkSummary(visit_id=visit_id) for visit_id in wanted}
    for work in works:
        found[work.visit_id] = WorkSummary(
            visit_id=work.visit_id,
            caregiver_id=work.caregiver_id,
            state=state_of_work(work, begun=work.pk in ticked or work.pk in photos),
            set_out_at=work.set_out_at,
            checked_in_at=work.checked_in_at,
            check_in_metres=work.check_in_metres,
            far=needs_a_look(work),
            late_minutes=work.late_minutes,
            completed_at=work.completed_at,
            ticked=ticked.get(work.pk, 0),
            steps_total=len(work.steps or ()),
            incidents=incidents.get(work.pk, 0),
        )
    return found


def count_completed(since: datetime, until: datetime) -> int:
    """How many visits were completed in [since, until)."""
    return int(VisitWork.objects.filter(completed_at__gte=since, completed_at__lt=until).count())


def _counts(model: type[StepTick] | type[StepPhoto] | type[Incident], works: list[VisitWork]) -> dict[int, int]:
    rows = model.objects.filter(work__in=[work.pk for work in works]).values("work_id").annotate(count=Count("id"))
    return {row["work_id"]: row["count"] for row in rows}


def photo(photo_id: int) -> PhotoSummary:
    """The photo with whose it is. Raises Missing."""
    row = StepPhoto.objects.filter(pk=photo_id).select_related("work").first()
    if row is None:
        raise Missing
    return photo_summary(row, row.work)


def recent_incidents(*, since: datetime, limit: int = 50) -> list[RecentIncident]:
    """Incidents reported since an instant, newest first."""
    rows = Incident.objects.filter(reported_at__gte=since).select_related("work").order_by("-reported_at", "-id")
    return [_recent(row) for row in rows[:limit]]


def incident(incident_id: int) -> RecentIncident:
    """The incident with whose it is. Raises Missing."""
    row = Incident.objects.filter(pk=incident_id).select_related("work").first()
    if row is None:
        raise Missing
    return _recent(row)


def _recent(row: Incident) -> RecentIncident:
    return RecentIncident(
        id=row.pk,
        visit_id=row.work.visit_id,
        caregiver_id=row.work.caregiver_id,
        household_id=row.work.household_id,
        kind=row.kind,
        text=row.text,
        file_id=row.file_id,
        reported_at=row.reported_at,
    )


def incident_words() -> dict[str, str]:
    """What each kind of incident is called."""
    return {kind.value: str(words) for kind, words in Incident.WORDS.items()}


def visits_by_pair(since: datetime, until: datetime) -> dict[tuple[int, int], int]:
    """Completed visits by (household, caregiver) from `since` up to `until`, in one query."""
    done = VisitWork.objects.filter(completed_at__gte=since, completed_at__lt=until).order_by()
    counted = done.values("household_id", "caregiver_id").annotate(n=Count("id"))
    return {(row["household_id"], row["caregiver_id"]): row["n"] for row in counted}
