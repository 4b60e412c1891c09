"""Addresses: how caregivers are chosen."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import matching

urlpatterns: list[URLPattern | URLResolver] = [
    path("matching/weights/", matching.weights, name="matching-weights"),
    path("matching/reviews/<int:review_id>/", matching.match_review, name="match_review"),
    path("matching/words/<int:preference_id>/lift/", matching.lift, name="preference-lift"),
    path("households/<int:household_id>/needs/", matching.set_needs, name="household-needs"),
    path("households/<int:household_id>/pair/", matching.say_pair, name="household-pair"),
    path("caregivers/<int:caregiver_id>/suiting/", matching.set_suiting, name="caregiver-suiting"),
    path(
        "caregivers/<int:caregiver_id>/suiting/<slug:word>/confirm/",
        matching.answer_claim,
        {"confirmed": True},
        name="caregiver-claim-confirm",
    ),
    path(
        "caregivers/<int:caregiver_id>/suiting/<slug:word>/deny/",
        matching.answer_claim,
        {"confirmed": False},
        name="caregiver-claim-deny",
    ),
]
