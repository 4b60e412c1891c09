"""Once more from the top: what a database asks for when two use cases got in each other's way."""

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

P = ParamSpec("P")
R = TypeVar("R")

MOST_TRIES = 3
LONGEST_PAUSE_SECONDS = 0.05
BROKEN_OFF = {"40001", "40P01"}  # serialization failure, deadlock


def may_run_again(error: BaseException) -> bool:
    """Whether the database broke the transaction off and asks for another try: deadlock, serialization, busy."""
    # Exactly SQLite's own words: who already waited in the writers' queue (fair_lock) for its full patience is told.
    return getattr(error.__cause__, "sqlstate", None) in BROKEN_OFF or str(error) == "database is locked"


def whole(use_case: Callable[P, R]) -> Callable[P, R]:
    """Makes an operation one transaction that is run again from the top, three times in all, when it is broken off.

    Inside another transaction it is a part of that one and runs once: only the outermost can begin again. A use
    case is safe to run again because it has no effect outside its transaction.
    """

    @wraps(use_case)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        tries = 1 if connection.in_atomic_block else MOST_TRIES
        for left in range(tries - 1, -1, -1):
            try:
                with transaction.atomic():
                    return use_case(*args, **kwargs)
            except OperationalError as error:
                if not left or not may_run_again(error):
                    raise
            time.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS))  # noqa: S311  (apart in time, not secret)
        raise AssertionError("unreachable")

    return run


__all__ = ["may_run_again", "whole"]
