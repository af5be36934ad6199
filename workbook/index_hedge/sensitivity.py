"""感応度 / Sensitivity: lots to trade, and what is left of the swing, for other hedge rates and correlations."""

from collections.abc import Callable
from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.language import Text
from workbook.parts.columns import ACCOUNT_CURRENCY
from workbook.parts.marks import status_cell
from workbook.parts.parameters import LINE_STYLES, between, line
from workbook.spec import Block, Cell, Item, Sheet, Validation, Value
from workbook.twin import Scope, is_number, n

_RATES: Final = (0.2, 0.3, 0.4, 0.5, 1.0)
_RHOS: Final = (-0.3, 0.0, 0.3, 0.5, 0.65, 0.8)
_RHO_RULE: Final = between(-1, 1, Text("−1〜1の数値", "A number from -1 to 1"))
_RATE_RULE: Final = between(0, 1, Text("0〜1(0%〜100%)の数値", "A number from 0 to 1 (0% to 100%)"))
_ROW_RULE: Final = Validation(
    "custom",
    custom="AND(ISNUMBER({cell}),N({cell})=INT(N({cell})),N({cell})>=1,N({cell})<=10000)",
    accepts=lambda value: is_number(value) and n(value) == int(n(value)) and 1 <= n(value) <= 10_000,
    message=Text("ポジションの行番号(1以上の整数)", "A row number of the positions, from 1"),
)

Twin = Callable[[Scope], Value]


def _input(key: str, value: float, form: str, rule: Validation) -> Cell:
    return Cell(key, "input", form, value, validation=rule)


_ROW: Final = _input("sens_no", 1, "0", _ROW_RULE)
_RHO_CELLS: Final = tuple(_input(f"s_rho_{i}", rho, "0.00", _RHO_RULE) for i, rho in enumerate(_RHOS, start=1))
_RATE_CELLS: Final = tuple(_input(f"s_rate_{i}", rate, "0%", _RATE_RULE) for i, rate in enumerate(_RATES, start=1))
AXES: Final = (_ROW, *_RHO_CELLS, *_RATE_CELLS)


def _chosen(s: Scope) -> int | None:
    """Index of the row chosen, if it computes."""
    if s.number("n_axis") > 0 or s.number("sens_no") > s.count("position"):
        return None
    row = int(s.number("sens_no")) - 1
    return row if is_number(s.col("position", "full")[row]) else None


def _ready(s: Scope) -> bool:
    return s.cell("sens_ok") == 1


def _of_row(column: str) -> Twin:
    def twin(s: Scope) -> Value:
        return s.col("position", column)[int(s.number("sens_no")) - 1] if _ready(s) else None

    return twin


def _name(s: Scope) -> Value:
    return f"{_of_row('index')(s)} × {_of_row('pair')(s)}" if _ready(s) else None


def _signed(s: Scope) -> Value:
    if not _ready(s):
        return None
    lots, risk = n(_of_row("lots")(s)), n(_of_row("risk")(s))
    return lots if risk > 0 else -lots


def _at(column: str) -> str:
    return f"INDEX([position.{column}],{{sens_no}})"


def _taken(key: str, column: str, form: str) -> Cell:
    return Cell(key, "formula", form, formula=f'IF({{sens_ok}}=1,{_at(column)},"")', twin=_of_row(column))


_LOTS: Final = Text("ロット", "lots")

CHOSEN: Final = Block(
    Text("調べるポジション", "The position looked at"),
    styles=LINE_STYLES,
    rows=(
        line(
            _ROW,
            Text("ポジションのNo.", "No. of the position"),
            Text("番号", "no."),
            Text("ポジションシートの何行目か", "Which row of the Positions sheet"),
            "B §8",
        ),
        line(
            Cell(
                "sens_name",
                "formula",
                "@",
                formula=f'IF({{sens_ok}}=1,{_at("index")}&" × "&{_at("pair")},"")',
                twin=_name,
                style="verdict",
            ),
            Text("指数 × ペア", "Index × pair"),
            Text("", ""),
            Text("その行の指数と通貨ペア", "Index and pair of that row"),
            "B §2",
        ),
        line(
            _taken("sens_risk", "risk", "#,##0.00"),
            Text("指数リスク", "Index risk"),
            ACCOUNT_CURRENCY,
            Text("ヘッジ前の1日の値幅", "Daily swing before the hedge"),
            "B §6",
        ),
        line(
            _taken("sens_rho", "rho", "0.000"),
            Text("相関ρ", "ρ"),
            Text("比率", "ratio"),
            Text("その行の計算に使った相関", "Correlation used in that row"),
            "B §4",
        ),
        line(
            _taken("sens_atr", "atr_index", "#,##0.00"),
            Text("ATR指数", "ATR index"),
            Text("ポイント", "points"),
            Text("使ったATR", "ATR used"),
            "B §4",
        ),
        line(
            _taken("sens_vpp", "vpp", "#,##0.0000"),
            Text("1点の価値", "Value per point"),
            ACCOUNT_CURRENCY,
            Text("1ポイントの価値", "Value of one point"),
            "B §4",
        ),
        line(
            Cell(
                "sens_lots",
                "formula",
                "#,##0.####",
                formula=f'IF({{sens_ok}}=1,IF({_at("risk")}>0,1,-1)*{_at("lots")},"")',
                twin=_signed,
            ),
            Text("指数ロット(±)", "Index lots (±)"),
            _LOTS,
            Text("買いは+、売りは−", "+ long, - short"),
            "B §4",
        ),
        line(
            _taken("sens_fx", "atr_fx", "0.0000"),
            Text("ATR FX", "ATR FX"),
            Text("レート", "rate"),
            Text("使ったペアのATR", "The pair's ATR used"),
            "B §4",
        ),
        line(
            _taken("sens_value", "lot_value", "#,##0.0000"),
            Text("FX1ロットの価値", "FX lot value"),
            ACCOUNT_CURRENCY,
            Text("レートが1動いたときの損益", "Gain of a lot when the rate moves by 1"),
            "B §6",
        ),
        line(
            Cell(
                "sens_ok",
                "formula",
                "0",
                formula=f"IF({{n_axis}}>0,0,IF({{sens_no}}>ROWS([position.no]),0,IF(ISNUMBER({_at('full')}),1,0)))",
                twin=lambda s: int(_chosen(s) is not None),
            ),
            Text("計算できるか", "Usable"),
            Text("0/1", "0/1"),
            Text(
                "0: その行が無いか×。下の表は空欄になる",
                "0: there is no such row, or it is marked ×; the tables below are blank",
            ),
            "B §8",
        ),
    ),
)


def _lots(rate: str, rho: str) -> Twin:
    def twin(s: Scope) -> Value:
        if not _ready(s):
            return None
        known = [s.cell(key) for key in ("sens_atr", "sens_vpp", "sens_lots", rho, "sens_fx", "sens_value")]
        full = hx.HEDGE_RATIO(*known)
        return float(hx.FX_LOTS(full, s.number(rate), s.number("lot_step"), str(s.cell("rounding"))))

    return twin


def _share(rate: str, rho: str) -> Twin:
    def twin(s: Scope) -> Value:
        if not _ready(s):
            return None
        hedged, real = s.number(rate) * s.number("sens_rho"), s.number(rho)
        return float(((hedged - real) ** 2 + 1 - real**2) ** 0.5)

    return twin


def _grid_lots(i: int, j: int) -> Cell:
    rate, rho = f"s_rate_{i}", f"s_rho_{j}"
    full = f"HEDGE_RATIO({{sens_atr}},{{sens_vpp}},{{sens_lots}},{{{rho}}},{{sens_fx}},{{sens_value}})"
    formula = f'IF({{sens_ok}}=1,FX_LOTS({full},{{{rate}}},{{lot_step}},{{rounding}}),"")'
    return Cell(f"s_lots_{i}_{j}", "formula", "+#,##0.00;-#,##0.00;0.00", formula=formula, twin=_lots(rate, rho))


def _grid_share(i: int, j: int) -> Cell:
    rate, rho = f"s_rate_{i}", f"s_rho_{j}"
    formula = f'IF({{sens_ok}}=1,SQRT(({{{rate}}}*{{sens_rho}}-{{{rho}}})^2+1-{{{rho}}}^2),"")'
    return Cell(f"s_left_{i}_{j}", "formula", "0.0%", formula=formula, twin=_share(rate, rho))


def _again(cell: Cell, key: str) -> Cell:
    """The same axis on the second table."""
    return Cell(
        key, "formula", cell.format, formula=f'IF({{{cell.key}}}="","",{{{cell.key}}})', twin=lambda s: s.cell(cell.key)
    )


def _rows(cell: Callable[[int, int], Cell], second: bool) -> tuple[tuple[Item, ...], ...]:
    rhos: tuple[Cell, ...] = tuple(_again(rho, f"again_{rho.key}") for rho in _RHO_CELLS) if second else _RHO_CELLS
    rates = tuple(_again(rate, f"again_{rate.key}") for rate in _RATE_CELLS) if second else _RATE_CELLS
    head: tuple[Item, ...] = (_CORNER, None, *rhos)
    body: list[tuple[Item, ...]] = [
        (_RATE_LABEL, rate, *(cell(i, j) for j in range(1, len(_RHOS) + 1))) for i, rate in enumerate(rates, start=1)
    ]
    return (head, *body)


_CORNER: Final = Text("相関ρ →", "ρ →")
_RATE_LABEL: Final = Text("ヘッジ率", "Hedge rate")
_STYLES: Final = ("label", "", "", "", "", "", "", "")

GRID: Final = Block(
    Text("ヘッジ率 × 相関: 取引ロット(+は売り、−は買い)", "Hedge rate × ρ: lots to trade (+ sell, - buy)"),
    styles=_STYLES,
    rows=_rows(_grid_lots, second=False),
)

LEFT: Final = Block(
    Text(
        "実際の相関がρだったとき、ヘッジ後に残る値幅(ヘッジ前=100%)",
        "Swing left after the hedge if the correlation turns out as ρ (100% = no hedge)",
    ),
    styles=_STYLES,
    rows=_rows(_grid_share, second=True),
)

WHY: Final = Block(
    Text("読み方", "How to read it"),
    styles=("wide",),
    rows=(
        (
            Text(
                "上の表は使う相関を変えたときの注文。下の表は、今の相関で決めた注文を、実際の相関で答え合わせしたもの。",
                "Above: the order for another correlation. Below: the order of today's correlation, judged by the one that comes true.",
            ),
        ),
        (
            Text(
                "100%ヘッジは相関が当たれば最も減らし、外れると(ρ≦0)かえって増やす。20〜50%にとどめる理由はここにある(B §6、§8)。",
                "A full hedge takes most away if the correlation holds and adds risk if it fails (ρ ≤ 0): hence the 20 to 50% (B §6, §8).",
            ),
        ),
    ),
)

SHEET: Final = Sheet(
    "sensitivity",
    Text("感応度", "Sensitivity"),
    Text("感応度 — ヘッジ率と相関が変わると", "Sensitivity: other hedge rates, other correlations"),
    Text(
        "黄色の番号・相関・ヘッジ率は自由に変えられます。",
        "Change the row, the correlations and the hedge rates as you like.",
    ),
    (CHOSEN, GRID, LEFT, WHY),
    status=status_cell("sensitivity"),
    one_page=True,
    widths=(20, 20, 12, 12, 12, 12, 12, 12),
    colour="2E75B6",
)
