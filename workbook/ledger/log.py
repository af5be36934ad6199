"""執行ログ / Execution log: every fill, its slippage, and what it does to the hedge."""

from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.language import Text
from workbook.ledger import log_columns
from workbook.ledger.log_columns import BASIS_POINTS
from workbook.parts.columns import ABOVE_ZERO, JPY, JPY_PER_USD, USD, WORDS_UNIT, row_check
from workbook.parts.marks import VALID, cascade, faulty_policy, status_cell, valid
from workbook.serials import FIRST_DATE, LAST_DATE
from workbook.spec import Column, Sheet, Table, Validation, Value
from workbook.twin import Row, Scope, is_error, is_number, n

_IS_SELL: Final = 'ISNUMBER(FIND("|"&UPPER([side])&"|",`sell_sides`))'
_IS_BUY: Final = 'ISNUMBER(FIND("|"&UPPER([side])&"|",`buy_sides`))'
_ROW: Final = "(ROW()-ROW([#header]))"

# An order with a limit, sent and never filled: neither a price nor a time, and the hit rate's other half.
_UNFILLED: Final = (
    'IF(COUNTA([price],[time])>0,FALSE,IF(AND(ISNUMBER(FIND("|"&UPPER([order_type])&"|",`limit_types`)),'
    "ISNUMBER([qty]),ISNUMBER([order_time])),"
    f"AND([qty]>0,[order_time]>={FIRST_DATE},[order_time]<={LAST_DATE}),FALSE))"
)

# MATCH reads * and ? in a text as wildcards and ~ as an escape; an order ID means them literally.
_ID: Final = 'IF(ISTEXT([id]),SUBSTITUTE(SUBSTITUTE(SUBSTITUTE([id],"~","~~"),"*","~*"),"?","~?"),[id])'

_CHECK: Final = (
    'IF(COUNTA([id],[side],[qty],[price],[quote],[time])=0,"",'
    + cascade(
        ('[id]=""', "chk_id"),
        (f"MATCH({_ID},[log.id],0)<{_ROW}", "chk_dup"),
        (f"NOT(OR({_IS_SELL},{_IS_BUY}))", "chk_side"),
        (_UNFILLED, "chk_unfilled"),
        ("COUNT([qty],[price])<2", "chk_number"),
        ("MIN([qty],[price])<=0", "chk_positive"),
        ('IF([quote]="",FALSE,NOT(ISNUMBER([quote])))', "chk_number"),
        ("IF(ISNUMBER([quote]),[quote]<=0,FALSE)", "chk_positive"),
        ("NOT(ISNUMBER([time]))", "chk_time"),
        (f"OR([time]<{FIRST_DATE},[time]>{LAST_DATE})", "chk_time"),
        ("{policy_faults}>0", "ok"),
        ('IF([quote]="",FALSE,ABS([price]/[quote]-1)>{spot_tolerance})', "chk_price"),
        ("ABS([qty]/{min_unit}-ROUND([qty]/{min_unit},0))>1E-9", "chk_unit"),
        ("IFERROR(IF(MAX([monthly.a_usd])>0,[qty]>2*MAX([monthly.a_usd]),FALSE),FALSE)", "chk_large"),
        ("IFERROR([time]>MAX([monthly.month])+{fill_window},FALSE)", "chk_future"),
        ('IF([order_time]="",FALSE,IF(ISNUMBER([order_time]),[order_time]>[time],TRUE))', "chk_order_time"),
        ("ISNUMBER(MATCH(INT([time]),[events.date],0))", "chk_event"),
        ('[quote]=""', "chk_quote"),  # last: it must hide nothing that is wrong with the fill itself
    )
    + ")"
)


def _check(r: Row) -> Value:
    if all(r[key] is None for key in ("id", "side", "qty", "price", "quote", "time")):
        return None
    fault = _fault(r) or ("ok" if faulty_policy(r) else _note(r))
    return r.word(fault or "ok")


def _fault(r: Row) -> str | None:
    if r["id"] is None:
        return "chk_id"
    if is_error(r["id"]):
        return "chk_error"
    if _first_rows(r)[_folded(r["id"])] < r.index:
        return "chk_dup"
    if not log_columns.sign(r["side"]):
        return "chk_side"
    if log_columns.is_unfilled(r):
        return "chk_unfilled"
    for keys, needed in ((("qty", "price"), True), (("quote",), False)):
        values = [r[key] for key in keys if needed or r[key] is not None]
        if not needed and any(is_error(value) for value in values):
            return "chk_error"
        if not all(is_number(value) for value in values):
            return "chk_number"
        if any(n(value) <= 0 for value in values):
            return "chk_positive"
    return "chk_time" if not is_number(r["time"]) or not FIRST_DATE <= n(r["time"]) <= LAST_DATE else None


def _note(r: Row) -> str | None:
    if r["quote"] is not None and abs(r.num("price") / r.num("quote") - 1) > r.number("spot_tolerance"):
        return "chk_price"
    lots = r.num("qty") / r.number("min_unit")
    if abs(lots - round(lots)) > 1e-9:
        return "chk_unit"
    if (noted := _size_or_date(r)) is not None:
        return noted
    if float(int(r.num("time"))) in _event_days(r):
        return "chk_event"
    return "chk_quote" if r["quote"] is None else None


def _size_or_date(r: Row) -> str | None:
    largest, last = _highest(r, "a_usd"), _highest(r, "month")
    if largest is not None and 0 < 2 * largest < r.num("qty"):
        return "chk_large"
    if last is not None and r.num("time") > last + r.number("fill_window"):
        return "chk_future"
    ordered = r["order_time"]
    if is_error(ordered):
        return "chk_error"
    late = ordered is not None and (not is_number(ordered) or n(ordered) > r.num("time"))
    return "chk_order_time" if late else None


def _highest(r: Scope, column: str) -> float | None:
    """MAX of a column of the monthly table; None when an error stands in it."""

    def highest() -> float | None:
        values = r.col("monthly", column)
        if any(is_error(value) for value in values):
            return None
        return max((n(value) for value in values if is_number(value)), default=0.0)

    return r.model.shared(("highest", column), highest)


def _event_days(r: Scope) -> set[float]:
    return r.model.shared(("events",), lambda: {n(day) for day in r.col("events", "date") if is_number(day)})


def _folded(order_id: Value) -> tuple[bool, Value]:
    """Excel's MATCH does not tell capitals from small letters, but a truth value from a number."""
    return isinstance(order_id, bool), order_id.casefold() if isinstance(order_id, str) else order_id


def _first_rows(r: Row) -> dict[tuple[bool, Value], int]:
    def first() -> dict[tuple[bool, Value], int]:
        rows: dict[tuple[bool, Value], int] = {}
        for index, order_id in enumerate(r.col("log", "id")):
            rows.setdefault(_folded(order_id), index)
        return rows

    return r.model.shared(("order ids",), first)


def _checks(s: Scope) -> list[Value]:
    return log_columns.checks(s, _check, _highest(s, "a_usd"), _highest(s, "month"), _event_days(s))


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


def _slip_weight(r: Row) -> Value:
    return None if r["slip_bp"] is None else r.num("slip_bp") * r.num("qty")


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
                "成行・指値・TWAPなど。約定しなかった指値は、価格と約定時刻を空けて1行(指値のヒット率に使う)",
                "Market, limit, TWAP ...; a limit order never filled: a row without price and fill time (for the hit rate)",
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
            f'IF({VALID},IF({_IS_SELL},[qty],-[qty]),"")',
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
            "slip_weight",
            Text("滑り(bp)×数量", "Slippage (bp) x quantity"),
            "formula",
            Text("執行品質シートの数量加重平均に使う", "For the quantity-weighted mean on Execution quality"),
            "A §12",
            Text("bp×USD", "bp x USD"),
            "#,##0;-#,##0;0",
            14,
            'IF([slip_bp]="","",[slip_bp]*[qty])',
            twin=_slip_weight,
            bulk=log_columns.slip_weights,
            working=True,
        ),
        row_check(_CHECK, _check, _checks),
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
