"""Addresses: the law here, calculators, and calculations behind their links."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.public.views import law

urlpatterns: list[URLPattern | URLResolver] = [
    path("law/<slug:slug>/", law.here, name="law"),
    path("law/<slug:slug>/<slug:kind>/", law.calculator, name="law-calculator"),
    path("c/<str:token>/", law.calculation, name="calculation"),
]
