"""Explain why a complaint cannot be settled at once, promise the steps, and follow them until it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.dates import moment_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.text import clean_line, clean_text
from anjia.promises import queries as promises
from anjia.promises.operations import keep_promise, make_promise, release_promise
from anjia.promises.rules import Kind
from anjia.quality.events import ComplaintAnswered, PlanStepTaken, SettlementPlanned
from anjia.quality.models import Complaint, ComplaintReply, Plan, PlanStep, PlanStepDone, Verdict
from anjia.quality.operations.cases import already, case, facts_of, keep_answered, open_kinds, state_of, subject_of
from anjia.quality.rules import MOST_STEPS, SETTLED, Severity, is_settled

MOST_TEXT = 2000


@dataclass(frozen=True)
class NewStep:
    """What the household is promised, and by when."""

    text: str
    due_at: datetime


def plan_settlement(*, complaint_id: int, reason: str, steps: Sequence[NewStep], at: datetime, by: Actor) -> int:
    """Tells the household why it takes longer and what happens by when; returns the plan's id.

    Each step becomes a promise of its own, and the settlement is promised by the last of them. A later plan takes the
    place of the earlier one, but never reaches further than the clause of plans allows, counted from the opening or
    the last contest. Refuses a settled complaint, no step, more than twelve, and a step in the past.
    """
    complaint = case(complaint_id, by=by)
    words = clean_text(reason, most=MOST_TEXT, what=_("the reason"), least=2)
    if is_settled(state_of(complaint)):
        raise Refusal(_("The complaint is settled; there is nothing to plan."))
    wanted = _clean(steps, at=at, latest=_latest_end(complaint))
    with transaction.atomic():
        with once("plan_number_once", already()):
            reply = ComplaintReply.objects.create(complaint=complaint, text=words, **signed(by, at))
            number = Plan.objects.filter(complaint=complaint).count() + 1
            plan = Plan.objects.create(complaint=complaint, reply=reply, number=number, **signed(by, at))
        drop_steps(complaint, gettext_noop("another plan takes its place"), at=at, by=by)
        _promise(plan, wanted, at=at)
        until = max(step.due_at for step in wanted)
        announce(ComplaintAnswered(**facts_of(complaint)), at=at, by=by)
        fact = SettlementPlanned(**facts_of(complaint), plan_id=plan.pk, number=number, steps=len(wanted), until=until)
        announce(fact, at=at, by=by)
        keep_answered(complaint, by.name, at=at, by=by)
        _promise_settlement_by(complaint, until, at=at)
    return int(plan.pk)


def _latest_end(complaint: Complaint) -> datetime:
    contested = Verdict.objects.filter(complaint=complaint, settled=False).order_by("-id").first()
    begun = contested.at if contested else complaint.opened_at
    return begun + timedelta(minutes=promises.clause_in_force(Kind.PLAN_STEP, at=begun).minutes)


def _clean(steps: Sequence[NewStep], *, at: datetime, latest: datetime) -> list[NewStep]:
    if not 1 <= len(steps) <= MOST_STEPS:
        raise Refusal(_("A plan has between 1 and %(most)d steps.") % {"most": MOST_STEPS}, field="steps")
    wanted = [
        NewStep(
            clean_line(step.text, most=200, what=_("a step"), least=2), step.due_at.replace(second=0, microsecond=0)
        )
        for step in steps
    ]
    for step in wanted:
        if not at < step.due_at <= latest:
            sentence = _("%(when)s is not possible: a step lies ahead of now and before %(latest)s.")
            when, last = (moment_in_words(one, beside=day_of(at)) for one in (step.due_at, latest))
            raise Refusal(sentence % {"when": when, "latest": last}, field="steps")
    return wanted


def _promise(plan: Plan, steps: Sequence[NewStep], *, at: datetime) -> None:
    for position, step in enumerate(steps, start=1):
        row = PlanStep.objects.create(plan=plan, position=position, text=step.text, due_at=step.due_at)
        make_promise(
            kind=Kind.PLAN_STEP,
            subject=f"plan_step:{row.pk}",
            made_at=at,
            due_at=step.due_at,
            household_id=plan.complaint.household_id,
            by=SYSTEM,
        )


def _promise_settlement_by(complaint: Complaint, until: datetime, *, at: datetime) -> None:
    """The settlement is promised by the plan's end from now on. One that has been broken stays broken."""
    subject = subject_of(complaint)
    for kind in open_kinds(complaint, SETTLED.values()):
        release_promise(kind=kind, subject=subject, reason=gettext_noop("explained, with a plan"), at=at, by=SYSTEM)
    make_promise(
        kind=SETTLED[Severity(complaint.severity)],
        subject=subject,
        made_at=at,
        due_at=until,
        household_id=complaint.household_id,
        by=SYSTEM,
    )


def drop_steps(complaint: Complaint, reason: str, *, at: datetime, by: Actor) -> None:
    """Releases what is still promised of the plans of a complaint."""
    done = PlanStepDone.objects.filter(complaint=complaint).values("step")
    for step_id in PlanStep.objects.filter(plan__complaint=complaint).exclude(pk__in=done).values_list("id", flat=True):
        release_promise(kind=Kind.PLAN_STEP, subject=f"plan_step:{step_id}", reason=reason, at=at, by=by)


def take_plan_step(*, plan_step_id: int, at: datetime, by: Actor, text: str = "") -> None:
    """Says that a step of the present plan is done, with a word for the household. Refused twice, or of an old plan."""
    step = PlanStep.objects.filter(pk=plan_step_id).select_related("plan").first()
    if step is None:
        raise Missing
    complaint = case(step.plan.complaint_id, by=by)
    _refuse_old(complaint, step)
    words = clean_text(text, most=300, what=_("the note"))
    with transaction.atomic():
        with once("plan_step_done_once", _("This step is done already.")):
            PlanStepDone.objects.create(complaint=complaint, step=step, text=words, **signed(by, at))
        fact = PlanStepTaken(**facts_of(complaint), plan_id=step.plan_id, plan_step_id=step.pk)
        announce(fact, at=at, by=by)
        subject = f"plan_step:{step.pk}"
        keep_promise(kind=Kind.PLAN_STEP, subject=subject, evidence=words or by.name, at=at, by=by)


def _refuse_old(complaint: Any, step: PlanStep) -> None:
    if is_settled(state_of(complaint)):
        raise Refusal(_("The complaint is settled; its plan is over."))
    if Plan.objects.filter(complaint=complaint, number__gt=step.plan.number).exists():
        raise Refusal(_("Another plan has taken the place of this one."))
