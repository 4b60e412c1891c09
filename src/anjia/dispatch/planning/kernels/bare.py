"""Arrays without owner, shape and checks, for the inside of one compiled call.

numba counts the references of every array at every call of a compiled function, hands over seven words for each and
allows for negative indices, which together costs more than the work itself. A bare array is an address and the length
of a row. Hazards: it must not outlive the call that made it, and nothing outside it is noticed.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from numba import njit, types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic, lower_builtin, models, register_model

from anjia.dispatch.planning.kernels.search import FLOAT_COLUMNS, Search


class Bare(types.Type):
    """A bare array of numbers of a kind; `columns` is 0 where the length of a row is known only at run time."""

    def __init__(self, dtype: Any, columns: int) -> None:
        self.dtype, self.columns = dtype, columns
        super().__init__(name=f"Bare({dtype}, {columns})")


@register_model(Bare)
class BareModel(models.StructModel):
    """An address and the length of a row."""

    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, [("data", types.CPointer(kind.dtype)), ("columns", types.intp)])


def _bared(columns: int) -> Any:
    @intrinsic
    def bare(typing: Any, array: Any) -> tuple[Any, Callable[..., Any]]:
        def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            given = context.make_array(signature.args[0])(context, builder, arguments[0])
            made = cgutils.create_struct_proxy(signature.return_type)(context, builder)
            made.data = given.data
            made.columns = cgutils.unpack_tuple(builder, given.shape)[-1]
            return made._getvalue()

        return Bare(array.dtype, columns)(array), build

    return bare


bare = _bared(0)
bare_row = _bared(1)
bare_rows = _bared(FLOAT_COLUMNS)


@infer_global(operator.getitem)
class TakeFromBare(AbstractTemplate):
    """What is read from a bare array."""

    def generic(self, args: Any, kws: Any) -> Any:
        if isinstance(args[0], Bare):
            return signature(args[0].dtype, args[0], _whole(args[1]))
        return None


@infer_global(operator.setitem)
class PutIntoBare(AbstractTemplate):
    """What is written into a bare array."""

    def generic(self, args: Any, kws: Any) -> Any:
        if isinstance(args[0], Bare):
            return signature(types.none, args[0], _whole(args[1]), args[0].dtype)
        return None


def _whole(index: Any) -> Any:
    return types.UniTuple(types.intp, len(index)) if isinstance(index, types.BaseTuple) else types.intp


def _address(context: Any, builder: Any, signature: Any, array: Any, index: Any) -> Any:
    kind = signature.args[0]
    held = cgutils.create_struct_proxy(kind)(context, builder, value=array)
    if not isinstance(signature.args[1], types.BaseTuple):
        return builder.gep(held.data, [index])
    row, column = cgutils.unpack_tuple(builder, index)
    columns = context.get_constant(types.intp, kind.columns) if kind.columns else held.columns
    return builder.gep(held.data, [builder.add(builder.mul(row, columns), column)])


@lower_builtin(operator.getitem, Bare, types.Any)
def _take(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    return builder.load(_address(context, builder, signature, *arguments))


@lower_builtin(operator.setitem, Bare, types.Any, types.Any)
def _put(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    array, index, value = arguments
    builder.store(value, _address(context, builder, signature, array, index))
    return context.get_dummy_value()


@njit(forceinline=True)
def bare_search(s):
    """The whole state without owners."""
    return Search(
        bare_rows(s.ints),
        bare_rows(s.floats),
        bare(s.minutes),
        bare(s.wish),
        bare(s.lists),
        bare_row(s.sums),
        bare_row(s.size),
        bare(s.int_trail),
        bare(s.float_trail),
    )
