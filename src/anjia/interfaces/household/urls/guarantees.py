"""Addresses: money back, help."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.household.views import guarantees

urlpatterns: list[URLPattern | URLResolver] = [
    path("visits/<int:visit_id>/refund/", guarantees.refund, name="refund"),
    path("visits/<int:visit_id>/help/", guarantees.help_page, name="help"),
]
