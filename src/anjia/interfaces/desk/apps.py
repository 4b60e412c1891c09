from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "anjia.interfaces.desk"
    label = "desk"
