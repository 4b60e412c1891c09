"""What the desk's page of a visit shows of delays, free extras, refunds and emergencies, and what can be said there."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.booking.queries import VisitSummary
from anjia.booking.rules import VisitState
from anjia.guarantees import queries
from anjia.guarantees.queries import GoodwillSummary, PreCompensationSummary
from anjia.interfaces.desk.views.guarantees import ASKERS, SENDERS
from anjia.interfaces.shared.access import Person
from anjia.interfaces.shared.guarantees import (
    DelayLine,
    EmergencyLine,
    RefundLine,
    delay_of,
    emergency_line,
    refund_line,
)


@dataclass(frozen=True)
class Given:
    """Everything around one visit; `may_say` are (words, address) of what whoever asks can write down."""

    delay: DelayLine | None
    steps: tuple[PreCompensationSummary, ...]
    goodwill: tuple[GoodwillSummary, ...]
    refunds: tuple[RefundLine, ...]
    emergencies: tuple[EmergencyLine, ...]
    may_say: list[tuple[str, str]]


def given_on(visit: VisitSummary, person: Person, *, at: datetime) -> Given:
    """Everything around one visit; the same number of queries however much was given."""
    return Given(
        delay=delay_of(visit.id),
        steps=queries.pre_compensations_of(visit.id),
        goodwill=queries.goodwill_of(visit.id),
        refunds=tuple(refund_line(one) for one in queries.refunds_of_visit(visit.id)),
        emergencies=tuple(emergency_line(one) for one in queries.emergencies_of_visit(visit.id)),
        may_say=_may_say(visit, person, at),
    )


def _may_say(visit: VisitSummary, person: Person, at: datetime) -> list[tuple[str, str]]:
    if visit.state == VisitState.CANCELLED:
        return []
    ahead, begun = visit.state == VisitState.PLANNED and at <= visit.ends_at, at >= visit.starts_at
    sends, asks = person.may(*SENDERS), person.may(*ASKERS)
    offered = (
        (ahead and sends, _("Begins late"), "visit-delay"),
        (begun and sends, _("Free extra"), "visit-goodwill"),
        (begun and asks, _("Refund asked for"), "visit-refund"),
        (True, _("Emergency by phone"), "visit-emergency"),
    )
    return [(words, reverse(f"desk:{name}", args=[visit.id])) for may, words, name in offered if may]
