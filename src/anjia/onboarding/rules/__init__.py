"""Reading what companies send: pure functions from bytes to readings, with findings for everything noticed.

bytes -> `tables` (cells) -> `headers` (columns) -> `households`, `caregivers`, `offerings` (rows, by `cells`,
`prices` and `price_evidence`) -> `duplicates`. `reading.read_file` does all of it.
"""

from anjia.onboarding.rules.column_names import REQUIRED, Kind
from anjia.onboarding.rules.duplicates import digest_of
from anjia.onboarding.rules.exports import neutral
from anjia.onboarding.rules.findings import Finding, Level
from anjia.onboarding.rules.grids import MOST_BYTES, MOST_ROWS
from anjia.onboarding.rules.price_words import Unit
from anjia.onboarding.rules.prices import PriceReading, Reason, read_price
from anjia.onboarding.rules.reading import FileReading, read_file
from anjia.onboarding.rules.rows import RowReading
from anjia.onboarding.rules.tables import Table, read_table

__all__ = [
    "FileReading",
    "Finding",
    "Kind",
    "Level",
    "MOST_BYTES",
    "MOST_ROWS",
    "PriceReading",
    "REQUIRED",
    "Reason",
    "RowReading",
    "Table",
    "Unit",
    "digest_of",
    "neutral",
    "read_file",
    "read_price",
    "read_table",
]
