"""Addresses: the waiting list."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.household.views import waiting

urlpatterns: list[URLPattern | URLResolver] = [
    path("waiting/", waiting.waiting, name="waiting"),
    path("waiting/join/", waiting.join, name="waiting-join"),
    path("waiting/<int:waiting_id>/accept/", waiting.accept, name="waiting-accept"),
    path("waiting/<int:waiting_id>/decline/", waiting.decline, name="waiting-decline"),
    path("waiting/<int:waiting_id>/leave/", waiting.leave, name="waiting-leave"),
]
