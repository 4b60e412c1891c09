"""How the company came back to its visits: each one, and how many of all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from anjia.fieldwork import queries as fieldwork
from anjia.kernel.errors import Missing
from anjia.quality.models import FollowUp, FollowUpAttempt
from anjia.quality.rules.follow_ups import Outcome, Way, share


@dataclass(frozen=True)
class FollowUpSummary:
    """One completed visit to come back to. Its promise is about "visit:<id>"."""

    visit_id: int
    household_id: int
    caregiver_id: int
    done_at: datetime
    attempted_at: datetime | None
    responded_at: datetime | None
    call_again_at: datetime | None

    @property
    def subject(self) -> str:
        """What its promise is about."""
        return f"visit:{self.visit_id}"


@dataclass(frozen=True)
class AttemptSummary:
    """One attempt; `outcome` is empty unless somebody rang."""

    at: datetime
    by_name: str
    way: str
    outcome: str
    note: str


@dataclass(frozen=True)
class Coverage:
    """Of so many completed visits so many were followed up, and to so many the household said something."""

    done: int
    attempted: int
    responded: int

    @property
    def share(self) -> int | None:
        """Attempted of completed in whole percent; None without a visit. Only all of them read 100."""
        return share(self.attempted, self.done)

    @property
    def response(self) -> int | None:
        """Responded of completed in whole percent."""
        return share(self.responded, self.done)


def _summary(row: Any) -> FollowUpSummary:
    return FollowUpSummary(
        visit_id=row.visit_id,
        household_id=row.household_id,
        caregiver_id=row.caregiver_id,
        done_at=row.done_at,
        attempted_at=row.attempted_at,
        responded_at=row.responded_at,
        call_again_at=row.call_again_at,
    )


def follow_up_of(visit_id: int) -> FollowUpSummary:
    """How the company came back to a completed visit. Raises Missing."""
    row = FollowUp.objects.filter(visit_id=visit_id).first()
    if row is None:
        raise Missing
    return _summary(row)


def follow_ups_of(ids: Iterable[int]) -> dict[int, FollowUpSummary]:
    """The same for several visits, by visit id, in one query; visits that are not done are left out."""
    return {row.visit_id: _summary(row) for row in FollowUp.objects.filter(visit_id__in=set(ids))}


def attempts_of(visit_id: int) -> list[AttemptSummary]:
    """Every attempt to come back to a visit, newest first."""
    rows = FollowUpAttempt.objects.filter(follow_up__visit_id=visit_id).order_by("-id")
    return [AttemptSummary(row.at, row.by_name, row.way, row.outcome, row.note) for row in rows]


def coverage_between(since: datetime, until: datetime) -> Coverage:
    """How many of the visits completed in [since, until) were followed up.

    Completed visits are counted at their source, so that one whose row is still on its way counts as missing.
    """
    rows = FollowUp.objects.filter(done_at__gte=since, done_at__lt=until)
    found = rows.aggregate(listed=Count("id"), attempted=Count("attempted_at"), responded=Count("responded_at"))
    done = max(found["listed"], fieldwork.count_completed(since, until))
    return Coverage(done, found["attempted"], found["responded"])


def not_attempted(
    *, since: datetime | None = None, after: tuple[datetime, int] | None = None, limit: int = 50
) -> list[FollowUpSummary]:
    """Completed visits nobody came back to, the longest waiting first; `after` is (done_at, visit id) of the last."""
    rows: QuerySet[FollowUp] = FollowUp.objects.filter(attempted_at__isnull=True).order_by("done_at", "visit_id")
    if since is not None:
        rows = rows.filter(done_at__gte=since)
    if after is not None:
        rows = rows.filter(Q(done_at__gt=after[0]) | Q(done_at=after[0], visit_id__gt=after[1]))
    return [_summary(row) for row in rows[:limit]]


def calls_to_repeat(*, until: datetime, limit: int = 50) -> list[FollowUpSummary]:
    """Visits whose household is to be rung again up to `until`, by the time that was agreed."""
    rows = FollowUp.objects.filter(call_again_at__lte=until).order_by("call_again_at", "id")
    return [_summary(row) for row in rows[:limit]]


def outcome_names() -> dict[str, str]:
    """What can come of a call."""
    return {
        Outcome.REACHED: _("We spoke"),
        Outcome.NOT_REACHED: _("Nobody answered"),
        Outcome.CALL_AGAIN: _("Will call again"),
    }


def way_names() -> dict[str, str]:
    """How the company came back to a visit."""
    return {
        Way.OPENED: _("Opened the question"),
        Way.ANSWERED: _("Answered the question"),
        Way.CALL: _("Call"),
    }
