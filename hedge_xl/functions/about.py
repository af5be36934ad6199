"""HX_EXPLAIN, HX_VERSION, HX_CHECK."""

from hedge_xl import __version__
from hedge_xl.core.diagnosis import OK, diagnosis
from hedge_xl.functions import arguments as arg
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.explanation import explained
from hedge_xl.functions.results import SCALAR
from hedge_xl.functions.settings import current_language

_ABOUT_VERSION = f"""HX_VERSION()
hedge_xl の版。関数が動いているかどうかの確認に使います。
例: =HX_VERSION() → {__version__}
出典: hedge_xl"""


@udf(
    ja="関数の説明をセルに表示します: 使い方・式・単位・引数・例・出典(折り返して表示してください)。",
    en="Explains a function in a cell: usage, formula, units, arguments, example and source (wrap the text).",
    formula="",
    source="hedge_xl",
    unit=arg.NO_UNIT,
    result=SCALAR,
    example=Example(("HX_VERSION",), _ABOUT_VERSION),
)
def HX_EXPLAIN(function_name: arg.FunctionName) -> str:
    """Explanation of a function."""
    return explained(function_name, current_language())


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


@udf(
    ja="入力範囲の点検。すべて数値なら OK、そうでなければ空白・文字列・エラーなどを場所とともに示します。",
    en="What is wrong with an input range: OK if every cell is a number, else blanks, text and errors by place.",
    formula="",
    source="hedge_xl",
    unit=arg.NO_UNIT,
    result=SCALAR,
    example=Example(((0.01, -0.02, 0.03),), OK.ja),
)
def HX_CHECK(data: arg.Data) -> str:
    """What is wrong with an input range."""
    return diagnosis(data).of(current_language())
