from django.apps import AppConfig


class HouseholdConfig(AppConfig):
    name = "anjia.interfaces.household"
    label = "household"
