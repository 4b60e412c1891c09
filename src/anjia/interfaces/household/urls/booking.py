"""Addresses: booking."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.household.views import booking, changes, held, proposals, slots

urlpatterns: list[URLPattern | URLResolver] = [
    path("", booking.home, name="home"),
    path("services/", booking.services, name="services"),
    path("services/<int:offering_id>/ask/", booking.ask, name="ask"),
    path("homes/new/", booking.home_new, name="home-new"),
    path("times/", slots.slots, name="slots"),
    path("times/who/", slots.who, name="slot-who"),
    path("times/hold/", held.hold, name="slot-hold"),
    path("held/<int:hold_id>/", held.held, name="held"),
    path("held/<int:hold_id>/confirm/", held.confirm, name="hold-confirm"),
    path("held/<int:hold_id>/release/", held.release, name="hold-release"),
    path("orders/<int:order_id>/", booking.ordered, name="ordered"),
    path("visits/<int:visit_id>/cancel/", changes.cancel, name="visit-cancel"),
    path("proposals/<int:proposal_id>/", proposals.proposal, name="proposal"),
    path("proposals/<int:proposal_id>/accept/", proposals.accept, name="proposal-accept"),
    path("proposals/<int:proposal_id>/decline/", proposals.decline, name="proposal-decline"),
]
