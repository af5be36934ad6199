"""Bad inputs of help in a cell: the class of each error and the argument that it names."""

import pytest

from hedge_xl.core.errors import ChoiceError, MissingValueError, ShapeError

BAD = [
    ("HX_EXPLAIN", ("HSTARR",), ChoiceError, "function_name"),
    ("HX_EXPLAIN", ("エイチスター",), ChoiceError, "function_name"),
    ("HX_EXPLAIN", ("",), MissingValueError, "function_name"),
    ("HX_EXPLAIN", (["HSTAR", "BETA"],), ShapeError, "function_name"),
    ("HX_CHECK", (None,), MissingValueError, "data"),
    ("HX_CHECK", ([],), MissingValueError, "data"),
    ("HX_CHECK", ([[1, 2], [3]],), ShapeError, "data"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "args", "error", "argument"), BAD, ids=lambda value: str(value)[:40])
def test_bad_input_is_named(refuses, name, args, error, argument):
    refuses(name, args, error, argument)
