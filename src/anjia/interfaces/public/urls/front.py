"""Addresses: the front page and the demo's doors."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.public.views import demo, front

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.front, name="front"),
    path("demo/<slug:role>/", demo.demo, name="demo"),
]
