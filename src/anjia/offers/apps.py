from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "anjia.offers"
    label = "offers"
