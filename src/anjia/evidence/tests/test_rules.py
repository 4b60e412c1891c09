import random
import zipfile
from io import BytesIO

import pytest

from anjia.evidence.rules import CHAIN, Fault, Finding, chain_of, seal, verify

ENTRIES = {"1-case/complaint.json": b'{"id": 7}\n', "4-visit/photos/step-1.webp": bytes(range(256)), "read-me.txt": b""}


def resealed(entries: dict[str, bytes], *, chain: bytes | None = None) -> bytes:
    """A ZIP as somebody else would write it."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as pack:
        for name, content in entries.items():
            pack.writestr(name, content)
        if chain is not None:
            pack.writestr(CHAIN, chain)
    return made.getvalue()


def chain_bytes() -> bytes:
    with zipfile.ZipFile(BytesIO(seal(ENTRIES))) as pack:
        return pack.read(CHAIN)


def test_the_same_entries_give_the_same_bytes_in_any_order() -> None:
    assert seal(ENTRIES) == seal(dict(reversed(ENTRIES.items())))
    assert verify(seal(ENTRIES)).whole
    assert verify(seal(ENTRIES)).seal == chain_of(ENTRIES)["seal"]


@pytest.mark.slow
def test_any_one_changed_byte_is_found() -> None:
    pack = seal(ENTRIES)
    for place in range(len(pack)):
        changed = bytearray(pack)
        changed[place] ^= 1 << random.Random(place).randrange(8)
        assert not verify(bytes(changed)).whole, f"byte {place} of {len(pack)}"


def test_a_pack_cut_off_or_lengthened_is_found() -> None:
    pack = seal(ENTRIES)
    for length in (0, 1, 30, len(pack) // 2, len(pack) - 1):
        assert not verify(pack[:length]).whole
    assert not verify(pack + b"\0").whole


def test_what_was_changed_is_named() -> None:
    changed = ENTRIES | {"1-case/complaint.json": b'{"id": 8}\n'}
    found = verify(resealed(changed, chain=chain_bytes()))
    assert Finding(Fault.CHANGED, "1-case/complaint.json") in found.findings


def test_what_was_taken_out_or_put_in_is_named() -> None:
    fewer = {name: content for name, content in ENTRIES.items() if name != "read-me.txt"}
    assert Finding(Fault.MISSING, "read-me.txt") in verify(resealed(fewer, chain=chain_bytes())).findings
    more = ENTRIES | {"more.txt": b"!"}
    assert Finding(Fault.ADDED, "more.txt") in verify(resealed(more, chain=chain_bytes())).findings


def test_entries_packed_by_another_program_are_whole_but_not_the_pack() -> None:
    assert [one.fault for one in verify(resealed(ENTRIES, chain=chain_bytes())).findings] == [Fault.WRAPPING]


@pytest.mark.parametrize("chain", [None, b"{}", b"[]", b'{"links": 3}', b"\xff\xfe"])
def test_without_a_chain_nothing_is_believed(chain: bytes | None) -> None:
    assert [one.fault for one in verify(resealed(ENTRIES, chain=chain)).findings] == [Fault.NO_CHAIN]


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../up", "a\\b", CHAIN])
def test_a_name_cannot_leave_the_pack(name: str) -> None:
    with pytest.raises(ValueError):
        seal({name: b""})


def test_a_new_pack_of_changed_entries_has_another_seal() -> None:
    changed = seal(ENTRIES | {"read-me.txt": b"!"})
    assert verify(changed).whole
    assert verify(changed).seal != verify(seal(ENTRIES)).seal
