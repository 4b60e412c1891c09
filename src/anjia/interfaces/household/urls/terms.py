"""Addresses: what is promised to everybody."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.household.views import terms

urlpatterns: list[URLPattern | URLResolver] = [
    path("terms/", terms.terms, name="terms"),
    path("terms/<slug:kind>/<int:version>/", terms.term, name="term"),
]
