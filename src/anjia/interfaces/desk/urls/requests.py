"""Addresses: what caregivers and households ask of the plan."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import leave_requests

urlpatterns: list[URLPattern | URLResolver] = [
    path("requests/leave/", leave_requests.leave_requests, name="leave-requests"),
    path("requests/leave/<int:leave_request_id>/", leave_requests.page, name="leave_request"),
    path("requests/leave/<int:leave_request_id>/grant/", leave_requests.grant, name="leave-grant"),
    path("requests/leave/<int:leave_request_id>/refuse/", leave_requests.refuse, name="leave-refuse"),
]
