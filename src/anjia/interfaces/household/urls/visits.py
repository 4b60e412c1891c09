"""Addresses: visits."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.household.views import visits

urlpatterns: list[URLPattern | URLResolver] = [
    path("visits/", visits.visits, name="visits"),
    path("visits/<int:visit_id>/", visits.visit, name="visit"),
    path("visits/<int:visit_id>/live/", visits.live, name="visit-live"),
    path("visits/<int:visit_id>/note/", visits.note, name="note"),
    path("photos/<int:photo_id>/", visits.photo, name="photo"),
    path("incidents/<int:incident_id>/photo/", visits.incident_photo, name="incident-photo"),
]
