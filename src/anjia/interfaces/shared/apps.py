from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "anjia.interfaces.shared"
    label = "shared"
