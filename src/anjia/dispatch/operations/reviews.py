"""Ask that a person look again at who was sent, and decide on it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.dispatch.events import ReviewAsked, ReviewDecided
from anjia.dispatch.models import Assignment, Review, ReviewDecision, Weighed
from anjia.dispatch.rules import Outcome, Side
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.text import clean_text
from anjia.promises.operations import keep_promise, make_promise
from anjia.promises.rules import Kind

MOST_WORDS = 500


def ask_review(*, assignment_id: int, side: Side, asker_id: int, words: str, at: datetime, by: Actor) -> int:
    """The household, or a caregiver who was weighed, asks that a person look again; returns the review's id.

    A person decides within the promised time. Once for each asker. Raises Missing for an assignment that does not
    concern whoever asks.
    """
    row = Assignment.objects.filter(pk=assignment_id, visit__isnull=False).first()
    if row is None or not _concerns(row, side, asker_id):
        raise Missing
    text = clean_text(words, most=MOST_WORDS, what=_("your words"))
    asker: dict[str, Any] = {"household_id": asker_id} if side == Side.HOUSEHOLD else {"caregiver_id": asker_id}
    if Review.objects.filter(assignment_id=assignment_id, **asker).exists():
        raise Refusal(_asked_before())
    with transaction.atomic():
        constraint = f"review_{side.value}_once"
        with once(constraint, _asked_before()):
            review = Review.objects.create(assignment_id=assignment_id, side=side, words=text, asked_at=at, **asker)
        fact = ReviewAsked(review_id=review.pk, visit_id=row.visit_id, side=side.value, **asker)
        announce(fact, at=at, by=by)
        make_promise(kind=Kind.MATCH_REVIEWED, subject=f"match_review:{review.pk}", made_at=at, by=by, **asker)
    return int(review.pk)


def _asked_before() -> str:
    return _("You have asked about this before. A person looks at it; the answer will stand here.")


def _concerns(row: Assignment, side: Side, asker_id: int) -> bool:
    if side == Side.HOUSEHOLD:
        return bool(row.household_id == asker_id)
    weighed = Weighed.objects.filter(assignment_id=row.pk, caregiver_id=asker_id)
    return row.caregiver_id == asker_id or weighed.exists()


def decide_review(*, review_id: int, outcome: Outcome, words: str, at: datetime, by: Actor) -> None:
    """A person decides, with words that whoever asked reads. Refuses a second decision and empty words."""
    review = Review.objects.filter(pk=review_id).select_related("assignment").first()
    if review is None:
        raise Missing
    text = clean_text(words, most=MOST_WORDS, what=_("the reason"), least=2)
    with transaction.atomic():
        with once("review_decided_once", _("Somebody has decided on this already.")):
            ReviewDecision.objects.create(review=review, outcome=Outcome(outcome), words=text, **signed(by, at))
        fact = ReviewDecided(
            review_id=review.pk,
            visit_id=review.assignment.visit_id,
            side=review.side,
            household_id=review.household_id,
            caregiver_id=review.caregiver_id,
            outcome=Outcome(outcome).value,
        )
        announce(fact, at=at, by=by)
        keep_promise(kind=Kind.MATCH_REVIEWED, subject=f"match_review:{review.pk}", evidence=by.name, at=at, by=by)
