"""Addresses: late, something free, help."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.caregiver.views import guarantees

urlpatterns: list[URLPattern | URLResolver] = [
    path("visits/<int:visit_id>/late/", guarantees.late, name="late"),
    path("visits/<int:visit_id>/goodwill/", guarantees.goodwill, name="goodwill"),
    path("visits/<int:visit_id>/emergency/", guarantees.emergency, name="emergency"),
]
