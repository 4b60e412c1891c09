"""Addresses: visits."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.household.views import visit_links, visits

urlpatterns: list[URLPattern | URLResolver] = [
    path("visits/", visits.visits, name="visits"),
    path("visits/<int:visit_id>/", visits.visit, name="visit"),
    path("visits/<int:visit_id>/live/", visits.live, name="visit-live"),
    path("visits/<int:visit_id>/note/", visits.note, name="note"),
    path("visits/<int:visit_id>/link/", visit_links.make, name="visit-link"),
    path("photos/<int:photo_id>/", visits.photo, name="photo"),
    path("incidents/<int:incident_id>/photo/", visits.incident_photo, name="incident-photo"),
]
