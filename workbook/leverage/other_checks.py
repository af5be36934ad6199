"""Checks that are not of a row: parameters, correlations that are missing or impossible, and the caps."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.checks import NOISE
from hedge_xl.core.language import Text
from workbook.leverage import cockpit, correlation, holdings, journal_sheet, returns, settings
from workbook.leverage.correlation import INPUTS as CORRELATIONS
from workbook.leverage.names import NUMBERS, matrix, pairs
from workbook.leverage.portfolio import moves
from workbook.parts.check_sheet import below_check, parameters_check
from workbook.parts.row_check import OtherCheck
from workbook.rules import accepted, refused_formula
from workbook.spec import Cell, Sheet, Value
from workbook.twin import Scope, is_number, n

_FEWEST: Final = 3
_ROUNDED: Final = 1e-9


def _count(key: str, formula: str, twin: Callable[[Scope], Value]) -> Cell:
    return Cell(key, "check", "0", formula=formula, twin=twin, style="count")


def _other(
    sheet: Sheet, name: Text, cell: Cell, fix: Text, why: Text, source: str, follows: tuple[str, ...] = ()
) -> OtherCheck:
    return OtherCheck(sheet.title, name, cell, fix, why, source, follows)


def _crossed(s: Scope) -> Value:
    low, middle, high = s.cell("cap_low"), s.cell("cap"), s.cell("cap_high")
    if not (is_number(low) and is_number(middle) and is_number(high)):
        return 0
    return int(n(low) > n(middle) or n(middle) > n(high))


def _refused(s: Scope) -> Value:
    rules = [(cell.key, cell.validation) for cell in CORRELATIONS]
    return sum(1 for key, rule in rules if rule and not accepted(rule, s.cell(key), s.model.language))


def _no_equity(s: Scope) -> Value:
    listed = any(is_number(number) for number in s.col("holdings", "no"))
    return int(listed and not is_number(s.cell("equity")))


def _missing(s: Scope) -> Value:
    if s.number("usable") == 0 or s.number("n_history") > 0:
        return 0
    return sum(1 for i, j in pairs() if not is_number(s.cell(f"used_{j}_{i}")))


def _poor_history(s: Scope) -> Value:
    if s.number("uses_returns") * s.number("n_active") == 0:
        return 0
    if sum(n(used) for used in s.col("returns", "used")) < _FEWEST:
        return 1
    held = (i for i in NUMBERS if s.number(f"active_{i}") == 1)
    return sum(1 for i in held if not moves(s.col("returns", f"z{i}")))


def _poor_formula() -> str:
    def still(i: int) -> str:
        series = f"[returns.z{i}]"
        least = f"MAX(1E-12*MAX(MAX({series}),-MIN({series})),1E-30)"
        return f"IF({{active_{i}}}=1,IF(MAX({series})-MIN({series})>{least},0,1),0)"

    terms = "+".join(still(i) for i in NUMBERS)
    return f"IF({{uses_returns}}*{{n_active}}=0,0,IF(SUM([returns.used])<{_FEWEST},1,{terms}))"


def _over(s: Scope) -> Value:
    return int(s.number("ready") == 1 and s.number("effective") > s.number("cap_used") + NOISE)


def _lots_over(s: Scope) -> Value:
    if s.number("ready") != 1 or all(s.number(f"cut_{i}") == 0 for i in NUMBERS):
        return 0
    return int(s.number("after_effective") > s.number("cap_used") * (1 + _ROUNDED))


OTHERS: Final = (
    below_check(holdings.SHEET),
    below_check(returns.SHEET),
    below_check(journal_sheet.SHEET),
    parameters_check(settings.SHEET.title, settings.PARAMETERS),
    _other(
        settings.SHEET,
        Text("× 上限の大小が逆", "× caps out of order"),
        _count(
            "n_bands",
            "IF(COUNT({cap_low},{cap},{cap_high})<3,0,IF(OR({cap_low}>{cap},{cap}>{cap_high}),1,0))",
            _crossed,
        ),
        Text("上限帯の下 ≦ 上限 ≦ 上限帯の上 にする", "Make it: band from <= cap <= band to"),
        Text("判定と削減が食い違う", "Verdict and cut would contradict each other"),
        "C §7④",
        ("cap_low", "cap", "cap_high"),
    ),
    _other(
        settings.SHEET,
        Text("× 純資産が空欄", "× equity missing"),
        _count("n_equity", "IF(AND(COUNT([holdings.no])>0,NOT(ISNUMBER({equity}))),1,0)", _no_equity),
        Text("設定シートに口座の純資産を入れる", "Enter the account's equity on the Settings sheet"),
        Text("レバレッジは純資産がなければ決まらない", "There is no leverage without equity"),
        "C §2",
        ("equity",),
    ),
    _other(
        correlation.SHEET,
        Text("× 相関が−1〜1の数値でない", "× correlation not a number from -1 to 1"),
        _count("n_corr", "+".join(refused_formula(cell) for cell in CORRELATIONS), _refused),
        Text("黄色のセルに−1〜1の数値を入れる", "Enter numbers from -1 to 1 into the yellow cells"),
        Text("相関にならない値から実効レバは出せない", "No effective leverage can come of it"),
        "C §3(1)",
        tuple(cell.key for cell in CORRELATIONS),
    ),
    _other(
        correlation.SHEET,
        Text("× 相関が空欄の組", "× pair without a correlation"),
        _count(
            "n_missing",
            f"IF(OR({{usable}}=0,{{n_history}}>0),0,({len(NUMBERS) ** 2}-COUNT({matrix('used')}))/2)",
            _missing,
        ),
        Text(
            "持っている商品どうしの相関をすべて入れる。無相関なら0と入れる",
            "Enter the correlation of every two products held; 0 if there is none",
        ),
        Text("空欄を0とみなすと集中を見逃す", "Taking a blank for 0 would hide a concentration"),
        "C §3(1)",
    ),
    _other(
        correlation.SHEET,
        Text("× ありえない相関の組み合わせ", "× correlations that cannot hold together"),
        _count("n_definite", "IF({failed_at}>0,1,0)", lambda s: int(s.number("failed_at") > 0)),
        Text(
            "途中計算の「最初に成り立たない番号」の行の相関を見直す(半正定値でない)",
            "Review the correlations of the first number that fails on Workings (not positive semi-definite)",
        ),
        Text("分散が負になり、リスクを小さく見せる", "A variance would be negative and hide risk"),
        "C §3(1)",
    ),
    _other(
        returns.SHEET,
        Text("× 収益率が足りないか動かない", "× too few returns, or none that move"),
        _count("n_history", _poor_formula(), _poor_history),
        Text(
            "持っている商品すべての収益率がある日を3日以上にする",
            "Give at least three days on which every product held has a return",
        ),
        Text("相関とボラを計算できない", "Correlations and volatilities cannot be computed"),
        "C §3(1)",
    ),
    _other(
        cockpit.SHEET,
        Text("△ 実効レバが上限を超えている", "△ effective leverage above the cap"),
        _count("n_over", "IF({ready}=0,0,IF({effective}>{cap_used}+1E-12,1,0))", _over),
        Text("計器盤の「減らす額」に従って減らす", "Cut as the cockpit shows"),
        Text("上限を超えた分が破綻リスクになる", "What is above the cap is risk of ruin"),
        "C §4, §7④",
    ),
    _other(
        cockpit.SHEET,
        Text("△ ロットの端数で上限を超える", "△ above the cap after cutting whole lots"),
        _count(
            "n_lots",
            f"IF(OR({{ready}}=0,SUM({{cut_1}}:{{cut_8}})=0),0,IF({{after_effective}}>{{cap_used}}*(1+{_ROUNDED:.0E}),1,0))",
            _lots_over,
        ),
        Text("寄与割合の大きい商品をもう1ロット減らす", "Cut one lot more of the product with the largest share"),
        Text("ヘッジ側の端数を切るとリスクは増える", "Rounding a hedge away adds risk"),
        "C §4",
    ),
    _other(
        cockpit.SHEET,
        Text("△ 建玉が完全に打ち消し合っている", "△ positions cancel out entirely"),
        _count(
            "n_cancelled",
            "IF({ready}=0,0,IF({clm}=0,1,0))",
            lambda s: int(s.number("ready") == 1 and s.number("clm") == 0),
        ),
        Text("相関±1は現実には続かない。相関を見直す", "A correlation of ±1 does not last: review it"),
        Text("リスクが0に見える", "The risk seems to be 0"),
        "C §3",
    ),
)
