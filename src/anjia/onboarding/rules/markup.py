"""XML of untrusted files, as a stream of tags. No document types, so no entities, no outside files, no bombs."""

from collections.abc import Callable
from typing import IO
from xml.parsers import expat

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]
_CHUNK = 64 * 1024


class ForbiddenMarkup(ValueError):
    """The XML declares a document type. Honest spreadsheets never do."""


def _refuse_document_type(*_declaration: object) -> None:
    raise ForbiddenMarkup("document type declared")


def _plain(name: str) -> str:
    return name.rpartition(":")[2]


def parse(source: IO[bytes], *, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Calls back for every tag and text. Raises expat.ExpatError or ForbiddenMarkup."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = lambda name, attributes: start(_plain(name), attributes)
    if end:
        ended = end
        parser.EndElementHandler = lambda name: ended(_plain(name))
    if text:
        parser.CharacterDataHandler = text
    while chunk := source.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def tags_of(source: IO[bytes], *wanted: str) -> list[tuple[str, dict[str, str]]]:
    """The wanted tags with their attributes in document order. For small parts only."""
    found: list[tuple[str, dict[str, str]]] = []

    def keep(name: str, attributes: dict[str, str]) -> None:
        if name in wanted:
            found.append((name, {_plain(key): value for key, value in attributes.items()}))

    parse(source, start=keep)
    return found
