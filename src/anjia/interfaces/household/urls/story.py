"""Addresses: what happened so far."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.household.views import story

urlpatterns: list[URLPattern | URLResolver] = [
    path("story/", story.story, name="story"),
]
