"""What a report of the backtest calls things, and how each number is defined."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from hedge_xl.core.backtest import Policy
from hedge_xl.core.language import Text, same
from workbook.backtest.history import History
from workbook.backtest.run import Backtest, Figures
from workbook.backtest.settings import Settings
from workbook.finding import filled
from workbook.ledger.months import named
from workbook.text import WORDS

POLICY_NAMES: Final[Mapping[Policy, Text]] = {
    "unhedged": WORDS["pol_none"],
    "full": WORDS["pol_full"],
    "structural": WORDS["pol_struct"],
    "trend": WORDS["pol_trend"],
    "minimum variance": WORDS["pol_hstar"],
}


@dataclass(frozen=True, slots=True)
class Metric:
    """One column of the table: its key in JSON, how it is shown, what it is and where the articles have it."""

    key: str
    label: Text
    form: str
    unit: Text
    definition: Text
    source: str
    value: Callable[[Figures], float]


_YEARLY: Final = Text("年率", "a year")
METRICS: Final = (
    Metric(
        "annual_mean",
        Text("年率平均", "Mean"),
        "{:.2%}",
        _YEARLY,
        Text(
            "月次の対数収益率の平均×12(円建て、費用を引いた後)",
            "12 × the mean of the monthly log returns, in JPY, after costs",
        ),
        "A §16",
        lambda figures: figures.kpis.ann_mean,
    ),
    Metric(
        "annual_volatility",
        Text("年率ボラ", "Volatility"),
        "{:.2%}",
        _YEARLY,
        Text("月次の対数収益率の標準偏差(n−1)×√12", "√12 × the standard deviation (n-1) of the monthly log returns"),
        "A §16",
        lambda figures: figures.kpis.ann_vol,
    ),
    Metric(
        "max_drawdown",
        Text("最大DD", "Max drawdown"),
        "{:.1%}",
        Text("割合", "fraction"),
        Text(
            "資産(開始=1)が過去の最高値から最も下がった率。月末で測るので、月中の下落はこれより深い",
            "deepest fall of wealth (start = 1) below its peak so far; measured at month ends only",
        ),
        "A §16",
        lambda figures: figures.kpis.max_drawdown,
    ),
    Metric(
        "sharpe",
        Text("シャープ", "Sharpe"),
        "{:.2f}",
        Text("倍", "ratio"),
        Text("年率平均÷年率ボラ(無リスク金利0)", "mean / volatility, risk-free rate 0"),
        "A §16",
        lambda figures: figures.kpis.sharpe,
    ),
    Metric(
        "calmar",
        same("Calmar"),
        "{:.2f}",
        Text("倍", "ratio"),
        Text("年率平均÷|最大DD|", "mean / |max drawdown|"),
        "A §16",
        lambda figures: figures.kpis.calmar,
    ),
    Metric(
        "mean_hedge_ratio",
        Text("平均h", "Mean h"),
        "{:.2f}",
        Text("比率", "ratio"),
        Text("効いていたヘッジ比率の平均", "mean of the hedge ratio in force"),
        "A §9",
        lambda figures: figures.mean_h,
    ),
    Metric(
        "trades",
        Text("変更回数", "Changes"),
        "{:,.0f}",
        Text("回", "times"),
        Text("hを変えた回数。最初のヘッジも数える", "how often h changed, the first hedge included"),
        "A §10",
        lambda figures: float(figures.trades),
    ),
    Metric(
        "turnover",
        Text("回転/年", "Turnover"),
        "{:.2f}",
        _YEARLY,
        Text("hの変化の絶対値の合計を年あたりにしたもの", "sum of the absolute changes of h, per year"),
        "A §10",
        lambda figures: figures.turnover,
    ),
    Metric(
        "cost",
        Text("費用/年", "Cost"),
        "{:.2%}",
        _YEARLY,
        Text(
            "引いた費用の年平均(資産に対する率)。年率総コスト÷12×h と、hを変えた額×提示スプレッドの半分÷USDJPY",
            "costs taken off, a year, of the assets: annual cost / 12 × h + half the quoted spread / USDJPY × change",
        ),
        "A §7, §10",
        lambda figures: figures.cost,
    ),
)
_NOT_A_FORECAST: Final = Text(
    "これは予測ではありません。{dividends}費用は全期間一定の想定で、月の途中の値動き・税・証拠金は含みません。",
    "This is no forecast. {dividends}Costs are one assumption for all months; moves within a month, tax and margin are "
    "not in it.",
)
_SAMPLE_DIVIDENDS: Final = Text(
    "見本データは価格指数で、配当(年およそ1.5〜2%)を含みません。",
    "The sample is a price index without dividends (some 1.5-2% a year). ",
)
_OWN_DIVIDENDS: Final = Text(
    "配当を含むかどうかは、渡したS&P500の系列しだいです。",
    "Whether dividends are in it depends on the S&P 500 series you gave. ",
)
TITLE: Final = Text("為替ヘッジのバックテスト", "Backtest of the currency hedge")
_PERIOD: Final = Text("{first}〜{last}({months}か月)", "{first} to {last} ({months} months)")
_PARAMETERS: Final = Text(
    "推定窓{window}か月  縮小推定 {shrinkage}  変更しきい値{threshold:g}  構造h {structural:g}±{step:g}  "
    "hの下限{floor:g} 上限{cap:g}  年率総コスト{cost:.2%}  提示スプレッド{spread:g}円",
    "window {window} months, shrinkage {shrinkage}, threshold {threshold:g}, structural h {structural:g} ± {step:g}, "
    "h from {floor:g} to {cap:g}, annual cost {cost:.2%}, quoted spread {spread:g} JPY",
)


def caveat(history: History) -> Text:
    """One honest line on what the numbers are not."""
    return filled(_NOT_A_FORECAST, dividends=_SAMPLE_DIVIDENDS if history.sample else _OWN_DIVIDENDS)


def period_of(found: Backtest) -> Text:
    """The months tested."""
    return filled(_PERIOD, first=named(found.months[0]), last=named(found.months[-1]), months=len(found.months))


def parameters_of(settings: Settings) -> Text:
    """The parameters on one line."""
    return filled(
        _PARAMETERS,
        window=settings.window,
        shrinkage=settings.shrinkage,
        threshold=settings.policy_threshold,
        structural=settings.structural_h,
        step=settings.trend_step,
        floor=settings.h_floor,
        cap=settings.h_cap,
        cost=settings.annual_cost,
        spread=settings.quoted_spread,
    )


def metric(key: str) -> Metric:
    """The metric with that key."""
    return next(item for item in METRICS if item.key == key)


def shown(item: Metric, figures: Figures) -> str:
    """A figure as it is printed; a dash where it is undefined."""
    return number(item.form, item.value(figures))


def number(form: str, value: float) -> str:
    """A number as it is printed: a dash for NaN, and never a minus before nothing."""
    if value != value:
        return "-"
    printed = form.format(value)
    return printed if any(digit in printed for digit in "123456789") else printed.lstrip("-")
