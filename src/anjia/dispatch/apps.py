from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "anjia.dispatch"
    label = "dispatch"
