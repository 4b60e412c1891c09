"""Read a file and show what it would change, writing nothing outside this area."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.company import queries as company
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.districts import district_in
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line
from anjia.onboarding.events import ImportPreviewed
from anjia.onboarding.models import ImportBatch, ImportRow
from anjia.onboarding.operations.judging import Judged, judged
from anjia.onboarding.queries import in_words
from anjia.onboarding.rules import FileReading, Finding, Kind, Level, read_file

_AT_ONCE = 500


def preview_import(*, kind: str, file_name: str, content: bytes, at: datetime, by: Actor) -> int:
    """Reads the file as a list of the kind and returns the batch's id. Raises Refusal when it cannot be read at all."""
    listed = Kind(kind)
    reading = read_file(listed, content, file_name, district_in=district_in, assumed_district=_assumed_district(listed))
    if reading.refused:
        raise Refusal(_refused(reading), field="file")
    rows = judged(listed, reading.rows)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            kind=listed,
            file_name=clean_line(file_name, most=10_000)[-120:],
            sha256=digest,
            headers=list(reading.headers),
            fields=list(reading.fields),
            header_row=reading.header_row,
            findings=[finding.to_body() for finding in (*reading.findings, *_again(listed, digest))],
            rows=len(rows),
            understood=sum(row.understood for row in rows),
            previewed_at=at,
            previewed_by_name=by.name[:80],
        )
        ImportRow.objects.bulk_create(_lines(batch, rows), batch_size=_AT_ONCE)
        bad = sum(row.verdict == ImportRow.Verdict.BAD for row in rows)
        fact = ImportPreviewed(batch_id=batch.pk, kind=listed.value, file_name=batch.file_name, rows=len(rows), bad=bad)
        announce(fact, at=at, by=by)
    return int(batch.pk)


def _assumed_district(kind: Kind) -> str:
    """Where a caregiver is taken to live when her list does not say: the district of the first branch."""
    if kind is not Kind.CAREGIVERS:
        return ""
    return next((found for branch in company.branches() if (found := district_in(branch.district))), "")


def _refused(reading: FileReading) -> str:
    """Why the file is not taken, with what was noticed beside."""
    found = in_words(finding.to_body() for finding in reading.findings)
    telling = [finding.sentence for finding in found if finding.level == Level.REFUSAL]
    other = [each.sentence for each, known in zip(found, found, strict=True) if known.level != Level.REFUSAL]
    return " ".join([*telling, *other[:1]]) or _("The file cannot be read.")


def _again(kind: Kind, digest: str) -> Iterator[Finding]:
    before = ImportBatch.objects.filter(kind=kind, sha256=digest, state=ImportBatch.State.CONFIRMED).order_by("-id")
    if (latest := before.first()) is not None:
        yield Finding("file_again", Level.NOTE, {"day": day_of(latest.closed_at).isoformat()})


def _lines(batch: ImportBatch, rows: list[Judged]) -> Iterator[ImportRow]:
    for row in rows:
        yield ImportRow(
            batch=batch,
            number=row.reading.number,
            body=_body(row),
            key=row.key,
            digest=row.digest,
            verdict=row.verdict,
            asks=row.asks,
            doubtful=any(finding.level is Level.DOUBT for finding in row.reading.findings),
            thing=row.known,
        )


def _body(row: Judged) -> str:
    body = {
        "cells": list(row.reading.cells),
        "values": row.reading.values,
        "findings": [finding.to_body() for finding in row.reading.findings],
    }
    return json.dumps(body, ensure_ascii=False)
