"""Addresses: who comes and why."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.household.views import matching

urlpatterns: list[URLPattern | URLResolver] = [
    path("visits/<int:visit_id>/why/", matching.why, name="why"),
    path("visits/<int:visit_id>/why/review/", matching.review, name="why-review"),
    path("visits/<int:visit_id>/again/", matching.favour, name="favour"),
    path("visits/<int:visit_id>/somebody-else/", matching.refuse, name="refuse"),
    path("times/who/refuse/", matching.refuse_offered, name="refuse-offered"),
    path("people/", matching.people, name="people"),
    path("people/<int:preference_id>/lift/", matching.lift, name="preference-lift"),
]
