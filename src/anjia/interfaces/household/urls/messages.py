"""Addresses: what the household and the company say to each other."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.household.views import messages

urlpatterns: list[URLPattern | URLResolver] = [
    path("messages/", messages.messages, name="messages"),
    path("messages/live/", messages.live, name="messages-live"),
    path("messages/files/<int:attachment_id>/", messages.file, name="message-file"),
]
