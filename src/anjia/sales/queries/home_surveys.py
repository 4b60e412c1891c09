"""Surveys at home, and what was agreed with enquiries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from anjia.kernel.clock import SHANGHAI, midnight, minute_of
from anjia.kernel.errors import Missing
from anjia.sales.models import EnquiryScope, HomeSurvey, HomeSurveyPhoto, HomeSurveyRequest
from anjia.sales.rules import (
    HOME_SURVEYS,
    SURVEY_CLOSES,
    SURVEY_MINUTES,
    SURVEY_NOTICE,
    SURVEY_OPENS,
    SURVEY_STEP_MINUTES,
    SurveyState,
)


@dataclass(frozen=True)
class HomeSurveySummary:
    """One survey; `rooms` and what follows are empty until it is done."""

    id: int
    request_id: int
    number: int
    surveyor_id: int
    starts_at: datetime
    ends_at: datetime
    state: str
    done_at: datetime | None
    rooms: int | None
    square_metres: int | None
    notes: str
    done_by: str
    photos: tuple[int, ...] = ()


@dataclass(frozen=True)
class SurveyRequestSummary:
    """The surveys a household asked for with an enquiry; their promise is about "enquiry:<id>"."""

    id: int
    enquiry_id: int
    household_id: int
    home_id: int
    requested_at: datetime
    waived_at: datetime | None
    waiver_note: str
    closed_at: datetime | None
    surveys: tuple[HomeSurveySummary, ...]

    @property
    def subject(self) -> str:
        """What its promise is about."""
        return f"enquiry:{self.enquiry_id}"

    @property
    def unplanned(self) -> tuple[int, ...]:
        """Which of the two have no time yet; none once the request is closed."""
        planned = {one.number for one in self.surveys}
        return () if self.closed_at else tuple(n for n in range(1, HOME_SURVEYS + 1) if n not in planned)


@dataclass(frozen=True)
class EnquiryScopeSummary:
    """What is guaranteed to a household that asks, and when it moves in."""

    enquiry_id: int
    offering_id: int
    move_in_on: date | None
    steps: tuple[str, ...]
    agreed_at: datetime
    by_name: str


def _survey(row: HomeSurvey, photos: tuple[int, ...] = ()) -> HomeSurveySummary:
    return HomeSurveySummary(
        id=row.pk,
        request_id=row.request_id,
        number=row.number,
        surveyor_id=row.surveyor_id,
        starts_at=row.starts_at,
        ends_at=row.starts_at + timedelta(minutes=SURVEY_MINUTES),
        state=row.state,
        done_at=row.done_at,
        rooms=row.rooms,
        square_metres=row.square_metres,
        notes=row.notes,
        done_by=row.done_by,
        photos=photos,
    )


def _requests(rows: Iterable[Any]) -> list[SurveyRequestSummary]:
    """The requests with their surveys and photos: two more queries for any number."""
    found = list(rows)
    surveys = list(HomeSurvey.objects.filter(request_id__in=[row.pk for row in found]).order_by("number"))
    photos: dict[int, list[int]] = {}
    for photo in HomeSurveyPhoto.objects.filter(survey_id__in=[one.pk for one in surveys]).order_by("id"):
        photos.setdefault(photo.survey_id, []).append(photo.pk)
    of: dict[int, list[HomeSurveySummary]] = {row.pk: [] for row in found}
    for one in surveys:
        of[one.request_id].append(_survey(one, tuple(photos.get(one.pk, ()))))
    return [_request(row, tuple(of[row.pk])) for row in found]


def _request(row: HomeSurveyRequest, surveys: tuple[HomeSurveySummary, ...]) -> SurveyRequestSummary:
    return SurveyRequestSummary(
        id=row.pk,
        enquiry_id=row.enquiry_id,
        household_id=row.household_id,
        home_id=row.home_id,
        requested_at=row.requested_at,
        waived_at=row.waived_at,
        waiver_note=row.waiver_note,
        closed_at=row.closed_at,
        surveys=surveys,
    )


def survey_request(request_id: int) -> SurveyRequestSummary:
    """The request by id. Raises Missing."""
    found = _requests(HomeSurveyRequest.objects.filter(pk=request_id))
    if not found:
        raise Missing
    return found[0]


def survey_request_of(enquiry_id: int) -> SurveyRequestSummary | None:
    """The surveys asked for with an enquiry; None when none were."""
    return next(iter(_requests(HomeSurveyRequest.objects.filter(enquiry_id=enquiry_id))), None)


def request_of_survey(survey_id: int) -> SurveyRequestSummary:
    """The request to which a survey belongs. Raises Missing."""
    found = _requests(HomeSurveyRequest.objects.filter(surveys__id=survey_id))
    if not found:
        raise Missing
    return found[0]


def surveys_of_home(household_id: int, *, limit: int = 5) -> list[SurveyRequestSummary]:
    """What a household had or has looked at, newest first."""
    return _requests(HomeSurveyRequest.objects.filter(household_id=household_id).order_by("-id")[:limit])


def open_survey_requests(*, limit: int = 100) -> list[SurveyRequestSummary]:
    """Requests with surveys still to come, oldest first: for Today."""
    return _requests(HomeSurveyRequest.objects.filter(closed_at__isnull=True).order_by("id")[:limit])


def survey_photo(photo_id: int) -> tuple[int, int]:
    """The household whose home a survey's photo shows, and the kept file. Raises Missing."""
    row = HomeSurveyPhoto.objects.filter(pk=photo_id).select_related("survey__request").first()
    if row is None:
        raise Missing
    return row.survey.request.household_id, row.file_id


def free_survey_starts(
    surveyor_id: int, *, from_day: date, days: int, at: datetime, besides: int | None = None
) -> list[datetime]:
    """When a surveyor could begin a survey on these days; `besides` is a survey that would be moved away."""
    last = midnight(from_day + timedelta(days=days))
    taken = HomeSurvey.objects.filter(
        surveyor_id=surveyor_id, starts_at__gte=midnight(from_day) - timedelta(days=1), starts_at__lt=last
    ).exclude(state=SurveyState.CANCELLED)
    if besides is not None:
        taken = taken.exclude(pk=besides)
    busy = list(taken.values_list("starts_minute", "ends_minute"))
    return [start for start in _starts(from_day, days) if start >= at + SURVEY_NOTICE and _is_free(start, busy)]


def _starts(from_day: date, days: int) -> Iterable[datetime]:
    for day in range(days):
        opens = midnight(from_day + timedelta(days=day)) + timedelta(hours=SURVEY_OPENS)
        for step in range(0, (SURVEY_CLOSES - SURVEY_OPENS) * 60 - SURVEY_MINUTES + 1, SURVEY_STEP_MINUTES):
            yield (opens + timedelta(minutes=step)).astimezone(SHANGHAI)


def _is_free(start: datetime, busy: list[tuple[int, int]]) -> bool:
    begins = minute_of(start)
    return all(begins >= until or begins + SURVEY_MINUTES <= since for since, until in busy)


def scope_of(enquiry_id: int) -> EnquiryScopeSummary | None:
    """What was agreed with an enquiry to be guaranteed; None when nothing was."""
    row = EnquiryScope.objects.filter(enquiry_id=enquiry_id).first()
    if row is None:
        return None
    return EnquiryScopeSummary(
        row.enquiry_id, row.offering_id, row.move_in_on, tuple(row.steps), row.agreed_at, row.by_name
    )
