"""How a pack is sealed and checked: a ZIP whose entries are chained by hashes, the same bytes for the same entries.

The chain is that of a log nobody can rewrite unseen: each link hashes the link before it together with the entry's
name, size and SHA-256 (FIPS 180-4). The last link is the *seal*. Entries are stored as they are, with one fixed date,
so that no compressor and no clock changes a byte; a pack is checked by sealing its entries again and comparing.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

CHAIN = "chain.json"
FORMAT = "anjia evidence 1"
BEGINNING = "0" * 64
MOST_BYTES = 2 * 1024**3
_FIXED = (1980, 1, 1, 0, 0, 0)


class Fault(StrEnum):
    """What is wrong with a file that should be a pack."""

    NO_PACK = "no_pack"
    NO_CHAIN = "no_chain"
    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    SEAL = "seal"
    WRAPPING = "wrapping"


@dataclass(frozen=True)
class Finding:
    """One fault; `name` is the entry it is about, empty when it is about the whole."""

    fault: Fault
    name: str = ""


@dataclass(frozen=True)
class Verdict:
    """What a check found. `seal` is the last link of the chain as computed from the entries."""

    seal: str
    entries: int
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        """Whether not one byte is other than when the pack was made."""
        return not self.findings


def plain(value: Any) -> Any:
    """A frozen value of this product as JSON can hold it: dataclasses by field, instants and days in ISO 8601."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(one) for one in value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def as_json(value: Any) -> bytes:
    """A value as JSON with sorted names, readable by people, the same each time."""
    return (json.dumps(plain(value), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def chain_of(entries: Mapping[str, bytes]) -> dict[str, Any]:
    """The chain over the entries in the order of their names."""
    links, last = [], BEGINNING
    for name in sorted(entries):
        digest = sha256(entries[name]).hexdigest()
        last = sha256(f"{last}\n{name}\n{len(entries[name])}\n{digest}".encode()).hexdigest()
        links.append({"name": name, "bytes": len(entries[name]), "sha256": digest, "link": last})
    return {"format": FORMAT, "links": links, "seal": last}


def seal(entries: Mapping[str, bytes]) -> bytes:
    """The pack of the entries. Raises ValueError for a name that leaves the pack or is the chain's own."""
    for name in entries:
        path = PurePosixPath(name)
        if not name or name == CHAIN or path.is_absolute() or ".." in path.parts or "\\" in name:
            raise ValueError(f"{name!r} cannot be the name of an entry")
    whole = dict(entries) | {CHAIN: as_json(chain_of(entries))}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as pack:
        for name in sorted(whole):
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # one value on every system
            pack.writestr(entry, whole[name])
    return made.getvalue()


def seal_of(content: bytes) -> str:
    """The seal of a pack just made."""
    return verify(content).seal


def verify(content: bytes) -> Verdict:
    """Checks every byte of a pack."""
    try:
        entries = _entries(content)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, KeyError, RuntimeError, NotImplementedError):
        return Verdict("", 0, (Finding(Fault.NO_PACK),))
    said = _said(entries.pop(CHAIN, b""))
    chain = chain_of(entries)
    findings = tuple(_compared(said, chain)) if said else (Finding(Fault.NO_CHAIN),)
    if not findings and seal(entries) != content:
        findings = (Finding(Fault.WRAPPING),)
    return Verdict(chain["seal"], len(entries), findings)


def _entries(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        names = pack.namelist()
        if len(set(names)) != len(names) or sum(entry.file_size for entry in pack.infolist()) > MOST_BYTES:
            raise ValueError("names twice, or too large")
        return {name: _read(pack, name) for name in names}


def _read(pack: zipfile.ZipFile, name: str) -> bytes:
    """The entry's bytes as they are, also where the ZIP's own check sum is wrong: the chain then names the entry."""
    with pack.open(name) as entry:
        entry._expected_crc = None  # type: ignore[attr-defined]
        return entry.read()


def _said(content: bytes) -> dict[str, Any] | None:
    try:
        chain = json.loads(content)
        links = {link["name"]: link for link in chain["links"]}
        return {"links": links, "seal": chain["seal"], "format": chain["format"]}
    except (ValueError, KeyError, TypeError):
        return None


def _compared(said: Mapping[str, Any], chain: Mapping[str, Any]) -> Iterable[Finding]:
    found = {link["name"]: link for link in chain["links"]}
    yield from (Finding(Fault.MISSING, name) for name in sorted(said["links"].keys() - found.keys()))
    yield from (Finding(Fault.ADDED, name) for name in sorted(found.keys() - said["links"].keys()))
    for name in sorted(found.keys() & said["links"].keys()):
        if (found[name]["sha256"], found[name]["bytes"]) != tuple(
            said["links"][name].get(k) for k in ("sha256", "bytes")
        ):
            yield Finding(Fault.CHANGED, name)
    if said["seal"] != chain["seal"] or said["format"] != FORMAT:
        yield Finding(Fault.SEAL)
