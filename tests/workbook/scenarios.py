"""Ledgers for the proofs: what users do to them, well and badly."""

import copy
import random
from collections.abc import Callable
from datetime import date, datetime

from hedge_xl.core.language import Language
from workbook.build import complete
from workbook.ledger import LEDGER
from workbook.ledger.start import FirstMonth, demo_ledger, new_ledger
from workbook.serials import to_serial
from workbook.spec import Inputs, Value
from workbook.text import WORDS

MODIFIED = datetime(2022, 12, 31)
SHORT_HISTORY = 120
Change = Callable[[Inputs, Language], None]
_DEMOS: dict[Language, Inputs] = {}


def demo(language: Language) -> Inputs:
    """A copy of the demonstration ledger, to be changed at will: without the h written down, so that policies show."""
    if language not in _DEMOS:
        _DEMOS[language] = complete(LEDGER, demo_ledger(language))
        for row in _DEMOS[language].tables["monthly"]:
            row.pop("h_fixed", None)
    return copy.deepcopy(_DEMOS[language])


def changed(language: Language, *changes: Change) -> Inputs:
    """The demonstration ledger with ten years of market history, after some changes."""
    inputs = demo(language)
    for change in (keep_last("market", SHORT_HISTORY), *changes):
        change(inputs, language)
    return inputs


def put(table: str, row: int, column: str, value: Value) -> Change:
    """Type a value into a cell of a table; rows count from 0, from the end when negative."""

    def change(inputs: Inputs, language: Language) -> None:
        inputs.tables[table][row][column] = value

    return change


def parameter(key: str, value: Value) -> Change:
    """Change a parameter."""

    def change(inputs: Inputs, language: Language) -> None:
        inputs.cells[key] = value

    return change


def policy(word: str) -> Change:
    """Choose a hedge policy."""
    return lambda inputs, language: parameter("policy", WORDS[word].of(language))(inputs, language)


def delete(table: str, row: int) -> Change:
    """Delete a row of a table, as Excel's "delete table row" does."""

    def change(inputs: Inputs, language: Language) -> None:
        del inputs.tables[table][row]
        inputs.tables[table] = inputs.tables[table] or [{}]
        _follow(inputs, table)

    return change


def keep_last(table: str, rows: int) -> Change:
    """Keep only the last rows of a table."""

    def change(inputs: Inputs, language: Language) -> None:
        inputs.tables[table] = inputs.tables[table][-rows:]
        _follow(inputs, table)

    return change


def _follow(inputs: Inputs, table: str) -> None:
    """The backtest has a row for every row of Market, as after a drag of its corner."""
    if table == "market":
        inputs.tables["backtest"] = [{} for _ in inputs.tables["market"]]


def clear(table: str, row: int) -> Change:
    """Clear the inputs of a row and leave the row."""

    def change(inputs: Inputs, language: Language) -> None:
        inputs.tables[table][row] = {}

    return change


def fill(units: float, day: date = date(2023, 1, 10)) -> Change:
    """A fill recorded after the month end; + is a sale."""

    def change(inputs: Inputs, language: Language) -> None:
        side = {"ja": ("売", "買"), "en": ("SELL", "BUY")}[language][units < 0]
        number = len(inputs.tables["log"]) + 1
        row: dict[str, Value] = {"id": f"N{number}", "side": side, "qty": abs(units), "price": 132.0, "quote": 132.0}
        inputs.tables["log"].append({**row, "time": to_serial(datetime(day.year, day.month, day.day, 10))})

    return change


def _spot_up(inputs: Inputs, language: Language) -> None:
    for row in inputs.tables["monthly"]:
        row["spot"] = round(float(row["spot"] or 0) * 1.07, 3)


def _duplicate_month(inputs: Inputs, language: Language) -> None:
    inputs.tables["monthly"][20]["month"] = inputs.tables["monthly"][19]["month"]


def _swap_months(inputs: Inputs, language: Language) -> None:
    rows = inputs.tables["monthly"]
    rows[10], rows[11] = rows[11], rows[10]


def _empty_log(inputs: Inputs, language: Language) -> None:
    inputs.tables["log"] = [{}]


def _no_quotes(inputs: Inputs, language: Language) -> None:
    for fill in inputs.tables["log"]:
        fill["quote"] = None


def _bought_back(inputs: Inputs, language: Language) -> None:
    """All but a thousand, on the last day at noon."""
    last = inputs.tables["monthly"][-1]
    fill = {"id": "Z-1", "side": WORDS["side_buy"].of(language), "qty": 62_000, "price": last["spot"]}
    inputs.tables["log"].append(fill | {"quote": last["spot"], "time": float(last["month"] or 0) + 0.5})


def _events(inputs: Inputs, language: Language) -> None:
    first = inputs.tables["log"][0]["time"]
    inputs.tables["events"] = [
        {"date": float(int(float(first or 0))), "name": "FOMC"},
        {"date": 44561.0, "name": "CPI"},
    ]


def _bad_events(inputs: Inputs, language: Language) -> None:
    fill = float(inputs.tables["log"][0]["time"] or 0)
    inputs.tables["events"] = [{"date": "2020-02-03", "name": "FOMC"}, {"date": fill, "name": "CPI"}, {"name": "?"}]


def statements(*rows: dict[str, Value]) -> Change:
    """What the broker's statements say, one row each."""

    def change(inputs: Inputs, language: Language) -> None:
        inputs.tables["statement"] = [dict(row) for row in rows]

    return change


def true_statement(inputs: Inputs, day: float) -> dict[str, Value]:
    """What a statement of that day must say of the demonstration ledger."""
    sells = (WORDS["side_sell"].ja, WORDS["side_sell"].en)
    fills = [fill for fill in inputs.tables["log"] if float(fill["time"] or 0) < day + 1]
    held = sum(float(fill["qty"] or 0) * (1 if fill["side"] in sells else -1) for fill in fills)
    swaps = [row["swap"] for row in inputs.tables["monthly"] if row["month"] == day]
    return {"date": day, "position": held, "swap": swaps[0] if swaps else None}


def _true_statements(inputs: Inputs, language: Language) -> None:
    inputs.tables["statement"] = [true_statement(inputs, day) for day in (44196.0, 44210.0, 44926.0)]


def _statements_off(inputs: Inputs, language: Language) -> None:
    """By a thousand; by less than counts; by a rounded swap; by a swap; in the year before; in no month at all."""
    rows = [true_statement(inputs, 44926.0) for _ in range(6)]
    position, swap = float(rows[0]["position"] or 0), float(rows[0]["swap"] or 0)
    rows[0]["position"], rows[1]["position"] = position - 1000, position + 2e-7
    rows[2]["swap"], rows[3]["swap"] = swap + 1, swap - 1.5
    rows[4] |= {"date": 43800.0, "position": 0}
    rows[5] |= {"date": 45000.0, "position": position + 0.1 + 0.2}
    inputs.tables["statement"] = rows


def _limits_and_rolls(inputs: Inputs, language: Language) -> None:
    """Limit orders filled and not, fills without a quote or an order time, and rolls of the last year without a tag."""
    log = inputs.tables["log"]
    for number, word in enumerate(("指値", "limit", "Lmt", "指値注文", "指値 ", "逆指値")):
        log[-1 - number]["order_type"] = word
    log[-2]["quote"], log[-3]["order_time"], log[-5]["roll"] = None, None, None
    log[-4]["order_time"] = float(log[-4]["time"] or 0) + 1
    sent = {"side": WORDS["side_sell"].of(language), "qty": 1000, "order_type": "指値"}
    log.extend(
        {"id": f"U{number}", **sent, "order_time": time}
        for number, time in enumerate((44880.4, 44900.5, 43900, 44926.99, 44927, 44930.5))
    )
    log[-1]["order_type"], log[-2]["order_type"] = "　limit ", "指値 "
    log.append({"id": "X1", **sent, "quote": 130, "order_time": "2022-12-01"})  # × : nobody can tell when
    log.append({"id": "X2", **sent, "order_time": 44900, "price": 130})  # × : a price, and no time
    log.append({"id": "X3", **sent, "order_time": 44900, "roll": "2022-12 1/3"})  # × : a roll is no order left open


def _swaps_vary(inputs: Inputs, language: Language) -> None:
    """Dearer at every quarter's end and by the day of the roll; a month's swap missing, a month's rolls early."""
    rows = inputs.tables["monthly"]
    for number, row in enumerate(rows):
        if row.get("swap"):
            row["swap"] = float(row["swap"] or 0) * (1 + 0.1 * (number % 3 == 2) + 0.03 * (number % 5))
    rows[-6]["swap"] = None
    for fill in inputs.tables["log"][-6:]:
        fill["time"] = float(fill["time"] or 0) - 2


# What a user does, well or badly. Every one is recalculated in both languages.
SCENARIOS: dict[str, tuple[Change, ...]] = {
    "spot +7%": (_spot_up,),
    "unhedged": (policy("pol_none"),),
    "full hedge": (policy("pol_full"),),
    "structural": (policy("pol_struct"), parameter("structural_h", 0.85)),
    "h* shrunk": (policy("pol_hstar"), parameter("h_cap", 2)),
    "h* clamped, no shrinkage": (policy("pol_hstar"), parameter("shrinkage", "none")),
    "h* fixed shrinkage, short window": (policy("pol_hstar"), parameter("shrinkage", 0.3), parameter("window", 12)),
    "h* with 35 months": (policy("pol_hstar"), keep_last("market", 36)),
    "months cleared": (clear("monthly", 12), clear("market", -10)),
    "month deleted": (delete("monthly", 12), delete("market", -3)),
    "fills deleted": (delete("log", 0), delete("log", -1)),
    "an order begun": (fill(5_000),),
    "an order carried out": (fill(20_000), fill(-3_000, date(2023, 1, 31))),
    "an order overdone": (fill(22_000),),
    "a trade that nobody asked for": (fill(17_000, date(2022, 12, 30)), fill(-5_000)),
    "empty log": (_empty_log,),
    "h fixed by hand": (put("monthly", 3, "h_fixed", 0.5), put("monthly", 4, "h_fixed", 0)),
    "target of zero": (put("monthly", -1, "a_usd", 0), put("monthly", -2, "h_fixed", 0)),
    "text, zero, negative": (
        put("monthly", 5, "a_usd", "７５０００"),
        put("monthly", 9, "spot", -150),
        put("market", 40, "usdjpy", 0),
        put("market", 60, "spx", "1,234"),
        put("market", 80, "ma200", "n/a"),
        put("market", 90, "ma200", -1),
        put("monthly", 15, "swap", "-12,000"),
    ),
    "month twice": (_duplicate_month,),
    "months out of order": (_swap_months,),
    "date as text, not a month end": (put("monthly", 7, "month", "2020-08-31"), put("market", 100, "month", 39300)),
    "latest month as text": (put("monthly", -1, "month", "2022-12"),),
    "log faults": (
        put("log", 0, "side", "sideways"),
        put("log", 1, "qty", -1000),
        put("log", 2, "price", "108.5"),
        put("log", 3, "time", "2020-03-03"),
        put("log", 4, "id", None),
        put("log", 5, "id", "d202002-1"),
    ),
    "order IDs with signs": (
        put("log", 0, "id", "D*"),
        put("log", 1, "id", "~x?"),
        put("log", 2, "id", "~~"),
        put("log", 3, "id", 202002.0),
        put("log", 5, "id", 202002.0),
        put("market", -1, "usdjpy", "200"),
    ),
    "log notes": (
        put("log", 0, "quote", None),
        put("log", 1, "qty", 1500),
        put("log", 2, "side", "short"),
        put("log", 3, "side", "Buy"),
        put("log", 4, "order_time", None),
        _events,
    ),
    "swap missing": (put("monthly", 8, "swap", None),),
    "P&L too short": (delete("pnl", 0),),
    "half units": (put("monthly", -1, "a_usd", 85_000), put("monthly", -1, "h_fixed", 0.7)),
    "typing slips": (
        put("market", 30, "spx", 12_000),
        put("market", 50, "usdjpy", 8.1),
        put("market", 70, "ma200", 10.5),
        put("monthly", 6, "a_usd", 760_600),
        put("monthly", 12, "spot", 10.4),
        put("monthly", 20, "swap", 19_000),
        put("monthly", 22, "swap", -1_900_000),
        put("monthly", 25, "h_fixed", 80),
        put("monthly", 26, "h_fixed", -0.8),
        put("log", 3, "price", 1087.1),
        put("log", 4, "qty", 200_000),
        put("log", 5, "time", 45300.5),
        put("log", 6, "time", 20_200_303),
        put("log", 7, "order_time", 44000),
        put("log", 8, "order_time", "10:00"),
    ),
    "net long": (put("log", 0, "qty", 1_000), put("log", 3, "qty", 60_000)),
    "target rounds to zero": (parameter("min_unit", 200_000), _empty_log),
    "error values": (
        put("market", 20, "usdjpy", "#N/A"),
        put("market", 40, "ma200", "#DIV/0!"),
        put("market", 60, "month", "#VALUE!"),
        put("monthly", 8, "h_fixed", "#N/A"),
        put("monthly", 10, "swap", "#REF!"),
        put("log", 0, "quote", "#N/A"),
        put("log", 2, "order_time", "#N/A"),
        put("log", 4, "id", "#NAME?"),
        put("log", 6, "qty", "#NUM!"),
    ),
    "an error among the months": (put("monthly", 14, "month", "#N/A"), put("monthly", 3, "a_usd", "#N/A")),
    "rows begun": (
        clear("monthly", 9),
        put("monthly", 9, "swap", -100),
        clear("market", 7),
        put("market", 7, "ma200", 9),
    ),
    "events badly typed": (_bad_events,),
    "no policy": (parameter("policy", None),),
    "a policy nobody offers": (parameter("policy", "H*"),),
    "window as text": (parameter("window", "36"), policy("pol_hstar")),
    "no window": (parameter("window", None), policy("pol_hstar")),
    "unit of zero": (parameter("min_unit", 0),),
    "floor above cap": (parameter("h_floor", 0.9), parameter("h_cap", 0.7)),
    "many bad parameters": (
        parameter("shrinkage", "lw"),
        parameter("h_cap", "0.85"),
        parameter("trend_step", None),
        parameter("rebalance_band", 5),
        parameter("rate_differential", "3%"),
        parameter("quoted_spread", None),
        parameter("jump_tolerance", "x"),
        parameter("fill_window", -1),
    ),
    "statements agree": (_true_statements,),
    "statements disagree": (_statements_off,),
    "swap by hand, months missing": (
        _true_statements,
        put("monthly", -1, "swap", None),
        clear("monthly", 11),
        put("monthly", 20, "swap", "#N/A"),
    ),
    "limits and rolls": (_limits_and_rolls,),
    "limits without faults": (_limits_and_rolls, *(delete("log", -1),) * 3),
    "a fill time that is an error": (
        _limits_and_rolls,
        put("log", 3, "time", "#N/A"),
        put("log", 5, "order_type", "#N/A"),
    ),
    "swaps vary": (_swaps_vary,),
    "a forward and a fund": (
        parameter("market_forward", 128.5),
        parameter("market_spot", 129.75),
        parameter("forward_years", 0.25),
        parameter("basis", 0.002),
        parameter("spread_cost", 0.001),
        parameter("slippage_cost", 0.0005),
        parameter("own_fee", 0.0009),
        parameter("fund_hidden", 0.0335),
        put("log", -1, "price", 128.2),
    ),
    "no quotes": (_no_quotes, parameter("slippage_cost", 0.006), put("monthly", 0, "month", 91.0)),
    "some quotes, bought back on the last day": (
        put("log", 1, "quote", None),
        put("log", -2, "quote", None),
        parameter("slippage_cost", 0.006),
        _bought_back,
    ),
    "a plan of nothing": (parameter("rate_differential", 0), parameter("fund_cost", 0)),
    "a forward of zero": (
        parameter("market_forward", 0),
        parameter("market_spot", "130"),
        parameter("own_fee", "x"),
        parameter("jpy_rate", None),
    ),
    "rates turned round": (parameter("rate_differential", -0.03), _spot_up),
    "statements badly typed": (
        statements(
            {"date": 44926.0, "position": "63,000"},
            {"date": 44926.5, "position": 63_000},
            {"date": "2022-12-31", "position": 63_000},
            {"date": 44926.0, "position": 63_000, "swap": "-1万"},
            {"date": 44926.0, "position": None, "swap": -100},
            {"date": 44926.0, "position": 63_000, "swap": "#REF!"},
            {"date": 44926.0, "position": "#N/A"},
            {"date": "#N/A", "position": 63_000},
            {"date": 20_221_231, "position": 63_000},
            {"note": "2023"},
            {"date": None, "position": 0},
        ),
    ),
}


def first_month(language: Language) -> Inputs:
    """A new ledger: one month, no return yet, an empty log."""
    return complete(LEDGER, new_ledger(FirstMonth(date(2026, 10, 31), 75_000, 150), language))


def noise(seed: int, language: Language) -> Inputs:
    """A small ledger in which any input may be anything."""
    chance = random.Random(seed)
    inputs = changed(
        language, keep_last("market", 60), keep_last("monthly", 14), keep_last("pnl", 14), keep_last("log", 20)
    )
    inputs.cells |= {"window": 12, "policy": WORDS[chance.choice(["pol_trend", "pol_hstar"])].of(language)}
    dates = [to_serial(date(2022, 6, 30)), to_serial(date(2022, 6, 15)), 44000.5]
    # No booleans: to LibreOffice they are numbers, to Excel and to us they are not.
    junk: list[Value] = [None, "", 0, -5.0, "x", "12", 1e6, *dates]
    for key in ("market", "monthly", "log", "events"):
        for row in inputs.tables[key]:
            for column in LEDGER.table(key).inputs:
                if chance.random() < 0.02:
                    row[column.key] = chance.choice(junk)
    return inputs
