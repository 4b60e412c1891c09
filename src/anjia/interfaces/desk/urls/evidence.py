"""Addresses: evidence."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import evidence

urlpatterns: list[URLPattern | URLResolver] = [
    path("complaints/<int:complaint_id>/evidence/", evidence.pack, name="evidence-pack"),
]
