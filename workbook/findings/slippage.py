"""Slippage that no market gives: always better than the quote, or many times its spread."""

from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

from hedge_xl.core.language import Text
from workbook.finding import Finding, filled
from workbook.findings.facts import Facts
from workbook.spec import Value
from workbook.twin import n

LARGE: Final = 20
"""A slippage of more than so many quoted spreads is named."""

FEWEST: Final = 6
MOSTLY: Final = 0.9
"""Of at least `FEWEST` fills so large a share better than the quote, by half a spread on average, is no luck."""

_LEAST_SPREAD: Final = 0.001  # JPY per USD: below it "half a spread" is the tick of the quotes
_LARGE: Final = Text(
    "滑り{slippage:+.4f}円は提示スプレッド{spread:g}円の{times:.0f}倍です{more}。価格・気配か、設定の提示スプレッドを確かめてください。",
    "a slippage of {slippage:+.4f} is {times:.0f} times the quoted spread of {spread:g}{more}; "
    "check price and quote, or the spread on the Policy sheet.",
)
_MORE: Final = Text("(ほか{count}件)", " ({count} more)")
_BETTER: Final = Text(
    "約定{count}件のうち{better}件が気配より有利です(平均{mean:+.4f}円)。気配の側か、気配と価格の列を取り違えていないか確かめてください。",
    "{better} of {count} fills are better than their quote (mean {mean:+.4f}); check the side of the quote, "
    "and that price and quote are not exchanged.",
)


def slippage_findings(facts: Facts) -> Iterator[Finding]:
    """The fills of the recent months whose slippage is known; limit orders may well be better than the quote."""
    told = facts.told("log")
    columns = [facts.column("log", key) for key in ("slippage", "time", "order_type")]
    known = [
        (row, n(slippage), _is_limit(kind))
        for row, (slippage, time, kind) in enumerate(zip(*columns, strict=True))
        if slippage is not None and n(time) >= facts.recent and row not in told
    ]
    market = [(row, slippage) for row, slippage, limit in known if not limit]
    spread = facts.number("quoted_spread")
    better = list(_always_better(facts, market, spread))
    yield from better
    costly = [(row, slippage) for row, slippage, limit in known if limit or better]
    judged = [item for item in costly if item[1] > 0] + ([] if better else market)
    yield from _large(facts, sorted(judged), spread)


def _always_better(facts: Facts, fills: list[tuple[int, float]], spread: float) -> Iterator[Finding]:
    gains = [row for row, slippage in fills if slippage < 0]
    if len(fills) < FEWEST or len(gains) < MOSTLY * len(fills):
        return
    mean = sum(slippage for _, slippage in fills) / len(fills)
    if mean < -max(spread, _LEAST_SPREAD) / 2:
        text = filled(_BETTER, count=len(fills), better=len(gains), mean=mean)
        yield facts.finding("log-slippage-better", "log", gains[0], "quote", text)


def _large(facts: Facts, fills: list[tuple[int, float]], spread: float) -> Iterator[Finding]:
    large = [(row, slippage) for row, slippage in fills if 0 < LARGE * spread < abs(slippage)]
    if large:
        row, slippage = large[0]
        more = _MORE.format(count=len(large) - 1) if len(large) > 1 else ""
        text = filled(_LARGE, slippage=slippage, spread=spread, times=abs(slippage) / spread, more=more)
        yield facts.finding("log-slippage-large", "log", row, "price", text)


def _is_limit(kind: Value) -> bool:
    """Whether the order waited for its price: 指値 or limit, but not a stop."""
    words = normalize("NFKC", str(kind or "")).casefold()
    return ("指値" in words and "逆指値" not in words) or ("limit" in words and "stop" not in words)
