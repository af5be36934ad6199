"""Doing it yourself against the hedged fund (A §19): which is cheaper, by how much, and where they break even.

Both are compared at the same hedge, 1:1: your shares' fee + C against the fund's cost + what it hides.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from hedge_xl import functions as hx
from hedge_xl.core.language import Text
from workbook.ledger.cost_plan import guarded
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope

_RATE, _SIGNED = "0.00%", "+0.00%;-0.00%;0.00%"
_VERDICTS: Final = {"DIY": "cheap_diy", "FUND": "cheap_fund", "EQUAL": "cheap_equal"}
_SAME: Final = "1E-12"
_MOST: Final = 1  # an annual rate beyond 100% is a slip, as FUND_COMPARISON takes it


class Basis(NamedTuple):
    """Which cost of doing it yourself is compared: its name and the cell that holds it."""

    key: str
    title: Text
    cost: str


BASES: Final = (
    Basis("plan", Text("計画", "Planned"), "annual_cost"),
    Basis("last12", Text("実現(直近12か月)", "Realised, 12 months"), "cost_real_total_last12"),
    Basis("all", Text("実現(開始から)", "Realised, since start"), "cost_real_total_all"),
)


def _name(key: str, basis: Basis) -> str:
    return f"fund_{key}_{basis.key}"


def _fund(s: Scope) -> float:
    return s.number("fund_cost") + s.number("fund_hidden")


def _break_even(s: Scope) -> float:
    return _fund(s) - s.number("own_fee")


_FUND: Final = "{fund_cost}+{fund_hidden}"
_BREAK_EVEN: Final = f"({_FUND}-{{own_fee}})"


def _cost(basis: Basis) -> Cell:
    return guarded(_name("cost", basis), _RATE, f"{{{basis.cost}}}", lambda s: s.cell(basis.cost), basis.cost)


def _diy(basis: Basis) -> Cell:
    cost = _name("cost", basis)
    return guarded(
        _name("diy", basis), _RATE, f"{{{cost}}}+{{own_fee}}", lambda s: s.number(cost) + s.number("own_fee"), cost
    )


def _total(basis: Basis) -> Cell:
    return guarded(_name("total", basis), _RATE, _FUND, _fund, _name("diy", basis))


def _compared(s: Scope, basis: Basis) -> list[Value] | None:
    """What FUND_COMPARISON says; None where a rate is no rate."""
    diy, fund = s.number(_name("diy", basis)), s.number(_name("total", basis))
    return None if abs(diy) > _MOST else list(hx.FUND_COMPARISON(diy, fund)[0])


def _comparison(key: str, form: str, formula: str, basis: Basis, twin: Callable[[list[Value], Scope], Value]) -> Cell:
    diy = _name("diy", basis)

    def compared(s: Scope) -> Value:
        found = _compared(s, basis)
        return None if found is None else twin(found, s)

    return guarded(_name(key, basis), form, f'IF(ABS({{{diy}}})>{_MOST},"",{formula})', compared, diy)


def _verdict(basis: Basis) -> Cell:
    gap = f"{{{_name('diy', basis)}}}-{{{_name('total', basis)}}}"
    formula = f"IF(ABS({gap})<{_SAME},`cheap_equal`,IF({gap}>0,`cheap_fund`,`cheap_diy`))"
    return _comparison("cheaper", "@", formula, basis, lambda found, s: s.word(_VERDICTS[str(found[0])]))


def _saving(basis: Basis) -> Cell:
    gap = f"ABS({{{_name('diy', basis)}}}-{{{_name('total', basis)}}})"
    return _comparison("saving", _RATE, f"IF({gap}<{_SAME},0,{gap})", basis, lambda found, _: found[1])


def _saving_jpy(basis: Basis) -> Cell:
    saving = _name("saving", basis)
    return guarded(
        _name("saving_jpy", basis),
        "#,##0",
        f"{{{saving}}}*{{cost_y}}",
        lambda s: s.number(saving) * s.number("cost_y"),
        saving,
        "cost_y",
    )


def _break_even_cost(basis: Basis) -> Cell:
    return guarded(_name("even", basis), _SIGNED, _BREAK_EVEN, _break_even, _name("diy", basis))


def _break_even_points(basis: Basis) -> Cell:
    even = _name("even", basis)
    return guarded(
        _name("even_points", basis),
        "0.0",
        f"{{{even}}}/(SWAP_COST(1,{{cost_spot}}))",
        lambda s: s.number(even) / float(hx.SWAP_COST(1, s.number("cost_spot"))),
        even,
        "cost_spot",
    )


def _break_even_h(basis: Basis) -> Cell:
    """The hedge ratio up to which the whole of the shares costs less: own fee + C h = fund."""
    cost, even = _name("cost", basis), _name("even", basis)
    return guarded(
        _name("even_h", basis),
        "0.00",
        f'IF({{{cost}}}<=0,"",MAX(0,{{{even}}}/{{{cost}}}))',
        lambda s: max(0.0, s.number(even) / s.number(cost)) if s.number(cost) > 0 else None,
        cost,
        even,
    )


def _row(label: Text, make: Callable[[Basis], Cell], meaning: Text) -> tuple[Item, ...]:
    return (label, *(make(basis) for basis in BASES), meaning)


FUND: Final = Block(
    Text("自作か、ヘッジ付き投信か(A §19)", "Do it yourself, or buy the hedged fund (A §19)"),
    header=(Text("同じ1:1のヘッジで比べる", "At the same hedge, 1:1"), *(basis.title for basis in BASES)),
    styles=("label", "", "", "", "wide"),
    rows=(
        _row(
            Text("ヘッジの費用 C", "Cost of the hedge, C"),
            _cost,
            Text(
                "計画は設定、実現は上の期間の表(未測定の滑りは計画)",
                "Planned on Policy, realised above (slippage unmeasured: as planned)",
            ),
        ),
        _row(
            Text("自作の総費用", "Do it yourself, all in"),
            _diy,
            Text("C+自分の株側の費用(設定)", "C + the fee of your own shares (Policy)"),
        ),
        _row(
            Text("投信の総費用", "The fund, all in"),
            _total,
            Text(
                "ヘッジ付き投信の費用(ヘッジ費用込み)+隠れコスト(設定)",
                "Fund's cost, hedge included, + hidden cost (Policy)",
            ),
        ),
        _row(
            Text("安い方", "Cheaper"),
            _verdict,
            Text(
                "投信が安ければ素直に買う。定期的に比べ直す", "If the fund is cheaper, buy it; compare again regularly"
            ),
        ),
        _row(
            Text("差(年率)", "Difference a year"),
            _saving,
            Text("例: 自作5.2%、投信4.7% なら 投信が0.5%安い", "5.2% yourself against 4.7%: the fund, by 0.5%"),
        ),
        _row(
            Text("差(円、年)", "Difference a year (JPY)"),
            _saving_jpy,
            Text("今の株の円換算額 Y に対して", "On today's value Y"),
        ),
        _row(
            Text("損益分岐の C", "Break-even C"),
            _break_even_cost,
            Text("C がこれより低ければ自作が安い", "Below it, doing it yourself is cheaper"),
        ),
        _row(
            Text("損益分岐のスワップ", "Break-even swap points"),
            _break_even_points,
            Text(
                "円。1万通貨・1日あたり。支払いがこれより少なければ自作",
                "JPY per 10,000 units a day; below it, do it yourself",
            ),
        ),
        _row(
            Text("損益分岐の h", "Break-even h"),
            _break_even_h,
            Text(
                "株全体の費用で比べるなら、h がこれ以下の自作が安い(ただしヘッジは薄い)",
                "On all your shares: up to this h doing it yourself costs less, at a thinner hedge",
            ),
        ),
    ),
)
