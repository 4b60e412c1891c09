"""Addresses: the law here and its calculators."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import law

urlpatterns: list[URLPattern | URLResolver] = [
    path("law/", law.here, name="law"),
    path("law/claims/", law.claims, name="law-claims"),
    path("law/<slug:kind>/", law.calculator, name="law-calculator"),
    path("law/<slug:kind>/link/", law.share, name="law-share"),
]
