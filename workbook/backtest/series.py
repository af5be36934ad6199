"""The monthly series as columns: what each is called, its unit, its definition, its source and its values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.language import Text, same
from workbook.backtest.run import ROLLING, Backtest, PolicyResult
from workbook.backtest.words import POLICY_NAMES
from workbook.finding import filled
from workbook.parts.columns import JPY_PER_USD, LOG_RETURN, RATIO
from workbook.words.backtest import RETURN_FORMULA

Numbers = Sequence[float | None]
_FRACTION: Final = Text("割合", "fraction")
_POINTS: Final = Text("ポイント", "points")
_START: Final = Text("開始=1", "start = 1")
_YEARLY: Final = Text("年率", "a year")


@dataclass(frozen=True, slots=True)
class Series:
    """One column. Its first value belongs to the month end before the test begins."""

    key: str
    header: Text
    unit: Text
    definition: Text
    source: str
    form: str
    values: Numbers


def all_series(found: Backtest) -> Iterator[Series]:
    """Every column but the month."""
    yield from _market(found)
    yield from _estimates(found)
    for result in found.results:
        yield from _policy(result)


def _market(found: Backtest) -> Iterator[Series]:
    window = found.settings.window
    history = found.history
    close, average = Text("月末値", "Month-end value"), Text("USDJPYの200日平均", "200-day average of USDJPY")
    yield Series("spx", Text("S&P500", "S&P 500"), _POINTS, close, "A §10", "#,##0.00", history.spx[window:].tolist())
    yield Series("usdjpy", same("USDJPY"), JPY_PER_USD, close, "A §10", "0.00", history.usdjpy[window:].tolist())
    if history.averages is not None:
        values = _known(history.averages[window:].tolist())
        yield Series("ma200", Text("200日平均", "200-day average"), JPY_PER_USD, average, "A §9", "0.00", values)
    log = Text("ln(当月末÷前月末)", "ln(this month end / the one before)")
    yield Series("r_spx", same("r_SPX"), LOG_RETURN, log, "A §16", "0.00%", _later(found.r_spx))
    yield Series("r_fx", same("r_FX"), LOG_RETURN, log, "A §16", "0.00%", _later(found.r_fx))


def _estimates(found: Backtest) -> Iterator[Series]:
    window = found.settings.window
    decided = Text(
        "前月末までの{window}か月で推定(その月に使う値)", "estimated over {window} months up to the month end before"
    )
    meanings = {
        "raw": (Text("h*(生)", "h* (raw)"), Text("1+Cov÷Var、{decided}", "1 + Cov/Var, {decided}")),
        "low": (
            Text("h*下限95%", "h* low 95%"),
            Text("95%信頼区間の下端、{decided}", "lower end of its 95% band, {decided}"),
        ),
        "high": (
            Text("h*上限95%", "h* high 95%"),
            Text("95%信頼区間の上端、{decided}", "upper end of its 95% band, {decided}"),
        ),
        "shrunk": (Text("h*(縮小後)", "h* (shrunk)"), Text("縮小推定後、{decided}", "after shrinkage, {decided}")),
    }
    columns = found.estimates.columns()
    for key, (header, meaning) in meanings.items():
        definition = filled(meaning, decided=filled(decided, window=window))
        yield Series(f"h_{key}", header, RATIO, definition, "A §4, §10", "0.000", _later(columns[key]))


def _policy(result: PolicyResult) -> Iterator[Series]:
    name = POLICY_NAMES[result.policy]
    run = result.run

    def series(key: str, header: Text, unit: Text, definition: Text, source: str, form: str, values: Numbers) -> Series:
        return Series(f"{key}_{result.policy}", filled(header, name=name), unit, definition, source, form, values)

    decided = Text(
        "前月末に決めて、この月に効いていたヘッジ比率", "Ratio decided at the month end before, in force this month"
    )
    yield series(
        "h", Text("適用h {name}", "h in force, {name}"), RATIO, decided, "A §9", "0.000", _later(run.hedge_ratios)
    )
    returns = Text("r {name}", "r {name}")
    yield series("r", returns, LOG_RETURN, RETURN_FORMULA, "A §10, §16", "0.00%", _later(run.returns))
    paid = Text("この月に引いた費用(資産に対する率)", "Costs taken off this month, of the assets")
    yield series("c", Text("費用 {name}", "Cost {name}"), _FRACTION, paid, "A §7, §10", "0.000%", _later(run.costs))
    wealth = Text("exp(収益率の累積)、開始=1", "exp of the summed returns, 1 at the start")
    values = [1.0, *result.wealth.tolist()]
    yield series("w", Text("資産 {name}", "Wealth {name}"), _START, wealth, "A §16", "0.000", values)
    fall = Text(
        "過去の最高値(開始の1を含む)からの下落率", "Fall from the highest wealth so far, the starting 1 included"
    )
    falls = [0.0, *result.drawdown.tolist()]
    yield series("dd", Text("DD {name}", "DD {name}"), _FRACTION, fall, "A §16", "0.0%", falls)
    rolling = filled(
        Text("直近{months}か月の標準偏差(n−1)×√12", "√12 × standard deviation (n-1) of the last {months} months"),
        months=ROLLING,
    )
    yield series(
        "vol", Text("ボラ {name}", "Volatility {name}"), _YEARLY, rolling, "A §16", "0.0%", _later(result.volatility)
    )


def _later(values: FloatArray) -> Numbers:
    """Values of the months tested, after the month end before."""
    return [None, *_known(values.tolist())]


def _known(values: Sequence[float]) -> list[float | None]:
    return [None if value != value else value for value in values]
