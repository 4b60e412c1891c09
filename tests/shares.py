"""Long lists of alike cases: a run takes a share of each list, another one each day and on each engine.

ANJIA_SHARE says which; `tools/test.py` moves on by one each day. `all` takes the whole lists: `make test-whole`.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar
from zlib import crc32

Case = TypeVar("Case")
SHARES = 10
ASKED = os.environ.get("ANJIA_SHARE") or "0"
if ASKED != "all" and not ASKED.isdecimal():
    sys.exit(f'ANJIA_SHARE is "{ASKED}": give the number of a share, or "all".')
WHOLE = ASKED == "all"
TAKEN = list(range(SHARES)) if WHOLE else [int(ASKED) % SHARES]


def turn_of(alike: Sequence[Case], place: int = 0) -> list[Case]:
    """Of cases that are alike the one whose turn it is, at this place of a longer list; all when the whole is asked.

    Of more cases than there are shares it is every tenth, so that each has its turn.
    """
    turn = TAKEN[0] + place
    if WHOLE:
        return list(alike)
    return list(alike[turn % SHARES :: SHARES]) if len(alike) > SHARES else [alike[turn % len(alike)]]


def engine_has_its_turn() -> bool:
    """Whether it is this engine's turn, when one of the two is taken: their shares are an odd number apart."""
    return WHOLE or TAKEN[0] % 2 == 0


def has_its_turn(file: Path, *, of: int) -> bool:
    """Whether it is this file's turn, when one in so many is taken; by its name, so that other files change nothing."""
    return WHOLE or (crc32(file.name.encode()) + TAKEN[0]) % of == 0
