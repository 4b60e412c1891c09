"""Addresses: households."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import household, households

urlpatterns: list[URLPattern | URLResolver] = [
    path("households/", households.households, name="households"),
    path("households/new/", households.new, name="household-new"),
    path("households/list.<str:kind>", households.export, name="households-export"),
    path("households/<int:household_id>/", household.page, name="household"),
    path("households/<int:household_id>/change/", household.change, name="household-change"),
    path("households/<int:household_id>/homes/", household.add_home, name="household-home"),
    path("households/<int:household_id>/dossier/", household.remember, name="household-remember"),
    path("households/<int:household_id>/dossier/<int:entry_id>/strike/", household.strike, name="household-strike"),
    path("households/<int:household_id>/phone/", household.reveal_phone, name="household-phone"),
    path("households/<int:household_id>/homes/<int:home_id>/", household.reveal_address, name="household-address"),
    path("households/<int:household_id>/link/", household.issue_link, name="household-issue-link"),
    path("households/<int:household_id>/links/close/", household.close_links, name="household-close-links"),
]
