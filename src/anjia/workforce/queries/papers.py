"""Which papers are asked for, which are held, and on which days one is missing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from anjia.catalog.rules import Trade
from anjia.company import queries as company
from anjia.kernel.clock import midnight, minute_of
from anjia.kernel.prepared import Given, Prepared
from anjia.law import queries as law
from anjia.workforce.models import Credential, PaperDemand
from anjia.workforce.rules import Asked, Held, Paper, barred_days

LONG_AGO = date(1970, 1, 2)


@dataclass(frozen=True)
class CredentialSummary:
    """A paper on record; its number is shown by its last four characters alone."""

    id: int
    kind: str
    masked_number: str
    issued_on: date
    valid_until: date | None
    verified_by: str
    withdrawn_why: str
    withdrawn: bool

    @property
    def verified(self) -> bool:
        """Whether somebody saw the original."""
        return bool(self.verified_by)


@dataclass(frozen=True)
class PaperGap:
    """Why a caregiver may not be sent on a day: a kind of paper that she lacks then.

    `ended_on` is the last day of the one she had; None when there never was one. `article`: the law that asks for it,
    "" when the company does.
    """

    kind: str
    ended_on: date | None
    article: str


def paper_names() -> dict[str, str]:
    """What each kind of paper is called."""
    return {
        Paper.IDENTITY: _("identity card"),
        Paper.HEALTH: _("health certificate"),
        Paper.SKILL: _("certificate of skill"),
        Paper.CLEAN_RECORD: _("certificate of no criminal record"),
        Paper.SERVICE_CARD: _("home-service card"),
    }


def credentials_of(caregiver_id: int) -> list[CredentialSummary]:
    """Her papers, the newest first."""
    rows = Credential.objects.filter(caregiver_id=caregiver_id).order_by("-issued_on", "-id")
    return [
        CredentialSummary(
            id=row.pk,
            kind=row.kind,
            masked_number=f"···{row.number[-4:]}" if row.number else "",
            issued_on=row.issued_on,
            valid_until=row.valid_until,
            verified_by=row.verified_by,
            withdrawn_why=row.withdrawn_why,
            withdrawn=row.withdrawn_at is not None,
        )
        for row in rows
    ]


def demands() -> dict[tuple[str, str], date]:
    """(kind, trade or "") of every paper that the company asks for, and from which day."""
    found: dict[tuple[str, str], date | None] = {}
    for kind, trade, from_on in _DEMANDS.rows():
        found[kind, trade] = from_on
    return {key: from_on for key, from_on in found.items() if from_on is not None}


def asked_for(trade: str, on: date) -> list[Asked]:
    """Without which papers nobody is sent to the trade: by law at the company's place, and by its own decision."""
    return _asked_for(trade, on, demands(), _jurisdiction())


def _asked_for(trade: str, on: date, wanted: Mapping[tuple[str, str], date], jurisdiction: str) -> list[Asked]:
    strict: dict[str, date] = {}
    for (kind, work), from_on in wanted.items():
        if work in ("", trade):
            strict[kind] = min(strict.get(kind, from_on), from_on)
    by_law = law.papers_for(trade, jurisdiction, on)
    return [Asked(kind, from_on, True) for kind, from_on in sorted(strict.items())] + [
        Asked(kind, LONG_AGO, False) for kind in sorted(by_law)
    ]


def papers_by_law(on: date) -> dict[tuple[str, str], list[str]]:
    """The trades for which the law of the company's place asks for a paper, by (kind, article as quoted)."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    place = _jurisdiction()
    for trade in Trade:
        for kind, article_id in law.papers_for(trade, place, on).items():
            found[kind, law.citation(law.article(article_id))].append(trade.value)
    return dict(found)


def _jurisdiction() -> str:
    return company.jurisdiction_of(None)


def barred(
    trade: str,
    *,
    from_day: date,
    days: int,
    caregiver_id: int | None = None,
    known: Iterable[int] = (),
    jurisdiction: str | None = None,
) -> dict[int, tuple[tuple[int, int], ...]]:
    """In which epoch minutes of these days caregivers lack a paper that the trade asks for. At most three queries.

    Of those whose papers are on record, of `known`, or of one alone; who lacks nothing is left out. `jurisdiction` is
    that of the company, if it was asked for already.
    """
    asked = _asked_for(trade, from_day, demands(), jurisdiction or _jurisdiction())
    if not asked:
        return {}
    held = _held({one.kind for one in asked}, caregiver_id)
    people = {*held, *known} if any(one.strict for one in asked) else set(held)
    until = from_day + timedelta(days=days)
    found = {}
    for key in people:
        gaps = barred_days(asked, held.get(key, ()), from_day, until)
        if gaps:
            found[key] = tuple((minute_of(midnight(first)), minute_of(midnight(end))) for _kind, (first, end) in gaps)
    return found


def barred_of_trades(
    trades: Collection[str], *, from_day: date, days: int, known: Collection[int], caregiver_id: int | None = None
) -> dict[int, list[tuple[str, int, int]]]:
    """(trade, from, until) of the epoch minutes in which caregivers lack a paper that one of the trades asks for.

    At most three queries, however many trades; with `caregiver_id` her papers alone are read. Who lacks nothing is left
    out.
    """
    missing = papers_missing(trades, from_day=from_day, days=days, known=known, caregiver_id=caregiver_id)
    return {key: [(trade, begin, end) for trade, _kind, begin, end in rows] for key, rows in missing.items()}


def papers_missing(
    trades: Collection[str], *, from_day: date, days: int, known: Collection[int], caregiver_id: int | None = None
) -> dict[int, list[tuple[str, str, int, int]]]:
    """As `barred_of_trades`, with the kind of the paper: (trade, kind, from, until)."""
    wanted, place = demands(), _jurisdiction()
    asked = {trade: _asked_for(trade, from_day, wanted, place) for trade in trades}
    held = _held({one.kind for some in asked.values() for one in some}, caregiver_id)
    until = from_day + timedelta(days=days)
    found: dict[int, list[tuple[str, str, int, int]]] = defaultdict(list)
    for trade, some in asked.items():
        for key in {*held, *known} if any(one.strict for one in some) else set(held):
            for kind, (first, end) in barred_days(some, held.get(key, ()), from_day, until):
                found[key].append((trade, kind, minute_of(midnight(first)), minute_of(midnight(end))))
    return found


def paper_gap(caregiver_id: int, trade: str, on: date) -> PaperGap | None:
    """The first paper that keeps her from the trade on a day; None when she lacks nothing."""
    asked = asked_for(trade, on)
    held = _held({one.kind for one in asked}, caregiver_id).get(caregiver_id, [])
    gaps = barred_days(asked, held, on, on + timedelta(days=1))
    if not gaps:
        return None
    kind = gaps[0][0]
    ends = [one.until_on for one in held if one.kind == kind and one.until_on is not None and one.until_on < on]
    article_id = law.papers_for(trade, _jurisdiction(), on).get(kind)
    return PaperGap(kind, max(ends, default=None), law.citation(law.article(article_id)) if article_id else "")


def _held(kinds: Collection[str], caregiver_id: int | None) -> dict[int, list[Held]]:
    """The papers that count, and those withdrawn as if never seen but of which one stands on record."""
    rows = (_HELD if caregiver_id is None else _HELD_ONE).rows(
        **({} if caregiver_id is None else {"caregiver_id": caregiver_id})
    )
    found: dict[int, list[Held]] = defaultdict(list)
    for key, kind, issued_on, valid_until, withdrawn_at in rows:
        if kind in kinds:
            # A withdrawn paper covers no day, but it shows that papers are kept: without another she is not sent.
            ends = issued_on - timedelta(days=1) if withdrawn_at is not None else valid_until
            found[key].append(Held(kind, issued_on, ends))
    return found


def _counting(**only: Any) -> Any:
    rows = Credential.objects.filter(verified_at__isnull=False, **only)
    return rows.order_by("caregiver_id", "id").values_list(
        "caregiver_id", "kind", "issued_on", "valid_until", "withdrawn_at"
    )


_HELD = Prepared(_counting)
_HELD_ONE = Prepared(lambda: _counting(caregiver_id=Given("caregiver_id")))
_DEMANDS = Prepared(lambda: PaperDemand.objects.order_by("id").values_list("kind", "trade", "from_on"))
