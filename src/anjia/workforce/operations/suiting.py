"""What a caregiver is good with, does not want, and where she would like to work."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.catalog.rules import Circumstance
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.workforce.events import ClaimAnswered, SuitingSaid, SuitingSet
from anjia.workforce.models import Caregiver, CaregiverSuiting
from anjia.workforce.operations.records import clean_districts
from anjia.workforce.rules import Suiting, own_suiting

BY_THE_DESK = (Suiting.STRENGTH, Suiting.LIMIT, Suiting.DISTRICT)


def set_suiting(
    *,
    caregiver_id: int,
    strengths: Iterable[str],
    limits: Iterable[str],
    districts: Iterable[str],
    at: datetime,
    by: Actor,
) -> None:
    """Sets all three anew, and so answers what she said herself of the same things; what else she said still waits.

    Refuses one thing as strength and limit at once; twice is once.
    """
    good, bad = _told(strengths, limits)
    places = clean_districts(districts, field="districts")
    wanted = {(Suiting.STRENGTH.value, one) for one in good} | {(Suiting.LIMIT.value, one) for one in bad}
    wanted |= {(Suiting.DISTRICT.value, one) for one in places}
    with transaction.atomic():
        kept = _locked(caregiver_id)
        waiting = {(kind, word) for kind, word in kept if kind not in BY_THE_DESK and word not in good | bad}
        if not _write(caregiver_id, kept, wanted | waiting, at):
            return
        fact = SuitingSet(
            caregiver_id=caregiver_id,
            strengths=tuple(sorted(good)),
            limits=tuple(sorted(bad)),
            districts=tuple(sorted(places)),
        )
        announce(fact, at=at, by=by)


def say_suiting(*, caregiver_id: int, strengths: Iterable[str], limits: Iterable[str], at: datetime, by: Actor) -> None:
    """A caregiver says anew what she is good with and what she would rather not; her districts stay as they are.

    What must be confirmed first (`CONFIRMED_FIRST`) waits for the desk, unless it was confirmed before. Refuses one
    thing as both at once; twice is once.
    """
    good, bad = _told(strengths, limits)
    with transaction.atomic():
        kept = _locked(caregiver_id)
        wanted = own_suiting(kept, good, bad)
        if not _write(caregiver_id, kept, wanted, at):
            return
        words = {kind: tuple(sorted(word for its, word in wanted if its == kind)) for kind in Suiting}
        fact = SuitingSaid(
            caregiver_id=caregiver_id,
            strengths=words[Suiting.STRENGTH],
            limits=words[Suiting.LIMIT],
            claims=words[Suiting.CLAIM],
        )
        announce(fact, at=at, by=by)


def answer_claim(*, caregiver_id: int, word: str, confirmed: bool, at: datetime, by: Actor) -> None:
    """Confirms that she is good with what she said, so that it counts, or does not.

    Refuses what she has taken back or somebody has answered. Raises Missing for a caregiver of nobody here.
    """
    with transaction.atomic():
        kept = _locked(caregiver_id)
        if (Suiting.CLAIM.value, word) not in kept:
            raise Refusal(_("This no longer waits for an answer. Please look at her page again."))
        answer = Suiting.STRENGTH if confirmed else Suiting.DENIED
        _write(caregiver_id, kept, kept - {(Suiting.CLAIM.value, word)} | {(answer.value, word)}, at)
        announce(ClaimAnswered(caregiver_id=caregiver_id, word=word, confirmed=confirmed), at=at, by=by)


def _told(strengths: Iterable[str], limits: Iterable[str]) -> tuple[set[str], set[str]]:
    """Both as words of the vocabulary, and never the same in both."""
    good, bad = ({Circumstance(one).value for one in some} for some in (strengths, limits))
    if good & bad:
        raise Refusal(_("One thing cannot be her strength and her limit at once. Please choose."), field="limits")
    return good, bad


def _locked(caregiver_id: int) -> set[tuple[str, str]]:
    """(kind, word) of her record, which nobody else changes meanwhile. Raises Missing."""
    if Caregiver.objects.select_for_update().filter(pk=caregiver_id).first() is None:
        raise Missing
    return set(CaregiverSuiting.objects.filter(caregiver_id=caregiver_id).values_list("kind", "word"))


def _write(caregiver_id: int, kept: set[tuple[str, str]], wanted: set[tuple[str, str]], at: datetime) -> bool:
    """Writes what differs; false when nothing does. What waits keeps the time at which it was first said."""
    for kind, word in sorted(kept - wanted):
        CaregiverSuiting.objects.filter(caregiver_id=caregiver_id, kind=kind, word=word).delete()
    CaregiverSuiting.objects.bulk_create(
        CaregiverSuiting(caregiver_id=caregiver_id, kind=kind, word=word, said_at=at if kind == Suiting.CLAIM else None)
        for kind, word in sorted(wanted - kept)
    )
    return kept != wanted
