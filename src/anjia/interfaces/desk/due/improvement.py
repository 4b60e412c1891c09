"""What waits around causes: money a second person decides, patterns a lead decides, losses nobody has explained."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from anjia.company.rules import Role
from anjia.interfaces.desk.due.items import Due, end_of, page
from anjia.kernel.clock import day_of
from anjia.kernel.money import yuan
from anjia.losses import queries as losses
from anjia.quality import queries as quality

DECIDE_WITHIN = timedelta(hours=24)


def approvals(at: datetime) -> list[Due]:
    """Money back that waits for a second person."""
    return [
        Due(
            kind="approval",
            icon="yuan",
            what=_("Decide about money back"),
            about=yuan(one.amount_fen),
            note=one.text[:60],
            url=page("complaint", one.complaint_id),
            due_at=one.at + DECIDE_WITHIN,
            act=pgettext("act", "Open"),
            roles=(Role.QUALITY_LEAD, Role.OWNER),
            clocked=False,
        )
        for one in quality.open_requests(limit=50)
    ]


def patterns(at: datetime) -> list[Due]:
    """Causes that keep coming, until somebody says yes or no."""
    names = quality.cause_names()
    return [
        Due(
            kind="pattern",
            icon="shield",
            what=_("Decide about a preventive action"),
            about=names.get(one.cause, one.cause),
            url=page("causes"),
            due_at=end_of(day_of(one.proposed_at) + timedelta(days=7)),
            act=pgettext("act", "Open"),
            roles=(Role.QUALITY_LEAD,),
            clocked=False,
        )
        for one in quality.open_proposals(limit=20)
    ]


def unexplained(at: datetime) -> list[Due]:
    """Losses that wait for a reason: one line for all."""
    count = losses.count_unexplained()
    if not count:
        return []
    return [
        Due(
            kind="loss",
            icon="filter",
            what=_("Say why it was lost"),
            about=ngettext("%(n)d case", "%(n)d cases", count) % {"n": count},
            url=page("loss-cases", query="?unexplained=yes&days=365"),
            due_at=end_of(day_of(at)),
            act=pgettext("act", "Open"),
            roles=(Role.ADVISER, Role.QUALITY_LEAD),
            clocked=False,
        )
    ]
