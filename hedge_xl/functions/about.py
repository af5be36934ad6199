"""HX_VERSION."""

from hedge_xl import __version__
from hedge_xl.functions import arguments as arg
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.results import SCALAR


@udf(
    ja="hedge_xl の版。関数が動いているかどうかの確認に使います。",
    en="Version of hedge_xl: shows that its functions are at work.",
    formula="",
    source="hedge_xl",
    unit=arg.NO_UNIT,
    result=SCALAR,
    example=Example((), __version__),
)
def HX_VERSION() -> str:
    """Version of hedge_xl."""
    return __version__
