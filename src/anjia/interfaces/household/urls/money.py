"""Addresses: money."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.household.views import money

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", money.account, name="account"),
]
