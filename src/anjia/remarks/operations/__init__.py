"""What is done with remarks: read, correct, train, choose a reader, take note."""

from anjia.remarks.operations.labels import correct_remark, take_back_correction
from anjia.remarks.operations.owners import assign_aspect, note_aspect
from anjia.remarks.operations.readers import (
    choose_reader,
    read_again,
    request_training,
    train_reader,
    training_failed,
)
from anjia.remarks.operations.reading import make_remark

__all__ = [
    "assign_aspect",
    "choose_reader",
    "correct_remark",
    "make_remark",
    "note_aspect",
    "read_again",
    "request_training",
    "take_back_correction",
    "train_reader",
    "training_failed",
]
