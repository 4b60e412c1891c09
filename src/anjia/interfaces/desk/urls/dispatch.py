"""Addresses: visits, the day board."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import board, board_moves, figures, needs_checks, scopes, visit, visits

urlpatterns: list[URLPattern | URLResolver] = [
    path("board/", board.board, name="board"),
    path("board/rows/", board.rows, name="board-rows"),
    path("board/live/", board_moves.live, name="board-live"),
    path("board/file/<str:kind>/", board.day_file, name="board-file"),
    path("board/visits/<int:visit_id>/", board_moves.visit_sheet, name="board-visit"),
    path("board/visits/<int:visit_id>/trial/", board_moves.trial, name="board-trial"),
    path("board/visits/<int:visit_id>/move/", board_moves.move, name="board-move"),
    path("board/visits/<int:visit_id>/undo/<str:token>/", board_moves.undo, name="board-undo"),
    path("figures/", figures.figures, name="figures"),
    path("figures/file/", figures.figures_file, name="figures-file"),
    path("visits/", visits.visits, name="visits"),
    path("visits/<int:visit_id>/", visit.page, name="visit"),
    path("visits/<int:visit_id>/caregiver/", visit.choose, name="visit-caregiver"),
    path("visits/<int:visit_id>/best/", visit.send_best, name="visit-best"),
    path("visits/<int:visit_id>/move/", visit.move, name="visit-move"),
    path("visits/<int:visit_id>/needs/", needs_checks.needs_check, name="needs-check"),
    path("visits/<int:visit_id>/needs/phone/", needs_checks.phone, name="needs-check-phone"),
    path("visits/<int:visit_id>/needs/waive/", needs_checks.waive, name="needs-check-waive"),
    path("visits/<int:visit_id>/scope/", scopes.visit_scope, name="visit-scope"),
    path("visits/<int:visit_id>/cancel/", visit.cancel, name="visit-cancel"),
]
