"""Addresses: today."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import today

urlpatterns: list[URLPattern | URLResolver] = [path("", today.today, name="today")]
