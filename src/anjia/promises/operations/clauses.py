"""Publish the versions of a term."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.constraints import violated
from anjia.kernel.errors import Refusal
from anjia.kernel.money import MOST_FEN, within
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line
from anjia.kernel.workdays import CLOSES, OPENS
from anjia.promises import rules
from anjia.promises.events import ClausePublished
from anjia.promises.models import Clause, Validity
from anjia.promises.queries import row_in_force
from anjia.promises.rules import STANDARD, WALL, Kind, Ladder, Remedy, Source


class More(TypedDict, total=False):
    """What else a clause can say. Left out: the whole company, the wall clock, the kind's own remedy and ladder."""

    remedy_words: str
    branch_id: int | None
    offering_id: int | None
    clock: str
    opens_minute: int
    closes_minute: int
    most_times: int
    remedy: Remedy
    ladder: Ladder
    source: str
    source_words: str
    effective_to: datetime | None


def publish_clause(
    *,
    kind: str,
    minutes: int,
    most_fen: int,
    sentence: str,
    effective_from: datetime,
    at: datetime,
    by: Actor,
    **more: Unpack[More],
) -> int:
    """Publishes the next version of a term and returns the clause's id. Promises made before keep their version.

    Refuses a term that would hold for the past, and one that would begin before the newest of its scope does.
    """
    kind = Kind(kind)
    _check_terms(kind, minutes, most_fen)
    clause = _clause(kind, minutes, most_fen, sentence, effective_from, more)
    newest = _newest_of_scope(clause)
    _check_beginning(newest, effective_from, at)
    with transaction.atomic():
        return _publish(clause, effective_to=more.get("effective_to"), at=at, by=by).pk


def _clause(kind: Kind, minutes: int, most_fen: int, sentence: str, effective_from: datetime, more: More) -> Clause:
    remedy = more.get("remedy", STANDARD[kind].remedy)
    return Clause(
        kind=kind,
        version=_next_version(kind),
        branch_id=more.get("branch_id"),
        offering_id=more.get("offering_id"),
        minutes=minutes,
        clock=more.get("clock", WALL),
        opens_minute=more.get("opens_minute", OPENS),
        closes_minute=more.get("closes_minute", CLOSES),
        most_fen=most_fen,
        most_times=more.get("most_times", STANDARD[kind].most_times),
        remedy_form=remedy.form,
        remedy_amount_fen=remedy.amount_fen,
        remedy_per_minutes=remedy.per_minutes,
        remedy_percent=remedy.share_percent,
        ladder=rules.ladder_to_json(more.get("ladder", STANDARD[kind].ladder)),
        sentence=clean_line(sentence, most=300),
        remedy_words=clean_line(more.get("remedy_words", ""), most=300),
        source=Source(more.get("source", Source.OWN)),
        source_words=clean_line(more.get("source_words", ""), most=200),
        effective_from=effective_from,
    )


def _next_version(kind: Kind) -> int:
    newest = Clause.objects.filter(kind=kind).order_by("-version").first()
    return newest.version + 1 if newest else 1


def _newest_of_scope(clause: Clause) -> Clause | None:
    same = Clause.objects.filter(kind=clause.kind, branch_id=clause.branch_id, offering_id=clause.offering_id)
    newest: Clause | None = same.select_related("validity").order_by("-version").first()
    return newest


def _check_terms(kind: Kind, minutes: int, most_fen: int) -> None:
    least = 0 if rules.bounds_an_amount(kind) else 1
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


def _publish(clause: Clause, *, at: datetime, by: Actor, effective_to: datetime | None = None) -> Clause:
    """Writes the version; two people who publish at once get one version and one refusal."""
    clause.published_at, clause.published_by = at, str(by)
    try:
        with transaction.atomic():
            clause.save(force_insert=True)
            _let_it_hold(clause, effective_to)
    except IntegrityError as fault:
        if violated(fault) not in ("clause_version_once", "validity_no_overlap"):
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
            effective_to=effective_to,
            branch_id=clause.branch_id,
            offering_id=clause.offering_id,
        ),
        at=at,
        by=by,
    )
    return clause


def _let_it_hold(clause: Clause, effective_to: datetime | None) -> None:
    """The version before holds until this one begins."""
    scope = {
        "kind": clause.kind,
        "branch_key": clause.branch_id or 0,
        "offering_key": clause.offering_id or 0,
    }
    begins = rules.micros_of(clause.effective_from)
    Validity.objects.filter(**scope, begins__lt=begins, ends=Validity.EVER).update(ends=begins)
    ends = rules.micros_of(effective_to) if effective_to else Validity.EVER
    Validity.objects.create(clause=clause, **scope, begins=begins, ends=ends)


def publish_standard_clauses(*, at: datetime, by: Actor) -> int:
    """Publishes the standard terms of every kind that has none for the whole company yet; returns how many."""
    known = set(Clause.objects.filter(branch_id=None, offering_id=None).values_list("kind", flat=True))
    missing = [kind for kind in STANDARD if kind.value not in known]
    with transaction.atomic():
        for kind in missing:
            _publish(_standard(kind, at), at=at, by=by)
    return len(missing)


def _standard(kind: Kind, at: datetime) -> Clause:
    terms = STANDARD[kind]
    return _clause(kind, terms.minutes, terms.most_fen or terms.remedy.most_fen, "", at, {"clock": terms.clock})


def clause_for(kind: Kind, *, at: datetime, branch_id: int | None = None, offering_id: int | None = None) -> Clause:
    """The clause in force; the first promise of a kind publishes the standard terms if nobody has before."""
    clause = row_in_force(kind, at=at, branch_id=branch_id, offering_id=offering_id)
    if clause is not None:
        return clause
    try:
        return _publish(_standard(kind, at), at=at, by=SYSTEM)
    except Refusal:  # another worker was first
        found: Clause = Clause.objects.filter(kind=kind, branch_id=None, offering_id=None).earliest("version")
        return found
