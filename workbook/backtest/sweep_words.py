"""What is said of a sweep: the spread, how many beat the simple policies, and why not to pick the best."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.backtest.sweep import Sweep
from workbook.finding import filled
from workbook.ledger.months import named

_TITLE: Final = Text(
    "パラメータを変えた結果: h*のシャープ  {first}〜{last}({months}か月、全部同じ期間) {count}通り",
    "Parameter sweep: Sharpe ratio of h*, {first} to {last} ({months} months, the same for all), {count} combinations",
)
_BLOCK: Final = Text(
    "年率総コスト{cost:.2%}(1:1 {full:.3f}、未ヘッジ {none:.3f})",
    "annual cost {cost:.2%} (1:1 {full:.3f}, unhedged {none:.3f})",
)
_SPREAD: Final = Text(
    "幅: シャープ {low:.3f}〜{high:.3f}(中央値 {middle:.3f})、年率ボラ {low_vol:.2%}〜{high_vol:.2%}、"
    "最大DD {low_dd:.1%}〜{high_dd:.1%}",
    "Spread: Sharpe {low:.3f} to {high:.3f} (median {middle:.3f}), volatility {low_vol:.2%} to {high_vol:.2%}, "
    "max drawdown {low_dd:.1%} to {high_dd:.1%}",
)
_SHARES: Final = Text(
    "シャープが同じ費用の1:1より高い組: {full:.0%}、未ヘッジより高い組: {none:.0%}。"
    "ボラが1:1より低い組: {full_vol:.0%}、未ヘッジより低い組: {none_vol:.0%}",
    "Sharpe above 1:1 at the same cost: {full:.0%} of them; above unhedged: {none:.0%}. "
    "Volatility below 1:1: {full_vol:.0%}; below unhedged: {none_vol:.0%}",
)
_WARNING: Final = Text(
    "△ {count}通りの一番良い値は、偶然がいちばん味方した値です。"
    "選ぶなら、先に決めた理由で、周りも似た値の所にしてください。",
    "△ The best of {count} is the one that luck favoured most. Choose for reasons you had before, where neighbours are "
    "alike.",
)
_AGAIN: Final = Text(
    "期間の前半で一番だった組(窓{window}、しきい値{threshold:g}、年率総コスト{cost:.2%})は、"
    "後半では{of}組中{rank}位でした(期間が変われば順位も変わります)。",
    "The best choice of the first half (window {window}, threshold {threshold:g}, annual cost {cost:.2%}) ranked "
    "{rank} of {of} in the second; other periods rank differently.",
)


def sweep_lines(sweep: Sweep) -> list[Text]:
    """The title, the spread, the shares and the warnings."""
    known = sorted(
        item.hstar.kpis.sharpe for item in sweep.combinations if item.hstar.kpis.sharpe == item.hstar.kpis.sharpe
    )
    count = len(sweep.combinations)
    first, last = named(sweep.months[0]), named(sweep.months[-1])
    found = [filled(_TITLE, first=first, last=last, months=len(sweep.months), count=count)]
    return [*found, *_spread(sweep, known), shares_line(sweep), filled(_WARNING, count=count), *_again(sweep)]


def _spread(sweep: Sweep, known: list[float]) -> list[Text]:
    if not known:
        return []
    volatilities = [item.hstar.kpis.ann_vol for item in sweep.combinations]
    falls = [item.hstar.kpis.max_drawdown for item in sweep.combinations]
    middle = (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2
    return [
        filled(
            _SPREAD,
            low=known[0],
            high=known[-1],
            middle=middle,
            low_vol=min(volatilities),
            high_vol=max(volatilities),
            low_dd=min(falls),
            high_dd=max(falls),
        )
    ]


def shares_line(sweep: Sweep) -> Text:
    """How many combinations did better than the simple policies."""
    none = sweep.unhedged.kpis
    return filled(
        _SHARES,
        full=sweep.share(lambda item: item.hstar.kpis.sharpe > item.full.kpis.sharpe),
        none=sweep.share(lambda item: item.hstar.kpis.sharpe > none.sharpe),
        full_vol=sweep.share(lambda item: item.hstar.kpis.ann_vol < item.full.kpis.ann_vol),
        none_vol=sweep.share(lambda item: item.hstar.kpis.ann_vol < none.ann_vol),
    )


def block_title(sweep: Sweep, cost: float) -> Text:
    """One cost's block: what the simple policies gave."""
    full = sweep.at(sweep.windows[0], sweep.thresholds[0], cost).full
    return filled(_BLOCK, cost=cost, full=full.kpis.sharpe, none=sweep.unhedged.kpis.sharpe)


def _again(sweep: Sweep) -> list[Text]:
    found = sweep.over_again()
    if found is None:
        return []
    return [
        filled(_AGAIN, window=found.window, threshold=found.threshold, cost=sweep.cost, rank=found.rank, of=found.of)
    ]
