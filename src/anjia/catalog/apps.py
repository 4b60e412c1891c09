from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "anjia.catalog"
    label = "catalog"
