"""設定 / Policy: every parameter of the ledger, once, with its unit, meaning and source; and the event dates."""

from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.language import Text, same
from hedge_xl.core.student import t_quantile
from workbook.ledger.policy_compare import COMPARE
from workbook.parts.columns import ABOVE_ZERO, JPY_PER_USD, RATIO, WORDS_UNIT, row_check
from workbook.parts.marks import status_cell
from workbook.parts.parameters import HEADER, STYLES, between, number_input, parameter, whole
from workbook.spec import Block, Cell, Column, Sheet, Styled, Table, Validation, Value
from workbook.twin import Row, Scope, is_number, n

POLICIES: Final = ("pol_none", "pol_full", "pol_struct", "pol_trend", "pol_hstar")


_FRACTION: Final = between(0, 1, Text("0〜1(0%〜100%)の数値", "A number from 0 to 1 (0% to 100%)"))
_RATIO: Final = between(0, 2, Text("0〜2の数値", "A number from 0 to 2"))
_RATE: Final = between(-0.5, 0.5, Text("年率。−50%〜50%", "Annual rate, -50% to 50%"))


def _fixed(key: str, value: int, form: str) -> Cell:
    """A figure that the ledger's structure fixes: shown, named, and not the user's to change."""
    return Cell(key, "formula", form, formula=str(value), twin=lambda s: value)


def _annual_cost(s: Scope) -> Value:
    if s.number("policy_faults") > 0:
        return None
    parts = (s.number(key) for key in ("rate_differential", "basis", "spread_cost", "slippage_cost"))
    return float(hx.HEDGE_COST(*parts))


def _monthly_cost(s: Scope) -> Value:
    if s.number("policy_faults") > 0:
        return None
    return s.number("annual_cost") / s.number("periods")


def _band_t(s: Scope) -> Value:
    if s.number("policy_faults") > 0:
        return None
    return t_quantile(s.number("band_confidence"), int(s.number("window")) - 2)


def _event_check(r: Row) -> Value:
    if r["date"] is None and r["name"] is None:
        return None
    return r.word("ok" if is_number(r["date"]) and n(r["date"]) == int(n(r["date"])) else "chk_date")


HEDGE: Final = Block(
    Text("ヘッジ方針", "Hedge policy"),
    header=HEADER,
    styles=STYLES,
    rows=(
        parameter(
            Styled(same("USDJPY"), "fixed"),
            Text("通貨ペア", "Currency pair"),
            Text("", ""),
            Text("1ドルあたりの円。売り=ドル円ショート", "JPY per USD; SELL = short USDJPY"),
            "A §3",
        ),
        parameter(
            Cell("policy", "input", "@", default_word="pol_struct", validation=Validation("list", choices=POLICIES)),
            Text("方針", "Policy"),
            Text("選択", "choice"),
            Text("未ヘッジ / 1:1 / 構造 / 構造±トレンド / h* から選ぶ", "Choose how h_policy is decided each month"),
            "A §4, §9, §11",
        ),
        parameter(
            number_input("structural_h", 0.8, "0.00", _RATIO),
            Text("構造h", "Structural h"),
            RATIO,
            Text("「構造」「構造±トレンド」の基準になるヘッジ比率", "Base hedge ratio of the structural policies"),
            "A §9, §11",
        ),
        parameter(
            number_input("h_floor", 0.7, "0.00", _RATIO),
            Text("hの下限", "Floor of h"),
            RATIO,
            Text("「構造±トレンド」「h*」の結果をこの値以上にする", "Structural ± trend and h* never go below this"),
            "A §4",
        ),
        parameter(
            number_input("h_cap", 0.95, "0.00", _RATIO),
            Text("hの上限", "Cap of h"),
            RATIO,
            Text("「構造±トレンド」「h*」の結果をこの値以下にする", "Structural ± trend and h* never go above this"),
            "A §4",
        ),
        parameter(
            number_input(
                "window",
                36,
                "0",
                whole(3, 600, Text("3〜600の整数(月数)", "A whole number of months from 3 to 600")),
            ),
            Text("推定窓", "Estimation window"),
            Text("か月", "months"),
            Text("h*を推定する直近の月数。足りない月は推定しない", "Months behind each h*; no estimate with fewer"),
            "A §10",
        ),
        parameter(
            Cell(
                "shrinkage",
                "input",
                "General",
                default_word="shrink_lw",
                validation=Validation(
                    "custom",
                    custom='OR(EXACT({cell},"none"),EXACT({cell},"ledoit-wolf"),AND(ISNUMBER({cell}),N({cell})>=0,N({cell})<=1))',
                    accepts=lambda value: value in ("none", "ledoit-wolf") or (is_number(value) and 0 <= n(value) <= 1),
                    message=Text("none、ledoit-wolf、または0〜1", "none, ledoit-wolf, or a number from 0 to 1"),
                ),
            ),
            Text("縮小推定", "Shrinkage"),
            Text("", ""),
            Text(
                "none / ledoit-wolf / 0〜1(強度を固定)。強いほどh*は1に近づく",
                "none / ledoit-wolf / 0..1 fixes the intensity; more of it pulls h* towards 1",
            ),
            "A §4, §10",
        ),
        parameter(
            number_input(
                "band_confidence",
                0.95,
                "0.0%",
                between(0.5, 0.999, Text("50%〜99.9%", "50% to 99.9%")),
            ),
            Text("h*の幅の信頼水準", "Confidence of the band"),
            Text("割合", "fraction"),
            Text(
                "h*がこの確からしさで入る幅を示す。広いほど当てにならない",
                "h* lies in its band this surely; a wide band is a poor estimate",
            ),
            "A §4",
        ),
        parameter(
            number_input("trend_step", 0.1, "0.00", _FRACTION),
            Text("トレンド調整幅", "Trend step"),
            RATIO,
            Text("200日平均より下(円高)なら足し、上なら引く", "Added below the 200-day average, taken off above it"),
            "A §9",
        ),
        parameter(
            number_input("policy_threshold", 0.05, "0.00", _FRACTION),
            Text("変更しきい値", "Change threshold"),
            RATIO,
            Text("前月のhとの差がこれ未満なら変えない", "h stays as it was when it would move by less"),
            "A §9",
        ),
        parameter(
            number_input("rebalance_band", 0.05, "0.0%", _FRACTION),
            Text("乖離しきい値", "Rebalance band"),
            Text("割合", "fraction"),
            Text("逸脱率がこれを超えたらリバランスを指示する", "A larger deviation asks for a rebalance"),
            "A §5, §15",
        ),
        parameter(
            number_input("min_unit", 1000, "#,##0", ABOVE_ZERO),
            Text("最小単位", "Minimum unit"),
            Text("通貨", "USD"),
            Text("目標数量をこの倍数に丸める(口座の最小取引単位)", "Targets are rounded to a multiple of this"),
            "A §5, §15",
        ),
    ),
)

COST: Final = Block(
    Text("コストの想定(年率)", "Cost assumptions (annual)"),
    styles=STYLES,
    rows=(
        parameter(
            number_input("rate_differential", 0.03, "0.00%", _RATE),
            Text("金利差", "Rate differential"),
            Text("年率", "a year"),
            Text(
                "ドル金利−円金利。初期値は月0.25%×12の例",
                "USD minus JPY rate; the default is the example 0.25% a month x 12",
            ),
            "A §2, §7, §15",
        ),
        parameter(
            number_input("basis", 0, "0.00%", _RATE),
            Text("ベーシス", "Basis"),
            Text("年率", "a year"),
            Text(
                "金利差からの乖離。FXではスワップに含まれる",
                "Deviation from the differential; part of the swap in spot FX",
            ),
            "A §2, §7",
        ),
        parameter(
            number_input("spread_cost", 0, "0.000%", _RATE),
            Text("スプレッド・手数料", "Spread and fees"),
            Text("年率", "a year"),
            Text("ロール回数を掛けて年率にした想定", "Planned, over all rolls of a year"),
            "A §7",
        ),
        parameter(
            number_input("slippage_cost", 0, "0.000%", _RATE),
            Text("滑り", "Slippage"),
            Text("年率", "a year"),
            Text("執行ログの実績から見直す", "Planned; revise from the execution log"),
            "A §7, §12",
        ),
        parameter(
            Cell(
                "annual_cost",
                "formula",
                "0.00%",
                formula='IF({policy_faults}>0,"",HEDGE_COST({rate_differential},{basis},{spread_cost},{slippage_cost}))',
                twin=_annual_cost,
            ),
            Text("年率総コスト C", "Total annual cost C"),
            Text("年率", "a year"),
            Text("上の4つの合計", "Sum of the four above"),
            "A §7",
        ),
        parameter(
            Cell(
                "month_cost",
                "formula",
                "0.000%",
                formula='IF({policy_faults}>0,"",{annual_cost}/{periods})',
                twin=_monthly_cost,
            ),
            Text("計画 c_month", "Planned c_month"),
            Text("月率", "a month"),
            Text("年率総コストの月割り", "The annual total, by the month"),
            "A §15",
        ),
        parameter(
            number_input(
                "quoted_spread",
                0.002,
                "0.0000",
                Validation("decimal", minimum=0, message=Text("0以上の数値", "0 or more")),
            ),
            Text("提示スプレッド", "Quoted spread"),
            JPY_PER_USD,
            Text(
                "売値と買値の差。約定ごとに半分を費用とする。自分の業者の値に直す",
                "Ask minus bid, half of it charged to each fill; put your broker's here",
            ),
            "A §7",
        ),
        parameter(
            number_input("fund_cost", 0.005, "0.00%", _RATE),
            Text("ヘッジ付き投信の費用", "Hedged fund's cost"),
            Text("年率", "a year"),
            Text(
                "比べる商品の総費用(ヘッジ費用込み)。自分で調べた値に直す",
                "All-in annual cost of the hedged fund you would buy instead; put yours here",
            ),
            "A §19",
        ),
    ),
)

CONVENTIONS: Final = Block(
    Text("計算の約束", "Conventions"),
    styles=STYLES,
    rows=(
        parameter(
            Cell(
                "band_t",
                "formula",
                "0.000",
                formula='IF({policy_faults}>0,"",TINV(1-{band_confidence},{window}-2))',
                twin=_band_t,
            ),
            Text("h*の幅のt値", "t of the band"),
            Text("倍", "times"),
            Text(
                "標準誤差の何倍が幅の半分か(両側、自由度は推定窓−2)",
                "Half the band in standard errors (two-sided, window - 2 degrees of freedom)",
            ),
            "A §4",
        ),
        parameter(
            _fixed("periods", 12, "0"),
            Text("1年の期数", "Periods per year"),
            Text("回", "per year"),
            Text("月次なので12", "12: the ledger is monthly"),
            "A §16",
        ),
        parameter(
            _fixed("swap_units", 10_000, "#,##0"),
            Text("スワップの建て単位", "Swap quote unit"),
            Text("通貨", "USD"),
            Text("スワップポイントは1万通貨・1日あたりの円", "Swap points are JPY per 10,000 units a day"),
            "A §7",
        ),
        parameter(
            number_input("spot_tolerance", 0.02, "0.0%", _FRACTION),
            Text("市場との差の許容", "Off-market tolerance"),
            Text("割合", "fraction"),
            Text(
                "月次のS_USDJPYが市場シートとこれ以上違えば△を付ける",
                "A spot further from the Market sheet is marked △",
            ),
            "A §12",
        ),
        parameter(
            number_input("jump_tolerance", 0.35, "0.0%", _FRACTION),
            Text("急な変化の許容", "Jump tolerance"),
            Text("割合", "fraction"),
            Text(
                "前の月(200日平均は当日の値)からこれより大きく動いた数値に△を付ける",
                "A figure further from the month before (the average: from the rate) is marked △",
            ),
            "A §12",
        ),
        parameter(
            number_input("swap_tolerance", 0.05, "0.0%", _FRACTION),
            Text("スワップの差の許容", "Swap tolerance"),
            Text("年率", "a year"),
            Text(
                "実測スワップ年率が想定とこれより違うか、符号が逆なら△を付ける",
                "A measured swap rate further from the assumed one, or of the other sign, is marked △",
            ),
            "A §7",
        ),
        parameter(
            number_input("fill_window", 45, "0", ABOVE_ZERO),
            Text("約定日の許容", "Fill window"),
            Text("日", "days"),
            Text(
                "最後の月末からこれより後の約定に△を付ける",
                "A fill later than this after the last month end is marked △",
            ),
            "A §12",
        ),
    ),
)

EVENTS: Final = Table(
    "events",
    "Events",
    (
        Column(
            "date",
            Text("イベント日", "Event date"),
            "input",
            Text("取引を避ける日(FOMC、CPI、雇用統計など)", "A day to stay out of the market (FOMC, CPI, jobs report)"),
            "A §12, §13",
            Text("日付", "date"),
            "yyyy-mm-dd",
            20,
            validation=Validation("date", message=Text("日付", "A date")),
        ),
        Column(
            "name",
            Text("内容", "Event"),
            "input",
            Text("イベントの名前", "What happens"),
            "A §13",
            WORDS_UNIT,
            "@",
            18,
        ),
        row_check(
            'IF(COUNTA([date],[name])=0,"",IF(ISNUMBER([date]),IF([date]=INT([date]),`ok`,`chk_date`),`chk_date`))',
            _event_check,
        ),
    ),
    Text("イベント日(約定があれば執行ログに△)", "Event days (a fill on one is marked △ in the log)"),
    optional=True,
)

PARAMETERS: Final = tuple(
    cell for block in (HEDGE, COST, COMPARE, CONVENTIONS) for cell in block.cells if cell.kind == "input"
)

SHEET: Final = Sheet(
    "policy",
    Text("設定", "Policy"),
    Text("設定 — ヘッジ方針と費用の想定", "Policy: hedge rules and cost assumptions"),
    Text(
        "黄色のセルだけを書き換えます。変更は月1回まで(A §17)。",
        "Change only the yellow cells, once a month at most (A §17).",
    ),
    (HEDGE, COST, COMPARE, CONVENTIONS, EVENTS),
    status=status_cell("policy"),
    one_page=True,
    widths=(26, 18, 12, 62, 14),
    colour="BF9000",
)
