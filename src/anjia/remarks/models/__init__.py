"""Remarks, labels, trained readers, and who looks after an aspect."""

from anjia.remarks.models.owners import AspectNote, AspectOwner
from anjia.remarks.models.readers import ReaderChoice, TrainedReader
from anjia.remarks.models.remarks import Label, Remark, RemarkAspect

__all__ = ["AspectNote", "AspectOwner", "Label", "ReaderChoice", "Remark", "RemarkAspect", "TrainedReader"]
