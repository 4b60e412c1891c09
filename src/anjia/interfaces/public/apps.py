from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "anjia.interfaces.public"
    label = "public"
