"""What a new workbook holds: nothing, or ten years of real month ends and an option example."""

from typing import Final

from hedge_xl.core.language import Language, Text, same
from hedge_xl.core.rounding import round_to_step
from hedge_xl.data import load_market
from workbook.serials import to_serial
from workbook.spec import Inputs, Value
from workbook.text import WORDS

DEMO_MONTHS: Final = 120
_CENT: Final = 0.01
_INSTRUMENT: Final = Text("S&P500(円換算)", "S&P 500 (JPY)")
_HEDGE: Final = same("USDJPY")
_SHORT_CALL: Final = Text("コール売り(関数一覧の例)", "Call sold (the functions' example)")
_DOLLARS: Final = Text("ドルの現物", "Dollars held")


def empty(language: Language) -> Inputs:
    """A workbook to fill in, set for daily prices."""
    return Inputs()


def demo(language: Language) -> Inputs:
    """The shares in yen against USDJPY, month by month; and a call sold against dollars held."""
    return Inputs(
        cells={
            "instrument": _INSTRUMENT.of(language),
            "hedge_name": _HEDGE.of(language),
            "periods": 12,
            "bar_source": WORDS["bars_close"].of(language),
            "gap_days": 40,
            "vol_window": 12,
            "low_vol": 0.12,
            "high_vol": 0.2,
            "ema_short": 3,
            "ema_long": 10,
            "h_window": 36,
            "beta_window": 60,
            "capital": 10_000_000,
            "hedge_point_value": 1000,
            "held_units": 10,
            "vega_loss": 50_000,
        },
        tables={"prices": _prices(), "legs": _legs(language)},
    )


def _prices() -> list[dict[str, Value]]:
    """Real month ends; highs and lows are not shipped and stay blank."""
    return [
        {"date": to_serial(item.month), "close": round_to_step(item.spx * item.usdjpy, _CENT), "hedge": item.usdjpy}
        for item in load_market()[-DEMO_MONTHS:]
    ]


def _legs(language: Language) -> list[dict[str, Value]]:
    return [
        {
            "name": _SHORT_CALL.of(language),
            "kind": WORDS["leg_call"].of(language),
            "qty": -10_000.0,
            "strike": 150.0,
            "days": 91.25,
            "vol": 0.1,
        },
        {"name": _DOLLARS.of(language), "kind": WORDS["leg_spot"].of(language), "qty": 5_000.0},
    ]
