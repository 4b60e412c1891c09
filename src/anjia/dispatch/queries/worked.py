"""What was given out over a time, added up by the database."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Sum

from anjia.dispatch.models import Assignment
from anjia.kernel.clock import minute_of


@dataclass(frozen=True)
class Given:
    """A caregiver's visits of a time: how many, their minutes, and the minutes of the ways between them."""

    visits: int
    minutes: int
    way_minutes: int


def given_out(since: datetime, until: datetime) -> dict[int, Given]:
    """By caregiver, the visits that began from `since` up to `until`. One query.

    A way counts from the visit before; the ways from and to her home are her own.
    """
    rows = Assignment.objects.filter(
        state=Assignment.State.ASSIGNED, starts_minute__gte=minute_of(since), starts_minute__lt=minute_of(until)
    )
    sums = (
        rows.order_by()
        .values("caregiver_id")
        .annotate(
            visits=Count("id"),
            minutes=Sum(F("ends_minute") - F("starts_minute")),
            way=Sum(F("starts_minute") - F("busy_from")),
        )
    )
    return {row["caregiver_id"]: Given(row["visits"], row["minutes"], row["way"]) for row in sums}
