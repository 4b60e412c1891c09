from django.apps import AppConfig


class RemarksConfig(AppConfig):
    name = "anjia.remarks"
    label = "remarks"
