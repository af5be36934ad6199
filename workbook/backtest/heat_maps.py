"""The heat maps of a sweep: the Sharpe ratio of h* for every cost, and its volatility, which cost hardly moves."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Language, Text
from workbook.backtest.heat import HeatMap
from workbook.backtest.sweep import Combination, Sweep
from workbook.backtest.sweep_words import block_title
from workbook.finding import filled

_SHARPE: Final = Text("シャープ、{block}", "Sharpe, {block}")
_VOLATILITY: Final = Text(
    "年率ボラ、年率総コスト{cost:.2%}(1:1 {full:.2%}、未ヘッジ {none:.2%})",
    "Volatility, annual cost {cost:.2%} (1:1 {full:.2%}, unhedged {none:.2%})",
)
_WINDOW: Final = Text("窓(月)", "window")
_THRESHOLD: Final = Text("変更しきい値", "threshold")


def heat_maps(sweep: Sweep, language: Language) -> list[HeatMap]:
    """One map for each cost, all on one scale of shades, and one of the volatility."""
    everything = [_sharpe(item) for item in sweep.combinations if _sharpe(item) == _sharpe(item)]
    limits = (min(everything, default=0.0), max(everything, default=0.0))
    maps = [
        _map(sweep, cost, filled(_SHARPE, block=block_title(sweep, cost)), _sharpe, "{:.3f}", limits, language)
        for cost in sweep.costs
    ]
    full, none = (
        sweep.at(sweep.windows[0], sweep.thresholds[0], sweep.cost).full.kpis.ann_vol,
        sweep.unhedged.kpis.ann_vol,
    )
    title = filled(_VOLATILITY, cost=sweep.cost, full=full, none=none)
    # Shaded between the two simple policies as well: differences that are small beside theirs shall look small.
    known = [full, none, *(_volatility(item) for item in sweep.combinations if item.cost == sweep.cost)]
    spread = (min(known), max(known))
    return [*maps, _map(sweep, sweep.cost, title, _volatility, "{:.2%}", spread, language)]


def _sharpe(item: Combination) -> float:
    return item.hstar.kpis.sharpe


def _volatility(item: Combination) -> float:
    return item.hstar.kpis.ann_vol


def _map(
    sweep: Sweep,
    cost: float,
    title: Text,
    value: Callable[[Combination], float],
    form: str,
    limits: tuple[float, float],
    language: Language,
) -> HeatMap:
    settings = sweep.settings
    known = cost == sweep.cost and settings.window in sweep.windows and settings.policy_threshold in sweep.thresholds
    return HeatMap(
        title.of(language),
        _WINDOW.of(language),
        _THRESHOLD.of(language),
        [str(window) for window in sweep.windows],
        [f"{threshold:g}" for threshold in sweep.thresholds],
        [[value(sweep.at(window, threshold, cost)) for threshold in sweep.thresholds] for window in sweep.windows],
        form,
        *limits,
        (sweep.windows.index(settings.window), sweep.thresholds.index(settings.policy_threshold)) if known else None,
    )
