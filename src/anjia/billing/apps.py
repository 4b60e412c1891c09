from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "anjia.billing"
    label = "billing"
