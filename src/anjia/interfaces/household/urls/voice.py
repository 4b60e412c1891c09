"""Addresses: how it was, and what was wrong."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.household.views import voice

urlpatterns: list[URLPattern | URLResolver] = [
    path("survey/<int:survey_id>/", voice.survey, name="survey"),
    path("survey/<int:survey_id>/thanks/", voice.thanks, name="thanks"),
    path("visits/<int:visit_id>/complaint/", voice.complain, name="complain"),
    path("complaints/<int:complaint_id>/", voice.complaint, name="complaint"),
    path("complaints/<int:complaint_id>/write/", voice.write, name="write"),
    path("complaints/<int:complaint_id>/confirm/", voice.confirm, name="confirm"),
    path("complaints/<int:complaint_id>/contest/", voice.contest, name="contest"),
]
