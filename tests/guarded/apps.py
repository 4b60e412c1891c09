from django.apps import AppConfig


class GuardedConfig(AppConfig):
    name = "tests.guarded"
    label = "guarded"
