from django.apps import AppConfig


class CaregiverConfig(AppConfig):
    name = "anjia.interfaces.caregiver"
    label = "caregiver"
