from django.apps import AppConfig


class CompanyConfig(AppConfig):
    name = "anjia.company"
    label = "company"
