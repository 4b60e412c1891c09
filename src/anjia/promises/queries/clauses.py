"""Which clause holds, and every version there was."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from anjia.kernel.errors import Missing
from anjia.kernel.workdays import CLOSES, OPENS
from anjia.promises import rules
from anjia.promises.models import Clause, Validity
from anjia.promises.rules import NO_REMEDY, STANDARD, WALL, Clock, Kind, Ladder, Remedy

_MOST_VERSION = 32767  # of the column


@dataclass(frozen=True)
class ClauseSummary:
    """A published version of a term, for the company, one branch, one service, or a service at a branch.

    `minutes` to do it in on its `clock` ("wall", or "working": opening hours of working days, which are minutes of the
    day); `most_fen` the most that is paid, `most_times` how often a month (0: no limit); `remedy` what a breach pays.
    Version 0 and id 0 are the standard terms before anything was published.
    """

    id: int
    kind: str
    version: int
    minutes: int
    most_fen: int
    sentence: str
    remedy_words: str
    effective_from: datetime
    effective_to: datetime | None = None
    branch_id: int | None = None
    offering_id: int | None = None
    clock: str = WALL
    opens_minute: int = OPENS
    closes_minute: int = CLOSES
    most_times: int = 0
    remedy: Remedy = NO_REMEDY
    ladder: Ladder = ()
    source: str = "own"
    source_words: str = ""
    published_at: datetime | None = None
    published_by: str = ""
    withdrawn: bool = False

    @property
    def runs_on(self) -> Clock:
        """The clock by which its time passes."""
        return Clock(self.clock, self.opens_minute, self.closes_minute)

    def holds(self, at: datetime) -> bool:
        """Whether it is in force at the instant, for those it is meant for."""
        begun = self.effective_from <= at and not self.withdrawn
        return begun and (self.effective_to is None or at < self.effective_to)


def _summary(row: Clause) -> ClauseSummary:
    ends = row.validity.ends
    return ClauseSummary(
        id=row.pk,
        kind=row.kind,
        version=row.version,
        minutes=row.minutes,
        most_fen=row.most_fen,
        sentence=row.sentence,
        remedy_words=row.remedy_words,
        effective_from=row.effective_from,
        effective_to=None if ends >= Validity.EVER else rules.at_micros(ends),
        branch_id=row.branch_id,
        offering_id=row.offering_id,
        clock=row.clock,
        opens_minute=row.opens_minute,
        closes_minute=row.closes_minute,
        most_times=row.most_times,
        remedy=row.remedy,
        ladder=rules.ladder_from_json(row.ladder),
        source=row.source,
        source_words=row.source_words,
        published_at=row.published_at,
        published_by=row.published_by,
        withdrawn=row.validity.state == Validity.WITHDRAWN,
    )


def row_in_force(
    kind: str, *, at: datetime, branch_id: int | None = None, offering_id: int | None = None
) -> Clause | None:
    """The most specific clause that holds; before the company's first one begins, that first one. For operations."""
    micros = rules.micros_of(at)
    holding = Validity.objects.filter(
        kind=Kind(kind),
        state=Validity.HOLDS,
        begins__lte=micros,
        ends__gt=micros,
        branch_key__in={0, branch_id or 0},
        offering_key__in={0, offering_id or 0},
    )
    clauses: list[Clause] = [one.clause for one in holding.select_related("clause__validity")]
    if (found := rules.most_specific(clauses)) is not None:
        return found
    wide = Clause.objects.filter(kind=Kind(kind), branch_id=None, offering_id=None, validity__state=Validity.HOLDS)
    first: Clause | None = wide.select_related("validity").order_by("version").first()
    return first


def clause_in_force(
    kind: str, *, at: datetime, branch_id: int | None = None, offering_id: int | None = None
) -> ClauseSummary:
    """The clause that holds for a promise made at that instant: the most specific one, service before branch.

    The standard terms (version 0, id 0) if none is out.
    """
    row = row_in_force(kind, at=at, branch_id=branch_id, offering_id=offering_id)
    return _summary(row) if row else standard_terms(Kind(kind), at)


def clauses_in_force(kinds: Iterable[str], *, at: datetime) -> dict[str, ClauseSummary]:
    """The company-wide clause of each kind at an instant; one query for a page."""
    micros, wanted = rules.micros_of(at), [Kind(kind) for kind in kinds]
    holding = Validity.objects.filter(
        kind__in=wanted, state=Validity.HOLDS, branch_key=0, offering_key=0, begins__lte=micros, ends__gt=micros
    ).select_related("clause__validity")
    found = {one.kind: _summary(one.clause) for one in holding}
    return {kind: found.get(kind) or standard_terms(kind, at) for kind in wanted}


def count_narrower(*, at: datetime) -> Counter[str]:
    """How many terms of branches and services hold, by kind."""
    micros = rules.micros_of(at)
    holding = Validity.objects.filter(state=Validity.HOLDS, begins__lte=micros, ends__gt=micros)
    return Counter(holding.exclude(branch_key=0, offering_key=0).values_list("kind", flat=True))


def published_terms(*, at: datetime) -> list[ClauseSummary]:
    """What households may read: the terms in force of every kind that is published, the company's first, then those
    of branches and services; in the order of rules.Kind. Two queries."""
    kinds = [kind for kind in Kind if rules.is_published(kind)]
    wide = clauses_in_force(kinds, at=at)
    micros = rules.micros_of(at)
    holding = Validity.objects.filter(kind__in=kinds, state=Validity.HOLDS, begins__lte=micros, ends__gt=micros)
    narrow: dict[str, list[ClauseSummary]] = {}
    for one in holding.exclude(branch_key=0, offering_key=0).select_related("clause__validity").order_by("id"):
        narrow.setdefault(one.kind, []).append(_summary(one.clause))
    return [one for kind in kinds for one in (wide[kind], *narrow.get(kind, ()))]


def standard_terms(kind: Kind, at: datetime) -> ClauseSummary:
    """The terms the product comes with, as version 0."""
    terms = STANDARD[kind]
    return ClauseSummary(
        id=0,
        kind=kind,
        version=0,
        minutes=terms.minutes,
        most_fen=terms.most_fen,
        sentence="",
        remedy_words="",
        effective_from=at,
        clock=terms.clock,
        most_times=terms.most_times,
        remedy=terms.remedy,
        ladder=terms.ladder,
    )


def clause(clause_id: int) -> ClauseSummary:
    """A clause by id, also one no longer in force. Raises Missing."""
    row = Clause.objects.select_related("validity").filter(pk=clause_id).first()
    if row is None:
        raise Missing
    return _summary(row)


def published_version(kind: str, version: int) -> ClauseSummary:
    """A version that households may read, in force or not. Raises Missing."""
    row = None
    if rules.is_published(kind) and version <= _MOST_VERSION:
        known = Clause.objects.filter(kind=kind, version=version, validity__state=Validity.HOLDS)
        row = known.select_related("validity").first()
    if row is None:
        raise Missing
    return _summary(row)


def clauses_of(kind: str) -> list[ClauseSummary]:
    """Every published version of one kind, newest first."""
    rows = Clause.objects.filter(kind=Kind(kind)).select_related("validity").order_by("-version")
    return [_summary(row) for row in rows]


def clauses() -> list[ClauseSummary]:
    """Every published version, by kind in the order of rules.Kind and newest first."""
    order = [kind.value for kind in Kind]
    rows = [_summary(row) for row in Clause.objects.select_related("validity").order_by("-version")]
    return sorted(rows, key=lambda row: order.index(row.kind))
