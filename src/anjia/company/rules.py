"""Roles, and what each may do; whose law a place lives under."""

import re
from collections.abc import Collection
from enum import StrEnum

COUNTRY = "CN"
_JURISDICTION = re.compile(r"CN(-[1-8]\d(\d\d)?)?")


class Role(StrEnum):
    """A place at the desk. The owner may do everything."""

    OWNER = "owner"
    ADVISER = "adviser"
    DISPATCHER = "dispatcher"
    QUALITY_LEAD = "quality_lead"
    FINANCE = "finance"


def may_act(roles: Collection[str], wanted: Collection[str]) -> bool:
    """Whether someone with `roles` may do what `wanted` roles may: one in common, or the owner. None wanted: all."""
    return not wanted or Role.OWNER in roles or bool(set(roles) & set(wanted))


def is_jurisdiction(code: str) -> bool:
    """Whether the code names the country ("CN"), a province ("CN-31") or a city ("CN-3303").

    The digits are those of GB/T 2260, two for the province and two for the city.
    """
    return _JURISDICTION.fullmatch(code) is not None
