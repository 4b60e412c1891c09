"""What was promised, under which clause, and how it stands."""

from anjia.promises.queries.clauses import (
    ClauseSummary,
    clause,
    clause_in_force,
    clauses,
    clauses_in_force,
    clauses_of,
    count_narrower,
    published_terms,
    published_version,
    row_in_force,
    standard_terms,
)
from anjia.promises.queries.notices import NoticeSummary, count_unseen, told_of, unseen_notices
from anjia.promises.queries.promises import (
    PromiseSummary,
    Record,
    promise_of,
    promises_due,
    promises_ended,
    promises_of,
    promises_to,
    record_since,
)
from anjia.promises.queries.punctuality import HourRecord, kept_by_hour
from anjia.promises.queries.words import kind_names, remedy_of, sentence_of

__all__ = [
    "ClauseSummary",
    "HourRecord",
    "NoticeSummary",
    "PromiseSummary",
    "Record",
    "clause",
    "clause_in_force",
    "clauses",
    "clauses_in_force",
    "clauses_of",
    "count_narrower",
    "count_unseen",
    "kept_by_hour",
    "kind_names",
    "promise_of",
    "promises_due",
    "promises_ended",
    "promises_of",
    "promises_to",
    "published_terms",
    "published_version",
    "record_since",
    "remedy_of",
    "row_in_force",
    "sentence_of",
    "standard_terms",
    "told_of",
    "unseen_notices",
]
