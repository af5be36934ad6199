"""The blocks of ロール / Roll plan that hold days: the roll dates, and every day of the plan with why it is left out."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger import roll_plan
from workbook.ledger.roll_parts import part_cell
from workbook.ledger.roll_settings import MOST_MONTHS, MOST_SLICES
from workbook.spec import Block, Cell, Item

DAY: Final = "yyyy-mm-dd ddd"
_LONGEST: Final = 31
_MONTHS: Final = range(1, MOST_MONTHS + 1)
_HOLIDAY: Final = "MATCH({day},[holidays.date],0)"
_EVENT: Final = "MATCH({day},[events.date],0)"


def _beside(column: str, row: str) -> str:
    """The words beside a date; nothing for what is no text."""
    return f'IFERROR(T(INDEX([{column}],{row})),"")'


_JUDGED: Final = (
    'IF({day}="","",IF(WEEKDAY({day},2)>5,`day_weekend`,'
    f"IF(ISNUMBER({_HOLIDAY}),"
    f'`day_closed`&{_beside("holidays.country", _HOLIDAY)}&" "&{_beside("holidays.name", _HOLIDAY)},'
    f"IF(ISNUMBER({_EVENT}),`day_event`&{_beside('events.name', _EVENT)},"
    "IF(MOD(MONTH({day}),3)>0,`day_use`,"
    "IF(NETWORKDAYS({day},EOMONTH({day},0),[holidays.date])>{quarter_end_days},`day_use`,`day_quarter`))))))"
)


def _of(formula: str, month: int, number: int) -> str:
    return formula.replace("{day}", f"{{cal_day_{month}_{number}}}")


def _calendar_day(month: int, number: int) -> Cell:
    if number == 1:
        formula = f'IF(OR({{roll_fault}}<>"",{month}>N({{roll_months}})),"",EDATE({{roll_start}},{month - 1}))'
    else:
        before = f"{{cal_day_{month}_{number - 1}}}"
        formula = f'IF({before}="","",IF({before}+1<EDATE({{roll_start}},{month}),{before}+1,""))'
    return Cell(
        f"cal_day_{month}_{number}",
        "formula",
        DAY,
        formula=formula,
        twin=roll_plan.calendar_day(month, number),
        alert=_is_roll_day(month, f"{{cal_day_{month}_{number}}}"),
    )


def _is_roll_day(month: int, day: str) -> str:
    parts = ",".join(f"{day}={{roll_day_{month}_{part}}}" for part in range(1, MOST_SLICES + 1))
    return f'AND({day}<>"",OR({parts}))'


def _judgement(month: int, number: int) -> Cell:
    return Cell(
        f"cal_why_{month}_{number}",
        "formula",
        "@",
        formula=_of(_JUDGED, month, number),
        twin=roll_plan.judgement(month, number),
        style="reason",
        alert=_is_roll_day(month, f"{{cal_day_{month}_{number}}}"),
    )


def _running_number(month: int, number: int) -> Cell:
    before = f"N({{cal_no_{month}_{number - 1}}})+" if number > 1 else ""
    return Cell(
        f"cal_no_{month}_{number}",
        "formula",
        "0",
        formula=f'IF({{cal_day_{month}_{number}}}="","",{before}IF({{cal_why_{month}_{number}}}=`day_use`,1,0))',
        twin=roll_plan.running_number(month, number),
        style="working",
    )


def _usable(month: int) -> str:
    return f"MAX({{cal_no_{month}_1}}:{{cal_no_{month}_{_LONGEST}}})"


def _roll_day(month: int, part: int) -> Cell:
    days, numbers = (f"{{{key}_{month}_1}}:{{{key}_{month}_{_LONGEST}}}" for key in ("cal_day", "cal_no"))
    middle = f"INT({2 * part - 1}*{_usable(month)}/(2*{{roll_slices}}))+1"
    hidden = f'OR({{roll_fault}}<>"",{{roll_short}}>0,{month}>N({{roll_months}}),{part}>N({{roll_slices}}))'
    return Cell(
        f"roll_day_{month}_{part}",
        "formula",
        DAY,
        formula=f'IF({hidden},"",INDEX({days},MATCH({middle},{numbers},0)))',
        twin=roll_plan.roll_day(month, part),
    )


def _roll_tag(month: int, part: int) -> Cell:
    first = f"{{cal_day_{month}_1}}"
    label = f'YEAR({first})&"-"&RIGHT("0"&MONTH({first}),2)&" {part}/"&{{roll_slices}}'
    return Cell(
        f"roll_tag_{month}_{part}",
        "formula",
        "@",
        formula=f'IF({{roll_day_{month}_{part}}}="","",{label})',
        twin=roll_plan.roll_tag(month, part),
        style="unit",
    )


def _roll_row(part: int) -> tuple[Item, ...]:
    row: list[Item] = []
    for month in _MONTHS:
        key = f"roll_day_{month}_{part}"
        units = part_cell(f"roll_units_{month}_{part}", f'{{{key}}}=""', "roll_hedge", "roll_slices", part, _shows(key))
        row += [_roll_day(month, part), _roll_tag(month, part), units]
    return tuple(row)


def _shows(key: str) -> roll_plan.Shown:
    return lambda s: s.cell(key) is not None


def _short() -> Cell:
    """Months with fewer usable days than parts."""
    months = "+".join(f"IF(AND({month}<={{roll_months}},{_usable(month)}<{{roll_slices}}),1,0)" for month in _MONTHS)
    return Cell("roll_short", "formula", "0", formula=f'IF({{roll_fault}}<>"",0,{months})', twin=roll_plan.short)


SHORT: Final = _short()

LAST: Final = Cell(
    "roll_last",
    "formula",
    DAY,
    formula=(
        f'IF({{roll_fault}}<>"","",IF({_usable(1)}=0,"",'
        f"INDEX({{cal_day_1_1}}:{{cal_day_1_{_LONGEST}}},MATCH({_usable(1)},{{cal_no_1_1}}:{{cal_no_1_{_LONGEST}}},0))))"
    ),
    twin=roll_plan.last_day,
)

ROLLS: Final = Block(
    Text("ロールする日(ロールする数量を回数で等分)", "Days to roll on (what is to roll in equal parts)"),
    header=tuple(
        text
        for month in _MONTHS
        for text in (
            Text(f"日付({month}か月目)", f"Day (month {month})"),
            Text("ロール(執行ログに書く)", "Roll (for the log)"),
            Text("数量 USD", "Units, USD"),
        )
    ),
    rows=tuple(_roll_row(part) for part in range(1, MOST_SLICES + 1)),
)

CALENDAR: Final = Block(
    Text(
        "すべての日と、使わない理由(色の付いた日がロール日。番号は使える日の通し番号)",
        "Every day, and why it is left out (roll days are coloured; No. counts the usable days)",
    ),
    header=tuple(
        text
        for month in _MONTHS
        for text in (
            Text(f"日付({month}か月目)", f"Day (month {month})"),
            Text("使えるか・使わない理由", "Usable, or why not"),
            Text("番号", "No."),
        )
    ),
    rows=tuple(
        tuple(make(month, number) for month in _MONTHS for make in (_calendar_day, _judgement, _running_number))
        for number in range(1, _LONGEST + 1)
    ),
)
