"""Addresses: what caregivers and households ask of the plan."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import leave_requests, offers, visit_links, waiting

urlpatterns: list[URLPattern | URLResolver] = [
    path("requests/leave/", leave_requests.leave_requests, name="leave-requests"),
    path("requests/leave/<int:leave_request_id>/", leave_requests.page, name="leave_request"),
    path("requests/leave/<int:leave_request_id>/grant/", leave_requests.grant, name="leave-grant"),
    path("requests/leave/<int:leave_request_id>/refuse/", leave_requests.refuse, name="leave-refuse"),
    path("requests/offers/", offers.offers, name="offers"),
    path("requests/offers/<int:offer_id>/", offers.page, name="offer"),
    path("requests/offers/<int:offer_id>/withdraw/", offers.withdraw, name="offer-withdraw"),
    path("requests/offers/<int:offer_id>/agree/", offers.agree, name="swap-agree"),
    path("requests/offers/<int:offer_id>/refuse/", offers.refuse, name="swap-refuse"),
    path("requests/waiting/", waiting.waiting, name="waiting"),
    path("requests/waiting/<int:waiting_id>/leave/", waiting.leave, name="waiting-leave"),
    path("households/<int:household_id>/waiting/", waiting.add, name="waiting-add"),
    path("visits/<int:visit_id>/link/", visit_links.make, name="visit-link"),
    path("visits/<int:visit_id>/link/close/", visit_links.close, name="visit-link-close"),
    path("visits/<int:visit_id>/offer/", offers.offer, name="visit-offer"),
]
