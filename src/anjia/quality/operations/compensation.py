"""Give money back, within bounds."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.kernel.money import yuan
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_text
from anjia.promises import queries as promises
from anjia.promises.operations import publish_standard_clauses
from anjia.promises.queries import ClauseSummary
from anjia.promises.rules import Kind
from anjia.quality.events import CompensationGranted
from anjia.quality.models import Compensation, Complaint
from anjia.quality.operations.cases import already, case, facts_of, once, signed
from anjia.quality.rules import most_compensation

MOST_TEXT = 1000


def grant_compensation(*, complaint_id: int, amount_fen: int, text: str, at: datetime, by: Actor) -> None:
    """Gives the household money back for a complaint, once, with words that it reads.

    Bounded by the clause that was in force when the complaint was opened and by the price of the visit. Refuses more,
    nothing, a second time (with amount and date of the first) and a complaint that is about no visit.
    """
    complaint = case(complaint_id, by=by)
    words = clean_text(text, most=MOST_TEXT, what=_("the reason"), least=1)
    _refuse_second(complaint)
    clause = _clause(complaint, at=at)
    _check_bound(complaint, clause, amount_fen)
    with transaction.atomic():
        with once("compensation_once", already()):
            Compensation.objects.create(
                complaint=complaint, amount_fen=amount_fen, clause_id=clause.id, text=words, **signed(by, at)
            )
        fact = CompensationGranted(
            **facts_of(complaint), amount_fen=amount_fen, clause_id=clause.id, clause_version=clause.version
        )
        announce(fact, at=at, by=by)


def _refuse_second(complaint: Complaint) -> None:
    first = Compensation.objects.filter(complaint=complaint).first()
    if first is not None:
        sentence = _("%(amount)s was granted for this complaint on %(day)s by %(name)s; a second time is not possible.")
        values = {"amount": yuan(first.amount_fen), "day": day_of(first.at).isoformat(), "name": first.by_name}
        raise Refusal(sentence % values)


def _clause(complaint: Complaint, *, at: datetime) -> ClauseSummary:
    publish_standard_clauses(at=at, by=SYSTEM)
    return promises.clause_in_force(Kind.COMPENSATION, at=complaint.opened_at)


def _check_bound(complaint: Complaint, clause: ClauseSummary, amount_fen: int) -> None:
    if complaint.visit_id is None:
        raise Refusal(
            _("This complaint is about no visit, so no price bounds a compensation. Please settle it by invoice.")
        )
    price_fen = booking.visit(complaint.visit_id).price_fen
    most_fen = most_compensation(clause.most_fen, price_fen)
    if 0 < amount_fen <= most_fen:
        return
    sentence = _(
        "%(amount)s is not possible: at most %(most)s, since the visit cost %(price)s and version %(version)d of the "
        "clause allows %(clause)s."
    )
    values = {
        "amount": yuan(amount_fen),
        "most": yuan(most_fen),
        "price": yuan(price_fen),
        "version": clause.version,
        "clause": yuan(clause.most_fen),
    }
    raise Refusal(sentence % values, field="amount")
