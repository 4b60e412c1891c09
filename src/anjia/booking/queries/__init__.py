"""Orders and visits, read; whether their needs were asked, and what they are guaranteed to do."""

from anjia.booking.queries.needs_checks import NeedsCheckSummary, needs_check_of, needs_checks_of, waiver_names
from anjia.booking.queries.orders import (
    MOST_ORDERS_FOUND,
    OrderSummary,
    VisitFilter,
    VisitPage,
    VisitSummary,
    coming_visits,
    order,
    orders_of_proposal,
    visit,
    visit_ids_between,
    visits,
    visits_between,
    visits_left,
    visits_of_household,
    visits_of_order,
    visits_page,
)
from anjia.booking.queries.scopes import ScopeSummary, scope_of, scopes_of, scopes_of_proposal

__all__ = [
    "MOST_ORDERS_FOUND",
    "NeedsCheckSummary",
    "OrderSummary",
    "ScopeSummary",
    "VisitFilter",
    "VisitPage",
    "VisitSummary",
    "coming_visits",
    "needs_check_of",
    "needs_checks_of",
    "order",
    "orders_of_proposal",
    "scope_of",
    "scopes_of",
    "scopes_of_proposal",
    "visit",
    "visit_ids_between",
    "visits",
    "visits_between",
    "visits_left",
    "visits_of_household",
    "visits_of_order",
    "visits_page",
    "waiver_names",
]
