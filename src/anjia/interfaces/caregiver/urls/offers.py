"""Addresses: visits offered to her, and visits she would swap."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.caregiver.views import offers

urlpatterns: list[URLPattern | URLResolver] = [
    path("offers/", offers.offers, name="offers"),
    path("offers/<int:offer_id>/accept/", offers.accept, name="offer-accept"),
    path("offers/<int:offer_id>/decline/", offers.decline, name="offer-decline"),
    path("swaps/<int:swap_id>/withdraw/", offers.withdraw, name="swap-withdraw"),
    path("visits/<int:visit_id>/swap/", offers.swap, name="swap"),
]
