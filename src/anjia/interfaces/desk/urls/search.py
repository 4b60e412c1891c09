"""Addresses: search."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import search

urlpatterns: list[URLPattern | URLResolver] = [path("search/", search.search, name="search")]
