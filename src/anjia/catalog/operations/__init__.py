"""List what is offered, revise prices, set standards, settle prices that only a person can read."""

from anjia.catalog.operations.offerings import change_offering, list_offering, retire_offering
from anjia.catalog.operations.prices import revise_price
from anjia.catalog.operations.questions import ask_price, set_question_aside, settle_price
from anjia.catalog.operations.standards import NewStep, set_standard

__all__ = [
    "NewStep",
    "ask_price",
    "change_offering",
    "list_offering",
    "retire_offering",
    "revise_price",
    "set_question_aside",
    "set_standard",
    "settle_price",
]
