"""Arrays without their owner, for the inside of one compiled call.

numba counts the references of every array at every call of a compiled function, atomically, which costs more than the
work itself. A bare array has no owner to count. Hazard: it must not outlive the call that made it.
"""

from __future__ import annotations

from typing import Any

from numba import njit
from numba.core import cgutils
from numba.extending import intrinsic

from anjia.dispatch.planning.kernels.search import Search


@intrinsic
def bare(typing: Any, array: Any) -> Any:
    """The same array without its owner."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        given = context.make_array(signature.args[0])(context, builder, arguments[0])
        made = context.make_array(signature.return_type)(context, builder)
        for part in ("nitems", "itemsize", "data", "shape", "strides"):
            setattr(made, part, getattr(given, part))
        made.meminfo = cgutils.get_null_value(made.meminfo.type)
        made.parent = cgutils.get_null_value(made.parent.type)
        return made._getvalue()

    return array(array), build


@njit(inline="always")
def bare_search(s):
    """The whole state without owners."""
    return Search(
        bare(s.ints),  # type: ignore[call-arg]
        bare(s.floats),  # type: ignore[call-arg]
        bare(s.minutes),  # type: ignore[call-arg]
        bare(s.wish),  # type: ignore[call-arg]
        bare(s.able),  # type: ignore[call-arg]
        bare(s.choice),  # type: ignore[call-arg]
        bare(s.near),  # type: ignore[call-arg]
        bare(s.sums),  # type: ignore[call-arg]
        bare(s.size),  # type: ignore[call-arg]
        bare(s.int_trail),  # type: ignore[call-arg]
        bare(s.float_trail),  # type: ignore[call-arg]
    )
