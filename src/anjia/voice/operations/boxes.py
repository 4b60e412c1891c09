"""Suggestion boxes: a QR code for the company, a branch or a caregiver's card."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.company import queries as company
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line
from anjia.voice.events import SuggestionBoxClosed, SuggestionBoxOpened
from anjia.voice.models import SuggestionBox
from anjia.workforce import queries as workforce

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike in print
LENGTH = 10


def open_box(
    *, name: str, at: datetime, by: Actor, branch_id: int | None = None, caregiver_id: int | None = None
) -> int:
    """Makes a QR code and returns the box's id. Raises Missing for a branch or caregiver of another company."""
    clean_name = clean_line(name, most=40, what=_("the name"), least=1)
    if branch_id is not None and branch_id not in {one.id for one in company.branches()}:
        raise Missing
    if caregiver_id is not None:
        workforce.caregiver(caregiver_id)
    with transaction.atomic():
        code = "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))
        row = SuggestionBox.objects.create(
            code=code, name=clean_name, branch_id=branch_id, caregiver_id=caregiver_id, opened_at=at, opened_by=str(by)
        )
        fact = SuggestionBoxOpened(box_id=row.pk, branch_id=branch_id, caregiver_id=caregiver_id)
        announce(fact, at=at, by=by)
    return int(row.pk)


def close_box(*, box_id: int, at: datetime, by: Actor) -> None:
    """The code leads nowhere any more; its slips stay. Again changes nothing."""
    with transaction.atomic():
        row = SuggestionBox.objects.filter(pk=box_id).first()
        if row is None:
            raise Missing
        if SuggestionBox.objects.filter(pk=box_id, closed_at__isnull=True).update(closed_at=at):
            fact = SuggestionBoxClosed(box_id=row.pk, branch_id=row.branch_id, caregiver_id=row.caregiver_id)
            announce(fact, at=at, by=by)
