from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "anjia.promises"
    label = "promises"
