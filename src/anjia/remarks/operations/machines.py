"""The reader that a company chose, ready to read: kept in memory by the hash of its content."""

import logging
from functools import lru_cache

from anjia.remarks.models import ReaderChoice, TrainedReader
from anjia.remarks.rules.machine import Broken, Machine, machine_of

log = logging.getLogger(__name__)


def chosen_reader_id() -> int | None:
    """The reader that reads now; None is the lexicon alone."""
    found: int | None = ReaderChoice.objects.order_by("-id").values_list("reader_id", flat=True).first()
    return found


def machine_in_use() -> tuple[int, Machine] | None:
    """The chosen reader, or None for the lexicon, which also reads while the stored bytes are damaged."""
    reader_id = chosen_reader_id()
    if reader_id is None:
        return None
    try:
        sha256 = TrainedReader.objects.values_list("sha256", flat=True).get(pk=reader_id)
        return reader_id, _machine(reader_id, sha256)
    except Broken as fault:
        log.error("reader %s does not read, the lexicon does: %s", reader_id, fault)
        return None


@lru_cache(maxsize=4)
def _machine(reader_id: int, sha256: str) -> Machine:
    return machine_of(bytes(TrainedReader.objects.get(pk=reader_id).content), sha256)
