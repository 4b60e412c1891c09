"""Put a deviation right, and look again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.inspections.events import DeviationRemedied, DeviationVerified
from anjia.inspections.models import Finding, Look, Remedy
from anjia.inspections.rules import DeviationState, Result, deviation_state
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.files import Upload, keep_image
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.text import clean_line
from anjia.promises.operations import keep_promise, make_promise
from anjia.promises.rules import Kind as Promised


def _deviation(finding_id: int) -> tuple[Finding, int, list[bool]]:
    """The deviation, how often it was put right, and what the looks said."""
    row = Finding.objects.filter(pk=finding_id, result=Result.DEVIATION).select_related("record").first()
    if row is None:
        raise Missing
    looks = Look.objects.filter(finding=row).order_by("number").values_list("right", flat=True)
    return row, Remedy.objects.filter(finding=row).count(), list(looks)


def _facts(row: Finding) -> dict[str, int | str]:
    return {
        "finding_id": row.pk,
        "visit_id": row.record.visit_id,
        "caregiver_id": row.record.caregiver_id,
        "title": row.title,
    }


def remedy_deviation(*, finding_id: int, text: str, at: datetime, by: Actor, photo: Upload | None = None) -> None:
    """Says how a deviation was put right: by the desk, or by the caregiver herself. Somebody else looks again.

    Raises Missing for another caregiver's. Refuses one that is not open.
    """
    row, remedies, looks = _deviation(finding_id)
    if by.kind == "caregiver" and by.id != row.record.caregiver_id:
        raise Missing
    if deviation_state(remedies=remedies, looks=looks) is not DeviationState.OPEN:
        raise Refusal(_("This has been put right already; what is missing is the second look."))
    words = clean_line(text, most=500, what=_("what was done"), least=2)
    with transaction.atomic():
        with once("remedy_number_once", _("Somebody has just put this right.")):
            Remedy.objects.create(
                finding=row,
                number=remedies + 1,
                text=words,
                file_id=keep_image(photo, at=at, by=by) if photo is not None else None,
                **signed(by, at),
            )
        keep_promise(kind=Promised.DEVIATION_REMEDIED, subject=f"finding:{row.pk}", evidence=words, at=at, by=by)
        announce(DeviationRemedied(**_facts(row)), at=at, by=by)  # type: ignore[arg-type]


def look_again(*, finding_id: int, right: bool, note: str, at: datetime, by: Actor) -> None:
    """Somebody looked again after a remedy. Not right: it is open anew, and its remedy is promised once more.

    Refuses a look before the remedy, and one by whoever put it right.
    """
    row, remedies, looks = _deviation(finding_id)
    if deviation_state(remedies=remedies, looks=looks) is not DeviationState.REMEDIED:
        raise Refusal(_("Nothing waits for a second look here: it is not put right yet, or was looked at already."))
    latest = Remedy.objects.filter(finding=row).latest("number")
    if latest.by == str(by):
        raise Refusal(_("You put this right yourself. Somebody else has to look."))
    words = clean_line(note, most=500, what=_("the note"))
    with transaction.atomic():
        with once("look_number_once", _("Somebody has just looked at this.")):
            Look.objects.create(finding=row, number=len(looks) + 1, right=right, note=words, **signed(by, at))
        announce(DeviationVerified(**_facts(row), right=right), at=at, by=by)  # type: ignore[arg-type]
        if not right:
            make_promise(
                kind=Promised.DEVIATION_REMEDIED,
                subject=f"finding:{row.pk}",
                made_at=at,
                household_id=row.record.household_id if row.record.at_home else None,
                caregiver_id=row.record.caregiver_id,
                offering_id=row.record.offering_id,
                by=by,
            )
