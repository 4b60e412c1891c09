from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "anjia.interfaces.shared"
    label = "shared"

    def ready(self) -> None:
        from anjia.interfaces.shared import stories

        for module in iter_modules(stories.__path__, f"{stories.__name__}."):
            import_module(module.name)
