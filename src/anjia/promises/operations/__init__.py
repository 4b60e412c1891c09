"""Publish clauses; make, keep, pause, release and void promises, and do what the clock brings."""

from anjia.promises.operations.clauses import (
    check_clause,
    publish_clause,
    withdraw_clause,
)
from anjia.promises.operations.notices import see_notices
from anjia.promises.operations.pauses import pause_promise, resume_promise
from anjia.promises.operations.promises import break_promise, keep_promise, make_promise, release_promise, void_promise
from anjia.promises.operations.standard import publish_standard_clauses
from anjia.promises.operations.sweep import sweep_promises

__all__ = [
    "check_clause",
    "break_promise",
    "keep_promise",
    "make_promise",
    "pause_promise",
    "publish_clause",
    "publish_standard_clauses",
    "release_promise",
    "resume_promise",
    "see_notices",
    "sweep_promises",
    "void_promise",
    "withdraw_clause",
]
