"""Who looks after which aspect, and what waits for their note."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min

from anjia.company.rules import Role
from anjia.remarks.models import AspectNote, AspectOwner, RemarkAspect
from anjia.remarks.rules import USUAL_OWNER, Aspect, Polarity


@dataclass(frozen=True)
class Unnoted:
    """Unhappy texts about an aspect that its owner has not taken note of; `since` the oldest was written."""

    aspect: Aspect
    role: Role
    count: int
    since: datetime


def owners() -> dict[Aspect, Role]:
    """The role that looks after each aspect."""
    chosen = dict(AspectOwner.objects.values_list("aspect", "role"))
    return {aspect: Role(chosen.get(aspect.value, USUAL_OWNER[aspect])) for aspect in Aspect}


def _noted() -> dict[str, int]:
    rows = AspectNote.objects.values_list("aspect").annotate(last=Max("until_remark_id"))
    return dict(rows)


def unnoted(*, since: datetime) -> list[Unnoted]:
    """What was said unhappily since an instant and nobody has taken note of, by aspect; in three queries."""
    noted, roles = _noted(), owners()
    rows = RemarkAspect.objects.filter(polarity=Polarity.UNHAPPY, written_at__gte=since)
    for aspect, until in noted.items():
        rows = rows.exclude(aspect=aspect, remark_id__lte=until)
    found = rows.values("aspect").annotate(count=Count("id"), since=Min("written_at")).order_by("-count", "aspect")
    return [Unnoted(Aspect(row["aspect"]), roles[Aspect(row["aspect"])], row["count"], row["since"]) for row in found]


def unnoted_of(aspect: Aspect) -> int:
    """How many unhappy texts about the aspect nobody has taken note of."""
    rows = RemarkAspect.objects.filter(polarity=Polarity.UNHAPPY, aspect=aspect)
    return int(rows.filter(remark_id__gt=_noted().get(aspect.value, 0)).count())
