"""執行ログ / Execution log: every fill, its slippage, and what it does to the hedge."""

from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.language import Text
from workbook.ledger import log_check, log_columns
from workbook.ledger.log_columns import BASIS_POINTS, FILLED, NOT_FILLED
from workbook.parts.columns import ABOVE_ZERO, JPY, JPY_PER_USD, USD, WORDS_UNIT, row_check
from workbook.parts.marks import VALID, faulty_policy, status_cell, valid
from workbook.spec import Column, Sheet, Table, Validation, Value
from workbook.twin import Row, is_number


def _signed(r: Row) -> Value:
    if not valid(r):
        return None
    return r.num("qty") if log_columns.sign(r["side"]) > 0 else -r.num("qty")


def _slippage(r: Row) -> Value:
    return hx.SLIPPAGE(r["side"], r["quote"], r["price"]) if valid(r) and r["quote"] is not None else None


def _latency(r: Row) -> Value:
    if not valid(r) or not is_number(r["order_time"]):
        return None
    return round((r.num("time") - r.num("order_time")) * 86400, 3)  # times are kept to the millisecond


def _slip_cost(r: Row) -> Value:
    return None if r["slippage"] is None else r.num("slippage") * r.num("qty")


def _slip_bp(r: Row) -> Value:
    return None if r["slippage"] is None else r.num("slippage") / r.num("quote") * BASIS_POINTS


def _limit(r: Row) -> Value:
    if r["check"] in (r.word("chk_unfilled"), r.word("chk_open")):
        return NOT_FILLED
    return FILLED if valid(r) and log_columns.is_limit(r["order_type"]) else None


def _spread_fee(r: Row) -> Value:
    return r.num("qty") * r.number("quoted_spread") / 2 if valid(r) and not faulty_policy(r) else None


_MOMENT: Final = Text("日時", "date and time")
_TIME: Final = Validation("date", message=Text("日時(例 2026-11-02 10:00)", "Date and time such as 2026-11-02 10:00"))

TABLE: Final = Table(
    "log",
    "ExecutionLog",
    (
        Column(
            "id",
            Text("注文ID", "Order ID"),
            "input",
            Text("業者の注文番号。同じ番号は2度書けない", "The broker's order number; never twice"),
            "A §15",
            WORDS_UNIT,
            "@",
            16,
        ),
        Column(
            "side",
            Text("売買", "Side"),
            "input",
            Text("売=ドル円の売り(ヘッジを増やす)、買=買い戻し", "SELL = sell USDJPY (more hedge), BUY = buy back"),
            "A §15",
            Text("選択", "choice"),
            "@",
            8,
            align="center",
            validation=Validation(
                "list",
                choices=("side_sell", "side_buy"),
                strict=False,
                message=Text("売 または 買 (BUY/SELLも可)", "SELL or BUY"),
            ),
        ),
        Column(
            "qty",
            Text("数量", "Quantity"),
            "input",
            Text("約定した通貨数(いつも正の数)", "Units filled, always positive"),
            "A §15",
            USD,
            "#,##0",
            11,
            validation=ABOVE_ZERO,
        ),
        Column(
            "price",
            Text("価格", "Price"),
            "input",
            Text("約定価格", "Fill price"),
            "A §15",
            JPY_PER_USD,
            "0.000",
            10,
            validation=ABOVE_ZERO,
        ),
        Column(
            "quote",
            Text("気配", "Quote"),
            "input",
            Text("発注時に見えていた側の気配(売りなら売値=bid)", "The side of the quote you hit (bid when selling)"),
            "A §12, §15",
            JPY_PER_USD,
            "0.000",
            10,
            validation=ABOVE_ZERO,
        ),
        Column(
            "slippage",
            Text("滑り", "Slippage"),
            "formula",
            Text("気配より不利に約定した幅。+は費用", "Fill worse than the quote; + is a cost"),
            "A §7, §12",
            JPY_PER_USD,
            "+0.0000;-0.0000;0.0000",
            10,
            f'IF(OR(NOT({VALID}),NOT(ISNUMBER([quote]))),"",SLIPPAGE([side],[quote],[price]))',
            twin=_slippage,
            bulk=lambda s: log_columns.slippages(s, _slippage),
        ),
        Column(
            "time",
            Text("約定時刻", "Fill time"),
            "input",
            Text("約定した日時(日本時間)", "Date and time of the fill (Japan time)"),
            "A §15",
            _MOMENT,
            "yyyy-mm-dd hh:mm",
            17,
            validation=_TIME,
        ),
        Column(
            "comment",
            Text("コメント", "Comment"),
            "input",
            Text("約定方法や気づいたこと", "How it was done, what was noticed"),
            "A §15",
            WORDS_UNIT,
            "@",
            50,
        ),
        Column(
            "order_type",
            Text("注文種別", "Order type"),
            "input",
            Text(
                "成行・指値・TWAPなど。約定しなかった指値は、価格・約定時刻・ロールを空けて1行(指値のヒット率に使う)",
                "Market, limit, TWAP ...; a limit never filled: a row without price, fill time and roll (for the hit rate)",
            ),
            "A §12, §18",
            WORDS_UNIT,
            "@",
            11,
        ),
        Column(
            "order_time",
            Text("発注時刻", "Order time"),
            "input",
            Text("発注した日時", "When the order was sent"),
            "A §12",
            _MOMENT,
            "yyyy-mm-dd hh:mm",
            17,
            validation=_TIME,
        ),
        Column(
            "latency",
            Text("約定までの秒数", "Latency"),
            "formula",
            Text("約定時刻−発注時刻", "Fill time minus order time"),
            "A §12",
            Text("秒", "seconds"),
            "0",
            13,
            f'IF(OR(NOT({VALID}),NOT(ISNUMBER([order_time]))),"",ROUND(([time]-[order_time])*86400,3))',
            twin=_latency,
            bulk=log_columns.latencies,
        ),
        Column(
            "roll",
            Text("ロール", "Roll"),
            "input",
            Text("ロールの回(例 2026-11 1/3)", "Which slice of the roll, such as 2026-11 1/3"),
            "A §8",
            WORDS_UNIT,
            "@",
            13,
        ),
        Column(
            "signed",
            Text("ヘッジ増減", "Hedge change"),
            "formula",
            Text("売りは+、買いは−", "+ for a sale, - for a purchase"),
            "A §15",
            USD,
            "+#,##0;-#,##0;0",
            12,
            f'IF({VALID},IF({log_check.IS_SELL},[qty],-[qty]),"")',
            twin=_signed,
            bulk=log_columns.signed,
        ),
        Column(
            "slip_cost",
            Text("滑り費用", "Slippage cost"),
            "formula",
            Text("滑り×数量", "Slippage x quantity"),
            "A §7",
            JPY,
            "#,##0;-#,##0;0",
            11,
            'IF([slippage]="","",[slippage]*[qty])',
            twin=_slip_cost,
            bulk=log_columns.slip_costs,
        ),
        Column(
            "spread_fee",
            Text("スプレッド費用", "Spread cost"),
            "formula",
            Text("数量×提示スプレッド÷2", "Quantity x quoted spread / 2"),
            "A §7",
            JPY,
            "#,##0;-#,##0;0",
            13,
            f'IF(AND({VALID},{{policy_faults}}=0),[qty]*{{quoted_spread}}/2,"")',
            twin=_spread_fee,
            bulk=log_columns.spread_fees,
        ),
        Column(
            "slip_bp",
            Text("滑り(bp)", "Slippage (bp)"),
            "formula",
            Text("滑り÷気配×10,000。+は費用", "Slippage / quote x 10,000; + is a cost"),
            "A §12",
            Text("bp", "bp"),
            "+0.00;-0.00;0.00",
            11,
            f'IF([slippage]="","",[slippage]/[quote]*{BASIS_POINTS})',
            twin=_slip_bp,
            bulk=log_columns.slip_points,
        ),
        Column(
            "limit",
            Text("指値", "Limit"),
            "formula",
            Text("指値の注文。1=約定、−1=未約定", "An order with a limit: 1 filled, -1 not filled"),
            "A §12",
            Text("1か−1", "1 or -1"),
            "0",
            9,
            f"IF(OR([check]=`chk_unfilled`,[check]=`chk_open`),{NOT_FILLED},"
            f'IF(AND({VALID},{log_check.IS_LIMIT}),{FILLED},""))',
            twin=_limit,
            bulk=log_columns.limits,
            working=True,
        ),
        row_check(log_check.CHECK, log_check.check, log_check.checks),
    ),
    Text("執行ログ(約定ごとに1行足す)", "Execution log (add one row a fill)"),
    optional=True,
)

SHEET: Final = Sheet(
    "log",
    Text("執行ログ", "Execution log"),
    Text("執行ログ — すべての約定と滑り", "Execution log: every fill and its slippage"),
    Text(
        "約定のたびに表のすぐ下へ1行足します。現状ヘッジはこのログから計算されます。",
        "Add a row below the table for every fill. The current hedge is computed from this log.",
    ),
    (TABLE,),
    status=status_cell("log"),
    freeze=(7, 1),
    pages_wide=2,
    colour="BF9000",
)
