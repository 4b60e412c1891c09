"""What remarks hear: every text that somebody wrote becomes one remark, however often it is heard."""

from datetime import datetime

from anjia.booking import queries as booking
from anjia.kernel.actors import SYSTEM
from anjia.quality import queries as quality
from anjia.quality.events import (
    ComplaintFact,
    ComplaintOpened,
    HouseholdCalledBack,
    HouseholdReplied,
    ResolutionContested,
    SurveyAnswered,
)
from anjia.remarks import queries
from anjia.remarks.operations import make_remark
from anjia.remarks.rules import Source
from anjia.voice import queries as voice
from anjia.voice.events import MessageReceived
from anjia.voice.rules import Channel


def read_the_answer(event: SurveyAnswered, *, at: datetime) -> None:
    """A household answered: what was good and what to improve are two remarks."""
    survey = quality.survey(event.survey_id)
    texts = ((Source.GOOD_POINTS, "+", survey.good_points), (Source.POINTS_TO_IMPROVE, "-", survey.points_to_improve))
    for source, sign, text in texts:
        make_remark(
            source=source,
            origin=f"survey:{survey.id}{sign}",
            text=text,
            written_at=survey.answered_at or at,
            household_id=survey.household_id,
            visit_id=survey.visit_id,
            caregiver_id=survey.caregiver_id,
            offering_id=survey.offering_id,
            at=at,
            by=SYSTEM,
        )


def read_the_complaint(event: ComplaintOpened, *, at: datetime) -> None:
    """A complaint was opened in somebody's words; one made of an answer or message is read there."""
    complaint = quality.complaint(event.complaint_id)
    if event.survey_id is None and not queries.said_already(complaint.household_id, complaint.text):
        _read_complaint(event, Source.COMPLAINT, f"complaint:{event.complaint_id}", text="", at=at)


def read_the_message(event: MessageReceived, *, at: datetime) -> None:
    """Somebody wrote to the company. What came as an answer is read as one; what caregivers write is not for here."""
    if event.channel in (Channel.SURVEY, Channel.WORK_CHAT):
        return
    message = voice.message(event.message_id)
    visit = booking.visit(event.visit_id) if event.visit_id else None
    make_remark(
        source=Source.CALL_NOTE if event.channel == Channel.CALL else Source.MESSAGE,
        origin=f"message:{event.message_id}",
        text=message.text,
        written_at=message.at,
        household_id=event.household_id,
        visit_id=event.visit_id,
        caregiver_id=event.caregiver_id,
        offering_id=visit.offering_id if visit else None,
        at=at,
        by=SYSTEM,
    )


def read_the_reply(event: HouseholdReplied, *, at: datetime) -> None:
    """The household wrote about its complaint: all it wrote so far, each message once."""
    _read_messages(event, at=at)


def read_the_objection(event: ResolutionContested, *, at: datetime) -> None:
    """The household says that it is not settled, in its words."""
    _read_messages(event, at=at)


def _read_messages(event: ComplaintFact, *, at: datetime) -> None:
    messages = [one for one in quality.case_of(event.complaint_id).messages if one.from_household]
    for number, message in enumerate(messages, 1):
        _read_complaint(event, Source.REPLY, f"complaint:{event.complaint_id}#{number}", message.text, at=message.at)


def _read_complaint(event: ComplaintFact, source: Source, origin: str, text: str, at: datetime) -> None:
    complaint = quality.complaint(event.complaint_id)
    make_remark(
        source=source,
        origin=origin,
        text=text or complaint.text,
        written_at=at,
        household_id=complaint.household_id,
        visit_id=complaint.visit_id,
        caregiver_id=complaint.caregiver_id,
        offering_id=complaint.offering_id,
        at=at,
        by=SYSTEM,
    )


def read_the_call_note(event: HouseholdCalledBack, *, at: datetime) -> None:
    """Staff rang and wrote down what was said: every note of that visit, each once."""
    follow_up = quality.follow_up_of(event.visit_id)
    for number, attempt in enumerate(reversed(quality.attempts_of(event.visit_id)), 1):
        make_remark(
            source=Source.CALL_NOTE,
            origin=f"visit:{event.visit_id}#{number}",
            text=attempt.note,
            written_at=attempt.at,
            household_id=event.household_id,
            visit_id=event.visit_id,
            caregiver_id=follow_up.caregiver_id,
            at=at,
            by=SYSTEM,
        )
