"""The workings product by product: what is held, what it risks, and its share of the whole risk."""

from collections.abc import Callable
from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.language import Text, same
from workbook.leverage import portfolio
from workbook.leverage.holdings import daily_vol
from workbook.leverage.names import NUMBERS, fixed, span
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Row, Scope, is_error, is_number, n

_Twin = Callable[[Scope], Value]


def _working(key: str, form: str, formula: str, twin: _Twin) -> Cell:
    return Cell(key, "formula", form, formula=formula, twin=twin, style="working")


def _row(s: Scope, number: int) -> int | None:
    """Where the product stands among the positions, from 0."""
    places = [index for index, no in enumerate(s.col("holdings", "no")) if is_number(no) and no == number]
    return places[0] if places else None


def _place(number: int) -> _Twin:
    def twin(s: Scope) -> Value:
        row = _row(s, number)
        return 0 if row is None else row + 1

    return twin


def _name(number: int) -> _Twin:
    def twin(s: Scope) -> Value:
        row = _row(s, number)
        value = None if row is None else s.col("holdings", "product")[row]
        return value if isinstance(value, str) and not is_error(value) else None

    return twin


def _active(number: int) -> _Twin:
    return lambda s: int(s.number("usable") == 1 and s.number(f"place_{number}") > 0)


def _exposure(number: int) -> _Twin:
    def twin(s: Scope) -> Value:
        row = _row(s, number)
        return 0 if row is None or s.number(f"active_{number}") != 1 else n(s.col("holdings", "signed")[row])

    return twin


def _sigma(number: int) -> _Twin:
    def twin(s: Scope) -> Value:
        row = _row(s, number)
        if row is None or s.number(f"active_{number}") != 1:
            return 0
        if s.cell("vol_source") == s.word("src_returns"):
            if s.number("n_history") > 0:
                return None
            series = [n(value) for value in s.col("returns", f"z{number}") if is_number(value)]
            return float(hx.ANN_VOL(series, 1))
        return daily_vol(Row(s.model, "holdings", row), n(s.col("holdings", "vol")[row]))

    return twin


def _sigma_formula(i: int) -> str:
    typed = f"INDEX([holdings.vol],{{place_{i}}})"
    daily = f"IF(EXACT({{vol_basis}},`basis_year`),{typed}/SQRT({{periods}}),{typed})"
    returns = f'IF({{n_history}}>0,"",STDEV([returns.z{i}]))'
    return f"IF({{active_{i}}}=0,0,IF(EXACT({{vol_source}},`src_returns`),{returns},{daily}))"


def _with_others(i: int) -> _Twin:
    def twin(s: Scope) -> Value:
        if s.number("ready") != 1:
            return None
        return sum(s.number(f"used_{j}_{i}") * s.number(f"s_{j}") for j in NUMBERS)

    return twin


def _split(i: int, part: int) -> _Twin:
    """Marginal risk (0), contribution (1) or share (2) of a product."""

    def twin(s: Scope) -> Value:
        rows = portfolio.contributions(s)
        held = portfolio.active(s)
        return None if rows is None or i not in held else float(rows[held.index(i)][part])

    return twin


def _product(i: int) -> tuple[Item, ...]:
    known = f"OR({{active_{i}}}=0,N({{clm}})=0)"
    return (
        fixed(f"number_{i}", i, "0", "unit"),
        _working(f"name_{i}", "@", _NAME.format(i=i), _name(i)),
        _working(f"place_{i}", "0", f"IFERROR(MATCH({{number_{i}}},[holdings.no],0),0)", _place(i)),
        _working(f"active_{i}", "0", f"IF(AND({{usable}}=1,{{place_{i}}}>0),1,0)", _active(i)),
        _working(
            f"w_{i}",
            "#,##0;-#,##0;0",
            f"IF({{active_{i}}}=1,INDEX([holdings.signed],{{place_{i}}}),0)",
            _exposure(i),
        ),
        _working(f"sigma_{i}", "0.000%", _sigma_formula(i), _sigma(i)),
        _working(f"s_{i}", "#,##0;-#,##0;0", f"N({{w_{i}}})*N({{sigma_{i}}})", _risk(i)),
        _working(
            f"g_{i}",
            "#,##0;-#,##0;0",
            f'IF({{ready}}=0,"",SUMPRODUCT({{used_1_{i}}}:{{used_8_{i}}},{span("s")}))',
            _with_others(i),
        ),
        _working(f"marginal_{i}", "0.000%", f'IF({known},"",{{sigma_{i}}}*{{g_{i}}}/{{risk}})', _split(i, 0)),
        _working(f"contribution_{i}", "#,##0;-#,##0;0", f'IF({known},"",{{s_{i}}}*{{g_{i}}}/{{risk}})', _split(i, 1)),
        _working(f"share_{i}", "0.0%", f'IF({known},"",{{contribution_{i}}}/{{risk}})', _split(i, 2)),
    )


_NAME: Final = (
    'IF({{place_{i}}}=0,"",IF(ISTEXT(INDEX([holdings.product],{{place_{i}}})),'
    'INDEX([holdings.product],{{place_{i}}}),""))'
)


def _risk(i: int) -> _Twin:
    return lambda s: n(s.cell(f"w_{i}")) * n(s.cell(f"sigma_{i}"))


PRODUCTS: Final = Block(
    Text("商品ごと(番号順)", "Product by product, in the order of the numbers"),
    header=(
        same("No."),
        Text("商品", "Product"),
        Text("建玉の行", "Row"),
        Text("持っている", "Held"),
        Text("建玉 w", "Exposure w"),
        Text("日率ボラ σ", "Daily σ"),
        Text("リスク s=wσ", "Risk s = wσ"),
        Text("Σρ·s", "Sum of ρ·s"),
        Text("限界リスク", "Marginal"),
        Text("リスク寄与", "Contribution"),
        Text("寄与割合", "Share"),
    ),
    rows=tuple(_product(i) for i in NUMBERS),
)
