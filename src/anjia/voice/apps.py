from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "anjia.voice"
    label = "voice"
