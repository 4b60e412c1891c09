"""The instant that tests begin from, and the one at which no journey begins."""

import time
from datetime import UTC, datetime, timedelta

from anjia.kernel import clock

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)  # Sunday, 10:00 in Shanghai
LONGEST_JOURNEY = timedelta(minutes=4)


def let_midnight_pass() -> None:
    """A journey in the browser has the real clock. It ends on the day on which it begins, or waits for the next one."""
    at = clock.now()
    left = clock.midnight(clock.day_of(at) + timedelta(days=1)) - at
    if left < LONGEST_JOURNEY:
        time.sleep(left.total_seconds() + 1)
