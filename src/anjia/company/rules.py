"""Roles, and what each may do."""

from collections.abc import Collection
from enum import StrEnum


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
