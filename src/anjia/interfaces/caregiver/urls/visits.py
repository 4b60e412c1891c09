"""Addresses: visits."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.caregiver.views import acts, day, offline, visits

urlpatterns: list[URLPattern | URLResolver] = [
    path("", day.today, name="today"),
    path("tomorrow/", day.tomorrow, name="tomorrow"),
    path("week/", day.week, name="week"),
    path("me/", day.me, name="me"),
    path("visits/<int:visit_id>/", visits.visit, name="visit"),
    path("visits/<int:visit_id>/done/", visits.done, name="done"),
    path("visits/<int:visit_id>/phone/", visits.phone, name="phone"),
    path("visits/<int:visit_id>/set-out/", acts.set_out, name="set-out"),
    path("visits/<int:visit_id>/check-in/", acts.check_in, name="check-in"),
    path("visits/<int:visit_id>/steps/<int:position>/tick/", acts.tick, name="tick"),
    path("visits/<int:visit_id>/steps/<int:position>/untick/", acts.untick, name="untick"),
    path("visits/<int:visit_id>/photos/", acts.add_photo, name="add-photo"),
    path("visits/<int:visit_id>/photos/<int:photo_id>/remove/", acts.remove_photo, name="remove-photo"),
    path("visits/<int:visit_id>/incidents/", acts.report_incident, name="report-incident"),
    path("visits/<int:visit_id>/complete/", acts.complete, name="complete"),
    path("photos/<int:photo_id>/", visits.photo, name="photo"),
    path("offline/", offline.offline, name="offline"),
    path("sw.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
]
