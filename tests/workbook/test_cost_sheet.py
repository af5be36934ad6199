"""コスト / Cost: parts that add up, the published numbers, and blanks for what cannot be known."""

import math
from collections.abc import Callable, Mapping

import pytest
from holdings import change, mean_held
from scenarios import SCENARIOS, Change, changed, demo, first_month, keep_last, parameter, put

from hedge_xl import functions as hx
from hedge_xl.core.language import LANGUAGES, Language
from workbook.ledger import LEDGER
from workbook.ledger.common import eomonth
from workbook.ledger.cost_parts import PARTS
from workbook.ledger.last_months import LINES
from workbook.serials import from_serial
from workbook.spec import Inputs, Value
from workbook.text import WORDS
from workbook.twin import Model, n


def model(inputs: Inputs, language: Language = "ja") -> Model:
    return Model(LEDGER, inputs, language)


def with_parameters(**values: Value) -> Model:
    """The article's month (75,000 USD at 150) with these parameters."""
    inputs = first_month("ja")
    inputs.cells |= values
    return model(inputs)


ROLL_LEGS = (("side_buy", 150.015), ("side_sell", 149.985))  # 1 bp worse than a quote of 150


# --- published numbers -----------------------------------------------------------------------------


def test_the_forward_of_article_a() -> None:
    book = with_parameters(rate_differential=0.0475, jpy_rate=0.0025, forward_years=1)
    assert book.cell("cost_spot") == 150
    assert book.cell("cip_usd_rate") == pytest.approx(0.05)
    assert book.cell("cip_forward") == pytest.approx(143.2143, abs=5e-5)
    assert book.cell("cip_printed") == pytest.approx(157.1072, abs=5e-5)
    assert book.cell("cip_rough") == pytest.approx(150 * (1 - 0.0475))
    assert book.cell("cip_basis") is None


def test_a_forward_in_the_market_gives_its_basis() -> None:
    seen = {"market_forward": 142.857142857143, "market_spot": 150}
    book = with_parameters(rate_differential=0.0475, jpy_rate=0.0025, basis=0.001, **seen)
    assert book.cell("cip_basis") == pytest.approx(0.0025)
    assert book.cell("cip_basis_gap") == pytest.approx(0.0015)


@pytest.mark.parametrize("month_end", [120, 150, 165])
def test_the_basis_is_of_the_spot_seen_with_the_forward(month_end: float) -> None:
    """Whatever the month ended at: 10% between the two spots would read as 10% of basis."""
    inputs = first_month("ja")
    inputs.tables["monthly"][0]["spot"] = month_end
    rates = {"rate_differential": 0.0475, "jpy_rate": 0.0025, "forward_years": 1}
    inputs.cells |= {**rates, "market_spot": 160, "market_forward": float(hx.FX_FORWARD(160, 0.05, 0.0025, 1, 0.004))}
    assert model(inputs).cell("cip_basis") == pytest.approx(0.004)


@pytest.mark.parametrize("seen", [{"market_forward": 143.0}, {"market_spot": 150.0}])
def test_one_price_without_the_other_gives_no_basis(seen: dict[str, float]) -> None:
    book = with_parameters(**seen)
    assert book.cell("n_policy") == 0
    assert book.cell("cip_basis") is book.cell("cip_basis_gap") is None


def test_the_published_parts_of_the_cost() -> None:
    book = with_parameters(rate_differential=0.048, basis=0.0024, spread_cost=0.0012, slippage_cost=0.0006)
    rows = hx.COST_TABLE(0.048, 0.0024, 0.0012, 0.0006)[1:]
    keys = ("rate_differential", "basis", "spread_cost", "slippage_cost", "annual_cost")
    for key, (_, year, month) in zip(keys, rows, strict=True):
        assert book.cell(f"plan_year_{key}") == pytest.approx(year)
        assert book.cell(f"plan_month_{key}") == pytest.approx(month)


@pytest.mark.parametrize(
    ("diy", "fund", "word", "saving"),
    [(0.052, 0.047, "cheap_fund", 0.005), (0.047, 0.052, "cheap_diy", 0.005), (0.03, 0.03, "cheap_equal", 0)],
)
def test_the_published_comparison_with_the_fund(diy: float, fund: float, word: str, saving: float) -> None:
    book = with_parameters(rate_differential=diy - 0.001, own_fee=0.001, fund_cost=fund - 0.002, fund_hidden=0.002)
    assert book.cell("fund_diy_plan") == pytest.approx(diy)
    assert book.cell("fund_cheaper_plan") == WORDS[word].ja
    assert book.cell("fund_saving_plan") == pytest.approx(saving)
    assert book.cell("fund_saving_jpy_plan") == pytest.approx(saving * 75_000 * 150)
    assert book.cell("fund_cheaper_all") is None  # nothing is realised yet


@pytest.mark.parametrize("own_fee", [0.0, 0.0009, 0.02])
@pytest.mark.parametrize("fund_hidden", [0.0, 0.01, 0.05])
@pytest.mark.parametrize("fund_cost", [0.005, 0.03])
def test_both_sheets_name_the_same_winner(own_fee: float, fund_hidden: float, fund_cost: float) -> None:
    inputs = demo("ja")
    inputs.cells |= {"own_fee": own_fee, "fund_hidden": fund_hidden, "fund_cost": fund_cost}
    book = model(inputs)
    realised = n(book.cell("cost_real_total_all"))
    assert book.cell("cost_real_rate") == realised
    assert book.cell("cost_vs_fund") == pytest.approx(realised + own_fee - fund_cost - fund_hidden, abs=1e-12)
    word = "cheap_fund" if n(book.cell("cost_vs_fund")) > 0 else "cheap_diy"
    assert book.cell("fund_cheaper_all") == WORDS[word].ja


def test_at_the_break_even_both_cost_the_same() -> None:
    first = with_parameters(rate_differential=0.03, own_fee=0.0009, fund_cost=0.02, fund_hidden=0.003)
    even = n(first.cell("fund_even_plan"))
    again = with_parameters(rate_differential=even, own_fee=0.0009, fund_cost=0.02, fund_hidden=0.003)
    assert again.cell("fund_cheaper_plan") == WORDS["cheap_equal"].ja
    assert float(hx.SWAP_COST(n(first.cell("fund_even_points_plan")), 150)) == pytest.approx(even)
    share = n(first.cell("fund_even_h_plan"))
    assert 0.0009 + share * 0.03 == pytest.approx(0.023)


def test_swap_points_of_the_plan() -> None:
    book = with_parameters(rate_differential=0.048, basis=0.0006666666666667)
    assert book.cell("plan_points") == pytest.approx(200, rel=1e-6)  # SWAP_COST(200, 150), as published


def test_slippage_measured_is_what_the_last_twelve_months_realised_of_the_whole_hedge() -> None:
    """In however many slices a roll is traded: each slips on its own units only, so that one slice is no roll."""
    inputs = demo("ja")
    known = paid(inputs, 44562.0)
    book = model(inputs)
    assert book.cell("review_real_slip") == pytest.approx(known["slip"] / known["base"] * 12)
    assert book.cell("review_real_slip") == book.cell("cost_real_slip_last12")


def test_slippage_of_whole_rolls_is_that_of_the_catalogue() -> None:
    """Sold in January, then rolled every month, bought back and sold, 1 bp worse on each leg: 24 bp in a year."""
    inputs = first_month("ja")
    first = inputs.tables["monthly"][0]
    months = [eomonth(n(first["month"]), later) for later in range(13)]
    inputs.tables["monthly"] = [first | {"month": month, "swap": 0} for month in months]
    inputs.tables["pnl"] = [{} for _ in months]
    legs = [(months[0], "side_sell", 150)]
    legs += [(month - 0.5, side, price) for month in months[1:] for side, price in ROLL_LEGS]
    inputs.tables["log"] = [
        {"id": f"R{place}", "side": WORDS[side].ja, "qty": 30_000, "price": price, "quote": 150, "time": time}
        for place, (time, side, price) in enumerate(legs)
    ]
    expected = float(hx.SLIPPAGE_ANNUAL([0.0002] * 12, 12))
    assert model(inputs).cell("review_real_slip") == pytest.approx(expected)


# --- realised costs, from the inputs alone ----------------------------------------------------------


def paid(inputs: Inputs, first: float) -> Mapping[str, float]:
    """The cost from some day on, added up from what was typed: every month of the demonstration is complete."""
    months = [row for row in inputs.tables["monthly"] if n(row["month"]) >= first]
    start = first if first else n(inputs.tables["monthly"][0]["month"]) - 31
    fills = [row for row in inputs.tables["log"] if n(row["time"]) >= start]
    worse = [change(row) * (n(row["quote"]) - n(row["price"])) for row in fills]
    return {
        "swap": -sum(n(month.get("swap")) for month in months),
        "spread": sum(n(row["qty"]) for row in fills) * 0.002 / 2,
        "slip": math.fsum(worse),
        "base": sum(mean_held(inputs, n(month["month"])) * n(month["spot"]) for month in months),
    }


@pytest.mark.parametrize(("period", "first"), [("year", 44562.0), ("last12", 44562.0), ("all", 0.0)])
def test_realised_costs_are_what_was_typed(period: str, first: float) -> None:
    inputs = demo("ja")
    book, known = model(inputs), paid(inputs, first)
    for key in ("swap", "spread", "slip"):
        assert book.cell(f"cost_real_jpy_{key}_{period}") == pytest.approx(known[key], abs=1e-6)
        assert book.cell(f"cost_real_{key}_{period}") == pytest.approx(known[key] / known["base"] * 12, abs=1e-12)
    assert book.cell(f"cost_base_{period}") == pytest.approx(known["base"])


def bought_back_on_the_last_day(left: float) -> Model:
    """The demonstration, its 63,000 USD bought back at noon of its last day but for some."""
    inputs = demo("ja")
    end, spot = (n(inputs.tables["monthly"][-1][key]) for key in ("month", "spot"))
    fill = {"id": "Z-1", "side": WORDS["side_buy"].ja, "qty": 63_000 - left, "price": spot, "quote": spot}
    inputs.tables["log"].append(fill | {"time": end + 0.5})
    return model(inputs)


@pytest.mark.parametrize("left", [1_000, 0])
def test_a_hedge_bought_back_on_the_last_day_has_cost_what_it_did_before(left: float) -> None:
    """The month's swap was paid on what was held, not on what was left at its end."""
    before, after = model(demo("ja")), bought_back_on_the_last_day(left)
    for period in ("year", "last12", "all"):
        was, now = (n(book.cell(f"cost_real_total_{period}")) for book in (before, after))
        assert now == pytest.approx(was, rel=0.01)
        assert after.cell(f"fund_cheaper_{period}" if period != "year" else "fund_cheaper_all") is not None
    held = n(before.cell("cost_hedge_12")) * (63_000 - (63_000 - left) * 0.5 / 31) / 63_000
    assert after.cell("cost_hedge_12") == pytest.approx(held)
    assert after.cell("cost_real_12") is not None
    assert after.cell("cost_rate_12") is after.cell("cost_rate_gap_12") is None  # no month to judge a year by
    assert after.cell("cost_rate_11") is not None


def test_a_swap_not_typed_is_missing_though_the_hedge_was_closed_in_the_month() -> None:
    inputs = demo("ja")
    end = n(inputs.tables["monthly"][-1]["month"])
    inputs.tables["monthly"][-1]["swap"] = None
    fill = {"id": "Z-1", "side": WORDS["side_buy"].ja, "qty": 63_000, "price": 131, "quote": 131, "time": end}
    inputs.tables["log"].append(fill)
    book = model(inputs)
    assert book.column("monthly", "current")[-1] == 0
    assert book.column("pnl", "check")[-1] == WORDS["chk_swap"].ja
    assert book.column("pnl", "cost_real")[-1] is None


def quotes_for(keep: Callable[[int], bool], **cells: Value) -> tuple[Inputs, Model]:
    """The demonstration with the quotes of some fills only, and slippage planned at 0.6% a year."""
    inputs = demo("ja")
    for place, fill in enumerate(inputs.tables["log"]):
        fill["quote"] = fill["quote"] if keep(place) else None
    inputs.cells |= {"slippage_cost": 0.006} | cells
    return inputs, model(inputs)


def test_slippage_never_measured_is_no_saving() -> None:
    inputs, book = quotes_for(lambda _: False)
    for period in ("year", "last12", "all"):
        assert book.cell(f"cost_unmeasured_{period}") == book.cell(f"cost_fills_{period}")
        assert book.cell(f"cost_real_slip_{period}") is book.cell(f"cost_gap_slip_{period}") is None
    assert book.cell("cost_fills_all") == len(inputs.tables["log"])
    assert book.cell("review_real_slip") is book.cell("review_gap_slip") is None
    planned = [
        mean_held(inputs, n(month["month"])) * n(month["spot"]) * 0.006 / 12 for month in inputs.tables["monthly"]
    ]
    assert book.column("pnl", "cost_slip") == pytest.approx(planned)
    assert book.cell("cost_gap_jpy_slip_all") == pytest.approx(0, abs=1e-6)
    assert book.cell("cost_furthest_all") == WORDS["part_swap"].ja


@pytest.mark.parametrize("slippage", [0, 0.006, 0.02])
def test_what_is_not_measured_moves_with_the_plan(slippage: float) -> None:
    """Without one quote slippage is as dear as planned, whatever is planned; the fund is compared with that."""
    _, book = quotes_for(lambda _: False, slippage_cost=slippage)
    bare = n(quotes_for(lambda _: False, slippage_cost=0)[1].cell("cost_real_total_all"))
    assert book.cell("cost_real_total_all") == pytest.approx(bare + slippage)
    assert book.cell("fund_cost_all") == book.cell("cost_real_total_all")


def test_some_quotes_measure_their_units_and_the_plan_stands_for_the_others() -> None:
    inputs, book = quotes_for(lambda place: place % 3 == 0)
    unquoted = [fill for fill in inputs.tables["log"] if fill["quote"] is None]
    assert book.cell("cost_unmeasured_all") == len(unquoted)
    for row, month in enumerate(inputs.tables["monthly"]):
        end = n(month["month"])
        fills = [fill for fill in inputs.tables["log"] if eomonth(n(fill["time"]), 0) == end]
        measured = [change(fill) * (n(fill["quote"]) - n(fill["price"])) for fill in fills if fill["quote"] is not None]
        year = [fill for fill in inputs.tables["log"] if eomonth(end, -12) < n(fill["time"]) // 1 <= end]
        units = sum(n(fill["qty"]) for fill in year)
        share = sum(n(fill["qty"]) for fill in year if fill["quote"] is None) / units if units else 0
        planned = mean_held(inputs, end) * n(month["spot"]) * 0.006 / 12 * share
        assert book.column("pnl", "cost_slip")[row] == pytest.approx(sum(measured) + planned, abs=1e-6)
    assert book.cell("cost_real_slip_all") is not None


def test_without_a_fill_nothing_slipped() -> None:
    book = model(changed("ja", keep_last("log", 1), put("log", 0, "time", 43_900.0)))
    assert book.cell("cost_fills_last12") == book.cell("cost_real_slip_last12") == 0


def test_this_year_begins_in_january_and_twelve_months_do_not() -> None:
    book = model(changed("ja", without_the_last_months(5)))
    assert from_serial(n(book.cell("now_month"))).month == 7
    assert (book.cell("cost_months_year"), book.cell("cost_months_last12")) == (7, 12)


def without_the_last_months(count: int) -> Change:
    def change(inputs: Inputs, language: Language) -> None:
        for key in ("monthly", "pnl"):
            del inputs.tables[key][-count:]

    return change


@pytest.mark.parametrize(
    "case", ["as made", "a forward and a fund", "swap missing", "no quotes", "log faults", "P&L too short"]
)
@pytest.mark.parametrize("period", ["year", "last12", "all"])
def test_the_parts_add_up(case: str, period: str) -> None:
    book = model(demo("ja") if case == "as made" else changed("ja", *SCENARIOS[case]))
    for kind in ("plan_jpy", "real_jpy"):
        parts = [n(book.cell(f"cost_{kind}_{part.key}_{period}")) for part in PARTS]
        assert sum(parts) == pytest.approx(n(book.cell(f"cost_{kind}_total_{period}")), abs=1e-6)


def test_lines_are_the_months_of_the_ledger_and_add_up_to_the_year() -> None:
    book = model(demo("ja"))
    for key, column in (("real", "cost_real"), ("plan", "cost_plan"), ("hedge", "hedge_jpy")):
        lines = [book.cell(f"cost_{key}_{line}") for line in range(1, LINES + 1)]
        assert lines == book.column("pnl", column)[-LINES:]
    assert sum(n(book.cell(f"cost_real_{line}")) for line in range(1, LINES + 1)) == pytest.approx(
        n(book.cell("cost_real_jpy_total_last12"))
    )


def test_a_month_without_its_swap_is_in_no_total() -> None:
    whole, part = model(changed("ja")), model(changed("ja", put("monthly", -2, "swap", None)))
    assert part.cell("cost_months_last12") == n(whole.cell("cost_months_last12")) - 1
    assert part.cell("cost_real_11") is None
    assert part.cell("cost_gap_11") is None
    assert part.cell("cost_furthest_11") is None


# --- what differs most ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("change", "word"),
    [
        (parameter("rate_differential", 0.05), "part_swap"),
        (parameter("quoted_spread", 5), "part_spread"),
        (parameter("slippage_cost", 0.02), "part_slip"),
    ],
)
def test_the_part_furthest_from_the_plan(change: Change, word: str, language: Language) -> None:
    book = Model(LEDGER, changed(language, change), language)
    for period in ("year", "last12", "all"):
        assert book.cell(f"cost_furthest_{period}") == WORDS[word].of(language)


def test_without_a_hedge_nothing_is_a_rate() -> None:
    book = model(changed("ja", *SCENARIOS["empty log"], keep_last("monthly", 3), keep_last("pnl", 3)))
    assert book.cell("cost_real_total_all") is None
    assert book.cell("fund_cheaper_all") is None


@pytest.mark.parametrize("value", [0, -1, "128", "#N/A"])
def test_a_forward_that_is_none_is_refused(value: Value) -> None:
    for key in ("market_forward", "market_spot"):
        book = with_parameters(**{"market_forward": 143, "market_spot": 150} | {key: value})
        assert book.cell("n_policy") == 1
        assert book.cell("cip_basis") is None


def test_a_rate_beyond_belief_is_not_compared() -> None:
    book = model(changed("ja", put("monthly", -1, "swap", -9e8)))
    assert n(book.cell("cost_real_total_last12")) > 1
    assert book.cell("fund_cheaper_last12") is None
    assert book.cell("fund_cheaper_all") is book.cell("cost_vs_fund") is None
    assert book.cell("fund_cheaper_plan") is not None
