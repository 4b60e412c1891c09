"""Addresses: staff, log, deliveries."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import company

urlpatterns: list[URLPattern | URLResolver] = [
    path("staff/", company.staff, name="staff"),
    path("staff/<int:staff_id>/roles/", company.roles, name="roles"),
    path("staff/<int:staff_id>/password/", company.password, name="staff-password"),
    path("staff/<int:staff_id>/dismiss/", company.dismiss, name="dismiss"),
    path("branches/new/", company.branch, name="branch-new"),
    path("branches/law/", company.jurisdiction, name="jurisdiction"),
    path("log/", company.audit, name="audit"),
    path("deliveries/", company.deliveries, name="deliveries"),
    path("deliveries/<int:job_id>/retry/", company.retry, name="retry"),
]
