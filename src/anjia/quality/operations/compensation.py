"""Give money back, within the bounds of clause, price and role; beyond one's own bound a second person decides."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.money import MOST_FEN, within, yuan
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.text import clean_text
from anjia.promises import queries as promises
from anjia.promises.operations import publish_standard_clauses
from anjia.promises.queries import ClauseSummary
from anjia.promises.rules import Kind
from anjia.quality.events import CompensationDecided, CompensationGranted, CompensationRequested
from anjia.quality.models import Compensation, CompensationDecision, CompensationRequest, Complaint
from anjia.quality.operations.cases import already, case, facts_of
from anjia.quality.queries.approvals import authority_of, who_can
from anjia.quality.rules import may_approve, most_compensation

MOST_TEXT = 1000


def grant_compensation(*, complaint_id: int, amount_fen: int, text: str, at: datetime, by: Actor) -> None:
    """Gives the household money back for a complaint, once, with words that it reads.

    Bounded by the clause that was in force when the complaint was opened, by the price of the visit, and by what the
    person's role may give alone. Refuses more (naming who can), nothing, a second time (with amount and date of the
    first) and a complaint that is about no visit.
    """
    complaint, words, clause = _checked(complaint_id, amount_fen, text, at=at, by=by)
    _check_own(complaint, amount_fen, by)
    with transaction.atomic():
        _grant(complaint, amount_fen, words, clause, at=at, by=by)


def _checked(
    complaint_id: int, amount_fen: int, text: str, *, at: datetime, by: Actor
) -> tuple[Complaint, str, ClauseSummary]:
    complaint = case(complaint_id, by=by)
    words = clean_text(text, most=MOST_TEXT, what=_("the reason"), least=1)
    _refuse_second(complaint, at)
    clause = _clause(complaint, at=at)
    _check_bound(complaint, clause, amount_fen)
    return complaint, words, clause


def _grant(
    complaint: Complaint,
    amount_fen: int,
    words: str,
    clause: ClauseSummary,
    *,
    at: datetime,
    by: Actor,
    request: CompensationRequest | None = None,
) -> None:
    with once("compensation_once", already()):
        Compensation.objects.create(
            complaint=complaint,
            amount_fen=amount_fen,
            clause_id=clause.id,
            request=request,
            text=words,
            **signed(by, at),
        )
    fact = CompensationGranted(
        **facts_of(complaint), amount_fen=amount_fen, clause_id=clause.id, clause_version=clause.version
    )
    announce(fact, at=at, by=by)


def _refuse_second(complaint: Complaint, at: datetime) -> None:
    first = Compensation.objects.filter(complaint=complaint).first()
    if first is not None:
        sentence = _("%(amount)s was granted for this complaint on %(day)s by %(name)s; a second time is not possible.")
        day = day_in_words(day_of(first.at), beside=day_of(at))
        values = {"amount": yuan(first.amount_fen), "day": day, "name": first.by_name}
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


def _check_own(complaint: Complaint, amount_fen: int, by: Actor) -> None:
    mine = authority_of(by, at=complaint.opened_at)
    if amount_fen <= mine.bound_fen:
        return
    sentence = _(
        "%(amount)s is more than you may give back alone (%(bound)s). Ask for it; this can be approved by: %(who)s."
    )
    who = who_can(amount_fen, asked_by=by, at=complaint.opened_at)
    values = {
        "amount": yuan(amount_fen),
        "bound": yuan(mine.bound_fen),
        "who": _(", ").join(person.name for person in who) or _("the owner"),
    }
    raise Refusal(sentence % values, field="amount")


def request_compensation(*, complaint_id: int, amount_fen: int, text: str, at: datetime, by: Actor) -> int:
    """Asks a second person for more than one may give alone; returns the request's id.

    The same bounds of clause and price hold. Refuses what one may give alone, and a request beside an open one.
    """
    within(amount_fen, 1, MOST_FEN)
    complaint, words, _of_clause = _checked(complaint_id, amount_fen, text, at=at, by=by)
    mine = authority_of(by, at=complaint.opened_at)
    if amount_fen <= mine.bound_fen:
        sentence = _("%(amount)s lies within your own bound (%(bound)s). You can give it back yourself.")
        raise Refusal(sentence % {"amount": yuan(amount_fen), "bound": yuan(mine.bound_fen)}, field="amount")
    number = _next_number(complaint)
    with transaction.atomic():
        with once("compensation_request_once", already()):
            row = CompensationRequest.objects.create(
                complaint=complaint, number=number, amount_fen=amount_fen, text=words, **signed(by, at)
            )
        fact = CompensationRequested(**facts_of(complaint), compensation_request_id=row.pk, amount_fen=amount_fen)
        announce(fact, at=at, by=by)
    return int(row.pk)


def _next_number(complaint: Complaint) -> int:
    rows = CompensationRequest.objects.filter(complaint=complaint)
    undecided = rows.exclude(pk__in=CompensationDecision.objects.filter(complaint=complaint).values("request"))
    if (row := undecided.first()) is not None:
        sentence = _("%(name)s has asked for %(amount)s already; it is not decided yet.")
        raise Refusal(sentence % {"name": row.by_name, "amount": yuan(row.amount_fen)}, field="amount")
    return int(rows.count()) + 1


def decide_compensation(*, compensation_request_id: int, approved: bool, text: str, at: datetime, by: Actor) -> None:
    """A second person of a higher role says yes, which grants it, or no, which needs a word why.

    Refuses whoever asked, a role that is no higher, an amount above its bound, and a second decision.
    """
    request = CompensationRequest.objects.filter(pk=compensation_request_id).select_related("complaint").first()
    if request is None:
        raise Missing
    words = clean_text(text, most=MOST_TEXT, what=_("the reason"), least=0 if approved else 2)
    _check_second(request, by)
    with transaction.atomic():
        with once("compensation_decision_once", _("This request is decided already. Please look at the complaint.")):
            CompensationDecision.objects.create(
                complaint=request.complaint, request=request, approved=approved, text=words, **signed(by, at)
            )
        fact = CompensationDecided(
            **facts_of(request.complaint),
            compensation_request_id=request.pk,
            amount_fen=request.amount_fen,
            approved=approved,
        )
        announce(fact, at=at, by=by)
        if approved:
            complaint, reason, clause = _checked(request.complaint_id, request.amount_fen, request.text, at=at, by=by)
            _grant(complaint, request.amount_fen, reason, clause, at=at, by=by, request=request)


def _check_second(request: CompensationRequest, by: Actor) -> None:
    asked_by = int(request.by.partition(":")[2] or 0)
    opened_at = request.complaint.opened_at
    first = authority_of(Actor("staff", asked_by), at=opened_at)
    mine = authority_of(by, at=opened_at)
    if may_approve(
        ranks=(first.rank, mine.rank),
        people=(asked_by, by.id),
        amount_fen=request.amount_fen,
        bound_fen=mine.bound_fen,
    ):
        return
    who = who_can(request.amount_fen, asked_by=Actor("staff", asked_by), at=opened_at)
    sentence = _(
        "%(amount)s was asked for by %(name)s; another person of a higher role decides, within that role's bound "
        "(yours: %(bound)s): %(who)s."
    )
    values = {
        "amount": yuan(request.amount_fen),
        "name": request.by_name,
        "bound": yuan(mine.bound_fen),
        "who": _(", ").join(person.name for person in who) or _("the owner"),
    }
    raise Refusal(sentence % values)
