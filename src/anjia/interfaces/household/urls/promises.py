"""Addresses: what was promised, surveys at home."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.household.views import home_surveys, promises

urlpatterns: list[URLPattern | URLResolver] = [
    path("promises/", promises.promises, name="promises"),
    path("surveys-at-home/", home_surveys.home_surveys, name="home-surveys"),
    path("surveys-at-home/ask/<int:enquiry_id>/", home_surveys.ask, name="home-surveys-ask"),
    path("surveys-at-home/<int:home_survey_id>/move/", home_surveys.move, name="home-survey-move"),
    path("surveys-at-home/<int:survey_request_id>/waive/", home_surveys.waive, name="home-surveys-waive"),
    path("surveys-at-home/photos/<int:survey_photo_id>/", home_surveys.photo, name="home-survey-photo"),
]
