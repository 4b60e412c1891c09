from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "anjia.sales"
    label = "sales"
