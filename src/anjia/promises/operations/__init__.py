"""Publish clauses; make, keep, release and break promises."""

from anjia.promises.operations.clauses import publish_clause, publish_standard_clauses
from anjia.promises.operations.promises import keep_promise, make_promise, release_promise
from anjia.promises.operations.sweep import sweep_promises

__all__ = [
    "keep_promise",
    "make_promise",
    "publish_clause",
    "publish_standard_clauses",
    "release_promise",
    "sweep_promises",
]
