"""What a caregiver is good with, does not want, and where she would like to work."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.catalog.rules import Circumstance
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce
from anjia.workforce.events import SuitingSet
from anjia.workforce.models import CaregiverSuiting
from anjia.workforce.operations.records import clean_districts, known_caregiver
from anjia.workforce.rules import Suiting


def set_suiting(
    *,
    caregiver_id: int,
    strengths: Iterable[str],
    limits: Iterable[str],
    districts: Iterable[str],
    at: datetime,
    by: Actor,
) -> None:
    """Sets all three anew. Refuses one thing as strength and limit at once; twice is once."""
    good, bad = ({Circumstance(one).value for one in some} for some in (strengths, limits))
    if good & bad:
        raise Refusal(_("One thing cannot be her strength and her limit at once. Please choose."), field="limits")
    places = clean_districts(districts, field="districts")
    wanted = {(Suiting.STRENGTH.value, one) for one in good} | {(Suiting.LIMIT.value, one) for one in bad}
    wanted |= {(Suiting.DISTRICT.value, one) for one in places}
    with transaction.atomic():
        known_caregiver(caregiver_id)
        rows = CaregiverSuiting.objects.filter(caregiver_id=caregiver_id)
        if set(rows.values_list("kind", "word")) == wanted:
            return
        rows.delete()
        CaregiverSuiting.objects.bulk_create(
            CaregiverSuiting(caregiver_id=caregiver_id, kind=kind, word=word) for kind, word in sorted(wanted)
        )
        fact = SuitingSet(
            caregiver_id=caregiver_id,
            strengths=tuple(sorted(good)),
            limits=tuple(sorted(bad)),
            districts=tuple(sorted(places)),
        )
        announce(fact, at=at, by=by)
