"""What must be right before Anjia serves anyone."""

import ipaddress
from typing import Any

from django.conf import settings
from django.core.checks import Error, register

FIELD_KEY = "k1:$(python3 -c 'import base64, os; print(base64.b64encode(os.urandom(32)).decode())')"


@register()
def field_keys_are_set(**_kwargs: Any) -> list[Error]:
    """Outside the demo the keys of sealed fields are the company's own."""
    if settings.FIELD_KEYS:
        return []
    return [
        Error(
            "ANJIA_FIELD_KEYS is not set.", hint=f"Make one with: export ANJIA_FIELD_KEYS={FIELD_KEY}", id="house.KEYS"
        )
    ]


@register()
def the_demo_stays_on_this_machine(**_kwargs: Any) -> list[Error]:
    """Demo mode has open log-ins: only loopback names may be asked for."""
    strangers = [host for host in settings.ALLOWED_HOSTS if not is_loopback(host)] if settings.DEMO else []
    return [
        Error(
            f"Demo mode has open log-ins and answers this machine only, not {host}.",
            hint="Unset ANJIA_DEMO to serve a real company, or take the name out of ANJIA_HOSTS.",
            id="house.DEMO",
        )
        for host in strangers
    ]


def is_loopback(host: str) -> bool:
    """Whether only this machine can be meant by the name or address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
