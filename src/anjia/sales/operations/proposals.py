"""Send a proposal and renew its link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.catalog import queries as catalog_queries
from anjia.households import queries as household_queries
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of, midnight
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.money import MOST_FEN, within
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_text
from anjia.kernel.tokens import new_token, token_hash
from anjia.sales.events import ProposalSent
from anjia.sales.models import Enquiry, Proposal, ProposalLine
from anjia.sales.operations.enquiries import advance, first_contact, locked_enquiry, unfinished
from anjia.sales.rules import (
    MOST_LINES,
    MOST_VALID_DAYS,
    MOST_VISITS,
    EnquiryState,
    ProposalState,
    last_day,
    line_amount,
    may_decide,
    total,
)

LEAST_MINUTES = 15
MOST_MINUTES = 24 * 60


@dataclass(frozen=True, kw_only=True)
class NewLine:
    """A line as the adviser writes it. `unit_price_fen`: the price of one visit of `minutes`."""

    offering_id: int
    minutes: int
    visits: int
    unit_price_fen: int


@dataclass(frozen=True)
class SentProposal:
    """A proposal that was sent; the token is in its link and is known only now."""

    id: int
    token: str


def send_proposal(
    *,
    enquiry_id: int,
    home_id: int,
    lines: Sequence[NewLine],
    not_included: str,
    needed_from_household: str,
    at: datetime,
    by: Actor,
    valid_on: date | None = None,
) -> SentProposal:
    """Writes a proposal and makes its link. A proposal sent before and not answered is replaced by it.

    `not_included` and `needed_from_household` state the limits in writing; `valid_on` is the last day on which it
    can be accepted, a week ahead when not given.
    """
    written = {
        "not_included": clean_text(not_included, most=1000, what=_("what is not included")),
        "needed_from_household": clean_text(needed_from_household, most=1000, what=_("what is needed")),
    }
    valid_until = _valid_until(valid_on, at)
    rows = _rows(lines)
    token = new_token()
    with transaction.atomic():
        enquiry = unfinished(enquiry_id)
        if household_queries.home(home_id).household_id != enquiry.household_id:
            raise Missing
        _replace_sent(enquiry, at=at)
        proposal = Proposal.objects.create(
            enquiry=enquiry,
            household_id=enquiry.household_id,
            home_id=home_id,
            token_hash=token_hash(token),
            total_fen=within(total(row.amount_fen for row in rows), 0, MOST_FEN),
            sent_at=at,
            sent_by=by.name[:80],
            valid_until=valid_until,
            **written,
        )
        _put_lines(proposal, rows)
        first_contact(enquiry, evidence=gettext_noop("A proposal was sent."), at=at, by=by)
        advance(enquiry, EnquiryState.PROPOSED)
        _announce_sent(proposal, at=at, by=by)
    return SentProposal(proposal.pk, token)


def renew_proposal_link(*, proposal_id: int, at: datetime, by: Actor) -> str:
    """Makes a new link for a proposal that waits for its answer and returns its token; the old link stops working."""
    token = new_token()
    with transaction.atomic():
        proposal, _enquiry = locked_proposal(proposal_id)
        refuse_undecidable(proposal, at)
        proposal.token_hash = token_hash(token)
        proposal.save(update_fields=["token_hash"])
    return token


def _valid_until(valid_on: date | None, at: datetime) -> datetime:
    """The midnight that ends the last day."""
    today = day_of(at)
    day = valid_on or last_day(today)
    if not today <= day <= last_day(today, MOST_VALID_DAYS):
        sentence = _("A proposal can be valid from today for up to %(days)d days.")
        raise Refusal(sentence % {"days": MOST_VALID_DAYS}, field="valid_on")
    return midnight(day + timedelta(days=1))


def _rows(lines: Sequence[NewLine]) -> list[ProposalLine]:
    if not 1 <= len(lines) <= MOST_LINES:
        raise Refusal(_("A proposal has between 1 and %(most)d lines.") % {"most": MOST_LINES}, field="lines")
    return [_row(position, line) for position, line in enumerate(lines, 1)]


def _row(position: int, line: NewLine) -> ProposalLine:
    offering = catalog_queries.offering(line.offering_id)
    if not LEAST_MINUTES <= line.minutes <= MOST_MINUTES:
        sentence = _("“%(title)s”: a visit lasts between %(least)d minutes and 24 hours.")
        raise Refusal(sentence % {"title": offering.name, "least": LEAST_MINUTES}, field="minutes")
    if not 1 <= line.visits <= MOST_VISITS:
        sentence = _("“%(title)s”: please give 1 to %(most)d visits.")
        raise Refusal(sentence % {"title": offering.name, "most": MOST_VISITS}, field="visits")
    unit_price_fen = within(line.unit_price_fen, 0, MOST_FEN)
    return ProposalLine(
        position=position,
        offering_id=offering.id,
        title=offering.name[:80],
        minutes=line.minutes,
        visits=line.visits,
        unit_price_fen=unit_price_fen,
        amount_fen=within(line_amount(unit_price_fen, line.visits), 0, MOST_FEN),
    )


def _put_lines(proposal: Proposal, rows: list[ProposalLine]) -> None:
    for row in rows:
        row.proposal = proposal
    ProposalLine.objects.bulk_create(rows)


def _replace_sent(enquiry: Enquiry, *, at: datetime) -> None:
    sent = Proposal.objects.filter(enquiry=enquiry, state=ProposalState.SENT)
    sent.update(state=ProposalState.REPLACED, decided_at=at)


def _announce_sent(proposal: Proposal, *, at: datetime, by: Actor) -> None:
    fact = ProposalSent(
        proposal_id=proposal.pk,
        enquiry_id=proposal.enquiry_id,
        household_id=proposal.household_id,
        total_fen=proposal.total_fen,
        valid_until=proposal.valid_until,
    )
    announce(fact, at=at, by=by)


def locked_proposal(proposal_id: int) -> tuple[Proposal, Enquiry]:
    """The proposal and its enquiry, locked enquiry first: everybody takes the two in this order. Raises Missing."""
    enquiry_id = Proposal.objects.filter(pk=proposal_id).values_list("enquiry_id", flat=True).first()
    if enquiry_id is None:
        raise Missing
    enquiry = locked_enquiry(enquiry_id)
    return Proposal.objects.select_for_update().get(pk=proposal_id), enquiry


def refuse_undecidable(proposal: Proposal, at: datetime) -> None:
    """Raises Refusal, with the way out, when the household can no longer answer the proposal."""
    if may_decide(proposal.state, proposal.valid_until, at):
        return
    sentences = {
        ProposalState.ACCEPTED: _("This proposal has been accepted already. To change it, please call us."),
        ProposalState.DECLINED: _("This proposal was declined. We are glad to send you a new one."),
        ProposalState.REPLACED: _("We have sent you a newer proposal. Please look at that one."),
    }
    gone = _("This proposal was valid until %(day)s. Please ask us for a new one; it takes a few minutes.")
    day = day_in_words(day_of(proposal.valid_until - timedelta(minutes=1)), beside=day_of(at))
    raise Refusal(sentences.get(ProposalState(proposal.state)) or gone % {"day": day})
