"""What in a text for households may not be said, as the pages show it beside the text."""

from datetime import datetime

from anjia.company.queries import jurisdiction_of
from anjia.kernel.clock import day_of
from anjia.law.queries import Marked, check_claims


def claims_in(*texts: str, at: datetime) -> tuple[Marked, ...]:
    """The marks of all texts together, each text read on its own, under the law of the company's place today."""
    joined = "\n".join(text for text in texts if text)
    return check_claims(joined, jurisdiction=jurisdiction_of(None), on=day_of(at)) if joined else ()
