"""Write down what a household doubts, and with what it was answered."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_text
from anjia.sales.events import ObjectionAnswered, ObjectionRaised
from anjia.sales.models import Objection
from anjia.sales.operations.enquiries import unfinished
from anjia.sales.rules import Doubt


def raise_objection(*, enquiry_id: int, doubt: str, text: str, at: datetime, by: Actor, proof: str = "") -> int:
    """Records a doubt (`rules.Doubt`) in the household's words and returns its id; with `proof` it is answered."""
    words = clean_text(text, most=500, what=_("the doubt"), least=1)
    with transaction.atomic():
        enquiry = unfinished(enquiry_id)
        row = Objection.objects.create(enquiry=enquiry, doubt=Doubt(doubt), text=words, raised_at=at)
        fact = ObjectionRaised(
            enquiry_id=enquiry.pk, household_id=enquiry.household_id, objection_id=row.pk, doubt=row.doubt
        )
        announce(fact, at=at, by=by)
        if proof.strip():
            answer_objection(objection_id=row.pk, proof=proof, at=at, by=by)
    return int(row.pk)


def answer_objection(*, objection_id: int, proof: str, at: datetime, by: Actor) -> None:
    """Records what answered the doubt; a better answer may replace it later."""
    words = clean_text(proof, most=500, what=_("the proof"), least=1)
    with transaction.atomic():
        row = Objection.objects.select_for_update().filter(pk=objection_id).first()
        if row is None:
            raise Missing
        if row.proof == words:
            return
        row.proof, row.answered_at = words, at
        row.save(update_fields=["proof", "answered_at"])
        fact = ObjectionAnswered(
            enquiry_id=row.enquiry_id,
            household_id=row.enquiry.household_id,
            objection_id=row.pk,
            doubt=row.doubt,
        )
        announce(fact, at=at, by=by)
