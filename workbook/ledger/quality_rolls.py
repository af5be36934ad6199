"""The swap against the roll: whether the months in which, and the days on which, one rolls are the dear ones."""

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from hedge_xl.core.language import Text
from workbook.ledger.common import eomonth
from workbook.ledger.fill_sums import fills_between
from workbook.ledger.last_months import LINES, bounds, found, label_cell, moments, month_key, value_in
from workbook.ledger.quality_figures import counted, summed, window
from workbook.serials import from_serial
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope, is_number, n

_QUARTER, _FISCAL_END = 3, 3  # months of a quarter; the month in which Japan's fiscal year ends
_FEWEST: Final = 3
_SAME_DAY: Final = 1e-6  # rolls that are all of one moment of the month have no correlation with anything,
_FLAT: Final = 1e-4  # nor have changes of the swap within what the rounding of yen and days makes
_ROLLED: Final = '[log.roll],"<>",'
_CHANGE: Final = "+0.00%;-0.00%;0.00%"


def _name(key: str, line: int) -> str:
    return f"roll_{key}_{line + 1}"


def _cell(key: str, line: int, form: str, formula: str, twin: Callable[[Scope, int], Value]) -> Cell:
    month = month_key(line)
    return Cell(
        _name(key, line),
        "formula",
        form,
        formula=f'IF({{{month}}}="","",{formula})',
        twin=lambda s: None if s.cell(month) is None else twin(s, line),
    )


def _rate(s: Scope, line: int) -> Value:
    return value_in(s, "monthly", "swap_rate", s.cell(month_key(line)))


def _change_formula(line: int) -> str:
    now, month = f"{{{_name('swap', line)}}}", f"{{{month_key(line)}}}"
    before = found("monthly", "swap_rate", f"EOMONTH({month},-1)")
    return f'IF(ISNUMBER({now}),IF(ISNUMBER({before}),{now}-{before},""),"")'


def _change(s: Scope, line: int) -> Value:
    now, month = s.cell(_name("swap", line)), n(s.cell(month_key(line)))
    before = value_in(s, "monthly", "swap_rate", eomonth(month, -1))
    return n(now) - n(before) if is_number(now) and is_number(before) else None


def _rolls(s: Scope, line: int) -> int:
    span = moments(s, line)
    return 0 if span is None else int(fills_between(s, *span).roll.sum())


def _day_formula(line: int) -> str:
    rolls, criteria = f"{{{_name('fills', line)}}}", _ROLLED + window(line).fills
    return f'IF({rolls}=0,"",{summed("time", criteria)}/{rolls}-{bounds(line)[0]}+1)'


def _day(s: Scope, line: int) -> Value:
    span = moments(s, line)
    if span is None or not _rolls(s, line):
        return None
    fills = fills_between(s, *span)
    return float(fills.time[fills.roll].sum()) / _rolls(s, line) - span[0] + 1


def _season_formula(line: int) -> str:
    month = f"MONTH({{{month_key(line)}}})"
    return f'IF({month}={_FISCAL_END},`year_end`,IF(MOD({month},{_QUARTER})=0,`quarter_end`,""))'


def _season(s: Scope, line: int) -> Value:
    month = from_serial(n(s.cell(month_key(line)))).month
    if month == _FISCAL_END:
        return s.word("year_end")
    return s.word("quarter_end") if month % _QUARTER == 0 else None


def _line(line: int) -> tuple[Item, ...]:
    month = f"{{{month_key(line)}}}"
    return (
        label_cell(_name("month", line), line),
        _cell("swap", line, "0.00%", found("monthly", "swap_rate", month), _rate),
        _cell("change", line, _CHANGE, _change_formula(line), _change),
        _cell("fills", line, "0", counted(_ROLLED + window(line).fills), _rolls),
        _cell("day", line, "0.0", _day_formula(line), _day),
        _cell("season", line, "@", _season_formula(line), _season),
    )


BY_MONTH: Final = Block(
    Text("スワップの変化とロールの日(古い月から)", "Change of the swap against the days of the roll (oldest first)"),
    header=(
        Text("月", "Month"),
        Text("実測スワップ年率", "Measured swap rate"),
        Text("前月からの変化", "Change on the month"),
        Text("ロールの約定数", "Roll fills"),
        Text("平均ロール日", "Mean day of roll"),
        Text("期末", "Quarter end"),
    ),
    rows=tuple(_line(line) for line in range(LINES)),
)


def _terms(condition: Callable[[int], str], value: Callable[[int], str]) -> str:
    return "(" + "+".join(f"IF({condition(line)},{value(line)},0)" for line in range(LINES)) + ")"


def _mean_cells(key: str, season: bool) -> tuple[Cell, Cell]:
    """Number and mean of the changes into a quarter's last month, or into any other month."""

    def condition(line: int) -> str:
        sign = "<>" if season else "="
        return f'AND(ISNUMBER({{{_name("change", line)}}}),{{{_name("season", line)}}}{sign}"")'

    def changes(s: Scope) -> list[float]:
        lines = [line for line in range(LINES) if (s.cell(_name("season", line)) is not None) == season]
        return [n(s.cell(_name("change", line))) for line in lines if is_number(s.cell(_name("change", line)))]

    number = Cell(
        f"swap_months_{key}",
        "formula",
        "0",
        formula=_terms(condition, lambda _: "1"),
        twin=lambda s: len(changes(s)),
    )
    total = _terms(condition, lambda line: f"N({{{_name('change', line)}}})")
    mean = Cell(
        f"swap_change_{key}",
        "formula",
        _CHANGE,
        formula=f'IF({{{number.key}}}=0,"",{total}/{{{number.key}}})',
        twin=lambda s: float(np.mean(changes(s))) if changes(s) else None,
    )
    return number, mean


def _paired(line: int) -> str:
    return f"AND(ISNUMBER({{{_name('change', line)}}}),ISNUMBER({{{_name('day', line)}}}))"


def _pairs(s: Scope) -> list[tuple[float, float]]:
    both = [(s.cell(_name("day", line)), s.cell(_name("change", line))) for line in range(LINES)]
    return [(n(day), n(change)) for day, change in both if is_number(day) and is_number(change)]


_COUNT: Final = Cell(
    "roll_pairs", "formula", "0", formula=_terms(_paired, lambda _: "1"), twin=lambda s: len(_pairs(s))
)


def _pair_mean(key: str, form: str, at: int) -> Cell:
    total = _terms(_paired, lambda line: f"N({{{_name(key, line)}}})")
    return Cell(
        f"roll_mean_{key}",
        "formula",
        form,
        formula=f'IF({{roll_pairs}}=0,"",{total}/{{roll_pairs}})',
        twin=lambda s: float(np.mean([pair[at] for pair in _pairs(s)])) if _pairs(s) else None,
    )


def _products(first: str, second: str) -> str:
    def product(line: int) -> str:
        return "*".join(f"(N({{{_name(key, line)}}})-N({{roll_mean_{key}}}))" for key in (first, second))

    return _terms(_paired, product)


def _correlation(s: Scope) -> Value:
    pairs = np.array(_pairs(s))
    if len(pairs) < _FEWEST:
        return None
    days, changes = (pairs - pairs.mean(axis=0)).T
    spread, change = float(days @ days), float(changes @ changes)
    if spread < _SAME_DAY or change < len(pairs) * _FLAT**2:
        return None
    return float(days @ changes) / math.sqrt(spread * change)


_DAYS, _CHANGES = _products("day", "day"), _products("change", "change")
_CORRELATION: Final = Cell(
    "roll_correlation",
    "formula",
    "+0.00;-0.00;0.00",
    formula=(
        f'IF({{roll_pairs}}<{_FEWEST},"",IF(OR({_DAYS}<{_SAME_DAY},{_CHANGES}<{{roll_pairs}}*{_FLAT}^2),"",'
        f"{_products('day', 'change')}/SQRT({_DAYS}*{_CHANGES})))"
    ),
    twin=_correlation,
)


def _row(label: Text, cells: tuple[Cell, ...], meaning: Text) -> tuple[Item, ...]:
    return (label, *cells, *(None for _ in range(3 - len(cells))), meaning)


SEASON: Final = Block(
    Text("季節性とロール日の相関", "Season, and correlation with the day of the roll"),
    styles=("label", "", "", "", "wide"),
    rows=(
        _row(
            Text("期末の月への変化", "Into quarter ends"),
            _mean_cells("quarter", season=True),
            Text(
                "月数と平均。+が続くなら、ロールを期末から離し、分割・ラダーでならす(A §8)",
                "Months, mean. If +, roll away from quarter ends, in slices and on a ladder (A §8)",
            ),
        ),
        _row(
            Text("その他の月への変化", "Into other months"),
            _mean_cells("other", season=False),
            Text("月数と平均。上の行と比べる", "Months, mean: to compare with"),
        ),
        _row(
            Text("比べられる月", "Months compared"),
            (_COUNT, _pair_mean("day", "0.0", 0), _pair_mean("change", _CHANGE, 1)),
            Text(
                "ロールの約定とスワップの変化の両方がある月の数、平均ロール日、平均の変化",
                "Months with both roll fills and a change; their mean day and mean change",
            ),
        ),
        _row(
            Text("スワップの変化とロール日の相関", "Correlation"),
            (_CORRELATION,),
            Text(
                "+なら月の後ろでロールした月ほど費用が増えた。3か月以上あり、変化が年0.01%を超えるとき出る。少ない月では偶然も大きい(A §12)",
                "+: later rolls went with dearer swaps. From 3 months on and if changes exceed 0.01% a year; few months say little (A §12)",
            ),
        ),
    ),
)
