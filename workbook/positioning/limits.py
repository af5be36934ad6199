"""What a parameter may be, and the blocks that show parameters."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.parameters import HEADER, STYLES, between, parameter
from workbook.spec import Block, Cell, Validation, Value
from workbook.twin import is_number, n

_HUGE: Final = 1e12
_LONGEST: Final = 2000

VOL: Final = between(0.0001, 5, Text("0.0001〜5(20%は0.2)", "A number from 0.0001 to 5 (20% is 0.2)"))
RATE: Final = between(-0.5, 0.5, Text("年率。−50%〜50%", "Annual rate, -50% to 50%"))
SHARE: Final = between(0, 1, Text("0〜1(0%〜100%)の数値", "A number from 0 to 1 (0% to 100%)"))
INDEX: Final = between(0, 100, Text("0〜100の数値", "A number from 0 to 100"))
FACTOR: Final = between(0, 5, Text("0〜5の数値(1なら調整なし)", "A number from 0 to 5; 1 for none"))
ABOVE: Final = between(1e-6, _HUGE, Text("0より大きい数値", "A number above 0"))
ANY: Final = between(-_HUGE, _HUGE, Text("数値(売り建ては負)", "A number, negative if short"))
LOSS: Final = between(0, _HUGE, Text("0以上の数値", "0 or more"))


def whole(low: int, high: int = _LONGEST) -> Validation:
    """A whole number within limits."""
    return Validation(
        "custom",
        custom=f"IF(ISNUMBER({{cell}}),AND({{cell}}=INT({{cell}}),{{cell}}>={low},{{cell}}<={high}),FALSE)",
        accepts=lambda value: is_number(value) and n(value) == int(n(value)) and low <= n(value) <= high,
        message=Text(f"{low}〜{high}の整数", f"A whole number from {low} to {high}"),
    )


def _not_zero(value: Value) -> bool:
    return is_number(value) and 0.01 <= abs(n(value)) <= 100


BETA: Final = Validation(
    "custom",
    custom="IF(ISNUMBER({cell}),AND(ABS({cell})>=0.01,ABS({cell})<=100),FALSE)",
    accepts=_not_zero,
    message=Text("0以外の数値(−100〜100)", "A number other than 0, -100 to 100"),
)


def choice(key: str, *words: str) -> Cell:
    """A parameter chosen from a list; the first word is the default."""
    return Cell(key, "input", "@", default_word=words[0], validation=Validation("list", choices=words))


def block(title: Text, *rows: tuple[Cell, Text, Text, Text, str]) -> Block:
    """A block of parameters."""
    return Block(title, header=HEADER, styles=STYLES, rows=tuple(parameter(*row) for row in rows))
