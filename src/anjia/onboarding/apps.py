from django.apps import AppConfig


class OnboardingConfig(AppConfig):
    name = "anjia.onboarding"
    label = "onboarding"
