"""Addresses: pay."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.caregiver.views import pay

urlpatterns: list[URLPattern | URLResolver] = [
    path("pay/", pay.payslips, name="payslips"),
    path("pay/<int:payslip_id>/", pay.payslip, name="payslip"),
]
