"""What booking remembers."""

from anjia.booking.models.orders import AgreedScope, NeedsCheck, Order, OrderCount, Visit

__all__ = ["AgreedScope", "NeedsCheck", "Order", "OrderCount", "Visit"]
