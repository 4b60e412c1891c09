"""One pointer that stands for many arrays inside compiled code.

numba hands over an array as seven words or more at each call; a state of a dozen arrays is a hundred words, which
costs more than the work itself, and compiles slowly. A reference is one word: the address of a table that says where
each array lies. Hazard: it must not outlive the call, nor the arrays the owner of the table.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba.core import cgutils, types
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.extending import intrinsic, models, register_model
from numba.np import numpy_support

WORDS = 8  # of the table per array: address, shape, strides


class Reference(types.Opaque):
    """The type of a reference to arrays by name."""

    def __init__(self, name: str, arrays: dict[str, Any]) -> None:
        super().__init__(name)
        self.arrays = arrays
        self.order = list(arrays)


register_model(Reference)(models.OpaqueModel)


@infer_getattr
class ReferenceAttributes(AttributeTemplate):
    """An attribute of a reference is one of its arrays."""

    key = Reference

    def generic_resolve(self, reference: Any, attribute: str) -> Any:  # type: ignore[override]
        """The type of an array."""
        return reference.arrays.get(attribute)


@lower_getattr_generic(Reference)
def array_of(context: Any, builder: Any, reference: Reference, value: Any, attribute: str) -> Any:
    """The array, without an owner."""
    kind = reference.arrays[attribute]
    made = context.make_array(kind)(context, builder)
    words = context.get_value_type(types.intp)
    table = builder.bitcast(value, words.as_pointer())
    at = reference.order.index(attribute) * WORDS

    def word(number: int) -> Any:
        return builder.load(cgutils.gep_inbounds(builder, table, at + number))

    made.data = builder.inttoptr(word(0), context.get_data_type(kind.dtype).as_pointer())
    made.shape = cgutils.pack_array(builder, [word(1 + axis) for axis in range(kind.ndim)])
    made.strides = cgutils.pack_array(builder, [word(4 + axis) for axis in range(kind.ndim)])
    made.itemsize = context.get_constant(types.intp, np.dtype(numpy_support.as_dtype(kind.dtype)).itemsize)
    made.nitems = context.get_constant(types.intp, 0)
    made.meminfo = cgutils.get_null_value(made.meminfo.type)
    made.parent = cgutils.get_null_value(made.parent.type)
    return made._getvalue()


def referring(reference: Reference) -> Any:
    """A compiled function that makes a reference of a table."""

    @intrinsic
    def refer(typing: Any, table: Any) -> Any:
        def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            array = context.make_array(signature.args[0])(context, builder, arguments[0])
            return builder.bitcast(array.data, context.get_value_type(reference))

        return reference(table), build

    return refer


def table_of(arrays: tuple[np.ndarray, ...]) -> np.ndarray:
    """Where each array lies. The arrays must outlive it."""
    table = np.zeros(len(arrays) * WORDS, np.int64)
    for number, array in enumerate(arrays):
        if not array.flags.c_contiguous:
            raise ValueError("a reference needs arrays without gaps")
        at = number * WORDS
        table[at] = array.ctypes.data
        table[at + 1 : at + 1 + array.ndim] = array.shape
        table[at + 4 : at + 4 + array.ndim] = array.strides
    return table
