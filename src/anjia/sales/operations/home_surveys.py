"""Look at a home before an offer: two surveys are promised, planned, moved, done or waived."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.company import queries as company
from anjia.households import queries as households
from anjia.kernel.actors import Actor
from anjia.kernel.clock import SHANGHAI, day_of, minute_of
from anjia.kernel.constraints import violated
from anjia.kernel.dates import moment_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line, clean_text
from anjia.promises import queries as promise_queries
from anjia.promises.operations import keep_promise, make_promise, release_promise
from anjia.promises.rules import Kind, State
from anjia.sales.events import (
    HomeSurveyDone,
    HomeSurveyMoved,
    HomeSurveyPlanned,
    HomeSurveysRequested,
    HomeSurveysWaived,
)
from anjia.sales.models import Enquiry, HomeSurvey, HomeSurveyPhoto, HomeSurveyRequest
from anjia.sales.operations.enquiries import locked_enquiry, subject_of
from anjia.sales.rules import (
    HOME_SURVEYS,
    MOST_ROOMS,
    MOST_SQUARE_METRES,
    SURVEY_CLOSES,
    SURVEY_MINUTES,
    SURVEY_NOTICE,
    SURVEY_OPENS,
    EnquiryState,
    SurveyState,
    fits_the_day,
    may_be_recorded,
    may_be_surveyed,
    missing_surveys,
)

MOST_NOTES = 1000


def request_home_surveys(*, enquiry_id: int, home_id: int, at: datetime, by: Actor) -> int:
    """Promises two surveys at the household's home and returns the request's id; once per enquiry."""
    with transaction.atomic():
        enquiry = locked_enquiry(enquiry_id)
        _refuse_foreign(enquiry.household_id, by)
        if households.home(home_id).household_id != enquiry.household_id:
            raise Missing
        known = HomeSurveyRequest.objects.filter(enquiry=enquiry).first()
        if known is not None:
            return int(known.pk)
        if enquiry.state == EnquiryState.LOST:
            raise Refusal(_("This enquiry is closed. If the household asks again, please record a new enquiry."))
        row = HomeSurveyRequest.objects.create(
            enquiry=enquiry, household_id=enquiry.household_id, home_id=home_id, requested_at=at
        )
        fact = HomeSurveysRequested(enquiry_id=enquiry.pk, household_id=enquiry.household_id, home_id=home_id)
        announce(fact, at=at, by=by)
        _make(row, at=at, by=by)
    return int(row.pk)


def _refuse_foreign(household_id: int, by: Actor) -> None:
    if by.kind == "household" and by.id != household_id:
        raise Missing


def _make(row: HomeSurveyRequest, *, at: datetime, by: Actor, due_at: datetime | None = None) -> None:
    make_promise(
        kind=Kind.HOME_SURVEY,
        subject=subject_of(row.enquiry_id),
        made_at=at,
        due_at=due_at,
        household_id=row.household_id,
        by=by,
    )


def _open_request(request_id: int, by: Actor) -> HomeSurveyRequest:
    """The request, locked, while surveys are still to come. Raises Missing and Refusal."""
    row: HomeSurveyRequest | None = HomeSurveyRequest.objects.select_for_update().filter(pk=request_id).first()
    if row is None:
        raise Missing
    _refuse_foreign(row.household_id, by)
    if row.closed_at is not None:
        raise Refusal(_("These surveys are closed. To have the home looked at again, record a new enquiry."))
    return row


def plan_home_survey(
    *, request_id: int, number: int, surveyor_id: int, starts_at: datetime, at: datetime, by: Actor
) -> int:
    """Says who surveys the home when, for the first or the second time, and returns the survey's id.

    Planned again, it moves. Refuses a time outside 8 to 20 o'clock, a surveyor who is elsewhere, and a time after the
    promised one: a later time is the household's to choose.
    """
    if surveyor_id not in {person.id for person in company.staff_list()}:
        raise Missing
    if not 1 <= number <= HOME_SURVEYS:
        raise Missing
    with transaction.atomic():
        row = _open_request(request_id, by)
        _refuse_time(starts_at, at)
        _refuse_late(row, starts_at, at)
        survey = row.surveys.filter(number=number).first()
        if survey is None:
            return _plan(row, number, surveyor_id, starts_at, at=at, by=by)
        _move(survey, surveyor_id, starts_at, at=at, by=by, household_asked=False)
    return int(survey.pk)


def _refuse_time(starts_at: datetime, at: datetime, *, notice: timedelta = timedelta()) -> None:
    shown = starts_at.astimezone(SHANGHAI)
    if not fits_the_day(shown):
        sentence = _("A survey begins on a half hour between %(opens)d:00 and %(closes)d:00.")
        raise Refusal(sentence % {"opens": SURVEY_OPENS, "closes": SURVEY_CLOSES - 1}, field="starts_at")
    if not may_be_surveyed(starts_at, at, notice=notice):
        sentence = _("%(when)s is not possible: choose a time ahead of now, within 60 days.")
        raise Refusal(sentence % {"when": moment_in_words(starts_at, beside=day_of(at))}, field="starts_at")


def _refuse_late(row: HomeSurveyRequest, starts_at: datetime, at: datetime) -> None:
    promise = promise_queries.promise_of(Kind.HOME_SURVEY, subject_of(row.enquiry_id))
    if promise is None or promise.state != State.OPEN or _end_of(starts_at) <= promise.due_at:
        return
    sentence = _(
        "Both surveys are promised until %(due)s. Choose an earlier time; only the household may choose later."
    )
    raise Refusal(sentence % {"due": moment_in_words(promise.due_at, beside=day_of(at))}, field="starts_at")


def _end_of(starts_at: datetime) -> datetime:
    return starts_at + timedelta(minutes=SURVEY_MINUTES)


def _plan(
    row: HomeSurveyRequest, number: int, surveyor_id: int, starts_at: datetime, *, at: datetime, by: Actor
) -> int:
    survey = HomeSurvey(request=row, number=number, surveyor_id=surveyor_id)
    _put(survey, starts_at)
    fact = HomeSurveyPlanned(**_about(survey), staff_id=surveyor_id, starts_at=starts_at)
    announce(fact, at=at, by=by)
    return int(survey.pk)


def _put(survey: HomeSurvey, starts_at: datetime) -> None:
    """Saves the time; the database refuses a surveyor who would be at two homes at once."""
    survey.starts_at, survey.starts_minute = starts_at, minute_of(starts_at)
    survey.ends_minute = survey.starts_minute + SURVEY_MINUTES
    try:
        with transaction.atomic():
            survey.save()
    except IntegrityError as fault:
        if violated(fault) != "home_survey_no_overlap":
            raise
        sentence = _("The surveyor is at another home then. Please choose another time or another surveyor.")
        raise Refusal(sentence, field="starts_at") from fault


def _about(survey: HomeSurvey) -> dict[str, int]:
    return {
        "home_survey_id": survey.pk,
        "enquiry_id": survey.request.enquiry_id,
        "household_id": survey.request.household_id,
        "number": survey.number,
    }


def _move(
    survey: HomeSurvey, surveyor_id: int, starts_at: datetime, *, at: datetime, by: Actor, household_asked: bool
) -> None:
    if survey.state != SurveyState.PLANNED:
        raise Refusal(_("This survey has taken place; it can no longer be moved."))
    moved_from = survey.starts_at
    if (moved_from, survey.surveyor_id) == (starts_at, surveyor_id):
        return
    survey.surveyor_id = surveyor_id
    _put(survey, starts_at)
    fact = HomeSurveyMoved(
        **_about(survey),
        staff_id=surveyor_id,
        moved_from=moved_from,
        starts_at=starts_at,
        household_asked=household_asked,
    )
    announce(fact, at=at, by=by)


def move_home_survey(*, survey_id: int, starts_at: datetime, at: datetime, by: Actor) -> None:
    """The household moves one of its surveys, at least two hours ahead; the same surveyor comes.

    A time after the promised one is its own wish: the promise then runs until that survey.
    """
    with transaction.atomic():
        survey = _survey(survey_id)
        row = _open_request(survey.request_id, by)
        survey.request = row
        _refuse_time(starts_at, at, notice=SURVEY_NOTICE)
        _move(survey, survey.surveyor_id, starts_at, at=at, by=by, household_asked=True)
        _follow_the_wish(row, _end_of(starts_at), at=at, by=by)


def _survey(survey_id: int) -> HomeSurvey:
    survey: HomeSurvey | None = HomeSurvey.objects.select_for_update().filter(pk=survey_id).first()
    if survey is None:
        raise Missing
    return survey


def _follow_the_wish(row: HomeSurveyRequest, ends_at: datetime, *, at: datetime, by: Actor) -> None:
    subject = subject_of(row.enquiry_id)
    promise = promise_queries.promise_of(Kind.HOME_SURVEY, subject)
    if promise is None or promise.state != State.OPEN or ends_at <= promise.due_at:
        return
    if release_promise(
        kind=Kind.HOME_SURVEY, subject=subject, reason=gettext_noop("The household chose a later time."), at=at, by=by
    ):
        _make(row, at=at, by=by, due_at=ends_at)


def record_home_survey(
    *,
    survey_id: int,
    rooms: int,
    square_metres: int,
    notes: str,
    at: datetime,
    by: Actor,
    photo_ids: Sequence[int] = (),
) -> None:
    """Writes down what was found: rooms, square metres, and notes or photos (ids of kept files). Once.

    The second of the two keeps the promise; one alone keeps nothing.
    """
    words = clean_text(notes, most=MOST_NOTES, what=_("what was found"))
    _refuse_thin(rooms, square_metres, words, photo_ids)
    with transaction.atomic():
        survey = _survey(survey_id)
        row = survey.request = _open_request(survey.request_id, by)
        if survey.state == SurveyState.DONE:
            raise Refusal(_("This survey was written down already."))
        if not may_be_recorded(survey.starts_at, at):
            sentence = _("This survey is planned for %(when)s. If you were there earlier, move it first.")
            raise Refusal(sentence % {"when": moment_in_words(survey.starts_at, beside=day_of(at))})
        survey.state, survey.done_at, survey.done_by = SurveyState.DONE, at, by.name[:80]
        survey.rooms, survey.square_metres, survey.notes = rooms, square_metres, words
        survey.save()
        HomeSurveyPhoto.objects.bulk_create(
            [HomeSurveyPhoto(survey=survey, file_id=file_id, taken_at=at) for file_id in photo_ids]
        )
        fact = HomeSurveyDone(
            **_about(survey),
            staff_id=survey.surveyor_id,
            rooms=rooms,
            square_metres=square_metres,
            photos=len(photo_ids),
        )
        announce(fact, at=at, by=by)
        _keep_when_complete(row, at=at, by=by)


def _refuse_thin(rooms: int, square_metres: int, notes: str, photo_ids: Sequence[int]) -> None:
    if not 1 <= rooms <= MOST_ROOMS:
        raise Refusal(_("Please give 1 to %(most)d rooms.") % {"most": MOST_ROOMS}, field="rooms")
    if not 1 <= square_metres <= MOST_SQUARE_METRES:
        sentence = _("Please give 1 to %(most)d square metres.")
        raise Refusal(sentence % {"most": MOST_SQUARE_METRES}, field="square_metres")
    if not notes and not photo_ids:
        raise Refusal(
            _("Please write what was found, or add a photo: it shows that the survey took place."), field="notes"
        )


def _keep_when_complete(row: HomeSurveyRequest, *, at: datetime, by: Actor) -> None:
    done = list(row.surveys.filter(state=SurveyState.DONE).order_by("number"))
    if missing_surveys(len(done)):
        return
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    days = ", ".join(f"{one.done_at.astimezone(SHANGHAI):%m-%d %H:%M}" for one in done if one.done_at)
    evidence = gettext_noop("Two surveys: %(days)s.") % {"days": days}
    keep_promise(kind=Kind.HOME_SURVEY, subject=subject_of(row.enquiry_id), evidence=evidence, at=at, by=by)


def waive_home_surveys(*, request_id: int, note: str, at: datetime, by: Actor) -> None:
    """The household does not want (the rest of) the surveys, in its own words (1-200 characters)."""
    words = clean_line(note, most=200, least=1, what=_("what the household said"))
    with transaction.atomic():
        row = _open_request(request_id, by)
        row.waived_at, row.waiver_note = at, words
        row.save(update_fields=["waived_at", "waiver_note"])
        _close(row, reason=words, at=at, by=by)
        fact = HomeSurveysWaived(enquiry_id=row.enquiry_id, household_id=row.household_id, note=words)
        announce(fact, at=at, by=by)


def _close(row: HomeSurveyRequest, *, reason: str, at: datetime, by: Actor) -> None:
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    row.surveys.filter(state=SurveyState.PLANNED).update(state=SurveyState.CANCELLED)
    release_promise(kind=Kind.HOME_SURVEY, subject=subject_of(row.enquiry_id), reason=reason, at=at, by=by)


def drop_home_surveys(enquiry: Enquiry, *, reason: str, at: datetime, by: Actor) -> None:
    """The enquiry came to nothing: nobody needs to come."""
    row = HomeSurveyRequest.objects.filter(enquiry=enquiry, closed_at__isnull=True).first()
    if row is not None:
        _close(row, reason=reason, at=at, by=by)
