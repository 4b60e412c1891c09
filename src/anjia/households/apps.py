from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    name = "anjia.households"
    label = "households"
