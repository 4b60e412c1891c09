"""Addresses: photos of visits."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import fieldwork

urlpatterns: list[URLPattern | URLResolver] = [
    path("photos/<int:photo_id>/", fieldwork.photo, name="photo"),
    path("incidents/<int:incident_id>/photo/", fieldwork.incident_photo, name="incident-photo"),
]
