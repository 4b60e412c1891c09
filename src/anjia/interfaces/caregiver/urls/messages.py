"""Addresses: her chat with the company."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.caregiver.views import messages

urlpatterns: list[URLPattern | URLResolver] = [
    path("messages/", messages.messages, name="messages"),
    path("messages/live/", messages.live, name="messages-live"),
    path("messages/files/<int:own_attachment_id>/", messages.file, name="message-file"),
]
