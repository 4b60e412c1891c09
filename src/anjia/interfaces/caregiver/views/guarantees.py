"""What the caregiver says beside the visit's own acts: she will be late, did something free, needs help."""

from typing import Any

from anjia.guarantees import operations
from anjia.interfaces.caregiver.views.acts import act
from anjia.interfaces.shared.access import Request
from anjia.interfaces.shared.numbers import number


def _own(carried: dict[str, Any]) -> dict[str, Any]:
    """What guarantees ask of a tap: who acts says whose it is."""
    return {name: value for name, value in carried.items() if name != "caregiver_id"}


@act
def late(request: Request, carried: dict[str, Any]) -> None:
    """I will be late."""
    operations.announce_delay(
        **_own(carried),
        minutes=number(request.POST.get("minutes")) or 0,
        cause=request.POST.get("cause", ""),
        text=request.POST.get("text", ""),
    )


@act
def goodwill(request: Request, carried: dict[str, Any]) -> None:
    """I did something besides, free of charge."""
    operations.grant_goodwill(
        **_own(carried),
        title=request.POST.get("title", ""),
        minutes=number(request.POST.get("minutes")) or 0,
        wish=request.POST.get("wish", ""),
    )


@act
def emergency(request: Request, carried: dict[str, Any]) -> None:
    """I need help."""
    operations.call_for_help(**_own(carried), kind=request.POST.get("kind", ""), text=request.POST.get("text", ""))
