"""Do a little more than was ordered, free of charge, within a budget."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState
from anjia.fieldwork import queries as fieldwork
from anjia.guarantees.events import GoodwillGranted
from anjia.guarantees.models import Allowance, Goodwill, take
from anjia.guarantees.operations.common import caregiver_of, clause_of, heard_before, visit_for
from anjia.guarantees.rules import MOST_GOODWILL_MINUTES, Wish, worth_fen
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.kernel.money import yuan
from anjia.kernel.operations import announce, signed
from anjia.kernel.retry import whole
from anjia.kernel.text import clean_line
from anjia.promises.queries import ClauseSummary
from anjia.promises.rules import Kind, remedy_fen


@whole
def grant_goodwill(
    *,
    visit_id: int,
    title: str,
    minutes: int,
    wish: str,
    at: datetime,
    by: Actor,
    client_id: UUID | None = None,
    said_at: datetime | None = None,
) -> int:
    """Writes extra work onto a visit at a price of zero and returns its id; the same tap again gives the same line.

    The caregiver does so while she is at work there, staff at any time. `wish` says that the household asked for it
    or agreed. Worth what the minutes cost at the visit's own price, it must fit what the clause allows for one visit
    and what is left of the caregiver's month. Raises Missing for somebody else's visit.
    """
    visit = visit_for(visit_id, by)
    if known := heard_before(Goodwill, client_id, visit_id=visit_id, minutes=minutes):
        return known
    words = clean_line(title, most=60, least=2, what=_("what was done besides"))
    _refuse_wrong(minutes, wish)
    caregiver_id = _who_works(visit, by)
    clause = clause_of(Kind.GOODWILL, visit, at=at)
    worth, month = worth_fen(minutes, visit.minutes, visit.price_fen), day_of(at).replace(day=1)
    _take(visit, clause, caregiver_id, worth, month)
    names: dict[str, Any] = {"visit_id": visit_id, "household_id": visit.household_id, "caregiver_id": caregiver_id}
    what: dict[str, Any] = {
        "title": words,
        "minutes": minutes,
        "worth_fen": worth,
        "paid_percent": _paid_percent(visit, at),
    }
    tap = {"client_id": client_id, "said_at": said_at}
    line = Goodwill.objects.create(
        **names, **what, **tap, wish=wish, month=month, clause_id=clause.id, **signed(by, at)
    )
    announce(GoodwillGranted(goodwill_id=line.pk, **names, **what), at=at, by=by)
    return int(line.pk)


def _refuse_wrong(minutes: int, wish: str) -> None:
    if wish not in set(Wish):
        raise Refusal(_("Please say whether the family asked for it or agreed to it."), field="wish")
    if not 1 <= minutes <= MOST_GOODWILL_MINUTES:
        sentence = _("Please give the extra time in minutes, from 1 to %(most)d.")
        raise Refusal(sentence % {"most": MOST_GOODWILL_MINUTES}, field="minutes")


def _who_works(visit: VisitSummary, by: Actor) -> int:
    """The caregiver whose budget it is. She herself writes it down only between check-in and the end."""
    caregiver_id = caregiver_of(visit.id)
    if caregiver_id is None:
        raise Refusal(_("Nobody is sent to this visit, so nobody can do more than was ordered."))
    if visit.state == VisitState.CANCELLED:
        raise Refusal(_("This visit was cancelled, so nothing was done besides."))
    if by.kind == "caregiver":
        work = fieldwork.progress_of_many([visit.id])[visit.id]
        if work.checked_in_at is None:
            raise Refusal(_("Please check in at the door first."))
        if work.completed_at is not None:
            raise Refusal(_("This visit is finished. Please tell the company what you did besides; it can add it."))
    return caregiver_id


def _paid_percent(visit: VisitSummary, at: datetime) -> int:
    """How much of her rate the caregiver is paid for the extra minutes: as the clause says, by default all of it."""
    return clause_of(Kind.GOODWILL_PAY, visit, at=at).remedy.share_percent


def _take(visit: VisitSummary, clause: ClauseSummary, caregiver_id: int, worth: int, month: date) -> None:
    """Uses both budgets. The transaction takes the first back when the second is refused."""
    most = most_per_visit(clause, visit.price_fen)
    name = visit_budget(visit.id)
    if not take(name, worth, most):
        sentence = _(
            "%(worth)s is more than this visit still allows: %(used)s of %(most)s are given (version %(version)d of "
            "the clause). Please choose fewer minutes, or offer it as an order."
        )
        raise Refusal(sentence % _values(name, worth, most, clause), field="minutes")
    name = month_budget(caregiver_id, month)
    if not take(name, worth, clause.most_fen):
        sentence = _(
            "%(worth)s is more than is left of this month's budget: %(used)s of %(most)s are given (version "
            "%(version)d of the clause). From the first of next month there is a new one; until then, offer it as an "
            "order."
        )
        raise Refusal(sentence % _values(name, worth, clause.most_fen, clause), field="minutes")


def _values(name: str, worth: int, most: int, clause: ClauseSummary) -> dict[str, object]:
    used = Allowance.objects.get(name=name).used
    return {"worth": yuan(worth), "used": yuan(used), "most": yuan(most), "version": clause.version}


def most_per_visit(clause: ClauseSummary, price_fen: int) -> int:
    """What may be given on one visit: the clause's share of its price, or its monthly bound when it names none."""
    return remedy_fen(clause.remedy, price_fen=price_fen) if clause.remedy.pays else clause.most_fen


def visit_budget(visit_id: int) -> str:
    """The name of a visit's budget."""
    return f"goodwill:visit:{visit_id}"


def month_budget(caregiver_id: int, month: date) -> str:
    """The name of a caregiver's budget of a month."""
    return f"goodwill:caregiver:{caregiver_id}:{month:%Y-%m}"
