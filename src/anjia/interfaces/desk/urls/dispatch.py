"""Addresses: visits, the day board."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import board, visit, visits

urlpatterns: list[URLPattern | URLResolver] = [
    path("board/", board.board, name="board"),
    path("visits/", visits.visits, name="visits"),
    path("visits/<int:visit_id>/", visit.page, name="visit"),
    path("visits/<int:visit_id>/caregiver/", visit.choose, name="visit-caregiver"),
    path("visits/<int:visit_id>/best/", visit.send_best, name="visit-best"),
    path("visits/<int:visit_id>/move/", visit.move, name="visit-move"),
    path("visits/<int:visit_id>/cancel/", visit.cancel, name="visit-cancel"),
]
