"""What the numbers of ダッシュボード / Dashboard are, for the guide."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger.units import DATE, FRACTION, MONTHS
from workbook.parts.columns import JPY, RATIO, USD, WORDS_UNIT
from workbook.parts.numbers import Number


def _number(cells: str, name: Text, unit: Text, meaning: Text, source: str) -> Number:
    return Number("dashboard", f"dash_({cells})", name, unit, meaning, source)


_ACTION: Final = (
    _number(
        "mark|order|next",
        Text("今月の指示、次にすること", "This month, next step"),
        WORDS_UNIT,
        Text(
            "月次の最新の「リバランス指示」のうち、月末の後の約定でまだ済んでいない分。○維持・実行済み、△取引する、×先に直す",
            "Monthly's latest rebalance instruction, less the fills since: ○ hold or done, △ trade, × put right first",
        ),
        "A §6, §15",
    ),
    _number(
        "month|due",
        Text("対象の月末、次の月末", "Month end, next"),
        DATE,
        Text("月次の最新の月末と、その次の月末", "Monthly's latest month end and the one after"),
        "A §15",
    ),
    _number(
        "until",
        Text("期限", "By"),
        DATE,
        Text(
            "取引が残るとき、ロールの1か月目で最後に使える日。ロールを別の日から始めたか計算できなければ次の月末",
            "While there is something to trade: the last usable day of month 1 on Roll plan; the next month end if that "
            "plan starts on another day or cannot be computed",
        ),
        "A §6, §8",
    ),
    _number(
        "trade|units|side",
        Text("あと取引する数量、売り・買い", "Units still to trade, side"),
        USD,
        Text(
            "約定がまだなら月次の「取引数量」、始めた取引なら目標−いまのヘッジ(最小単位より小さければ0)。"
            "取引数量が0の月は、いまのヘッジがしきい値を超えたときだけ。印が×の間は空欄。数量はその絶対値",
            "Before any fill Monthly's units to trade, once begun target - hedge now (0 below the minimum unit); in a month "
            "to hold only if the hedge now is beyond the band. Blank while the mark is ×; units are without the sign",
        ),
        "A §6",
    ),
    _number(
        "latest_trade|since|held",
        Text("月次の取引数量、その後の約定、いまのヘッジ", "Units on Monthly, fills since, hedge now"),
        USD,
        Text(
            "月次の「取引数量」、執行ログで月末より後の売り−買い、現状ヘッジ+その約定。今日の日付は使わない",
            "Monthly's units; sold minus bought in the log after the month end; current hedge + those fills. Today's date "
            "plays no part",
        ),
        "A §6, §15",
    ),
    _number(
        "lots",
        Text("最小単位で", "Minimum units"),
        Text("単位", "units"),
        Text("数量÷最小取引単位(設定)", "Units / minimum unit (Policy)"),
        "A §6",
    ),
)

_RATIOS: Final = (
    _number(
        "h_(raw|literal)",
        Text("h*(生)、記事の式のまま", "h* (raw), as printed"),
        RATIO,
        Text(
            "1+Cov(r_SPX,r_FX)÷Var(r_FX)と、その1を足さないCov÷Var(比較用)",
            "1 + Cov(r_SPX, r_FX) / Var(r_FX), and Cov / Var without the 1 (to compare)",
        ),
        "A §4",
    ),
    _number(
        "h_(low|high)",
        Text("h*の幅", "Band of h*"),
        RATIO,
        Text("h*(生)±t×標準誤差。tは設定の信頼水準", "h* (raw) ± t x standard error, at the Policy sheet's confidence"),
        "A §4",
    ),
    _number(
        "r2",
        Text("ヘッジ有効度 R²", "Effectiveness R²"),
        FRACTION,
        Text(
            "1−残る分散÷未ヘッジの円建て分散(HSTAR_BAND)", "1 - variance left / variance in JPY unhedged (HSTAR_BAND)"
        ),
        "A §4",
    ),
    _number(
        "h_shrunk|structural|trend",
        Text("h*(縮小後)、構造h、トレンド調整", "h* shrunk, structural, trend"),
        RATIO,
        Text(
            "月次の同じ名前の列の最新の月の値。構造hは設定",
            "Monthly's latest of the column of that name; structural h from Policy",
        ),
        "A §9, §10",
    ),
    _number(
        "h_before|h",
        Text("方針のh(収める前)、h_policy", "h asked for, h_policy"),
        RATIO,
        Text(
            "選んだ方針の値(0、1、構造h、構造h+トレンド調整、h*(縮小後))と、下限・上限・しきい値・確定hの後の値",
            "What the policy asks for, and the same after floor, cap, threshold and an h fixed for the month",
        ),
        "A §9",
    ),
)

_QUANTITIES: Final = (
    _number(
        "policy|state",
        Text("方針、過不足", "Policy, over or under"),
        WORDS_UNIT,
        Text("設定の方針と、月次の最新の過不足", "The Policy sheet's policy; Monthly's latest over or under"),
        "A §9, §13",
    ),
    _number(
        "a_usd|target_raw|target|current",
        Text("評価額、目標、現状ヘッジ", "Value, targets, hedge"),
        USD,
        Text(
            "月次の最新の月の値。目標=A_USD×h_policyと、最小単位に丸めたもの",
            "Monthly's latest month; target = A_USD x h_policy, then rounded to the minimum unit",
        ),
        "A §15",
    ),
    _number(
        "window|confidence",
        Text("推定窓、幅の信頼水準", "Window, confidence"),
        RATIO,
        Text("設定の値。h*と幅はこれで計算する", "The Policy sheet's, behind h* and its band"),
        "A §4, §10",
    ),
    _number(
        "deviation|band",
        Text("逸脱率、乖離しきい値", "Deviation, band"),
        FRACTION,
        Text("月次の最新の逸脱率と、取引を始めるしきい値(設定)", "Monthly's latest, and the Policy sheet's band"),
        "A §5, §15",
    ),
)

_COST: Final = (
    _number(
        "year",
        Text("今年の費用: 年", "This year's cost: year"),
        Text("年", "year"),
        Text("月次の最新の月末の年", "The year of Monthly's latest month end"),
        "A §15",
    ),
    _number(
        "cost_(real|plan|gap)",
        Text("実現・計画・差", "Realised, planned, gap"),
        JPY,
        Text(
            "損益でその年の、両方が分かる月の合計。1か月も無ければ空欄。差=実現−計画",
            "Over the year's months with both known on P&L, blank without one; gap = realised - planned",
        ),
        "A §6, §7",
    ),
    _number(
        "cost_(months|unknown)",
        Text("分かる月、分からない月", "Months known, unknown"),
        MONTHS,
        Text(
            "その年の1月(年の途中に始めたなら最初の月)から最新の月までのうち、両方が分かる数と、行の無い月も含めたほかの数",
            "From January, or the ledger's first month, to the latest: with both known; the others, missing rows included",
        ),
        "A §6, §7",
    ),
)

NUMBERS: Final = (*_ACTION, *_RATIOS, *_QUANTITIES, *_COST)
