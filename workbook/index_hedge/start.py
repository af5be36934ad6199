"""What a new workbook holds: nothing, or the article's example with simulated prices beside it."""

import math
import random
from datetime import date, timedelta
from typing import Final

from hedge_xl.core.language import Language, Text
from workbook.serials import to_serial
from workbook.spec import Inputs, Value
from workbook.text import WORDS

DEMO_DAY: Final = date(2026, 10, 30)
DEMO_SEED: Final = 20261030
DEMO_DAYS: Final = 80
DEMO_SPOT: Final = 151.5
_INDEX: Final = 39_000.0
_INDEX_VOL, _PAIR_VOL, _CORRELATION = 0.011, 0.006, 0.6

_ARTICLE_NOTE: Final = Text("記事B §6の例", "Example of article B §6")
_PRICES_NOTE: Final = Text("デモ: 価格は乱数(seed {seed})", "Demo: simulated prices (seed {seed})")
_EVENTS: Final = (
    (date(2026, 11, 6), Text("雇用統計(例)", "Jobs (example)")),
    (date(2026, 11, 10), Text("CPI(例)", "CPI (example)")),
    (date(2026, 12, 9), Text("FOMC(例)", "FOMC (example)")),
)


def empty(language: Language) -> Inputs:
    """A workbook to fill in."""
    return Inputs()


def demo(language: Language) -> Inputs:
    """The article's NAS100 with everything typed, and a JP225 whose ATR and correlation come of prices."""
    return Inputs(
        cells={"as_of": to_serial(DEMO_DAY), "fx_margin": 2_000.0},
        tables={
            "position": [_article(language), _simulated(language)],
            "history": _prices(),
            "calendar": [{"date": to_serial(day), "name": name.of(language)} for day, name in _EVENTS],
        },
    )


def _article(language: Language) -> dict[str, Value]:
    return {
        "index": "NAS100",
        "side": WORDS["side_buy"].of(language),
        "lots": 1.0,
        "point_value": 1.0,
        "ccy": "USD",
        "pair": "USDJPY",
        "lot_units": 1000.0,
        "spot": DEMO_SPOT,
        "atr_index_in": 200.0,
        "atr_fx_in": 1.5,
        "rho_in": 0.65,
        "target": 100.0,
        "note": _ARTICLE_NOTE.of(language),
    }


def _simulated(language: Language) -> dict[str, Value]:
    return {
        "index": "JP225",
        "side": WORDS["side_sell"].of(language),
        "lots": 0.5,
        "point_value": 100.0,
        "ccy": "JPY",
        "pair": "USDJPY",
        "lot_units": 1000.0,
        "spot": DEMO_SPOT,
        "note": _PRICES_NOTE.format(seed=DEMO_SEED).of(language),
    }


def _prices() -> list[dict[str, Value]]:
    """Daily bars to the demonstration's day, the pair's last close being its spot."""
    chance = random.Random(DEMO_SEED)
    index, pair = _INDEX, DEMO_SPOT
    rows: list[dict[str, Value]] = []
    day = DEMO_DAY
    while len(rows) < DEMO_DAYS:
        if day.weekday() < 5:
            rows.append({"date": to_serial(day), "index": "JP225", "pair": "USDJPY"})
            rows[-1] |= _bar("index", index, _INDEX_VOL, 0, chance) | _bar("pair", pair, _PAIR_VOL, 2, chance)
            common = chance.gauss(0, 1)
            own = _CORRELATION * common + math.sqrt(1 - _CORRELATION**2) * chance.gauss(0, 1)
            index, pair = index / math.exp(_INDEX_VOL * common), pair / math.exp(_PAIR_VOL * own)
        day -= timedelta(days=1)
    return rows[::-1]


def _bar(side: str, close: float, vol: float, digits: int, chance: random.Random) -> dict[str, Value]:
    above, below = (abs(chance.gauss(0, vol / 2)) for _ in range(2))
    values = {"high": close * (1 + above), "low": close * (1 - below), "close": close}
    return {f"{side}_{key}": round(value, digits) for key, value in values.items()}
