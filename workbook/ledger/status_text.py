"""The state of a ledger in words: for a screen, for a message, for a program."""

from pathlib import Path
from typing import Any, Final

from hedge_xl.core.language import Language, Text
from workbook.finding import filled
from workbook.in_words import instruction_in_words
from workbook.ledger.months import named
from workbook.ledger.order import in_words, standing_in_words
from workbook.ledger.status import Status
from workbook.spec import Value
from workbook.text import WORDS, display_width
from workbook.twin import is_number, n

_RULE: Final = "━"
_DASH: Final = "-"
_STATES: Final = ("over", "under", "even", "netlong", "round_zero")
_OF: Final = Text("{month} 月末の指示: {instruction}", "Instruction of the month end {month}: {instruction}")
_OVERDUE_HEAD: Final = Text("{month} の更新がまだです", "the update for {month} is due")
_STALE_ORDER: Final = Text("{head}({last} の指示: {order})", "{head} (instruction of {last}: {order})")

_TARGET: Final = (
    Text("目標", "target"),
    Text("h_policy {h} → {target} USD", "h_policy {h} -> {target} USD"),
)
_CURRENT: Final = (
    Text("月末の現状", "at month end"),
    Text(
        "{current} USD  逸脱率 {deviation} (しきい値 {band})  {state}",
        "{current} USD  deviation {deviation} (band {band})  {state}",
    ),
)
_FILLS: Final = (
    Text("その後の約定", "fills since"),
    Text(
        "{fills}件 {traded} USD → 現在 {held} USD、残り {rest}", "{fills}, {traded} USD -> now {held} USD; left: {rest}"
    ),
)
_COST: Final = (
    Text("{year}年の費用", "cost in {year}"),
    Text(
        "実現 {realised}円 / 計画 {planned}円 (差 {gap}円、{months}か月{unknown})",
        "realised {realised} JPY / planned {planned} JPY (gap {gap} JPY; months: {months}{unknown})",
    ),
)
_UNKNOWN: Final = Text("、ほか{count}か月は不明", ", unknown: {count}")
_SWAP: Final = (Text("スワップ", "swap"), Text("{month} {swap}", "{month} {swap}"))
_YEN: Final = Text("{value}円", "{value} JPY")
_NO_SWAP: Final = Text("未入力", "not entered")
_ROLL: Final = (Text("次のロール", "next rolls"), Text("{days}", "{days}"))
_CHECKS: Final = (
    Text("点検", "checks"),
    Text("要確認 {count}件 (hedge-xl validate {file})", "{count} to look at (hedge-xl validate {file})"),
)
_ALL_OK: Final = Text("問題なし", "all clear")
_NEXT: Final = (Text("次の更新", "next update"), Text("{due} の月末を過ぎたら", "after the month end {due}"))
_OVERDUE: Final = (
    Text("次の更新", "next update"),
    Text(
        "△ {month} の月末を過ぎました: hedge-xl update {file} --month {month}",
        "△ {month} has ended: hedge-xl update {file} --month {month}",
    ),
)
_LATER: Final = Text(
    "△ 今日より後の日付の約定{count}件は数えていません。日付を確かめてください。",
    "△ fills dated after today, not counted: {count}; check their dates.",
)
_UNFILLED: Final = Text(
    "△ 月末より後の指値{count}件が未約定のままです。約定していたら、執行ログに価格と約定時刻を書いてください。",
    "△ limit orders since the month end logged as not filled: {count}; if one was, enter its price and fill time.",
)
_NOTHING: Final = Text("なし", "nothing")
_STALE: Final = Text(
    "△ ファイルに保存されている指示は {cached} ですが、入力から計算すると {instruction} です。Excelで開いて再計算し、保存してください。",
    "△ the file shows {cached}, but its inputs give {instruction}; open it in your spreadsheet, recalculate and save.",
)


def headline(status: Status, language: Language) -> str:
    """The one line that matters."""
    if not status.overdue:
        return _standing(status, language)
    head = _OVERDUE_HEAD.of(language).format(month=named(status.due))
    if status.known and not status.remaining:
        return head
    order = _standing(status, language)
    return _STALE_ORDER.of(language).format(head=head, last=named(status.month), order=order)


def _standing(status: Status, language: Language) -> str:
    """What is left of the latest month's instruction."""
    if not status.known:
        return _instruction(status, language)
    begun = status.held != status.current
    return standing_in_words(status.trade or 0, status.remaining or 0, language, begun=begun)


def alerts(status: Status, language: Language) -> list[str]:
    """What makes the headline doubtful."""
    counts = ((_LATER, status.later), (_UNFILLED, status.unfilled))
    return [text.of(language).format(count=count) for text, count in counts if count]


def lines(status: Status, file: Path, cached: Value, language: Language) -> list[str]:
    """Everything below the headline."""
    facts = [_target, _current, _fills, _cost, _swap, _rolls]
    pairs = [pair for pair in (fact(status, language) for fact in facts) if pair]
    pairs += [_checks(status, file, language), _due(status, file, language)]
    width = max(display_width(label) for label, _ in pairs)
    shown = [f"  {label}{' ' * (width - display_width(label))}  {words}" for label, words in pairs]
    month = _OF.of(language).format(month=named(status.month), instruction=_instruction(status, language))
    stale = [] if is_current(status, cached) else [stale_line(status, cached, language)]
    return [month, *shown, *stale]


def screen(status: Status, file: Path, cached: Value, language: Language) -> str:
    """The headline large, and the rest."""
    head = [headline(status, language), *alerts(status, language)]
    rule = _RULE * (max(map(display_width, head)) + 4)
    return "\n".join([rule, *(f"  {line}" for line in head), rule, *lines(status, file, cached, language)])


def _instruction(status: Status, language: Language) -> str:
    """The month's instruction in the reader's language, whatever the workbook's is."""
    if status.known:
        return _order(status.trade, language)
    return instruction_in_words(status.instruction).of(language)


def _translated(words: str, keys: tuple[str, ...], language: Language) -> str:
    """Words of a workbook of either language in the reader's."""
    known = (WORDS[key] for key in keys)
    return next((text.of(language) for text in known if words in (text.ja, text.en)), words)


def is_current(status: Status, cached: Value) -> bool:
    """Whether the file shows the instruction that its inputs give."""
    return (cached or "") == status.instruction


def stale_line(status: Status, cached: Value, language: Language) -> str:
    """That the file shows another instruction."""
    shown = _NOTHING.of(language) if cached is None else repr(cached)
    return _STALE.of(language).format(cached=shown, instruction=repr(status.instruction))


def as_json(status: Status, file: Path, cached: Value) -> dict[str, Any]:
    """The state for programs. Quantities are USD, + sold; costs JPY, + paid; swap JPY, + received."""
    cost = status.cost
    return {
        "file": str(file),
        "month": named(status.month),
        "headline": {"ja": headline(status, "ja"), "en": headline(status, "en")},
        "instruction": status.instruction,
        "act": status.act,
        "h_policy": status.h,
        "target": status.target,
        "current": status.current,
        "deviation": status.deviation,
        "band": status.band,
        "state": status.state,
        "trade": status.trade,
        "fills_since": status.fills,
        "traded_since": status.traded,
        "fills_after_today": status.later,
        "limits_not_filled": status.unfilled,
        "held": status.held,
        "remaining": status.remaining,
        "cost": {
            "year": cost.year,
            "realised": cost.realised,
            "planned": cost.planned,
            "months": cost.months,
            "unknown": cost.unknown,
        },
        "swap": status.swap,
        "rolls": [day.isoformat() for day in status.rolls.days],
        "checks": status.checks,
        "next_month": named(status.due),
        "update_overdue": status.overdue,
        "file_is_current": is_current(status, cached),
    }


Pair = tuple[str, str]


def _pair(texts: tuple[Text, Text], language: Language, **values: object) -> Pair:
    label, words = (filled(text, **values).of(language) for text in texts)
    return label, words


def _target(status: Status, language: Language) -> Pair:
    return _pair(_TARGET, language, h=_figure(status.h, "{:.2f}"), target=_figure(status.target))


def _current(status: Status, language: Language) -> Pair:
    values: dict[str, str] = {
        "current": _figure(status.current),
        "deviation": _figure(status.deviation, "{:.2%}"),
        "band": _figure(status.band, "{:.1%}"),
        "state": _translated(str(status.state or ""), _STATES, language),
    }
    label, words = _pair(_CURRENT, language, **values)
    return label, words.rstrip()


def _fills(status: Status, language: Language) -> Pair:
    rest = _NOTHING.of(language) if status.remaining == 0 else _order(status.remaining, language)
    traded, held = f"{status.traded:+,.0f}", _figure(status.held)
    return _pair(_FILLS, language, fills=status.fills, traded=traded, held=held, rest=rest)


def _cost(status: Status, language: Language) -> Pair | None:
    cost = status.cost
    if not cost.months and not cost.unknown:
        return None
    unknown = _UNKNOWN.format(count=cost.unknown) if cost.unknown else Text("", "")
    figures = {
        "realised": _figure(cost.realised),
        "planned": _figure(cost.planned),
        "gap": _figure(cost.gap, "{:+,.0f}"),
    }
    return _pair(_COST, language, year=cost.year, months=cost.months, unknown=unknown, **figures)


def _swap(status: Status, language: Language) -> Pair:
    swap = _YEN.format(value=f"{n(status.swap):+,.0f}") if is_number(status.swap) else _NO_SWAP
    return _pair(_SWAP, language, month=named(status.month), swap=swap)


def _rolls(status: Status, language: Language) -> Pair | None:
    rolls = status.rolls
    if rolls.why_none is not None:
        return _pair(_ROLL, language, days=rolls.why_none)
    return _pair(_ROLL, language, days="  ".join(f"{day:%m-%d}" for day in rolls.days)) if rolls.days else None


def _checks(status: Status, file: Path, language: Language) -> Pair:
    if not status.checks:
        return _CHECKS[0].of(language), _ALL_OK.of(language)
    return _pair(_CHECKS, language, count=status.checks, file=file)


def _due(status: Status, file: Path, language: Language) -> Pair:
    if status.overdue:
        return _pair(_OVERDUE, language, month=named(status.due), file=file)
    return _pair(_NEXT, language, due=status.due)


def _order(units: float | None, language: Language) -> str:
    return _DASH if units is None else in_words(units, language)


def _figure(value: Value, form: str = "{:,.0f}") -> str:
    return form.format(n(value)) if is_number(value) else _DASH
