"""Index × FX workbooks for the proofs: what users do to them, well and badly."""

import copy
import random
from collections.abc import Callable
from datetime import datetime

from hedge_xl.core.language import Language
from workbook.build import complete
from workbook.index_hedge import INDEX_HEDGE
from workbook.spec import Inputs, Value
from workbook.text import WORDS

MODIFIED = datetime(2026, 10, 31)
Change = Callable[[Inputs, Language], None]
SEVEN_PAIRS = ("EURUSD", "GBPUSD", "AUDUSD", "NZDUSD", "USDCAD", "USDCHF", "EURGBP")
EIGHT_CURRENCIES = ("ABC", "DEF", "GHI", "JKL", "MNO", "PQR", "STU", "VWX")


def demo(language: Language, *changes: Change) -> Inputs:
    """The article's example with simulated prices; with fewer of them after some changes."""
    inputs = copy.deepcopy(complete(INDEX_HEDGE, INDEX_HEDGE.fillings["demo"](language)))
    for change in (fewer_prices, *changes) if changes else ():
        change(inputs, language)
    return inputs


def fewer_prices(inputs: Inputs, language: Language) -> None:
    """Fifty days, and a correlation that needs twenty."""
    inputs.tables["history"] = inputs.tables["history"][-50:]
    inputs.cells["corr_window"] = 20


def empty(language: Language) -> Inputs:
    """A workbook to fill in."""
    return complete(INDEX_HEDGE, INDEX_HEDGE.fillings["empty"](language))


def put(table: str, row: int, **values: Value) -> Change:
    """Type values into a row of a table; a word of the workbook is written ``` `key` ```."""

    def change(inputs: Inputs, language: Language) -> None:
        inputs.tables[table][row] |= {key: _word(value, language) for key, value in values.items()}

    return change


def _word(value: Value, language: Language) -> Value:
    return WORDS[value.strip("`")].of(language) if isinstance(value, str) and value.startswith("`") else value


def parameter(**values: Value) -> Change:
    """Change parameters."""
    return lambda inputs, language: inputs.cells.update(values)


def article(number: int = 0, **values: Value) -> Change:
    """One more position like the article's, with other values."""

    def change(inputs: Inputs, language: Language) -> None:
        inputs.tables["position"].append(copy.deepcopy(inputs.tables["position"][number]) | values)

    return change


def typed(inputs: Inputs, language: Language) -> None:
    """Nothing comes of prices any more."""
    inputs.tables["position"][1] |= {"atr_index_in": 400.0, "atr_fx_in": 1.2, "rho_in": 0.5}
    inputs.tables["history"] = [{}]


def two_series(inputs: Inputs, language: Language) -> None:
    """A second series above the first, and a row of it below."""
    rows = copy.deepcopy(inputs.tables["history"][:45])
    for row in rows:
        row |= {"index": "dax40", "pair": "eurusd", "pair_high": 1.17, "pair_low": 1.15, "pair_close": 1.16}
    for row, close in zip(rows, (1.151, 1.169) * 40, strict=False):
        row["pair_close"] = close
    last = copy.deepcopy(rows[-1]) | {"date": rows[0]["date"]}
    inputs.tables["history"] = [*rows, *inputs.tables["history"], last]
    inputs.tables["position"][0] |= {"index": "DAX40", "pair": "EURUSD", "ccy": "EUR", "spot": 1.16}
    for key in ("atr_index_in", "atr_fx_in", "rho_in"):
        inputs.tables["position"][0][key] = None


def faults_in_prices(inputs: Inputs, language: Language) -> None:
    rows = inputs.tables["history"]
    rows[3]["index_high"], rows[5]["pair_close"], rows[7]["pair"] = "39,000", 0.0, "USD/JPY"
    rows[9]["date"], rows[11]["index"], rows[13]["index_close"] = "2026-07-01", 225.0, 45_000.0
    rows[15], rows[17]["date"], rows[19]["pair_low"] = {}, rows[10]["date"], -151.0
    rows[21]["pair_close"], rows[23]["date"], rows[25]["index_low"] = "#N/A", "#VALUE!", None


def noise(seed: int, language: Language) -> Inputs:
    """A workbook in which any input may be anything."""
    chance = random.Random(seed)
    inputs = demo(language, article(), article(1), parameter(atr_period=5, corr_window=8))
    inputs.tables["history"] = inputs.tables["history"][-30:]
    # No booleans: to LibreOffice they are numbers, to Excel and to us they are not.
    junk: list[Value] = [None, "", 0, -5.0, "x", "12", 1e6, 46325.0, 44000.5, "usdjpy", "JPY", "#N/A"]
    for table, share in (("position", 0.12), ("history", 0.02), ("calendar", 0.2)):
        for row in inputs.tables[table]:
            for column in INDEX_HEDGE.table(table).inputs:
                if chance.random() < share:
                    row[column.key] = chance.choice(junk)
    return inputs


SCENARIOS: dict[str, tuple[Change, ...]] = {
    "all typed": (typed,),
    "JPY account": (parameter(account="JPY", fx_margin=300_000.0),),
    "EUR account, rates typed": (
        parameter(account="EUR"),
        put("position", 0, base_rate_in=0.86, fx_rate_in=0.86),
        put("position", 1, base_rate_in=0.86),
    ),
    "EUR account, no rates": (parameter(account="EUR"),),
    "rates off": (put("position", 0, base_rate_in=151.5), put("position", 1, fx_rate_in=1.0)),
    "short and negative correlation": (
        put("position", 0, side="SHORT", rho_in=-0.4),
        put("position", 1, side="Buy", rho_in=-0.65),
    ),
    "no correlation, rounding down": (put("position", 0, rho_in=0.0), parameter(rounding="down", lot_step=1.0)),
    "rounding up, whole lots": (parameter(rounding="up", lot_step=1.0), put("position", 1, rate_in=0.5)),
    "rounds to nothing": (parameter(lot_step=100.0),),
    "full hedge, no margin": (parameter(hedge_rate=1.0, fx_margin=None), put("position", 0, rho_in=1.0)),
    "leverage above the guide": (parameter(fx_margin=100.0),),
    "many pairs, lot sizes differ": (
        *(article(pair=pair, base_rate_in=1.1) for pair in SEVEN_PAIRS),
        article(lot_units=100_000.0),
    ),
    "too many pairs": tuple(article(pair=f"{pair}USD", base_rate_in=1.1) for pair in EIGHT_CURRENCIES),
    "opposite orders": (
        put("position", 1, atr_index_in=303.0, atr_fx_in=1.5, rho_in=0.65, lots=1.0, point_value=100.0),
    ),
    "spots differ": (put("position", 1, spot=140.0),),
    "event is near": (parameter(as_of=46331.0),),
    "no date": (parameter(as_of=None),),
    "old date": (parameter(as_of=46300.0),),
    "old prices": (parameter(as_of=46400.0, stale_days=30),),
    "prices badly typed": (faults_in_prices,),
    "prices too few": (parameter(atr_period=50, corr_window=49),),
    "short windows": (parameter(atr_period=2, corr_window=3),),
    "two series": (two_series,),
    "position badly typed": (
        article(side="sideways"),
        article(pair="USD/JPY"),
        article(ccy="DOLLAR"),
        article(index=225.0),
        article(lots=-1.0),
        article(atr_index_in="200"),
        article(atr_fx_in=0.0),
        article(rho_in=1.5),
        article(rate_in=30.0),
        article(rate_in=0.0),
        article(spot="#N/A"),
        article(side="#REF!"),
        article(note="#N/A"),
        article(rho_in=None),
        article(index="NAS100 "),
        put("position", 0, lots="1", spot=0.0),
    ),
    "parameters badly typed": (
        parameter(
            account="ドル", as_of="2026-10-30", hedge_rate=30.0, atr_period=14.5, corr_window=None, rounding="even"
        ),
    ),
    "guides crossed": (parameter(rate_low=0.6, lev_low=4.0),),
    "another row, other axes": (parameter(sens_no=2, s_rho_1=-1.0, s_rho_6=1.0, s_rate_5=0.0),),
    "no such row": (parameter(sens_no=3),),
    "axes badly typed": (parameter(sens_no="1", s_rho_1=2.0),),
    "calendar badly typed": (
        put("calendar", 0, date="2026-11-06"),
        put("calendar", 1, date=46331.5),
        put("calendar", 2, date=46326.0, name=12.0),
    ),
    "nameless event": (put("calendar", 0, name=None),),
    "a jump": (put("history", 30, index_high=60_000.0, index_low=60_000.0, index_close=60_000.0),),
    "flat prices": (
        *(put("history", row, index_high=39_000.0, index_low=39_000.0, index_close=39_000.0) for row in range(10, 50)),
    ),
}
