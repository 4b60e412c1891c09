"""What was lost, by page, by reason and by week."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from anjia.booking import queries as booking
from anjia.kernel.clock import day_of, midnight
from anjia.kernel.errors import Missing
from anjia.losses.models import Loss, LossReason
from anjia.losses.rules import span_before, weeks_of
from anjia.quality.rules import BEFORE_DAYS, Recurrence, top_of
from anjia.sales import queries as sales


@dataclass(frozen=True)
class LossSummary:
    """A chance that ended in nothing. `cause` is what counts: the reason, or the guess until somebody said why."""

    id: int
    subject: str
    lost: str
    household_id: int
    branch_id: int | None
    offering_id: int | None
    amount_fen: int
    lost_at: datetime
    words: str
    guess: str
    reason: str
    explained_at: datetime | None

    @property
    def cause(self) -> str:
        """The reason, or the guess, or ""."""
        return self.reason or self.guess

    @property
    def subject_id(self) -> int:
        """The id of the thing: 12 of "visit:12"."""
        return int(self.subject.partition(":")[2])


@dataclass(frozen=True, kw_only=True)
class LossFilter:
    """Which losses: Shanghai days, both included; a reason with all below it ("-": none yet)."""

    since: date | None = None
    until: date | None = None
    branch_id: int | None = None
    lost: str = ""
    cause: str = ""
    unexplained: bool = False


@dataclass(frozen=True)
class LossPage:
    """Some losses, the latest first, and the key of the following ones."""

    losses: tuple[LossSummary, ...]
    next_before: int | None


@dataclass(frozen=True)
class Share:
    """How many chances were lost for a reason, and the money at stake, beside as many days before."""

    code: str
    count: int = 0
    amount_fen: int = 0
    guessed: int = 0
    count_before: int = 0


@dataclass(frozen=True)
class Figures:
    """The losses of some days by reason ("" for those without one), in all, and by week."""

    shares: dict[str, Share]
    total: Share
    unexplained: int
    weeks: tuple[tuple[date, int], ...]


def _summary(row: Any) -> LossSummary:
    return LossSummary(
        id=row.pk,
        subject=row.subject,
        lost=row.lost,
        household_id=row.household_id,
        branch_id=row.branch_id,
        offering_id=row.offering_id,
        amount_fen=row.amount_fen,
        lost_at=row.lost_at,
        words=row.words,
        guess=row.guess,
        reason=row.reason,
        explained_at=row.explained_at,
    )


def _counted() -> QuerySet[Loss]:
    rows: QuerySet[Loss] = Loss.objects.filter(recovered_at__isnull=True)
    return rows


def _narrowed(wanted: LossFilter) -> QuerySet[Loss]:
    rows = _counted()
    if wanted.since:
        rows = rows.filter(lost_at__gte=midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(lost_at__lt=midnight(wanted.until + timedelta(days=1)))
    if wanted.branch_id:
        rows = rows.filter(branch_id=wanted.branch_id)
    if wanted.lost:
        rows = rows.filter(lost=wanted.lost)
    if wanted.unexplained:
        rows = rows.filter(explained_at__isnull=True)
    return rows.filter(_for(wanted.cause)) if wanted.cause else rows


def _for(cause: str) -> Q:
    """Lost for this reason or one below it; a guess counts until somebody said why."""
    if cause == "-":
        return Q(reason="", guess="")
    below = f"{cause}."
    said = Q(reason=cause) | Q(reason__startswith=below)
    return said | (Q(reason="") & (Q(guess=cause) | Q(guess__startswith=below)))


def loss(loss_id: int) -> LossSummary:
    """The loss by id. Raises Missing."""
    row = Loss.objects.filter(pk=loss_id).first()
    if row is None:
        raise Missing
    return _summary(row)


def losses_page(wanted: LossFilter, *, before: int | None = None, limit: int = 50) -> LossPage:
    """One page of losses, the latest first."""
    rows = _narrowed(wanted)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = [_summary(row) for row in rows.order_by("-id")[: limit + 1]]
    return LossPage(tuple(found[:limit]), found[limit - 1].id if len(found) > limit else None)


def count_unexplained() -> int:
    """How many losses wait for somebody to say why."""
    return _counted().filter(explained_at__isnull=True).count()


def reasons_given(loss_id: int) -> list[tuple[datetime, str, str, str]]:
    """What was said about a loss, latest first: (when, who, reason, note)."""
    rows = LossReason.objects.filter(loss_id=loss_id).order_by("-id")
    return [(row.at, row.by_name, row.code, row.note) for row in rows]


def figures(since: date, until: date, *, branch_id: int | None = None, lost: str = "") -> Figures:
    """The losses of some days, both included, by reason and by week, beside as many days before. Four queries."""
    wanted = LossFilter(since=since, until=until, branch_id=branch_id, lost=lost)
    shares = _shares(_narrowed(wanted))
    earlier_since, earlier_until = span_before(since, until)
    earlier = _shares(_narrowed(replace(wanted, since=earlier_since, until=earlier_until)))
    for code, before in earlier.items():
        shares[code] = replace(shares.get(code, Share(code)), count_before=before.count)
    total = Share(
        "",
        count=sum(one.count for one in shares.values()),
        amount_fen=sum(one.amount_fen for one in shares.values()),
        guessed=sum(one.guessed for one in shares.values()),
        count_before=sum(one.count_before for one in shares.values()),
    )
    open_ones = _narrowed(replace(wanted, unexplained=True)).count()
    return Figures(_with_tops(shares), total, open_ones, _by_week(_narrowed(wanted), since, until))


def _shares(rows: QuerySet[Loss]) -> dict[str, Share]:
    found: dict[str, Share] = {}
    grouped = rows.order_by().values("reason", "guess").annotate(n=Count("id"), fen=Sum("amount_fen"))
    for row in grouped:
        code = row["reason"] or row["guess"]
        one = found.get(code, Share(code))
        guessed = one.guessed + (0 if row["reason"] else row["n"])
        found[code] = replace(one, count=one.count + row["n"], amount_fen=one.amount_fen + row["fen"], guessed=guessed)
    return found


def _with_tops(shares: dict[str, Share]) -> dict[str, Share]:
    """The reasons with what lies below each first level added to it."""
    found = dict(shares)
    for code, one in shares.items():
        top = top_of(code)
        if top == code:
            continue
        whole = found.get(top, Share(top))
        found[top] = replace(
            whole,
            count=whole.count + one.count,
            amount_fen=whole.amount_fen + one.amount_fen,
            guessed=whole.guessed + one.guessed,
            count_before=whole.count_before + one.count_before,
        )
    return found


def _by_week(rows: QuerySet[Loss], since: date, until: date) -> tuple[tuple[date, int], ...]:
    weeks = weeks_of(since, until)
    counted: Counter[date] = Counter()
    for lost_at in rows.order_by().values_list("lost_at", flat=True):
        day = day_of(lost_at)
        counted[day - timedelta(days=day.weekday())] += 1
    return tuple((week, counted[week]) for week in weeks)


def recurrence(cause: str, finished_at: datetime, at: datetime) -> Recurrence:
    """How often chances were lost for a reason in the ninety days before an action was finished, and since.

    Measured by the enquiries received and the orders placed in the same time.
    """
    begin = finished_at - timedelta(days=BEFORE_DAYS)
    rows = _counted().filter(_for(cause))
    return Recurrence(
        days=max((at - finished_at).days, 1),
        complaints_before=rows.filter(lost_at__gte=begin, lost_at__lt=finished_at).count(),
        visits_before=_chances(begin, finished_at),
        complaints_after=rows.filter(lost_at__gte=finished_at, lost_at__lte=at).count(),
        visits_after=_chances(finished_at, at),
    )


def _chances(since: datetime, until: datetime) -> int:
    return sales.count_received(since, until) + booking.count_placed(since, until)
