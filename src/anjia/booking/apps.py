from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "anjia.booking"
    label = "booking"
