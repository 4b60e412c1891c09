"""Find the row an operation is about, and read what was typed for it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from anjia.kernel.districts import district_in
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.text import clean_line
from anjia.workforce.models import Caregiver
from anjia.workforce.rules import DISTRICTS_APART

MOST_DISTRICTS = 20


def known_caregiver(caregiver_id: int) -> Caregiver:
    """The caregiver's row by id. Raises Missing."""
    row: Caregiver | None = Caregiver.objects.filter(pk=caregiver_id).first()
    if row is None:
        raise Missing
    return row


def clean_districts(names: Iterable[str], *, field: str) -> set[str]:
    """Districts by their full names, each once. Refuses too many."""
    lines = {clean_line(one.replace(DISTRICTS_APART, " "), most=20) for one in names} - {""}
    if len(lines) > MOST_DISTRICTS:
        raise Refusal(_("Please choose %(most)d districts at most.") % {"most": MOST_DISTRICTS}, field=field)
    return {district_in(one) or one for one in lines}
