"""点検 / Checks: every check with its count and its first cell, and the article's checklists."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger import log, market, monthly, pnl, policy
from workbook.ledger.common import faulty_policy, status_cell
from workbook.ledger.policy import PARAMETERS
from workbook.rules import accepted, refused_formula
from workbook.spec import Block, Cell, Item, Sheet, Validation, Value
from workbook.text import WORDS
from workbook.twin import Scope, is_number, n


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A result that a table's column can show, what to do about it, and which inputs can be the cause."""

    sheet: Sheet
    word: str
    fix: Text
    where: tuple[str, ...]
    column: str = "check"

    @property
    def table(self) -> str:
        """Key of the table."""
        assert self.sheet.table is not None
        return self.sheet.table.key

    @property
    def count(self) -> str:
        """Key of the cell that counts it."""
        return f"n_{self.table}_{self.word}"


_MONTH_FIX: Final = Text(
    "その月の最後の日付を入れる(例 2026-10-31)。文字ではなく日付で",
    "Enter the last day of the month as a date, such as 2026-10-31",
)
_DUP_FIX: Final = Text("同じ月の行を1つだけ残す", "Keep one row per month")
_ORDER_FIX: Final = Text("古い月から順に並べる", "Put the months in order, oldest first")
_NUMBER_FIX: Final = Text(
    "半角の数字だけで入れる(文字、全角、円記号は不可)",
    "Enter plain numbers: no text, full-width digits or currency signs",
)
_POSITIVE_FIX: Final = Text("0より大きい値にする(A_USDだけは0も可)", "Enter a value above 0 (A_USD may be 0)")

ROW_CHECKS: Final = (
    RowCheck(market.SHEET, "chk_month", _MONTH_FIX, ("month",)),
    RowCheck(market.SHEET, "chk_dup", _DUP_FIX, ("month",)),
    RowCheck(market.SHEET, "chk_order", _ORDER_FIX, ("month",)),
    RowCheck(market.SHEET, "chk_number", _NUMBER_FIX, ("spx", "usdjpy", "ma200")),
    RowCheck(market.SHEET, "chk_positive", _POSITIVE_FIX, ("spx", "usdjpy", "ma200")),
    RowCheck(
        market.SHEET,
        "chk_gap",
        Text(
            "抜けた月を足す。抜けの直後の収益率は計算しない",
            "Add the missing months; no return is computed across a gap",
        ),
        ("month",),
    ),
    RowCheck(
        market.SHEET,
        "chk_jump",
        Text(
            "桁や単位の間違いがないか確かめる。正しければそのままでよい",
            "Check digits and units; if it is right, leave it",
        ),
        ("spx", "usdjpy", "ma200"),
    ),
    RowCheck(
        market.SHEET,
        "chk_error",
        Text("エラー値を消し、値を入れ直す", "Clear the error and enter the value again"),
        ("ma200", "month"),
    ),
    RowCheck(monthly.SHEET, "chk_month", _MONTH_FIX, ("month",)),
    RowCheck(monthly.SHEET, "chk_dup", _DUP_FIX, ("month",)),
    RowCheck(monthly.SHEET, "chk_order", _ORDER_FIX, ("month",)),
    RowCheck(monthly.SHEET, "chk_number", _NUMBER_FIX, ("a_usd", "spot", "swap", "h_fixed")),
    RowCheck(monthly.SHEET, "chk_positive", _POSITIVE_FIX, ("a_usd", "spot")),
    RowCheck(
        monthly.SHEET,
        "chk_gap",
        Text(
            "抜けた月を足す。抜けの直後の月は損益を計算しない",
            "Add the missing months; the month after a gap has no P&L",
        ),
        ("month",),
    ),
    RowCheck(
        monthly.SHEET,
        "chk_spot",
        Text("S_USDJPYと市場シートのUSDJPYのどちらかを直す", "Correct S_USDJPY here or USDJPY on the Market sheet"),
        ("spot",),
    ),
    RowCheck(
        monthly.SHEET,
        "ins_market",
        Text(
            "この月のS&P500・USDJPY・200日平均を市場シートに足す。h*には推定窓の月数が必要",
            "Add the month to the Market sheet with its 200-day average; h* needs a full window",
        ),
        ("instruction",),
        column="instruction",
    ),
    RowCheck(
        monthly.SHEET,
        "chk_range",
        Text("0〜2の比率で入れる(80%は0.8)", "Enter a ratio from 0 to 2 (80% is 0.8)"),
        ("h_fixed",),
    ),
    RowCheck(
        monthly.SHEET,
        "chk_error",
        Text("エラー値を消し、値を入れ直す", "Clear the error and enter the value again"),
        ("swap", "h_fixed", "month"),
    ),
    RowCheck(
        monthly.SHEET,
        "chk_jump",
        Text(
            "桁や単位の間違いがないか確かめる。正しければそのままでよい",
            "Check digits and units; if it is right, leave it",
        ),
        ("a_usd", "spot"),
    ),
    RowCheck(
        monthly.SHEET,
        "netlong",
        Text("買いが売りを上回っている。売買の向きを確かめる", "More was bought than sold: check the sides in the log"),
        ("state",),
        column="state",
    ),
    RowCheck(
        monthly.SHEET,
        "round_zero",
        Text(
            "最小単位が目標より大きい。設定の最小単位を確かめる",
            "The minimum unit is larger than the target: check it on the Policy sheet",
        ),
        ("state",),
        column="state",
    ),
    RowCheck(log.SHEET, "chk_id", Text("業者の注文番号を入れる", "Enter the broker's order number"), ("id",)),
    RowCheck(log.SHEET, "chk_dup", Text("二重に記録した約定を消す", "Delete the fill recorded twice"), ("id",)),
    RowCheck(log.SHEET, "chk_side", Text("売 または 買 (SELL / BUY)にする", "Enter SELL or BUY"), ("side",)),
    RowCheck(log.SHEET, "chk_number", _NUMBER_FIX, ("qty", "price", "quote")),
    RowCheck(log.SHEET, "chk_positive", _POSITIVE_FIX, ("qty", "price", "quote")),
    RowCheck(
        log.SHEET,
        "chk_time",
        Text("約定した日時を入れる(例 2026-11-02 10:00)", "Enter date and time of the fill, such as 2026-11-02 10:00"),
        ("time",),
    ),
    RowCheck(
        log.SHEET,
        "chk_quote",
        Text(
            "発注時の気配を入れる。無いと滑りを測れない(A §12、§17)",
            "Enter the quote you saw; slippage cannot be measured without (A §12, §17)",
        ),
        ("quote",),
    ),
    RowCheck(
        log.SHEET,
        "chk_unit",
        Text("数量か、設定の最小単位を確かめる", "Check the quantity, or the minimum unit on the Policy sheet"),
        ("qty",),
    ),
    RowCheck(
        log.SHEET,
        "chk_event",
        Text("イベント日の取引は避ける(A §12、§13)", "Stay out of the market on event days (A §12, §13)"),
        ("time",),
    ),
    RowCheck(
        log.SHEET,
        "chk_error",
        Text("エラー値を消し、値を入れ直す", "Clear the error and enter the value again"),
        ("id", "quote", "order_time"),
    ),
    RowCheck(
        log.SHEET, "chk_price", Text("価格と気配の桁を確かめる", "Check the digits of price and quote"), ("price",)
    ),
    RowCheck(
        log.SHEET,
        "chk_large",
        Text("数量がA_USDの2倍を超えている。桁を確かめる", "The quantity is over twice A_USD: check its digits"),
        ("qty",),
    ),
    RowCheck(
        log.SHEET,
        "chk_future",
        Text(
            "日付を確かめる。正しければ月次に新しい月を足す",
            "Check the date; if it is right, add the new month on Monthly",
        ),
        ("time",),
    ),
    RowCheck(
        log.SHEET,
        "chk_order_time",
        Text("発注時刻は約定時刻より前の日時にする", "The order time must be a date and time before the fill"),
        ("order_time",),
    ),
    RowCheck(
        pnl.SHEET,
        "chk_return",
        Text(
            "市場シートに当月と前月があり、月次が連続しているか確かめる",
            "Check that Market has this month and the one before, and Monthly has no gap",
        ),
        ("r_hedged",),
    ),
    RowCheck(
        pnl.SHEET,
        "chk_swap",
        Text("月次シートにその月のスワップ合計を入れる", "Enter the month's swap on the Monthly sheet"),
        ("cost_swap",),
    ),
    RowCheck(
        pnl.SHEET,
        "chk_swap_rate",
        Text(
            "スワップの符号(支払いは−)と桁、設定の金利差を確かめる",
            "Check sign (minus when paid) and digits of the swap, and the assumed differential",
        ),
        ("cost_swap",),
    ),
    RowCheck(
        policy.SHEET,
        "chk_date",
        Text("時刻のない日付で入れる(例 2026-12-10)", "Enter a date without a time, such as 2026-12-10"),
        ("date",),
    ),
)


def _count(check: RowCheck) -> Callable[[Scope], Value]:
    return lambda s: sum(1 for value in s.col(check.table, check.column) if value == s.word(check.word))


def _first(check: RowCheck) -> Callable[[Scope], Value]:
    def twin(s: Scope) -> Value:
        column = s.col(check.table, check.column)
        word = s.word(check.word)
        return s.address(check.table, column.index(word), check.column) if word in column else None

    return twin


def _row(check: RowCheck) -> tuple[Item, ...]:
    column = f"[{check.table}.{check.column}]"
    header = f"[#{check.table}.{check.column}]"
    address = f"ADDRESS(ROW({header})+MATCH(`{check.word}`,{column},0),COLUMN({header}),4)"
    return (
        check.sheet.title,
        WORDS[check.word],
        Cell(check.count, "check", "0", formula=f"COUNTIF({column},`{check.word}`)", twin=_count(check), style="count"),
        Cell(f"at_{check.count}", "check", "@", formula=f'IF({{{check.count}}}=0,"",{address})', twin=_first(check)),
        check.fix,
    )


def _rows_differ(s: Scope) -> Value:
    return abs(s.count("monthly") - s.count("pnl"))


def _clamp_excludes(s: Scope) -> Value:
    if faulty_policy(s):
        return 0
    inside = s.number("h_floor") <= s.number("structural_h") <= s.number("h_cap")
    return int(s.cell("policy") == s.word("pol_trend") and not inside)


def _clamp_crossed(s: Scope) -> Value:
    floor, cap = s.cell("h_floor"), s.cell("h_cap")
    return int(is_number(floor) and is_number(cap) and n(floor) > n(cap))


def _refused(s: Scope) -> Value:
    rules = [(cell.key, cell.validation) for cell in PARAMETERS]
    return sum(1 for key, rule in rules if rule and not accepted(rule, s.cell(key), s.model.language))


def _below_cell(table: str) -> Cell:
    """Whether something stands right under a table, which its formulas do not count."""
    inputs = [column.key for column in BELOW[table].columns if column.kind == "input"]
    under = ",".join(f"INDEX([!{table}.{key}],ROW([#{table}.{key}])+ROWS([{table}.{key}])+1)" for key in inputs)
    return Cell(
        f"n_below_{table}",
        "check",
        "0",
        formula=f"IF(COUNTA({under})>0,1,0)",
        twin=lambda s: int(table in s.model.inputs.below),
        style="count",
    )


def _other(sheet: Text, name: Text, cell: Cell, fix: Text) -> tuple[Item, ...]:
    return (sheet, name, cell, None, fix)


BELOW: Final = {
    sheet.table.key: sheet.table
    for sheet in (market.SHEET, monthly.SHEET, log.SHEET, policy.SHEET)
    if sheet.table is not None
}
_BELOW_NAME: Final = Text("× 表の下に書かれた行", "× row typed under the table")
_BELOW_FIX: Final = Text(
    "表の右下の角を引いて、その行を表に入れる(入れるまで計算されない)",
    "Drag the table's corner down over the row: until then it is not computed",
)

_OTHERS: Final = (
    *(
        _other(sheet.title, _BELOW_NAME, _below_cell(sheet.table.key), _BELOW_FIX)
        for sheet in (market.SHEET, monthly.SHEET, log.SHEET, policy.SHEET)
        if sheet.table is not None
    ),
    _other(
        policy.SHEET.title,
        Text("× 使えない設定値", "× unusable parameter"),
        Cell(
            "n_policy",
            "check",
            "0",
            formula="+".join(refused_formula(cell) for cell in PARAMETERS),
            twin=_refused,
            style="count",
        ),
        Text(
            "設定シートの値を範囲内に直す(直すまで何も計算しない)",
            "Put the parameters back within their limits: until then nothing is computed",
        ),
    ),
    _other(
        pnl.SHEET.title,
        Text("△ 行数が月次と違う", "△ rows differ from Monthly"),
        Cell(
            "n_rows", "check", "0", formula="ABS(ROWS([monthly.no])-ROWS([pnl.no]))", twin=_rows_differ, style="count"
        ),
        Text(
            "損益の表の右下の角を引き、月次と同じ行数にする",
            "Drag the corner of the P&L table to as many rows as Monthly",
        ),
    ),
    _other(
        policy.SHEET.title,
        Text("× hの下限が上限より上", "× floor of h above its cap"),
        Cell(
            "n_clamp",
            "check",
            "0",
            formula="IF(AND(ISNUMBER({h_floor}),ISNUMBER({h_cap})),IF({h_floor}>{h_cap},1,0),0)",
            twin=_clamp_crossed,
            style="count",
        ),
        Text("hの下限と上限を直す", "Correct the floor and the cap of h"),
    ),
    _other(
        policy.SHEET.title,
        Text("△ 構造hが下限・上限の外", "△ structural h outside the clamp"),
        Cell(
            "n_struct",
            "check",
            "0",
            formula="IF({policy_faults}>0,0,IF(AND({policy}=`pol_trend`,OR({structural_h}<{h_floor},{structural_h}>{h_cap})),1,0))",
            twin=_clamp_excludes,
            style="count",
        ),
        Text(
            "「構造±トレンド」では結果が下限・上限に張り付く", "With structural ± trend the result sticks to the clamp"
        ),
    ),
)

# Counting cell -> what it found and what to do.
OTHER_CHECKS: Final = {
    cell.key: (name, fix)
    for _, name, cell, _, fix in _OTHERS
    if isinstance(name, Text) and isinstance(cell, Cell) and isinstance(fix, Text)
}

_COUNTS: Final = (*(check.count for check in ROW_CHECKS), *OTHER_CHECKS)
_POLICY_FAULTS: Final = ("n_policy", "n_clamp")
_LOG_FAULTS: Final = tuple(
    check.count for check in ROW_CHECKS if check.table == "log" and WORDS[check.word].en.startswith("×")
)


def _sum(keys: tuple[str, ...]) -> Callable[[Scope], Value]:
    return lambda s: sum(n(s.cell(key)) for key in keys)


def _adds(keys: tuple[str, ...]) -> str:
    return "+".join(f"{{{key}}}" for key in keys)


TOTALS: Final = Block(
    Text("まとめ", "Summary"),
    styles=("label", "note", "", "", "note"),
    rows=(
        (
            Text("合計", "Total"),
            Text("見るべき箇所", "to look at"),
            Cell("checks_total", "check", "0", formula=_adds(_COUNTS), twin=_sum(_COUNTS), style="count"),
            None,
            Text("0なら問題なし。各シートの3行目にも出る", "0 means all clear; also shown in row 3 of every sheet"),
        ),
        (
            Text("執行ログ", "Execution log"),
            Text("×のある約定", "fills marked ×"),
            Cell("log_faults", "check", "0", formula=_adds(_LOG_FAULTS), twin=_sum(_LOG_FAULTS), style="count"),
            None,
            Text("0でない間は現状ヘッジと指示を出さない", "Until it is 0 no current hedge and no instruction is shown"),
        ),
        (
            Text("設定", "Policy"),
            Text("使えない設定値", "unusable parameters"),
            Cell(
                "policy_faults", "check", "0", formula=_adds(_POLICY_FAULTS), twin=_sum(_POLICY_FAULTS), style="count"
            ),
            None,
            Text("0でない間は何も計算しない", "Until it is 0 nothing is computed"),
        ),
    ),
)

LIST: Final = Block(
    Text("点検項目", "Checks"),
    header=(
        Text("シート", "Sheet"),
        Text("内容", "Finding"),
        Text("件数", "Count"),
        Text("最初のセル", "First cell"),
        Text("直し方", "What to do"),
    ),
    styles=("label", "note", "", "", "note"),
    rows=(*(_row(check) for check in ROW_CHECKS), *_OTHERS),
)


def _tick(key: str, words: Text) -> tuple[Item, ...]:
    box = Cell(
        key,
        "input",
        "@",
        default_word="box_off",
        style="tick",
        validation=Validation("list", choices=("box_off", "box_on")),
    )
    return (box, words)


MISTAKES: Final = Block(
    Text("よくある失敗(A §17) — 毎月見る", "Common mistakes (A §17): look every month"),
    styles=("", "wide"),
    rows=(
        _tick(
            "tick_roll_spread",
            Text("ロールを月末の1日に集中させていない", "Rolls are not all on the last day of the month"),
        ),
        _tick("tick_h_rarely", Text("hの変更は月1回、±0.1以内", "h changes once a month at most, within ±0.1")),
        _tick(
            "tick_logged",
            Text(
                "約定の価格差・時刻・方法をすべて記録した",
                "Price difference, time and method of every fill are recorded",
            ),
        ),
        _tick("tick_not_over", Text("過剰ヘッジを放置していない", "No over-hedge is left standing")),
    ),
)
CHECKLIST: Final = Block(
    Text("実務チェックリスト(A §18) — 導入前・運用中", "Checklist (A §18): before you start, and while you run it"),
    styles=("", "wide"),
    rows=(
        _tick(
            "tick_objective",
            Text(
                "目的と評価指標(ボラ、最大DDなど)を文章にした",
                "Objective and measures (volatility, drawdown ...) are written down",
            ),
        ),
        _tick(
            "tick_rules",
            Text(
                "h*の推定・更新頻度・トレンド調整のルールを決めた",
                "Rules for h*, its update and the trend step are set",
            ),
        ),
        _tick(
            "tick_roll_dates", Text("ロール日はイベントを避けて分散した", "Roll dates avoid events and are spread out")
        ),
        _tick(
            "tick_execution",
            Text(
                "成行・指値・TWAPの使い分けと例外を決めた",
                "When to use market, limit or TWAP orders, and exceptions, are set",
            ),
        ),
        _tick("tick_band", Text("逸脱率のしきい値を設定した", "The deviation that triggers a trade is set")),
        _tick(
            "tick_review", Text("費用を台帳に記録し、毎月見直している", "Costs are recorded and reviewed every month")
        ),
    ),
)

SHEET: Final = Sheet(
    "checks",
    Text("点検", "Checks"),
    Text("点検 — 入力と計算に問題がないか", "Checks: is everything in order?"),
    Text("○ 問題なし  △ 見ておく  × 直すまで計算しない", "○ fine   △ worth a look   × not computed until put right"),
    (TOTALS, LIST, MISTAKES, CHECKLIST),
    status=status_cell("checks"),
    one_page=True,
    widths=(16, 30, 9, 14, 82),
)
