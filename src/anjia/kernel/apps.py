from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "anjia.kernel"
    label = "kernel"

    def ready(self) -> None:
        from anjia.kernel import guards  # noqa: F401  (registers the start-up check)
