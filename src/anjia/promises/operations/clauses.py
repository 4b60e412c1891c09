"""Publish the versions of a term."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from anjia.kernel.actors import Actor
from anjia.kernel.constraints import violated
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line
from anjia.kernel.workdays import CLOSES, OPENS
from anjia.promises import rules
from anjia.promises.events import ClausePublished, ClauseWithdrawn
from anjia.promises.models import Clause, Validity
from anjia.promises.operations.terms import check_floor, check_term, check_terms
from anjia.promises.rules import STANDARD, WALL, Kind, Ladder, Remedy, Source

_SCOPE = ("kind", "branch_key", "offering_key")


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

    Refuses terms out of bounds or below the floor of the law, a time in the past, and one that overlaps another version
    of the same scope.
    """
    clause = clause_of(Kind(kind), minutes, most_fen, sentence, effective_from, more)
    effective_to = more.get("effective_to")
    check_publishable(clause, effective_to, at=at)
    with transaction.atomic():
        return write_clause(clause, effective_to=effective_to, at=at, by=by).pk


def check_clause(
    *,
    kind: str,
    minutes: int,
    most_fen: int,
    sentence: str,
    effective_from: datetime,
    at: datetime,
    **more: Unpack[More],
) -> None:
    """Raises what publishing these terms now would raise, and writes nothing: for showing them before they are."""
    clause = clause_of(Kind(kind), minutes, most_fen, sentence, effective_from, more)
    check_publishable(clause, more.get("effective_to"), at=at)


def check_publishable(clause: Clause, effective_to: datetime | None, *, at: datetime) -> None:
    """Raises Refusal, naming the field, for what may not be published: bounds, time in force, the floor of the law."""
    check_terms(clause)
    check_term(_newest_of_scope(clause), clause, effective_to, at)
    check_floor(clause)


def clause_of(
    kind: Kind,
    minutes: int,
    most_fen: int,
    sentence: str,
    effective_from: datetime,
    more: More,
    *,
    version: int | None = None,
) -> Clause:
    """The row that says these terms, not yet written: the next version of its kind unless one is named."""
    remedy = more.get("remedy", STANDARD[kind].remedy)
    return Clause(
        kind=kind,
        version=version or next_version(kind),
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


def next_version(kind: Kind) -> int:
    """The number of the version of a kind that is published next, of whatever scope."""
    newest = Clause.objects.filter(kind=kind).order_by("-version").first()
    return newest.version + 1 if newest else 1


def _newest_of_scope(clause: Clause) -> Clause | None:
    same = Clause.objects.filter(kind=clause.kind, branch_id=clause.branch_id, offering_id=clause.offering_id)
    holding = same.filter(validity__state=Validity.HOLDS).select_related("validity")
    newest: Clause | None = holding.order_by("-version").first()
    return newest


def write_clause(clause: Clause, *, at: datetime, by: Actor, effective_to: datetime | None = None) -> Clause:
    """Writes the version; two people who publish at once get one version and one refusal."""
    clause.published_at, clause.published_by = at, str(by)
    with once_at_a_time():
        clause.save(force_insert=True)
        _let_it_hold(clause, effective_to)
    announce(published(clause, effective_to), at=at, by=by)
    return clause


@contextmanager
def once_at_a_time() -> Iterator[None]:
    """A transaction in which the database decides between two who publish the same version: one is refused."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        if violated(fault) not in ("clause_version_once", "validity_no_overlap"):
            raise
        raise Refusal(_("Somebody has just published this version. Please look at it first.")) from fault


def published(clause: Clause, effective_to: datetime | None) -> ClausePublished:
    """The fact that tells of a version."""
    return ClausePublished(
        clause_id=clause.pk,
        kind=str(clause.kind),
        version=clause.version,
        minutes=clause.minutes,
        most_fen=clause.most_fen,
        effective_from=clause.effective_from,
        effective_to=effective_to,
        branch_id=clause.branch_id,
        offering_id=clause.offering_id,
    )


def _let_it_hold(clause: Clause, effective_to: datetime | None) -> None:
    """The version before holds until this one begins."""
    mine = time_of(clause, effective_to)
    scope = {name: mine[name] for name in _SCOPE}
    before = Validity.objects.filter(**scope, state=Validity.HOLDS, begins__lt=mine["begins"], ends=Validity.EVER)
    before.update(ends=mine["begins"])
    Validity.objects.create(clause=clause, **mine)


def time_of(clause: Clause, effective_to: datetime | None) -> dict[str, Any]:
    """Where and when a version holds, as the fields of its `Validity`."""
    return {
        "kind": clause.kind,
        "branch_key": clause.branch_id or 0,
        "offering_key": clause.offering_id or 0,
        "begins": rules.micros_of(clause.effective_from),
        "ends": rules.micros_of(effective_to) if effective_to else Validity.EVER,
    }


def withdraw_clause(*, clause_id: int, effective_to: datetime, at: datetime, by: Actor) -> None:
    """Ends a branch's or a service's own version at an instant, so that the wider term holds again; what was promised
    under it keeps it. A version that has not begun is taken back as a whole, also one of the company.

    Raises Missing; refuses an end in the past, one later than the version's own, and to end a term of the company.
    """
    with transaction.atomic():
        found = Clause.objects.filter(pk=clause_id).select_related("validity").first()
        if found is None:
            raise Missing
        begun = found.effective_from < at
        _check_withdrawal(found, effective_to, begun=begun, at=at)
        if begun:
            Validity.objects.filter(clause=found).update(ends=rules.micros_of(effective_to))
        else:
            _take_back(found)
        until = effective_to if begun else found.effective_from
        told = ClauseWithdrawn(clause_id=found.pk, kind=found.kind, version=found.version, effective_to=until)
        announce(told, at=at, by=by)


def _check_withdrawal(clause: Clause, effective_to: datetime, *, begun: bool, at: datetime) -> None:
    if clause.validity.state == Validity.WITHDRAWN or clause.validity.ends <= rules.micros_of(at):
        raise Refusal(_("This version holds no longer; there is nothing to withdraw."))
    if not begun:
        return
    if clause.branch_id is None and clause.offering_id is None:
        raise Refusal(_("A term of the whole company has no end: publish the version that follows it."))
    if effective_to < at or rules.micros_of(effective_to) >= clause.validity.ends:
        sentence = _("It can end now or later, and before the day until which it was published.")
        raise Refusal(sentence, field="effective_to")


def _take_back(clause: Clause) -> None:
    """A version that never began leaves its time to the version before."""
    mine = clause.validity
    same = Validity.objects.filter(
        kind=mine.kind, branch_key=mine.branch_key, offering_key=mine.offering_key, state=Validity.HOLDS
    )
    same.filter(clause=clause).update(state=Validity.WITHDRAWN)
    same.filter(ends=mine.begins).update(ends=mine.ends)
