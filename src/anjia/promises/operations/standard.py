"""Publish the standard terms: of every kind at once for a new company, or of one with its first promise."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce_all
from anjia.promises.models import Clause, Validity
from anjia.promises.operations.clauses import (
    clause_of,
    next_version,
    once_at_a_time,
    published,
    time_of,
    write_clause,
)
from anjia.promises.queries import row_in_force
from anjia.promises.rules import STANDARD, Kind


def publish_standard_clauses(*, at: datetime, by: Actor) -> int:
    """Publishes the standard terms of every kind that has none for the whole company yet; returns how many."""
    known = set(Clause.objects.filter(branch_id=None, offering_id=None).values_list("kind", flat=True))
    missing = [kind for kind in STANDARD if kind.value not in known]
    newest = dict(Clause.objects.order_by().values_list("kind").annotate(Max("version"))) if missing else {}
    clauses = [_standard(kind, at, version=newest.get(kind.value, 0) + 1) for kind in missing]
    with transaction.atomic():
        _publish_first(clauses, at=at, by=by)
    return len(missing)


def _publish_first(clauses: Sequence[Clause], *, at: datetime, by: Actor) -> None:
    """As `write_clause` for the first terms of the company for several kinds, which no version comes before."""
    for clause in clauses:
        clause.published_at, clause.published_by = at, str(by)
    with once_at_a_time():
        Clause.objects.bulk_create(clauses)
        Validity.objects.bulk_create(Validity(clause=one, **time_of(one, None)) for one in clauses)
    announce_all([published(clause, None) for clause in clauses], at=at, by=by)


def _standard(kind: Kind, at: datetime, *, version: int) -> Clause:
    terms = STANDARD[kind]
    most_fen = terms.most_fen or terms.remedy.most_fen
    return clause_of(kind, terms.minutes, most_fen, "", at, {"clock": terms.clock}, version=version)


def clause_for(kind: Kind, *, at: datetime, branch_id: int | None = None, offering_id: int | None = None) -> Clause:
    """The clause in force; the first promise of a kind publishes the standard terms if nobody has before."""
    clause = row_in_force(kind, at=at, branch_id=branch_id, offering_id=offering_id)
    if clause is not None:
        return clause
    try:
        return write_clause(_standard(kind, at, version=next_version(kind)), at=at, by=SYSTEM)
    except Refusal:  # another worker was first
        found: Clause = Clause.objects.filter(kind=kind, branch_id=None, offering_id=None).earliest("version")
        return found
