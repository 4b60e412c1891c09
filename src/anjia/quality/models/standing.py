"""Complaints with what their state is derived from."""

from django.db import models
from django.db.models.functions import Coalesce

from anjia.quality.models.cases import Plan, Wait, WaitEnding
from anjia.quality.models.complaints import Complaint, ComplaintReply, Resolution, Verdict


def with_standing(rows: "models.QuerySet[Complaint]") -> "models.QuerySet[Complaint]":
    """The complaints with what their state is derived from.

    `answered`, `resolutions`, `contests`, `confirmed`; `waiting` for the household, and how many `plans` there were.
    """
    mine = models.OuterRef("pk")
    replies = ComplaintReply.objects.filter(complaint=mine, from_household=False)
    return rows.annotate(
        answered=models.Exists(replies),
        resolutions=_count(Resolution.objects.filter(complaint=mine)),
        contests=_count(Verdict.objects.filter(complaint=mine, settled=False)),
        confirmed=models.Exists(Verdict.objects.filter(complaint=mine, settled=True)),
        waiting=models.Exists(open_waits().filter(complaint=mine)),
        plans=_count(Plan.objects.filter(complaint=mine)),
    )


def open_waits() -> "models.QuerySet[Wait]":
    """The times the company waits for a household now."""
    rows: models.QuerySet[Wait] = Wait.objects.exclude(
        models.Exists(WaitEnding.objects.filter(wait=models.OuterRef("pk")))
    )
    return rows


def _count(rows: "models.QuerySet[Resolution] | models.QuerySet[Verdict] | models.QuerySet[Plan]") -> Coalesce:
    counted = rows.order_by().values("complaint").annotate(n=models.Count("pk")).values("n")
    return Coalesce(models.Subquery(counted, output_field=models.IntegerField()), 0)


def unsettled() -> "models.QuerySet[Complaint]":
    """Complaints without a resolution that stands."""
    contested = Verdict.objects.filter(resolution=models.OuterRef("pk"), settled=False)
    standing = Resolution.objects.filter(complaint=models.OuterRef("pk")).exclude(models.Exists(contested))
    rows: models.QuerySet[Complaint] = Complaint.objects.exclude(models.Exists(standing))
    return rows
