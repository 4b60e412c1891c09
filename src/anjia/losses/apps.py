from django.apps import AppConfig


class LossesConfig(AppConfig):
    name = "anjia.losses"
    label = "losses"
