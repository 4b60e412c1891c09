"""Compiled searches: numba functions over plain arrays, free of Python objects.

Only the entries are kept compiled on disk; what they call is compiled into them. numba looks at an entry's own file
alone to tell whether its copy is old, so copies made from other sources are thrown away here.
"""

from hashlib import sha256
from pathlib import Path


def forget_old_copies(folder: Path) -> None:
    """Removes compiled copies that were made from other sources than these."""
    digest = sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))).hexdigest()
    copies = folder / "__pycache__"
    stamp = copies / "kernels.sha256"
    if stamp.exists() and stamp.read_text() == digest:
        return
    copies.mkdir(exist_ok=True)  # stamped before there is a copy, or the next process would throw the first one away
    for copy in [*copies.glob("*.nbi"), *copies.glob("*.nbc")]:
        copy.unlink(missing_ok=True)
    stamp.write_text(digest)


try:
    forget_old_copies(Path(__file__).parent)
except OSError:  # installed where nothing can be written: nothing was kept there either
    __all__ = ["forget_old_copies"]
