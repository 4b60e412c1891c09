"""Addresses: why she was sent, or was not; what she is good at."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.caregiver.views import matching, strengths

urlpatterns: list[URLPattern | URLResolver] = [
    path("choices/", matching.choices, name="choices"),
    path("choices/<int:own_weighed_id>/review/", matching.review, name="choice-review"),
    path("strengths/", strengths.strengths, name="strengths"),
    path("visits/<int:visit_id>/rather-not/", matching.rather_not, name="rather-not"),
]
