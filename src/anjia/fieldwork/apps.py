from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "anjia.fieldwork"
    label = "fieldwork"
