"""Files that are not what they say."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable


def _png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG whose header says this size, with one row's worth of picture or none."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def zip_bomb() -> bytes:
    """A few kilobytes that unpack to 60 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 60 * 2**20)
    return out.getvalue()


HOSTILE_FILES: dict[str, Callable[[], bytes]] = {
    "empty.jpg": lambda: b"",
    "thirteen-megabytes.jpg": lambda: b"\xff\xd8\xff\xe0" + b"\0" * (13 * 2**20),
    "drawing.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "page.html": lambda: b"<!doctype html><script>alert(1)</script>",
    "bomb.zip": zip_bomb,
    "bomb.png": lambda: _png(60000, 60000),
    "cut.png": lambda: _png(400, 400),
    "nothing.png": lambda: _png(0, 0),
    "half.jpg": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "../../up.jpg": lambda: b"GIF89a",
    "名字" * 60 + ".xlsx": lambda: b"PK\x03\x04",
}
