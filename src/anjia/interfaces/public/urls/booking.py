"""Addresses: a company's public page, and proposals behind their links."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.public.views import booking, proposals, terms, visit_links

urlpatterns: list[URLPattern | URLResolver] = [
    path("book/<slug:slug>/", booking.booking, name="booking"),
    path("book/<slug:slug>/thanks/", booking.thanks, name="thanks"),
    path("book/<slug:slug>/terms/", terms.terms, name="terms"),
    path("book/<slug:slug>/terms/<slug:kind>/<int:version>/", terms.term, name="term"),
    path("v/<str:token>/", visit_links.visit, name="visit-link"),
    path("v/<str:token>/confirm/", visit_links.confirm, name="visit-link-confirm"),
    path("v/<str:token>/move/", visit_links.move, name="visit-link-move"),
    path("v/<str:token>/cancel/", visit_links.cancel, name="visit-link-cancel"),
    path("p/<str:token>/", proposals.proposal, name="proposal"),
    path("p/<str:token>/accept/", proposals.accept, name="proposal-accept"),
    path("p/<str:token>/decline/", proposals.decline, name="proposal-decline"),
]
