"""Addresses: a word to the company from outside."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.public.views import voice

urlpatterns: list[URLPattern | URLResolver] = [
    path("contact/<slug:slug>/", voice.contact, name="contact"),
    path("contact/<slug:slug>/thanks/", voice.said, name="said"),
    path("say/<slug:slug>/<slug:code>/", voice.slip, name="slip"),
    path("wechat/<slug:slug>/", voice.wechat, name="wechat"),
]
