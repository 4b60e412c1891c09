from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "anjia.quality"
    label = "quality"
