"""What was promised, and how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from anjia.promises import rules
from anjia.promises.models import Clause, Promise
from anjia.promises.rules import STANDARD, Kind, State


@dataclass(frozen=True)
class ClauseSummary:
    """A published version of a term. `minutes` to do it in; `most_fen` the most that is paid."""

    id: int
    kind: str
    version: int
    minutes: int
    most_fen: int
    sentence: str
    remedy: str
    effective_from: datetime


@dataclass(frozen=True)
class PromiseSummary:
    """One commitment; `state` is open, kept, broken or released."""

    id: int
    kind: str
    subject: str
    household_id: int | None
    clause_id: int
    clause_version: int
    made_at: datetime
    due_at: datetime
    state: str
    closed_at: datetime | None
    evidence: str

    @property
    def subject_kind(self) -> str:
        """The kind of thing it is about: "complaint" of "complaint:7"."""
        return self.subject.partition(":")[0]

    @property
    def subject_id(self) -> int:
        """The id of the thing it is about: 7 of "complaint:7"."""
        return int(self.subject.partition(":")[2])


@dataclass(frozen=True)
class Record:
    """How a kind of promise was kept over a time; `share` is whole percent, None when none has ended."""

    kind: str
    kept: int
    broken: int
    open: int

    @property
    def share(self) -> int | None:
        return rules.share_kept(self.kept, self.broken)


def _clause(row: Clause) -> ClauseSummary:
    return ClauseSummary(
        row.pk, row.kind, row.version, row.minutes, row.most_fen, row.sentence, row.remedy, row.effective_from
    )


def _promise(row: Promise) -> PromiseSummary:
    return PromiseSummary(
        id=row.pk,
        kind=row.kind,
        subject=row.subject,
        household_id=row.household_id,
        clause_id=row.clause_id,
        clause_version=row.clause.version,
        made_at=row.made_at,
        due_at=row.due_at,
        state=row.state,
        closed_at=row.closed_at,
        evidence=row.evidence,
    )


def _promises(rows: "QuerySet[Promise]", limit: int) -> list[PromiseSummary]:
    return [_promise(row) for row in rows.select_related("clause")[:limit]]


def clause_in_force(kind: str, *, at: datetime) -> ClauseSummary:
    """The clause that holds for a promise made at that instant; the standard terms (version 0, id 0) if none is out."""
    versions = [_clause(row) for row in Clause.objects.filter(kind=Kind(kind)).order_by("version")]
    return rules.in_force(versions, at) or _unpublished(Kind(kind), at)


def _unpublished(kind: Kind, at: datetime) -> ClauseSummary:
    terms = STANDARD[kind]
    return ClauseSummary(0, kind, 0, terms.minutes, terms.most_fen, "", "", at)


def clause(clause_id: int) -> ClauseSummary:
    """A clause by id, also one no longer in force."""
    return _clause(Clause.objects.get(pk=clause_id))


def clauses() -> list[ClauseSummary]:
    """Every published version, by kind in the order of rules.Kind and newest first."""
    order = [kind.value for kind in Kind]
    rows = [_clause(row) for row in Clause.objects.order_by("-version")]
    return sorted(rows, key=lambda row: order.index(row.kind))


def promise_of(kind: str, subject: str) -> PromiseSummary | None:
    """The latest promise of that kind about the subject, open or ended."""
    found = _promises(Promise.objects.filter(kind=Kind(kind), subject=subject).order_by("-id"), 1)
    return next(iter(found), None)


def promises_of(subjects: Iterable[str]) -> dict[str, list[PromiseSummary]]:
    """All promises about each of the subjects, oldest first; one query for the whole page."""
    wanted: dict[str, list[PromiseSummary]] = {subject: [] for subject in subjects}
    rows = Promise.objects.filter(subject__in=list(wanted)).order_by("id")
    for row in rows.select_related("clause"):
        wanted[row.subject].append(_promise(row))
    return wanted


def promises_due(until: datetime, *, kinds: Iterable[str] = (), limit: int = 200) -> list[PromiseSummary]:
    """Open promises due up to `until`, the most urgent first."""
    rows = Promise.objects.filter(state=State.OPEN, due_at__lte=until).order_by("due_at", "id")
    if chosen := [str(kind) for kind in kinds]:
        rows = rows.filter(kind__in=chosen)
    return _promises(rows, limit)


def promises_ended(*, state: str, before: tuple[datetime, int] | None = None, limit: int = 50) -> list[PromiseSummary]:
    """Promises that ended as `state`, the latest first; `before` is (closed_at, id) of the last one seen."""
    rows = Promise.objects.filter(state=State(state)).order_by("-closed_at", "-id")
    if before is not None:
        rows = rows.filter(closed_at__lte=before[0]).exclude(closed_at=before[0], id__gte=before[1])
    return _promises(rows, limit)


def promises_to(household_id: int, *, limit: int = 50) -> list[PromiseSummary]:
    """What was promised to a household, the latest first."""
    return _promises(Promise.objects.filter(household_id=household_id).order_by("-id"), limit)


def record_since(since: datetime) -> list[Record]:
    """Per kind, how many promises ended kept and broken since an instant, and how many are open now."""
    ended = Promise.objects.filter(state__in=[State.KEPT, State.BROKEN], closed_at__gte=since)
    counts = {(row["kind"], row["state"]): row["n"] for row in ended.values("kind", "state").annotate(n=Count("id"))}
    still = Promise.objects.filter(state=State.OPEN)
    opened = {row["kind"]: row["n"] for row in still.values("kind").annotate(n=Count("id"))}
    return [
        Record(kind, counts.get((kind, State.KEPT), 0), counts.get((kind, State.BROKEN), 0), opened.get(kind, 0))
        for kind in (member.value for member in Kind if member is not Kind.COMPENSATION)
    ]


def kind_names() -> dict[str, str]:
    """What each kind of promise is called."""
    return {
        Kind.FIRST_CONTACT: _("First contact after an enquiry"),
        Kind.ARRIVAL: _("Arrival on time"),
        Kind.VISIT_FOLLOW_UP: _("Follow-up after a visit"),
        Kind.COMPLAINT_ANSWERED: _("First answer to a complaint"),
        Kind.COMPLAINT_SETTLED: _("Complaint settled"),
        Kind.ESCALATION_TAKEN_UP: _("Escalated complaint taken up"),
        Kind.COMPENSATION: _("Money back"),
    }


def sentence_of(kind: str, *, time: str, most: str, own: str = "") -> str:
    """What a clause promises, in words: the company's own, or the standard ones with the time and amount as written."""
    words = {
        Kind.FIRST_CONTACT: _("Whoever asks hears from us within %(time)s."),
        Kind.ARRIVAL: _("The caregiver is at the door within %(time)s of the agreed time."),
        Kind.VISIT_FOLLOW_UP: _("After every visit we ask within %(time)s how it was."),
        Kind.COMPLAINT_ANSWERED: _("A complaint gets a first answer within %(time)s."),
        Kind.COMPLAINT_SETTLED: _("A complaint is settled within %(time)s."),
        Kind.ESCALATION_TAKEN_UP: _("A complaint that went up is taken up within %(time)s."),
        Kind.COMPENSATION: _("Where we are at fault we give back up to %(most)s, at most the price of the visit."),
    }
    return own or words[Kind(kind)] % {"time": time, "most": most}


def remedy_of(kind: str, *, own: str = "") -> str:
    """What follows by itself when a promise of the kind is broken: the company's own words, or the standard ones."""
    words = {
        Kind.FIRST_CONTACT: _("It is counted as broken and shown to the owner."),
        Kind.ARRIVAL: _("It is counted as broken and shown at the desk."),
        Kind.VISIT_FOLLOW_UP: _("It is counted as broken and shown at the desk."),
        Kind.COMPLAINT_ANSWERED: _("The complaint goes up to the quality lead."),
        Kind.COMPLAINT_SETTLED: _("The complaint goes up one level."),
        Kind.ESCALATION_TAKEN_UP: _("The complaint goes up to the owner."),
        Kind.COMPENSATION: "",
    }
    return own or words[Kind(kind)]
