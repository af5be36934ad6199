"""The backtest sheet: its figures are the function's and the command's, and spreadsheets compute them."""

import copy
import math
from functools import cache
from pathlib import Path

import numpy as np
import proofs
import pytest
from command import Run
from ledgers import small, write
from proofs import Pair, differences, second_opinion, told
from scenarios import MODIFIED, Change, delete, demo, first_month, keep_last, parameter, put
from upgrading import after, opened

from hedge_xl.core.language import LANGUAGES, Language
from hedge_xl.functions import BACKTEST
from workbook.backtest.from_ledger import ledger_entries, ledger_of, ledger_settings
from workbook.backtest.history import Period, file_history, needed_part
from workbook.backtest.run import Backtest, run_backtest
from workbook.backtest.settings import settings_of
from workbook.build import build
from workbook.ledger import LEDGER
from workbook.ledger.backtest_values import KEYS
from workbook.ledger.months import month_of
from workbook.ledger.start import demo_ledger
from workbook.read import open_workbook
from workbook.recalc import LibreOffice
from workbook.spec import Inputs, Value
from workbook.text import WORDS
from workbook.twin import LONG, Model, n
from workbook.validate import findings_of

FILES = Path(__file__).parent / "files"
FIGURES = ("mean", "vol", "sharpe", "dd", "calmar", "trades", "cost", "h", "months")


def _average(rows: slice, value: Value = None) -> Change:
    """Another 200-day average, or none, in some rows of Market."""

    def change(inputs: Inputs, language: Language) -> None:
        for row in inputs.tables["market"][rows]:
            row["ma200"] = value

    return change


def _still(column: str, rows: slice) -> Change:
    """A price that does not move."""

    def change(inputs: Inputs, language: Language) -> None:
        for row in inputs.tables["market"][rows]:
            row[column] = 100.0

    return change


def _longer(inputs: Inputs, language: Language) -> None:
    inputs.tables["backtest"].append({})


_FREE = (parameter("quoted_spread", 0), parameter("rate_differential", 0), parameter("policy_threshold", 0))
_AS_FUNCTION = (parameter("h_floor", 0), parameter("h_cap", 1))
_BLANK = tuple(put("market", 40, key, None) for key in ("month", "spx", "usdjpy", "ma200"))

# Market has 60 months and the window is 12; where there is a gap, the rows of the stretch that counts.
RUN: dict[str, tuple[Change, ...]] = {
    "as the ledger": (),
    "as the function": _AS_FUNCTION,
    "no shrinkage": (parameter("shrinkage", "none"), parameter("window", 3), *_AS_FUNCTION),
    "fixed shrinkage": (parameter("shrinkage", 0.3), parameter("structural_h", 1.2), parameter("h_cap", 2)),
    "nothing costs anything": _FREE,
    "dear trades": (parameter("quoted_spread", 1.5), parameter("trend_step", 0.3), parameter("h_floor", 0)),
    "a gap": (delete("market", 40),),
    "a gap, the later stretch is longer": (delete("market", 20),),
    "two stretches of one length": (keep_last("market", 59), delete("market", 29)),
    "a blank row": _BLANK,
    "averages begin later": (_average(slice(0, 30)),),
    "averages begin too late": (_average(slice(0, 58)),),
    "a month without an average": (_average(slice(45, 46)),),
    "no averages": (_average(slice(None)),),
    "the last average is missing": (_average(slice(59, 60)),),
    "two months": (keep_last("market", 15),),
    "the index stands still": (_still("spx", slice(20, None)), *_FREE),
}
STRETCH = {
    "a gap": slice(0, 40),
    "a gap, the later stretch is longer": slice(20, None),
    "two stretches of one length": slice(29, None),
    "a blank row": slice(0, 40),
}
STOPPED: dict[str, tuple[str, tuple[Change, ...]]] = {
    "14 months": ("bt_few", (keep_last("market", 14),)),
    "one month": ("bt_few", (keep_last("market", 1),)),
    "a row marked ×": ("bt_faults", (put("market", 50, "spx", "1,234"),)),
    "error values": ("bt_faults", (put("market", 50, "month", "#N/A"), put("market", 51, "usdjpy", "#N/A"))),
    "no window": ("bt_policy", (parameter("window", None),)),
    "floor above cap": ("bt_policy", (parameter("h_floor", 0.9), parameter("h_cap", 0.7))),
    "a row is missing": ("bt_short", (delete("backtest", 0),)),
    "a spread above the rate": ("bt_cost", (parameter("quoted_spread", 1e4),)),
    "the dollar stands still": ("bt_still", (_still("usdjpy", slice(20, 50)), parameter("shrinkage", "none"))),
}
LIVE = {**RUN, **{name: changes for name, (_, changes) in STOPPED.items()}, "a row too many": (_longer,)}


@cache
def _base(language: Language) -> Inputs:
    inputs = demo(language)
    for table, rows in (("market", 60), ("monthly", 2), ("pnl", 2), ("log", 2)):
        keep_last(table, rows)(inputs, language)
    parameter("window", 12)(inputs, language)
    return inputs


def _inputs(*changes: Change, language: Language = "ja") -> Inputs:
    inputs = copy.deepcopy(_base(language))
    for change in changes:
        change(inputs, language)
    return inputs


def _model(*changes: Change) -> Model:
    return Model(LEDGER, _inputs(*changes), "ja")


def _command(path: Path, inputs: Inputs, stretch: slice) -> Backtest:
    return _command_of(write(path, inputs), stretch)


def _command_of(path: Path, stretch: slice = slice(None)) -> Backtest:
    """What ``hedge-xl backtest --ledger`` computes of the months of one stretch."""
    ledger = ledger_of(path)
    settings = settings_of(ledger_settings(ledger))
    entries = list(ledger_entries(ledger, path.name))[stretch]
    return run_backtest(needed_part(file_history(entries, path.name, ()), settings.window, Period()), settings)


def _equal(model: Model, found: Backtest) -> None:
    """Every figure and every column of the sheet is the command's."""
    assert month_of(model.cell("bt_from")) == found.months[0]
    assert month_of(model.cell("bt_to")) == found.months[-1]
    assert model.cell("bt_months") == len(found.months)
    start = int(n(model.cell("bt_first"))) - 2
    stop = start + len(found.months) + 1
    for policy, key in KEYS.items():
        result = found.result(policy)
        columns = {kind: model.column("backtest", f"{kind}_{key}") for kind in ("h", "r", "w", "dd")}
        if result is None:
            assert policy == "trend"
            assert all(value is None for column in columns.values() for value in column)
            assert all(model.cell(f"bt_{figure}_{key}") in (None, 0) for figure in FIGURES)
            continue
        for kind, series in (
            ("h", result.run.hedge_ratios),
            ("r", result.run.returns),
            ("w", result.wealth),
            ("dd", result.drawdown),
        ):
            np.testing.assert_allclose(columns[kind][start + 1 : stop], series, rtol=0, atol=1e-12)
            before, after = set(columns[kind][: start + 1]), set(columns[kind][stop:])
            drawn = kind in ("w", "dd")
            assert before == {{"w": 1, "dd": 0}.get(kind)}
            assert after <= {columns[kind][stop - 1] if drawn else None}
        kpis = result.figures.kpis
        shown = {"mean": kpis.ann_mean, "vol": kpis.ann_vol, "sharpe": kpis.sharpe, "dd": kpis.max_drawdown}
        shown |= {"calmar": kpis.calmar, "trades": result.run.trades, "cost": result.run.total_cost}
        shown |= {"h": result.figures.mean_h, "months": kpis.observations}
        for figure, value in shown.items():
            cell = model.cell(f"bt_{figure}_{key}")
            assert cell is None if math.isnan(value) else cell == pytest.approx(value, rel=1e-12, abs=1e-15), figure


@pytest.mark.parametrize("name", RUN)
def test_every_figure_and_every_month_is_the_commands(name: str, tmp_path: Path) -> None:
    inputs = _inputs(*RUN[name])
    _equal(Model(LEDGER, inputs, "ja"), _command(tmp_path / "a.xlsx", inputs, STRETCH.get(name, slice(None))))


def test_the_figures_are_those_of_the_function_backtest() -> None:
    inputs = demo("en")
    inputs.cells |= {"h_floor": 0, "h_cap": 1, "quoted_spread": 0}  # the function has one trade cost for all months
    model = Model(LEDGER, inputs, "en")
    spx, usdjpy, average = (
        [n(row[key]) if row[key] is not None else "" for row in inputs.tables["market"]]
        for key in ("spx", "usdjpy", "ma200")
    )
    header, *rows = BACKTEST(spx, usdjpy, average, 0.03, 36, "ledoit-wolf", 0.05)
    assert [len(header), len(header) - 1] == [len(rows[0]), len(FIGURES)]
    assert len(rows) == len(KEYS)
    for key, row in zip(KEYS.values(), rows, strict=True):
        assert [model.cell(f"bt_{figure}_{key}") for figure in FIGURES] == pytest.approx(row[1:], rel=1e-12)


@pytest.mark.parametrize("name", STOPPED)
def test_what_cannot_be_tested_is_said_and_left_blank(name: str) -> None:
    word, changes = STOPPED[name]
    model = _model(*changes)
    assert model.cell("bt_state") == WORDS[word].ja
    assert model.cell("bt_from") is model.cell("bt_to") is model.cell("bt_months") is None
    for key in KEYS.values():
        assert all(model.cell(f"bt_{figure}_{key}") in (None, 0) for figure in FIGURES)
        for kind in ("h", "d", "r", "w", "dd"):
            assert set(model.column("backtest", f"{kind}_{key}")) == {None}


def test_each_month_says_what_it_is_used_for() -> None:
    lead, start, month, out = (WORDS[f"bt_{key}"].ja for key in ("lead", "start", "month", "out"))
    assert _model().column("backtest", "state") == [lead] * 12 + [start] + [month] * 47
    gap = _model(delete("market", 40))
    assert gap.column("backtest", "state") == [lead] * 12 + [start] + [month] * 27 + [out] * 19
    assert [gap.cell(f"bt_{key}") for key in ("months", "lead", "out")] == [27, 13, 19]
    later = _model(_average(slice(0, 30)))
    assert later.column("backtest", "state") == [lead] * 30 + [start] + [month] * 29
    assert set(_model(parameter("window", None)).column("backtest", "state")) == {out}


@pytest.mark.parametrize("seed", range(3))
def test_no_month_knows_what_comes_after_it(seed: int) -> None:
    chance = np.random.default_rng(seed)
    first = int(chance.integers(20, 55))

    def shaken(inputs: Inputs, language: Language) -> None:
        for row in inputs.tables["market"][first:]:
            for key in ("spx", "usdjpy", "ma200"):
                row[key] = n(row[key]) * float(chance.uniform(0.9, 1.1))

    before, after = _model(), _model(shaken)
    for key in KEYS.values():
        # h of the first month that differs was decided the month before
        known, now = ([n(h) for h in model.column("backtest", f"h_{key}")[: first + 1]] for model in (before, after))
        assert known == pytest.approx(now, rel=1e-12)
    assert before.column("backtest", "r_none")[first] != after.column("backtest", "r_none")[first]


def test_columns_computed_whole_are_those_computed_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Model(LEDGER, demo("ja"), "ja")
    assert len(demo("ja").tables["backtest"]) > LONG
    monkeypatch.setattr("workbook.twin.LONG", 10_000)
    single = Model(LEDGER, demo("ja"), "ja")
    for column in LEDGER.table("backtest").columns:
        assert whole.column("backtest", column.key) == single.column("backtest", column.key)


# --- spreadsheets compute it --------------------------------------------------------------------


def _language(number: int) -> Language:
    return LANGUAGES[number % 2]


@pytest.fixture(scope="module")
def recalculated(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pair]:
    files = {
        name: build(LEDGER, _inputs(*changes, language=_language(number)), _language(number), modified=MODIFIED)
        for number, (name, changes) in enumerate(LIVE.items())
    }
    return proofs.recalculated(libreoffice, tmp_path_factory.mktemp("backtest"), files)


@pytest.mark.parametrize("name", LIVE)
def test_libreoffice_computes_the_same(recalculated: dict[str, Pair], name: str) -> None:
    assert told(differences(*recalculated[name], fewest=300)) == ""


@pytest.mark.parametrize("name", ["as the ledger", "a gap", "averages begin later", "a row marked ×", "error values"])
def test_ironcalc_computes_the_same(name: str, tmp_path: Path) -> None:
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(build(LEDGER, _inputs(*LIVE[name]), "ja", modified=MODIFIED))
    found = [line for line in second_opinion(path, fewest=300, only="バックテスト") if "(3, 3)" not in line]
    assert not found, f"{len(found)} cells differ, first: {found[:5]}"


# --- its length ---------------------------------------------------------------------------------


def test_new_ledgers_have_a_row_for_every_month_of_market() -> None:
    for inputs in (demo_ledger("ja"), first_month("ja")):
        assert len(inputs.tables["backtest"]) == len(inputs.tables["market"]) > 280
    assert Model(LEDGER, first_month("en"), "en").cell("bt_state") == WORDS["bt_ok"].en


@pytest.mark.parametrize(("change", "count"), [(delete("backtest", 0), 1), (_longer, 1), (keep_last("market", 60), 0)])
def test_a_table_of_another_length_than_market_is_a_check(change: Change, count: int) -> None:
    model = _model(change)
    assert model.cell("n_backtest_rows") == count
    assert n(model.cell("checks_total")) - n(_model().cell("checks_total")) == count


@pytest.mark.parametrize(
    ("file", "language"), [("ledger-1-ja.xlsx", "ja"), ("release-0.2.0/ledger.en.xlsx", "en")], ids=["1", "2"]
)
def test_an_upgraded_ledger_has_a_row_for_every_month_of_market(file: str, language: Language) -> None:
    data = (FILES / file).read_bytes()
    made, new = after(data)
    rows = len(new.inputs.tables["market"])
    assert len(new.inputs.tables["backtest"]) == len(new.tables["backtest"].rows) == rows > 1
    assert made.inputs.tables["market"] == opened(data).inputs.tables["market"]
    state = new.cells["bt_state"].cell
    assert state is not None
    assert state.value == Model(LEDGER, new.inputs, language).cell("bt_state")
    assert not [finding for finding in findings_of(new) if "backtest" in finding.code]


def test_commands_that_add_months_of_market_add_rows(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("en"), "en")
    prices = tmp_path / "prices.csv"
    prices.write_text("month,spx,usdjpy,average\n2023-01,4076.60,130.15,136.3\n2023-02,3970.15,136.2,137.0\n")
    told = run("market", path, "--from", prices, "--lang", "en")
    assert told.code == 0
    assert "Backtest table grown to 10 rows" in told.out
    again = run("update", path, "--month", "2023-01", "--a-usd", "91000", "--spot", "130.15", "--lang", "en")
    assert again.code == 0
    assert "Backtest" not in again.out
    new = open_workbook(path)
    assert [len(new.inputs.tables[key]) for key in ("market", "backtest", "monthly", "pnl")] == [10, 10, 5, 5]
    assert not [finding for finding in findings_of(new) if "backtest" in finding.code]
    _equal(Model(LEDGER, new.inputs, "en"), _command_of(path))


def test_the_doctor_pulls_the_table_down(tmp_path: Path, run: Run) -> None:
    path = write(tmp_path / "a.xlsx", small("ja", delete("backtest", 0)))
    assert "backtest-rows" in {finding.code for finding in findings_of(open_workbook(path))}
    assert run("doctor", path, "--fix").code == 0
    assert len(open_workbook(path).inputs.tables["backtest"]) == 8
    assert "backtest-rows" not in {finding.code for finding in findings_of(open_workbook(path))}
