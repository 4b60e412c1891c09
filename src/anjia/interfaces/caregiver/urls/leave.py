"""Addresses: leave she asks for."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.caregiver.views import leave

urlpatterns: list[URLPattern | URLResolver] = [
    path("leave/", leave.leave, name="leave"),
    path("leave/touched/", leave.touched, name="leave-touched"),
    path("leave/ask/", leave.ask, name="leave-ask"),
    path("leave/<int:leave_request_id>/withdraw/", leave.withdraw, name="leave-withdraw"),
]
