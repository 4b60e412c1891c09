"""Addresses: services, prices, standards."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import offering, offerings

urlpatterns: list[URLPattern | URLResolver] = [
    path("services/", offerings.offerings, name="offerings"),
    path("services/new/", offerings.new, name="offering-new"),
    path("services/<int:offering_id>/", offering.page, name="offering"),
    path("services/<int:offering_id>/change/", offering.change, name="offering-change"),
    path("services/<int:offering_id>/price/", offering.revise_price, name="offering-price"),
    path("services/<int:offering_id>/standard/", offering.standard, name="offering-standard"),
    path("services/<int:offering_id>/retire/", offering.retire, name="offering-retire"),
]
