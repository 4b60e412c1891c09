"""Plan deep interviews, hold them, and bring an expert's advice to a household."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.company import queries as company
from anjia.households import queries as households
from anjia.households.operations import NewEntry, record_dossier
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import SHANGHAI, day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.scope import company_scope
from anjia.kernel.text import clean_line, clean_text
from anjia.promises import queries as promises
from anjia.promises.operations import keep_promise, make_promise, release_promise
from anjia.promises.rules import Kind, due_at
from anjia.quality.events import (
    AdviceGiven,
    ConsultationStarted,
    DeepInterviewDeclined,
    DeepInterviewHeld,
    DeepInterviewPlanned,
)
from anjia.quality.models import Advice, Consultation, DeepInterview, FollowUp, InterviewRecord
from anjia.quality.queries.guide import guide
from anjia.quality.rules.interviews import KEY_TAGS, NEW, Question, last_day_of_quarter, quarter_of

log = logging.getLogger(__name__)

MOST_ANSWER = 1000
MOST_ADVICE = 4000
_EVENING = time(18, 0)


def plan_first_interview(*, household_id: int, visit_id: int, at: datetime, by: Actor) -> int | None:
    """Plans the talk with a new household after its first visit; None when the visit was not its first.

    Planned once however often this is asked; a household known before it came here with a visit is not new.
    """
    first = FollowUp.objects.filter(household_id=household_id).order_by("done_at", "id").first()
    if first is not None and first.visit_id != visit_id:
        return None
    return _plan(household_id, NEW, until=None, at=at, by=by)


def plan_interview(*, household_id: int, at: datetime, by: Actor) -> int:
    """Plans this quarter's talk with a household by hand; returns its id, also when it was planned before."""
    households.household(household_id)
    return _plan(household_id, quarter_of(day_of(at)), until=None, at=at, by=by)


def plan_quarter(*, at: datetime) -> int:
    """Plans this quarter's talk with every key household of every company, each once; returns how many are new."""
    planned = 0
    for one in company.companies():
        with company_scope(one.id):
            planned += sum(_plan_key(household_id, at) for household_id in households.ids_tagged(KEY_TAGS))
    return planned


def _plan_key(household_id: int, at: datetime) -> bool:
    occasion = quarter_of(day_of(at))
    if DeepInterview.objects.filter(household_id=household_id, occasion=occasion).exists():
        return False
    until = datetime.combine(last_day_of_quarter(day_of(at)), _EVENING, SHANGHAI)
    try:
        _plan(household_id, occasion, until=until, at=at, by=SYSTEM)
    except Exception:
        log.exception("the interview of household %s could not be planned", household_id)
        return False
    return True


def _plan(household_id: int, occasion: str, *, until: datetime | None, at: datetime, by: Actor) -> int:
    known = DeepInterview.objects.filter(household_id=household_id, occasion=occasion).values_list("id", flat=True)
    with transaction.atomic():
        if (found := known.first()) is not None:
            return int(found)
        branch_id = households.household(household_id).branch_id
        due = until or _due(Kind.DEEP_INTERVIEW, at, branch_id)
        row, new = DeepInterview.objects.get_or_create(
            household_id=household_id, occasion=occasion, defaults={"planned_at": at, "due_at": due}
        )
        if new:
            make_promise(
                kind=Kind.DEEP_INTERVIEW,
                subject=f"deep_interview:{row.pk}",
                made_at=at,
                due_at=until,
                household_id=household_id,
                branch_id=branch_id,
                by=by,
            )
            fact = DeepInterviewPlanned(
                deep_interview_id=row.pk, household_id=household_id, occasion=occasion, due_at=due
            )
            announce(fact, at=at, by=by)
    return int(row.pk)


def _due(kind: Kind, at: datetime, branch_id: int | None) -> datetime:
    clause = promises.clause_in_force(kind, at=at, branch_id=branch_id)
    return due_at(at, clause.minutes, clause.runs_on)


def _open_interview(interview_id: int) -> DeepInterview:
    row: DeepInterview | None = DeepInterview.objects.filter(pk=interview_id).first()
    if row is None:
        raise Missing
    return row


def hold_deep_interview(
    *,
    interview_id: int,
    answers: Mapping[Question, str],
    summary: str,
    entries: Iterable[NewEntry],
    at: datetime,
    by: Actor,
) -> None:
    """Records a talk: the answers to the guide, a summary, and what goes into the household's dossier.

    Kept with each question as it was put. Refuses one without any answer, and a second record.
    """
    row = _open_interview(interview_id)
    asked = guide()
    said = [
        [asked[question], clean_text(answers.get(question, ""), most=MOST_ANSWER, what=asked[question])]
        for question in Question
        if answers.get(question, "").strip()
    ]
    words = clean_text(summary, most=MOST_ANSWER, what=_("the summary"))
    if not said:
        raise Refusal(_("Please write down at least one answer."), field="answers")
    with transaction.atomic():
        with once("interview_ended_once", _("This interview has been recorded already.")):
            InterviewRecord.objects.create(interview=row, held=True, answers=said, text=words, **signed(by, at))
        record_dossier(
            household_id=row.household_id, entries=entries, source=gettext_noop("Deep interview"), at=at, by=by
        )
        keep_promise(kind=Kind.DEEP_INTERVIEW, subject=f"deep_interview:{row.pk}", evidence=by.name, at=at, by=by)
        fact = DeepInterviewHeld(deep_interview_id=row.pk, household_id=row.household_id, answers=len(said))
        announce(fact, at=at, by=by)


def decline_deep_interview(*, interview_id: int, reason: str, at: datetime, by: Actor) -> None:
    """Records that the household does not want the talk; the promise is released. Refuses one without a reason."""
    row = _open_interview(interview_id)
    why = clean_line(reason, most=200, what=_("the reason"), least=2)
    with transaction.atomic():
        with once("interview_ended_once", _("This interview has been recorded already.")):
            InterviewRecord.objects.create(interview=row, held=False, text=why, **signed(by, at))
        release_promise(kind=Kind.DEEP_INTERVIEW, subject=f"deep_interview:{row.pk}", reason=why, at=at, by=by)
        fact = DeepInterviewDeclined(deep_interview_id=row.pk, household_id=row.household_id, reason=why)
        announce(fact, at=at, by=by)


def start_consultation(
    *, household_id: int, topic: str, question: str, staff_id: int, at: datetime, by: Actor, origin: str = ""
) -> int:
    """Gives a household's question to somebody who knows, and promises advice; returns the consultation's id.

    `origin` names what it came from: "visit:3", "survey:3", "message:9". Refuses somebody who does not work here now.
    """
    known = households.household(household_id)
    subject = clean_line(topic, most=80, what=_("the topic"), least=2)
    words = clean_text(question, most=MOST_ADVICE, what=_("the question"), least=2)
    if staff_id not in {person.id for person in company.staff_list()}:
        raise Refusal(_("Please choose somebody who works here now."), field="staff")
    with transaction.atomic():
        row = Consultation.objects.create(
            household_id=household_id,
            topic=subject,
            question=words,
            origin=clean_line(origin, most=60),
            staff_id=staff_id,
            started_at=at,
            due_at=_due(Kind.EXPERT_CONSULTATION, at, known.branch_id),
            by=str(by),
            by_name=by.name[:80],
        )
        make_promise(
            kind=Kind.EXPERT_CONSULTATION,
            subject=f"consultation:{row.pk}",
            made_at=at,
            household_id=household_id,
            branch_id=known.branch_id,
            by=by,
        )
        fact = ConsultationStarted(
            consultation_id=row.pk,
            household_id=household_id,
            staff_id=staff_id,
            topic=subject,
            origin=row.origin,
            due_at=row.due_at,
        )
        announce(fact, at=at, by=by)
    return int(row.pk)


def give_advice(*, consultation_id: int, text: str, at: datetime, by: Actor) -> None:
    """The expert answers; the household reads it on its page. A further word adds to the first."""
    row = Consultation.objects.filter(pk=consultation_id).first()
    if row is None:
        raise Missing
    words = clean_text(text, most=MOST_ADVICE, what=_("the advice"), least=2)
    with transaction.atomic():
        Advice.objects.create(consultation=row, text=words, **signed(by, at))
        subject = f"consultation:{row.pk}"
        keep_promise(kind=Kind.EXPERT_CONSULTATION, subject=subject, evidence=by.name, at=at, by=by)
        fact = AdviceGiven(consultation_id=row.pk, household_id=row.household_id, staff_id=row.staff_id)
        announce(fact, at=at, by=by)
