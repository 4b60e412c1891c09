"""Addresses: an expert's advice."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.household.views import advice, visits

urlpatterns: list[URLPattern | URLResolver] = [
    path("advice/<int:consultation_id>/", advice.consultation, name="consultation"),
    path("findings/<int:finding_id>/photo/", visits.finding_photo, name="finding-photo"),
]
