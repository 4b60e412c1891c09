from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "anjia.law"
    label = "law"
