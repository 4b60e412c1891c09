"""Compiled copies are kept for as long as the sources are the same, and no longer."""

from pathlib import Path

from anjia.dispatch.planning.kernels import forget_old_copies


def copied(folder: Path) -> Path:
    copy = folder / "__pycache__" / "entry.nbc"
    copy.write_bytes(b"compiled")
    return copy


def test_the_first_copy_in_a_fresh_checkout_is_kept(tmp_path: Path) -> None:
    (tmp_path / "entry.py").write_text("first")
    forget_old_copies(tmp_path)
    copy = copied(tmp_path)
    forget_old_copies(tmp_path)
    assert copy.exists()


def test_copies_of_other_sources_are_thrown_away_once(tmp_path: Path) -> None:
    (tmp_path / "entry.py").write_text("first")
    forget_old_copies(tmp_path)
    copy = copied(tmp_path)
    (tmp_path / "called.py").write_text("compiled into the entry")
    forget_old_copies(tmp_path)
    assert not copy.exists()
    copied(tmp_path)
    forget_old_copies(tmp_path)
    assert copy.exists()


def test_copies_that_nobody_vouches_for_are_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "entry.py").write_text("first")
    (tmp_path / "__pycache__").mkdir()
    copy = copied(tmp_path)
    forget_old_copies(tmp_path)
    assert not copy.exists()
