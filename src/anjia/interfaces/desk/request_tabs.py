"""The faces of what is asked of the plan: leave, and later what is offered and who waits."""

from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.interfaces.shared.parts import Link
from anjia.offers import queries as offers
from anjia.workforce import queries as workforce


def tabs(chosen: str) -> list[Link]:
    """Links between the pages of requests, with how much waits."""
    waiting = {
        "leave-requests": (_("Leave"), len(workforce.open_leave_requests())),
        "offers": (_("Offers and swaps"), len(offers.open_offers())),
        "waiting": (_("Waiting list"), offers.count_waiting()),
    }
    return [
        Link(label=label, url=reverse(f"desk:{name}"), current=name == chosen, count=count)
        for name, (label, count) in waiting.items()
    ]
