"""What was sent in, row by row, in words."""

from anjia.onboarding.queries.batches import (
    BatchSummary,
    FindingSummary,
    RowPage,
    RowSummary,
    bad_rows,
    batch,
    batches,
    in_words,
    rows_page,
)
from anjia.onboarding.queries.exports import bad_rows_workbook
from anjia.onboarding.queries.sentences import known_codes, sentence_of
from anjia.onboarding.queries.words import field_names, kind_names, reason_names, sold_names, verdict_names

__all__ = [
    "BatchSummary",
    "FindingSummary",
    "RowPage",
    "RowSummary",
    "bad_rows",
    "bad_rows_workbook",
    "batch",
    "batches",
    "field_names",
    "in_words",
    "kind_names",
    "known_codes",
    "reason_names",
    "rows_page",
    "sentence_of",
    "sold_names",
    "verdict_names",
]
