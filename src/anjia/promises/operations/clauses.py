"""Publish the versions of a term."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.constraints import violated
from anjia.kernel.errors import Refusal
from anjia.kernel.money import MOST_FEN, within
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line
from anjia.promises import rules
from anjia.promises.events import ClausePublished
from anjia.promises.models import Clause
from anjia.promises.rules import STANDARD, Kind


def publish_clause(
    *,
    kind: str,
    minutes: int,
    most_fen: int,
    sentence: str,
    effective_from: datetime,
    at: datetime,
    by: Actor,
    remedy: str = "",
) -> int:
    """Publishes the next version of a term and returns the clause's id. Promises made before keep their version.

    Refuses a term that would hold for the past, and one that would begin before the newest version does.
    """
    kind = Kind(kind)
    newest = Clause.objects.filter(kind=kind).order_by("-version").first()
    _check_terms(kind, minutes, most_fen)
    _check_beginning(newest, effective_from, at)
    with transaction.atomic():
        return _publish(
            Clause(
                kind=kind,
                version=newest.version + 1 if newest else 1,
                minutes=minutes,
                most_fen=most_fen,
                sentence=clean_line(sentence, most=300),
                remedy=clean_line(remedy, most=300),
                effective_from=effective_from,
            ),
            at=at,
            by=by,
        ).pk


def _check_terms(kind: Kind, minutes: int, most_fen: int) -> None:
    least = 0 if kind is Kind.COMPENSATION else 1
    if not least <= minutes <= rules.MOST_MINUTES:
        sentence = _("A promise needs a time between %(least)d minute and %(most)d days.")
        raise Refusal(sentence % {"least": least, "most": rules.MOST_MINUTES // 1440}, field="minutes")
    within(most_fen, 0, MOST_FEN)


def _check_beginning(newest: Clause | None, effective_from: datetime, at: datetime) -> None:
    if newest is None:
        return
    if effective_from < at:
        raise Refusal(_("A new version cannot hold for the past. Let it begin now or later."), field="effective_from")
    if effective_from <= newest.effective_from:
        sentence = _("Version %(version)d begins at or after that time. Let the new version begin later.")
        raise Refusal(sentence % {"version": newest.version}, field="effective_from")


def _publish(clause: Clause, *, at: datetime, by: Actor) -> Clause:
    """Writes the version; two people who publish at once get one version and one refusal."""
    clause.published_at, clause.published_by = at, str(by)
    try:
        with transaction.atomic():
            clause.save(force_insert=True)
    except IntegrityError as fault:
        if violated(fault) != "clause_version_once":
            raise
        raise Refusal(_("Somebody has just published this version. Please look at it first.")) from fault
    announce(
        ClausePublished(
            clause_id=clause.pk,
            kind=str(clause.kind),
            version=clause.version,
            minutes=clause.minutes,
            most_fen=clause.most_fen,
            effective_from=clause.effective_from,
        ),
        at=at,
        by=by,
    )
    return clause


def publish_standard_clauses(*, at: datetime, by: Actor) -> int:
    """Publishes the standard terms as version 1 of every kind that has none yet; returns how many."""
    known = set(Clause.objects.values_list("kind", flat=True))
    missing = [kind for kind in STANDARD if kind.value not in known]
    with transaction.atomic():
        for kind in missing:
            _publish(_standard(kind, at), at=at, by=by)
    return len(missing)


def _standard(kind: Kind, at: datetime) -> Clause:
    terms = STANDARD[kind]
    return Clause(kind=kind, version=1, minutes=terms.minutes, most_fen=terms.most_fen, effective_from=at)


def clause_for(kind: Kind, *, at: datetime) -> Clause:
    """The clause in force; the first promise of a kind publishes the standard terms if nobody has before."""
    versions = list(Clause.objects.filter(kind=kind).order_by("version"))
    clause: Clause | None = rules.in_force(versions, at)
    if clause is not None:
        return clause
    try:
        return _publish(_standard(kind, at), at=at, by=SYSTEM)
    except Refusal:  # another worker was first
        found: Clause = Clause.objects.filter(kind=kind).earliest("version")
        return found
