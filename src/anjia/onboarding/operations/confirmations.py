"""Put a file that was read into force, or leave it."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.onboarding.events import ImportConfirmed, ImportDiscarded
from anjia.onboarding.models import ImportBatch, ImportedThing, ImportRow
from anjia.onboarding.operations.writing import WRITERS
from anjia.onboarding.rules import Kind

State, Verdict = ImportBatch.State, ImportRow.Verdict
_AT_ONCE = 100


def confirm_import(*, batch_id: int, at: datetime, by: Actor) -> None:
    """Writes every good row exactly once, a hundred in a transaction. Confirming again, or at the same time, or after
    a break in the middle, goes on where it stopped and changes nothing that is done.
    """
    while write_some(batch_id=batch_id, at=at, by=by):
        pass


def write_some(*, batch_id: int, at: datetime, by: Actor, most: int = _AT_ONCE) -> bool:
    """Writes the next rows and says whether there are more; closes the batch after the last."""
    with transaction.atomic():
        batch = _held(batch_id)
        if batch.state == State.CONFIRMED:
            return False
        if batch.state == State.DISCARDED:
            raise Refusal(_("This file was discarded. Please send it again."))
        left = ImportRow.objects.filter(
            batch=batch, written_at__isnull=True, verdict__in=(Verdict.NEW, Verdict.CHANGED)
        )
        rows = list(left.order_by("number")[:most])
        for row in rows:
            _write(batch, row, at, by)
        if len(rows) < most:
            _close(batch, at, by)
            return False
        return True


def discard_import(*, batch_id: int, at: datetime, by: Actor) -> None:
    """Leaves a file that was only read; its rows are deleted. Twice changes nothing; what is in force stays."""
    with transaction.atomic():
        batch = _held(batch_id)
        if batch.state == State.DISCARDED:
            return
        begun = ImportRow.objects.filter(batch=batch, written_at__isnull=False).exists()
        if batch.state == State.CONFIRMED or begun:
            raise Refusal(_("This file is in force already and cannot be discarded."))
        ImportRow.objects.filter(batch=batch).delete()
        _set_state(batch, State.DISCARDED, at, by)
        announce(ImportDiscarded(batch_id=batch.pk, kind=batch.kind, file_name=batch.file_name), at=at, by=by)


def _held(batch_id: int) -> ImportBatch:
    """The batch, locked until the transaction ends: one writes it at a time."""
    batch: ImportBatch | None = ImportBatch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise Missing
    return batch


def _write(batch: ImportBatch, row: ImportRow, at: datetime, by: Actor) -> None:
    """Writes one row, or marks it as known or as not to be taken, with what the other area said."""
    body = json.loads(row.body)
    try:
        with transaction.atomic():
            thing = _write_once(batch, row, body, at, by)
    except Refusal as refusal:
        said = {"code": "refused", "level": "refusal", "values": {"sentence": refusal.sentence}, "field": ""}
        body["findings"].append(said)
        row.verdict, row.body = Verdict.BAD, json.dumps(body, ensure_ascii=False)
        row.save(update_fields=["verdict", "body"])
        return
    if thing is None:
        row.verdict = Verdict.SAME
        row.save(update_fields=["verdict"])
        return
    # What was written lives where it belongs now; a second copy here would only be one more to protect.
    row.body = json.dumps({"findings": body["findings"]}, ensure_ascii=False)
    row.thing, row.written_at = thing, at
    row.save(update_fields=["body", "thing", "written_at"])


def _write_once(batch: ImportBatch, row: ImportRow, body: dict[str, Any], at: datetime, by: Actor) -> str | None:
    """What the row became; None when an earlier file, or this one, brought the same line already.

    The unique key makes two files that are confirmed at once wait for each other here.
    """
    fresh = {"digest": row.digest, "written_at": at}
    mark, first = ImportedThing.objects.get_or_create(kind=batch.kind, key=row.key, defaults=fresh)
    if not first and (mark.digest == row.digest or batch.kind == Kind.CAREGIVERS):
        return None
    thing = WRITERS[batch.kind](
        body["values"],
        source=batch.file_name[-80:],
        known=mark.thing or row.thing,
        asks=row.asks,
        findings=body["findings"],
        at=at,
        by=by,
    )
    lasting = mark.thing if mark.thing.startswith("offering:") else row.thing or thing
    ImportedThing.objects.filter(pk=mark.pk).update(digest=row.digest, thing=lasting, written_at=at)
    return thing


def _close(batch: ImportBatch, at: datetime, by: Actor) -> None:
    lines = ImportRow.objects.filter(batch=batch)
    written = lines.filter(written_at__isnull=False)
    _set_state(batch, State.CONFIRMED, at, by)
    fact = ImportConfirmed(
        batch_id=batch.pk,
        kind=batch.kind,
        file_name=batch.file_name,
        written=written.count(),
        asked=written.filter(asks=True).count(),
        bad=lines.filter(verdict=Verdict.BAD).count(),
    )
    announce(fact, at=at, by=by)


def _set_state(batch: ImportBatch, state: str, at: datetime, by: Actor) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(state=state, closed_at=at, closed_by_name=by.name[:80])
