"""What tests make they take away."""

from pathlib import Path

import pytest

from tests.databases import drawn, is_there, own_database


def test_a_database_of_its_own_is_gone_after_its_block_however_it_ends(tmp_path: Path) -> None:
    found = []

    def fail(address: str) -> None:
        found.append((address, drawn(address), is_there(address)))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), own_database(tmp_path) as own:
        fail(own)
    ((address, parts, was_there),) = found
    assert (parts, was_there, is_there(address)) == ([], True, False)
