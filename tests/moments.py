"""The instant that tests begin from."""

from datetime import UTC, datetime

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)  # Sunday, 10:00 in Shanghai
