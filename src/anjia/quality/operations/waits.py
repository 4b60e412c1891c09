"""Wait for the household: its clock stands still, and goes on when it replies, keeps silent, or all is settled."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.scope import company_scope
from anjia.kernel.text import clean_text
from anjia.promises import queries as promises
from anjia.promises.operations import pause_promise, resume_promise
from anjia.quality.events import ComplaintAnswered, HouseholdAskedBack, WaitEnded
from anjia.quality.models import Complaint, ComplaintReply, PlanStep, Wait, WaitEnding, open_waits
from anjia.quality.operations.cases import already, case, facts_of, keep_answered, state_of, subject_of
from anjia.quality.rules import SILENT_DAYS, WaitEnd, is_settled

log = logging.getLogger(__name__)

MOST_TEXT = 2000


def ask_back(*, complaint_id: int, text: str, at: datetime, by: Actor) -> None:
    """Asks the household something without which the company cannot go on; until it replies the clock stands still.

    Refused for a settled complaint, and while the household is asked already.
    """
    complaint: Any = case(complaint_id, by=by)
    words = clean_text(text, most=MOST_TEXT, what=_("your question"), least=2)
    if is_settled(state_of(complaint)):
        raise Refusal(_("The complaint is settled; nothing waits for the household. Write a message instead."))
    if complaint.waiting:
        raise Refusal(_("The household is asked already. Its clock goes on when it replies."))
    with transaction.atomic():
        with once("wait_number_once", already()):
            reply = ComplaintReply.objects.create(complaint=complaint, text=words, **signed(by, at))
            number = Wait.objects.filter(complaint=complaint).count() + 1
            Wait.objects.create(complaint=complaint, reply=reply, number=number, **signed(by, at))
        announce(ComplaintAnswered(**facts_of(complaint)), at=at, by=by)
        announce(HouseholdAskedBack(**facts_of(complaint)), at=at, by=by)
        keep_answered(complaint, by.name, at=at, by=by)
        for kind, subject in _running(complaint):
            pause_promise(kind=kind, subject=subject, reason=gettext_noop("waiting for the household"), at=at, by=by)


def _running(complaint: Complaint) -> list[tuple[str, str]]:
    """The open promises that cannot go on without the household: its settlement and the steps of a plan."""
    steps = PlanStep.objects.filter(plan__complaint=complaint).values_list("id", flat=True)
    subjects = [subject_of(complaint), *(f"plan_step:{step_id}" for step_id in steps)]
    found = promises.promises_of(subjects)
    return [(one.kind, one.subject) for subject in subjects for one in found[subject] if one.state == "open"]


def end_wait(complaint: Complaint, reason: WaitEnd, *, at: datetime, by: Actor) -> bool:
    """Lets the clock of a complaint go on. False when nobody waits, or somebody else was first."""
    wait = open_waits().filter(complaint=complaint).first()
    if wait is None:
        return False
    with once("wait_ended_once", already()):
        WaitEnding.objects.create(complaint=complaint, wait=wait, reason=reason, **signed(by, at))
    for kind, subject in _running(complaint):
        resume_promise(kind=kind, subject=subject, at=at, by=by)
    announce(WaitEnded(**facts_of(complaint), reason=reason.value), at=at, by=by)
    return True


def go_on(*, complaint_id: int, at: datetime, by: Actor) -> None:
    """Lets the clock go on by hand: what was asked is known by another way. Refused while nobody waits."""
    with transaction.atomic():
        if not end_wait(case(complaint_id, by=by), WaitEnd.BY_HAND, at=at, by=by):
            raise Refusal(_("Nobody waits for the household; the clock runs."))


def end_silent_waits(*, at: datetime) -> int:
    """Lets every clock go on that has waited for a household for seven days; returns how many, of all companies."""
    long_ago = at - timedelta(days=SILENT_DAYS)
    ended = WaitEnding.everywhere.values("wait")
    silent = Wait.everywhere.filter(at__lte=long_ago).exclude(pk__in=ended).order_by("id")
    return sum(_end_silent(*row, at=at) for row in list(silent.values_list("company_id", "complaint_id")))


def _end_silent(company_id: int, complaint_id: int, *, at: datetime) -> bool:
    try:
        with company_scope(company_id), transaction.atomic():
            return end_wait(case(complaint_id, by=SYSTEM), WaitEnd.SILENT, at=at, by=SYSTEM)
    except Exception:
        log.exception("the wait of complaint %s could not end", complaint_id)
        return False
