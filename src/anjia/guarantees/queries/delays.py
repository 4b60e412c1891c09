"""Delays of a visit and what was given for them, with the arithmetic in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from anjia.guarantees.models import Delay, PreCompensation
from anjia.guarantees.rules import Basis
from anjia.kernel.clock import SHANGHAI
from anjia.kernel.money import yuan
from anjia.promises import queries as promises
from anjia.promises.queries import ClauseSummary
from anjia.promises.rules import Form


@dataclass(frozen=True)
class DelaySummary:
    """What somebody said beforehand; `minutes` in all after the agreed start."""

    id: int
    visit_id: int
    starts_at: datetime
    minutes: int
    cause: str
    text: str
    at: datetime
    by: str
    by_name: str


@dataclass(frozen=True)
class PreCompensationSummary:
    """Money given for a delay before anybody asked; `arithmetic` says in words how it comes to `amount_fen`."""

    id: int
    visit_id: int
    household_id: int
    step: int
    basis: str
    cause: str
    starts_at: datetime
    late_minutes: int
    price_fen: int
    amount_fen: int
    total_fen: int
    clause_id: int
    clause_version: int
    arithmetic: str
    at: datetime


@dataclass(frozen=True)
class GivenForDelays:
    """What a span's delays came to."""

    visits: int
    amount_fen: int


def delays_of(visit_id: int) -> tuple[DelaySummary, ...]:
    """What was announced for a visit, oldest first; the last word counts."""
    return tuple(
        DelaySummary(row.pk, visit_id, row.starts_at, row.minutes, row.cause, row.text, row.at, row.by, row.by_name)
        for row in Delay.objects.filter(visit_id=visit_id).order_by("id")
    )


def pre_compensations_of(visit_id: int) -> tuple[PreCompensationSummary, ...]:
    """What was given for a visit's delay, oldest first."""
    return _summaries(PreCompensation.objects.filter(visit_id=visit_id).order_by("step"))


def pre_compensations(ids: Iterable[int]) -> dict[int, PreCompensationSummary]:
    """Several by id, for a page of account lines."""
    return {one.id: one for one in _summaries(PreCompensation.objects.filter(pk__in=set(ids)))}


def latest_pre_compensations(*, limit: int = 50) -> tuple[PreCompensationSummary, ...]:
    """What was given for delays lately, newest first."""
    return _summaries(PreCompensation.objects.order_by("-at", "-id")[:limit])


def given_for_delays(since: datetime, until: datetime) -> GivenForDelays:
    """How many visits were compensated in [since, until), and with how much."""
    rows = PreCompensation.objects.filter(at__gte=since, at__lt=until)
    sums = rows.aggregate(visits=Count("visit_id", distinct=True), fen=Sum("amount_fen"))
    return GivenForDelays(sums["visits"], sums["fen"] or 0)


def _summaries(rows: Iterable[PreCompensation]) -> tuple[PreCompensationSummary, ...]:
    found = list(rows)
    clauses = {clause_id: promises.clause(clause_id) for clause_id in {row.clause_id for row in found}}
    return tuple(_summary(row, clauses[row.clause_id]) for row in found)


def _summary(row: PreCompensation, clause: ClauseSummary) -> PreCompensationSummary:
    return PreCompensationSummary(
        id=row.pk,
        visit_id=row.visit_id,
        household_id=row.household_id,
        step=row.step,
        basis=row.basis,
        cause=row.cause,
        starts_at=row.starts_at,
        late_minutes=row.late_minutes,
        price_fen=row.price_fen,
        amount_fen=row.amount_fen,
        total_fen=row.total_fen,
        clause_id=row.clause_id,
        clause_version=clause.version,
        arithmetic=_arithmetic(row, clause),
        at=row.at,
    )


def _arithmetic(row: PreCompensation, clause: ClauseSummary) -> str:
    """How the amount comes about, so that anybody can reckon it again."""
    parts = [_waited(row), _formula(row, clause)]
    if row.total_fen < row.owed_fen:
        parts.append(_("at most the price of the visit, %(price)s") % {"price": yuan(row.price_fen)})
    before = row.total_fen - row.amount_fen
    if before:
        values = {"before": yuan(before), "added": yuan(row.amount_fen)}
        parts.append(_("%(before)s were given before, so %(added)s were added") % values)
    return _("; ").join(parts)


def _waited(row: PreCompensation) -> str:
    start = row.starts_at.astimezone(SHANGHAI).strftime("%H:%M")
    if row.basis == Basis.NO_SHOW:
        return _("Nobody came to the visit agreed for %(start)s") % {"start": start}
    values = {"late": row.late_minutes, "start": start, "counted": row.counted_minutes}
    return _("%(late)d min after the agreed %(start)s, %(counted)d min more than promised") % values


def _formula(row: PreCompensation, clause: ClauseSummary) -> str:
    remedy = clause.remedy
    values = {"owed": yuan(row.owed_fen), "amount": yuan(remedy.amount_fen), "most": yuan(remedy.most_fen)}
    if remedy.form == Form.SHARE:
        words = _("%(percent)d %% of %(price)s = %(owed)s")
        said = words % {**values, "percent": remedy.share_percent, "price": yuan(row.price_fen)}
    elif remedy.form == Form.PER_STARTED_MINUTES:
        times = -(-row.counted_minutes // remedy.per_minutes)
        words = _("%(times)d × %(amount)s (each started %(per)d min) = %(owed)s")
        said = words % {**values, "times": times, "per": remedy.per_minutes}
    else:
        said = _("%(amount)s as a fixed sum") % values
    return said + (_(" (at most %(most)s)") % values if remedy.most_fen else "")
