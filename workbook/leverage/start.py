"""What a cockpit holds when it is new, and the article's example."""

from typing import Final

from hedge_xl.core.language import Language, Text
from workbook.spec import Inputs, Value
from workbook.text import WORDS

# C §5 gives volatilities and correlations; the sizes and the equity are chosen so that nominal leverage is its 3.2.
EXAMPLE_EQUITY: Final = 89_062.5
_EXAMPLE: Final = (
    ("USDJPY", 100_000.0, 0.007, 1_000.0, Text("FX", "FX")),
    ("GOLD", 165_000.0, 0.012, 16_500.0, Text("商品", "Commodity")),
    ("NAS100", 20_000.0, 0.015, 2_000.0, Text("指数", "Index")),
)
_EXAMPLE_CORRELATIONS: Final = {(2, 1): -0.5, (3, 1): 0.0, (3, 2): 0.25}


def empty_cockpit(language: Language) -> Inputs:
    """Nothing but the defaults of the parameters."""
    return Inputs()


def demo_cockpit(language: Language) -> Inputs:
    """The article's portfolio of a currency, a commodity and an index (C §5)."""
    side = WORDS["side_buy"].of(language)
    rows: list[dict[str, Value]] = [
        {
            "no": number,
            "product": product,
            "side": side,
            "notional": notional,
            "vol": vol,
            "lot": lot,
            "group": group.of(language),
        }
        for number, (product, notional, vol, lot, group) in enumerate(_EXAMPLE, start=1)
    ]
    cells: dict[str, Value] = {"equity": EXAMPLE_EQUITY}
    cells |= {f"rho_{row}_{column}": rho for (row, column), rho in _EXAMPLE_CORRELATIONS.items()}
    return Inputs(cells=cells, tables={"holdings": rows})
