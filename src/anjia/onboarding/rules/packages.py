"""The zip around an .xlsx file: weighed before anything in it is read."""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from anjia.onboarding.rules.findings import unreadable
from anjia.onboarding.rules.grids import MOST_UNPACKED_BYTES
from anjia.onboarding.rules.markup import tags_of

MOST_PARTS = 2_000
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Package:
    """The parts of one workbook file by name, opened only when the whole is small enough unpacked."""

    def __init__(self, content: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        entries = self._zip.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if unpacked > MOST_UNPACKED_BYTES or len(entries) > MOST_PARTS:
            most = MOST_UNPACKED_BYTES // 2**20
            raise unreadable("too_large_unpacked", megabytes=unpacked // 2**20, most=most)
        if any(entry.flag_bits & 1 for entry in entries):
            raise unreadable("encrypted")
        self._entries = {entry.filename.lstrip("/").lower(): entry for entry in entries}

    def has(self, name: str) -> bool:
        """Whether the part exists; names of parts ignore case."""
        return name.lower() in self._entries

    def open(self, name: str) -> IO[bytes]:
        """The part's bytes as a stream that ends at the size weighed before. Raises KeyError without such a part."""
        entry = self._entries[name.lower()]
        if entry.compress_type not in _PACKED:
            raise NotImplementedError("unusual compression")
        return self._zip.open(entry)

    def relations_of(self, name: str) -> dict[str, tuple[str, str]]:
        """What the part points to: relation id -> (last word of its type, part name)."""
        folder, base = posixpath.split(name)
        sheet = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(sheet):
            return {}
        return {
            tag.get("Id", ""): (tag.get("Type", "").rpartition("/")[2], _joined(folder, tag.get("Target", "")))
            for _name, tag in self.tags_of(sheet, "Relationship")
        }

    def tags_of(self, name: str, *wanted: str) -> list[tuple[str, dict[str, str]]]:
        """The wanted tags of a small part."""
        with self.open(name) as source:
            return tags_of(source, *wanted)

    def read_with(self, name: str, reader: Callable[[IO[bytes]], None]) -> None:
        """Lets the reader have the part as a stream."""
        with self.open(name) as source:
            reader(source)


def _joined(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))
