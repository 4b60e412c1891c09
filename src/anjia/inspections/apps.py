from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "anjia.inspections"
    label = "inspections"
