"""The parts of ロール / Roll plan that are split into equal parts: the ladder and the orders spread over a day."""

from typing import Final

from hedge_xl.core.language import Text, same
from workbook.ledger import roll_plan
from workbook.ledger.roll_settings import MOST_ORDERS, MOST_TENORS
from workbook.spec import Block, Cell, Item

UNITS: Final = "#,##0;-#,##0;0"
_DAYS_BACK: Final = 20  # the year's end with its holidays takes twelve
_ROWS: Final = MOST_TENORS
_COLUMNS_OF_ORDERS: Final = MOST_ORDERS // _ROWS


def part_cell(key: str, hidden: str, units: str, count: str, number: int, shown: roll_plan.Shown) -> Cell:
    """Part `number` of so many equal ones, in multiples of the minimum unit; the first takes what is left over."""
    steps = f"ROUNDDOWN(ROUND(ABS({{{units}}})/{{min_unit}},9),0)"
    size = f"(ROUNDUP({steps}*{number}/{{{count}}},0)-ROUNDUP({steps}*{number - 1}/{{{count}}},0))*{{min_unit}}"
    if number == 1:
        size = f"({size}+ROUND(ABS({{{units}}})-{steps}*{{min_unit}},9))"
    return Cell(
        key,
        "formula",
        UNITS,
        formula=f'IF(OR({hidden},NOT(ISNUMBER({{{units}}}))),"",SIGN({{{units}}})*{size})',
        twin=roll_plan.equal_part(units, count, number, shown),
    )


def _no_rung(number: int) -> str:
    return f'OR({{roll_fault}}<>"",{number}>N({{ladder_tenors}}))'


def _rung(number: int) -> tuple[Item, ...]:
    hidden = _no_rung(number)
    tried = f"MAX({{rung_try_{number}_0}}:{{rung_try_{number}_{_DAYS_BACK}}})"
    day = Cell(
        f"rung_day_{number}",
        "formula",
        "yyyy-mm-dd ddd",
        formula=f'IF({hidden},"",IF({tried}=0,"",{tried}))',
        twin=roll_plan.rung_day(number),
    )
    tag = Cell(
        f"rung_tag_{number}",
        "formula",
        "@",
        formula=f'IF({hidden},"","{number}"&`roll_months_word`&" ({number}/"&{{ladder_tenors}}&")")',
        twin=roll_plan.rung_tag(number),
        style="unit",
    )
    shown = roll_plan.has_rung(number)
    return day, tag, part_cell(f"rung_units_{number}", hidden, "ladder_hedge", "ladder_tenors", number, shown)


def _order(number: int) -> tuple[Item, ...]:
    hidden = f"OR({{twap_state}}<>`ok`,{number}>N({{twap_orders}}))"
    time = Cell(
        f"order_time_{number}",
        "formula",
        "hh:mm:ss",
        formula=f'IF({hidden},"",{{twap_start}}+{number - 1}*({{twap_end}}-{{twap_start}})/{{twap_orders}})',
        twin=roll_plan.order_time(number),
    )
    tag = Cell(
        f"order_tag_{number}",
        "formula",
        "@",
        formula=f'IF({hidden},"","{number}/"&{{twap_orders}}&" "&IF({{roll_trade}}>0,`side_sell`,`side_buy`))',
        twin=roll_plan.order_tag(number),
        style="unit",
    )
    shown = roll_plan.has_order(number)
    return time, tag, part_cell(f"order_units_{number}", hidden, "roll_trade", "twap_orders", number, shown)


def _row(number: int) -> tuple[Item, ...]:
    orders = (_order(number + column * _ROWS) for column in range(_COLUMNS_OF_ORDERS))
    return (*_rung(number), *(item for order in orders for item in order))


PARTS: Final = Block(
    Text(
        "満期をずらすはしご(左。イベント日は避けない)と、今月まだ取引していない分をTWAPで出す注文(右。+は売り、−は買い)",
        "Ladder of maturities (left; event days count as usable), and what is still to trade as TWAP orders (right: + sell, - buy)",
    ),
    header=(
        Text("満期日", "Matures on"),
        Text("満期まで(何本目)", "Tenor (rung)"),
        Text("数量 USD", "Units, USD"),
        *(Text("時刻", "Time"), Text("注文", "Order"), Text("数量 USD", "Units, USD")) * _COLUMNS_OF_ORDERS,
    ),
    rows=tuple(_row(number) for number in range(1, _ROWS + 1)),
)


def _try(number: int, back: int) -> Cell:
    """A day so many days before a rung is due, if one may roll on it; else 0."""
    day = f"EDATE({{roll_start}},{number})-{back}"
    early = f"IF(MOD(MONTH({day}),3)>0,TRUE,NETWORKDAYS({day},EOMONTH({day},0),[holidays.date])>{{quarter_end_days}})"
    usable = f"AND(NETWORKDAYS({day},{day},[holidays.date])=1,{early})"
    return Cell(
        f"rung_try_{number}_{back}",
        "formula",
        'yyyy-mm-dd;;"—"',
        formula=f'IF({_no_rung(number)},"",IF({usable},{day},0))',
        twin=roll_plan.rung_try(number, back),
        style="working",
    )


TRIED: Final = Block(
    Text(
        "はしごの途中計算(満期の目安から1日ずつさかのぼる。いちばん遅い使える日が満期日。—は使えない日)",
        "Workings of the ladder: back from the day a rung is due; the latest usable day is taken (— not usable)",
    ),
    header=(
        Text("さかのぼる日数", "Days back"),
        *(Text(f"{number}本目", f"Rung {number}") for number in range(1, MOST_TENORS + 1)),
    ),
    styles=("unit",),
    rows=tuple(
        (same(str(back)), *(_try(number, back) for number in range(1, MOST_TENORS + 1)))
        for back in range(_DAYS_BACK + 1)
    ),
)
