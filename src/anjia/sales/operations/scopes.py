"""Agree with a household that asks what will be guaranteed, and when it moves in."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.catalog import queries as catalog
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line
from anjia.sales.events import EnquiryScopeAgreed
from anjia.sales.models import EnquiryScope
from anjia.sales.operations.enquiries import locked_enquiry
from anjia.sales.rules import MOST_SCOPE_STEPS, MOST_STEP_TITLE, EnquiryState, may_move_in


def agree_enquiry_scope(
    *, enquiry_id: int, offering_id: int, steps: Sequence[str], at: datetime, by: Actor, move_in_on: date | None = None
) -> None:
    """Writes what will be guaranteed: 1 to 40 steps of a service; a later agreement replaces it.

    The first visit ordered from the enquiry's proposal carries it on.
    """
    titles = clean_steps(steps)
    refuse_move_in(move_in_on, day_of(at))
    catalog.offering(offering_id)
    with transaction.atomic():
        enquiry = locked_enquiry(enquiry_id)
        if enquiry.state == EnquiryState.LOST:
            raise Refusal(_("This enquiry is closed. If the household asks again, please record a new enquiry."))
        values = {"offering_id": offering_id, "steps": titles, "move_in_on": move_in_on}
        known = EnquiryScope.objects.filter(enquiry=enquiry).first()
        if known is not None and all(getattr(known, name) == value for name, value in values.items()):
            return
        EnquiryScope.objects.update_or_create(
            enquiry=enquiry, defaults={**values, "agreed_at": at, "by_name": by.name[:80]}
        )
        fact = EnquiryScopeAgreed(
            enquiry_id=enquiry.pk,
            household_id=enquiry.household_id,
            offering_id=offering_id,
            move_in_on=move_in_on,
            steps=tuple(titles),
        )
        announce(fact, at=at, by=by)


def clean_steps(steps: Sequence[str]) -> list[str]:
    """The titles of a guaranteed scope, each once; refuses none and more than forty."""
    cleaned = (clean_line(step, most=MOST_STEP_TITLE, what=_("a step")) for step in steps)
    titles = list(dict.fromkeys(title for title in cleaned if title))
    if not 1 <= len(titles) <= MOST_SCOPE_STEPS:
        raise Refusal(_("A guaranteed scope has 1 to %(most)d steps.") % {"most": MOST_SCOPE_STEPS}, field="steps")
    return titles


def refuse_move_in(move_in_on: date | None, today: date) -> None:
    """Refuses a day that cannot be one of moving in; none is fine."""
    if move_in_on is not None and not may_move_in(move_in_on, today):
        sentence = _("%(day)s cannot be a move-in day here: choose one from a month back to a year ahead.")
        raise Refusal(sentence % {"day": day_in_words(move_in_on, beside=today)}, field="move_in_on")
