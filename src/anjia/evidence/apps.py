from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "anjia.evidence"
    label = "evidence"
