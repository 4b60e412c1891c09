"""Write down what was lost, say why, and take back what was not lost after all."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.households import queries as households
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.money import MOST_FEN, within
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line
from anjia.losses.events import ChanceLost, LossExplained, LossRecovered
from anjia.losses.models import Loss, LossReason
from anjia.losses.queries.trees import tree
from anjia.losses.rules import Lost


def record_loss(
    *,
    lost: Lost,
    subject: str,
    household_id: int,
    amount_fen: int,
    guess: str,
    at: datetime,
    by: Actor,
    words: str = "",
    chance: str = "",
    offering_id: int | None = None,
) -> int:
    """Writes down a chance that ended in nothing, once for each thing, and returns its id.

    A thing that was lost before, taken back, and is lost again counts again; its reason is to be said anew.
    """
    household = households.household(household_id)
    values = {
        "lost": Lost(lost),
        "chance": chance,
        "household_id": household_id,
        "branch_id": household.branch_id,
        "offering_id": offering_id,
        "amount_fen": within(amount_fen, 0, MOST_FEN),
        "lost_at": at,
        "words": clean_line(words[:300], most=300),
        "guess": guess,
    }
    with transaction.atomic():
        row, new = Loss.objects.get_or_create(subject=subject, defaults=values)
        again = not new and row.recovered_at is not None and row.recovered_at < at
        if again:
            fresh = {**values, "reason": "", "explained_at": None, "recovered_at": None}
            Loss.objects.filter(pk=row.pk).update(**fresh)
        if new or again:
            fact = ChanceLost(
                loss_id=row.pk,
                household_id=household_id,
                subject=subject,
                lost=str(Lost(lost).value),
                amount_fen=amount_fen,
                guess=guess,
            )
            announce(fact, at=at, by=by)
    return int(row.pk)


def explain_loss(*, loss_id: int, reason: str, at: datetime, by: Actor, note: str = "") -> None:
    """Says why, by the tree in force; the same reason with the same note again changes nothing."""
    row: Loss | None = Loss.objects.filter(pk=loss_id).first()
    if row is None:
        raise Missing
    current = tree()
    if reason not in {code for code, _name in current.choices()}:
        raise Refusal(_("Please choose a reason from the tree."), field="reason")
    words = clean_line(note, most=300, what=_("the note"))
    if row.reason == reason and not words:
        return
    with transaction.atomic():
        LossReason.objects.create(
            loss=row, code=reason, tree_version=current.version, note=words, at=at, by=str(by), by_name=by.name[:80]
        )
        Loss.objects.filter(pk=row.pk).update(reason=reason, explained_at=at)
        fact = LossExplained(
            loss_id=row.pk,
            household_id=row.household_id,
            subject=row.subject,
            reason=reason,
            tree_version=current.version,
        )
        announce(fact, at=at, by=by)


def recover_losses(*, at: datetime, by: Actor, subject: str = "", chance: str = "") -> int:
    """Takes back the loss of a thing, or all that began with one enquiry; returns how many. Twice is once."""
    named = {"subject": subject} if subject else {"chance": chance}
    with transaction.atomic():
        rows = list(Loss.objects.filter(recovered_at__isnull=True, lost_at__lte=at, **named))
        for row in rows:
            Loss.objects.filter(pk=row.pk).update(recovered_at=at)
            fact = LossRecovered(loss_id=row.pk, household_id=row.household_id, subject=row.subject)
            announce(fact, at=at, by=by)
    return len(rows)
