from typing import Any

from django.apps import AppConfig
from django.core import checks


class LawConfig(AppConfig):
    name = "anjia.law"
    label = "law"

    def ready(self) -> None:
        checks.register(packs_are_whole)


def packs_are_whole(**_kwargs: Any) -> list[checks.Error]:
    """A pack or a table of rates that is not whole stops the start: nobody may count by half a rule."""
    from anjia.law.queries import DEPOSIT, LPR, packs, rate_table, register

    try:
        packs()
        register()
        for kind in (LPR, DEPOSIT):
            rate_table(kind)
    except (ValueError, KeyError, TypeError) as fault:
        return [checks.Error(f"The law's packs cannot be read: {fault}", id="law.PACKS")]
    return []
