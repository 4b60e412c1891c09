"""A person says how a text is to be read, and may take that back."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.remarks.events import CorrectionTakenBack, RemarkCorrected
from anjia.remarks.models import Label, Remark, RemarkAspect
from anjia.remarks.operations.machines import machine_in_use
from anjia.remarks.operations.reading import RANKS, columns_of, decide, put_aspects
from anjia.remarks.rules import Aspect, Polarity, Source


def _locked(remark_id: int) -> Remark:
    row: Remark | None = Remark.objects.select_for_update().filter(pk=remark_id).first()
    if row is None:
        raise Missing
    return row


def correct_remark(
    *,
    remark_id: int,
    at: datetime,
    by: Actor,
    polarity: Polarity | None = None,
    aspect: Aspect | None = None,
    aspect_polarity: Polarity | None = None,
) -> int:
    """A person reads the remark: its polarity, or what it says of one aspect (NEUTRAL: nothing). Returns the label.

    What is not named stays as it is read now, so that one click makes one whole label. Saying what is read already
    confirms it.
    """
    with transaction.atomic():
        row = _locked(remark_id)
        aspects = {Aspect(name): Polarity(value) for name, value in _aspects(row)}
        if aspect is not None:
            aspects.pop(aspect, None)
            if aspect_polarity not in (None, Polarity.NEUTRAL):
                aspects[aspect] = aspect_polarity
        was = row.polarity
        wanted = polarity or Polarity(was)
        label = Label.objects.create(remark=row, polarity=wanted, aspects=aspects, at=at, by=str(by), by_name=by.name)
        _put(row, wanted, aspects)
        fact = RemarkCorrected(
            remark_id=row.pk, label_id=label.pk, household_id=row.household_id, polarity=wanted.value, was=was
        )
        announce(fact, at=at, by=by)
        return int(label.pk)


def _aspects(row: Remark) -> list[tuple[str, str]]:
    return list(RemarkAspect.objects.filter(remark=row).order_by("id").values_list("aspect", "polarity"))


def _put(row: Remark, polarity: Polarity, aspects: Mapping[Aspect, Polarity]) -> None:
    row.polarity, row.rank, row.labelled = polarity, RANKS[polarity], True
    row.save(update_fields=["polarity", "rank", "labelled"])
    put_aspects(row, dict(aspects))


def take_back_correction(*, label_id: int, at: datetime, by: Actor) -> None:
    """The label no longer holds: the one before it does, or else the reader. Refuses what was taken back already."""
    with transaction.atomic():
        label = Label.objects.filter(pk=label_id, takes_back__isnull=True).first()
        if label is None:
            raise Missing
        row = _locked(label.remark_id)
        if Label.objects.filter(takes_back=label).exists():
            raise Refusal(_("This correction was taken back already. The list shows how the text is read now."))
        Label.objects.create(remark=row, takes_back=label, at=at, by=str(by), by_name=by.name)
        _settle(row)
        fact = CorrectionTakenBack(
            remark_id=row.pk, label_id=label.pk, household_id=row.household_id, polarity=row.polarity
        )
        announce(fact, at=at, by=by)


def _settle(row: Remark) -> None:
    """Reads the remark as its latest label says, or by the reader when none is left."""
    taken = Label.objects.filter(remark=row, takes_back__isnull=False).values("takes_back_id")
    left = Label.objects.filter(remark=row, takes_back__isnull=True).exclude(pk__in=taken).order_by("-id").first()
    if left is not None:
        aspects = {Aspect(name): Polarity(value) for name, value in left.aspects.items()}
        return _put(row, Polarity(left.polarity), aspects)
    decision = decide(row.text, Source(row.source), machine_in_use())
    for name, value in columns_of(decision).items():
        setattr(row, name, value)
    row.labelled = False
    row.save()
    put_aspects(row, decision.aspects)
    return None
