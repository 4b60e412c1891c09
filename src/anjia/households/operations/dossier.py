"""Write down and strike out what to remember."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.households import queries
from anjia.households.events import (
    DossierRecorded,
    DossierStruck,
)
from anjia.households.models import DossierEntry
from anjia.households.operations.households import known_household
from anjia.households.rules import (
    EntryKind,
)
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line, clean_text


@dataclass(frozen=True)
class NewEntry:
    """One thing to be remembered."""

    kind: EntryKind
    text: str


def record_dossier(
    *, household_id: int, entries: Iterable[NewEntry], at: datetime, by: Actor, source: str = ""
) -> list[int]:
    """Writes down what to remember and returns the entries' ids; blank ones and ones known already are skipped."""
    origin = clean_line(source, most=80, what=_("the source"))
    with transaction.atomic():
        known_household(household_id)
        known = {(entry.kind, entry.text) for entry in queries.dossier_of(household_id)}
        ids, kinds = [], []
        for entry in entries:
            text = clean_text(entry.text, most=500, what=_("the entry"))
            if not text or (entry.kind, text) in known:
                continue
            row = DossierEntry.objects.create(
                household_id=household_id,
                kind=EntryKind(entry.kind),
                text=text,
                source=origin,
                recorded_at=at,
                by=str(by),
                by_name=by.name[:80],
            )
            known.add((entry.kind, text))
            ids.append(int(row.pk))
            kinds.append(EntryKind(entry.kind).value)
        if ids:
            announce(DossierRecorded(household_id=household_id, kinds=tuple(kinds), source=origin), at=at, by=by)
    return ids


def strike_entry(*, entry_id: int, at: datetime, by: Actor) -> None:
    """Strikes an entry of the dossier out; it stays in the record. Striking it twice changes nothing."""
    with transaction.atomic():
        row = DossierEntry.objects.filter(pk=entry_id).first()
        if row is None:
            raise Missing
        open_row = DossierEntry.objects.filter(pk=entry_id, struck_at__isnull=True)
        if open_row.update(struck_at=at, struck_by_name=by.name[:80]):
            announce(DossierStruck(household_id=row.household_id, kind=row.kind), at=at, by=by)
