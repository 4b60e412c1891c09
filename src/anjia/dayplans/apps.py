from django.apps import AppConfig


class DayPlansConfig(AppConfig):
    name = "anjia.dayplans"
    label = "dayplans"
