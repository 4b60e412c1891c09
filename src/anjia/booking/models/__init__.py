"""What booking remembers."""

from anjia.booking.models.orders import AgreedScope, NeedsCheck, Order, OrderCount, Visit
from anjia.booking.models.series import ExceptionDate, Series, SeriesChange, SeriesPause, SeriesTerm

__all__ = [
    "AgreedScope",
    "ExceptionDate",
    "NeedsCheck",
    "Order",
    "OrderCount",
    "Series",
    "SeriesChange",
    "SeriesPause",
    "SeriesTerm",
    "Visit",
]
