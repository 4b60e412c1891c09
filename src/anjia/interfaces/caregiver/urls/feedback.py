"""Addresses: what families said of her, and what inspections saw."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.caregiver.views import feedback

urlpatterns: list[URLPattern | URLResolver] = [
    path("feedback/", feedback.feedback, name="feedback"),
    path("feedback/<int:survey_id>/", feedback.reply, name="reply"),
    path("findings/<int:finding_id>/remedy/", feedback.remedy, name="remedy"),
    path("findings/<int:finding_id>/photo/", feedback.photo, name="finding-photo"),
]
