"""When of the day a kind of promise is kept."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.db.models.functions import ExtractHour, ExtractMinute

from anjia.kernel.clock import SHANGHAI
from anjia.promises import rules
from anjia.promises.models import Promise
from anjia.promises.rules import Kind, State

DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class HourRecord:
    """How many promises whose time began in an hour of the day (0-23, Shanghai) were kept and broken."""

    hour: int
    kept: int
    broken: int

    @property
    def share(self) -> int | None:
        """Whole percent kept; None when none has ended."""
        return rules.share_kept(self.kept, self.broken)


def kept_by_hour(kind: Kind, since: datetime, until: datetime) -> list[HourRecord]:
    """Promises due from `since` up to `until` that ended, by the hour in which their time began. One query.

    The time of a promise begins its clause's minutes before it is due: the agreed start of a visit, say.
    """
    ended = Promise.objects.filter(kind=kind, state__in=[State.KEPT, State.BROKEN], due_at__gte=since, due_at__lt=until)
    rows = ended.annotate(hour=ExtractHour("due_at", tzinfo=SHANGHAI), minute=ExtractMinute("due_at", tzinfo=SHANGHAI))
    counts: dict[int, dict[str, int]] = defaultdict(lambda: {State.KEPT: 0, State.BROKEN: 0})
    for row in rows.values("hour", "minute", "clause__minutes", "state").annotate(n=Count("id")):
        began = (row["hour"] * 60 + row["minute"] - row["clause__minutes"]) % DAY_MINUTES
        counts[began // 60][row["state"]] += row["n"]
    return [HourRecord(hour, found[State.KEPT], found[State.BROKEN]) for hour, found in sorted(counts.items())]
