"""Addresses: why she was sent, or was not; what she is good at; where she goes."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.caregiver.views import areas, matching, strengths

urlpatterns: list[URLPattern | URLResolver] = [
    path("choices/", matching.choices, name="choices"),
    path("choices/<int:own_weighed_id>/review/", matching.review, name="choice-review"),
    path("areas/", areas.areas, name="areas"),
    path("strengths/", strengths.strengths, name="strengths"),
    path("visits/<int:visit_id>/rather-not/", matching.rather_not, name="rather-not"),
]
