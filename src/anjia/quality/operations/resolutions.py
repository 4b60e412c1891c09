"""Settle a complaint, and hear whether the household agrees."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.text import clean_text
from anjia.quality.events import ComplaintResolved, ResolutionConfirmed, ResolutionContested
from anjia.quality.models import Complaint, Resolution, Verdict
from anjia.quality.operations.cases import already, case, facts_of, keep_answered, keep_settled, standing_of, state_of
from anjia.quality.operations.complaints import promise_settlement
from anjia.quality.operations.owners import escalate_complaint
from anjia.quality.operations.plans import drop_steps
from anjia.quality.operations.waits import end_wait
from anjia.quality.rules import CONTEST_DAYS, ComplaintState, Reason, WaitEnd, is_settled, may_contest

MOST_TEXT = 2000


def resolve_complaint(*, complaint_id: int, text: str, at: datetime, by: Actor) -> None:
    """Says to the household what was done; keeps the promises of an answer and of a settlement.

    Refuses a complaint that stands resolved.
    """
    complaint = case(complaint_id, by=by)
    words = clean_text(text, most=MOST_TEXT, what=_("what was done"), least=2)
    if is_settled(state_of(complaint)):
        day = day_in_words(day_of(_latest(complaint).at), beside=day_of(at))
        raise Refusal(_("The complaint was resolved on %(day)s. Write a message instead.") % {"day": day})
    number = standing_of(complaint).resolutions + 1
    with transaction.atomic():
        with once("resolution_number_once", already()):
            Resolution.objects.create(complaint=complaint, number=number, text=words, **signed(by, at))
        announce(ComplaintResolved(**facts_of(complaint)), at=at, by=by)
        end_wait(complaint, WaitEnd.SETTLED, at=at, by=by)
        keep_answered(complaint, by.name, at=at, by=by)
        keep_settled(complaint, by.name, at=at, by=by)
        drop_steps(complaint, gettext_noop("the complaint was resolved"), at=at, by=by)


def _latest(complaint: Complaint) -> Resolution:
    row: Resolution = Resolution.objects.filter(complaint=complaint).order_by("-number")[0]
    return row


def _judged(complaint: Complaint) -> Resolution:
    """The resolution the household may speak about now."""
    if state_of(complaint) is not ComplaintState.RESOLVED:
        raise Refusal(_("There is nothing to confirm at the moment. You can write us a message below."))
    return _latest(complaint)


def _verdict(complaint: Complaint, *, settled: bool, text: str, at: datetime, by: Actor) -> None:
    with once("verdict_once", already()):
        Verdict.objects.create(
            complaint=complaint, resolution=_judged(complaint), settled=settled, text=text, **signed(by, at)
        )


def confirm_resolution(*, complaint_id: int, at: datetime, by: Actor) -> None:
    """The household says that its complaint is settled."""
    complaint = case(complaint_id, by=by)
    with transaction.atomic():
        _verdict(complaint, settled=True, text="", at=at, by=by)
        announce(ResolutionConfirmed(**facts_of(complaint)), at=at, by=by)


def contest_resolution(*, complaint_id: int, text: str, at: datetime, by: Actor) -> None:
    """The household says that it is not settled: open again, with a new promise of settlement, one person further up.

    Refused 14 days after the resolution.
    """
    complaint = case(complaint_id, by=by)
    words = clean_text(text, most=MOST_TEXT, what=_("what is still wrong"), least=2)
    if not may_contest(_judged(complaint).at, at):
        sentence = _("This was open for %(days)d days after the answer. Please open a new complaint, or call us.")
        raise Refusal(sentence % {"days": CONTEST_DAYS})
    with transaction.atomic():
        _verdict(complaint, settled=False, text=words, at=at, by=by)
        times = standing_of(complaint).contests + 1
        announce(ResolutionContested(**facts_of(complaint), times=times), at=at, by=by)
        promise_settlement(complaint, at=at)
        escalate_complaint(complaint_id=complaint.pk, reason=Reason.CONTESTED, at=at, by=SYSTEM)
