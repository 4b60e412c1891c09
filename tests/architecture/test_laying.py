"""A database laid at once is the one that the migrations build."""

from pathlib import Path

import pytest

from tests.databases import drawn, manage, own_database


@pytest.mark.slow
def test_a_database_laid_at_once_is_the_one_that_the_migrations_build(tmp_path: Path) -> None:
    laid, built = own_database(tmp_path), own_database(tmp_path)
    manage(laid, "migrate", "-v0")
    manage(built, "migrate", "-v0", "--one-by-one")
    assert len(drawn(laid)) > 1000
    assert drawn(laid) == drawn(built)
    manage(laid, "migrate", "--check")
