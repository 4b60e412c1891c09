"""Addresses: promises, their clauses, and what the ladder told."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import clauses, notices, promises

urlpatterns: list[URLPattern | URLResolver] = [
    path("notices/", notices.notices, name="notices"),
    path("notices/seen/", notices.seen, name="notices-seen"),
    path("promises/", promises.promises, name="promises"),
    path("promises/<slug:kind>/", clauses.clause, name="clause"),
    path("promises/<slug:kind>/preview/", clauses.preview, name="clause-preview"),
    path("clauses/<int:clause_id>/withdrawal/", clauses.withdraw, name="clause-withdraw"),
]
