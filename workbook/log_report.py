"""What ``hedge-xl log`` prints: what was added, what was not and why, and what it does to the hedge."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Language, Text
from workbook.check_findings import UNCOMPUTABLE
from workbook.edit import model_of
from workbook.finding import filled, marked
from workbook.imports.fill import Fill, FillsFile
from workbook.in_words import instruction_in_words
from workbook.ledger.fill_words import described, moment
from workbook.ledger.fills import FillPlan
from workbook.serials import from_serial
from workbook.spec import Value
from workbook.text import WORDS
from workbook.transaction import LIVE_WRITTEN, Outcome
from workbook.twin import Model, is_number, n
from workbook.user_values import stale_note

SHOWN: Final = 20  # conflicts and faults of which each is a line

_ADDED: Final = Text(
    "{count}件を追加{later}: {first} 〜 {last}、差引 {net:+,.10g} USD (+は売り)",
    "{count} added{later}: {first} to {last}, net {net:+,.10g} USD (+ sold)",
)
_ONE_ADDED: Final = Text("追加{later}: {id} {fill}", "Added{later}: {id} {fill}")
_DRY: Final = Text("(まだ書き込んでいません)", " (not written yet)")
_NOTHING: Final = Text("追加する約定はありません", "Nothing to add")
_STOPPED: Final = Text(
    "何も追加していません。直してやり直すか、--skip-faulty で残りの{count}件だけを追加してください",
    "Nothing was added: put it right and try again, or add the other {count} with --skip-faulty",
)
_STOPPED_ALL: Final = Text("何も追加していません", "Nothing was added")
_ALREADY: Final = Text("記録済みのため飛ばした約定 {count}件", "already recorded and skipped: {count}")
_LEFT_OUT: Final = Text("{what} {count}件を除外", "left out: {what}, {count}")
_OTHERS: Final = Text("ほかの銘柄 {count}件を除外: {names}", "left out: {count} of other symbols: {names}")
_MORE: Final = Text("…ほか{count}件", "... and {count} more")
_NO_QUOTES: Final = Text(
    "気配がないため滑りを計算できない約定 {count}件 (執行ログで△)",
    "{count} without a quote: no slippage (△ in the log)",
)
_NOTE: Final = Text("{mark} {count}件", "{mark}: {count}")
_COSTS: Final = Text("手数料の合計 {amount:+,.10g} {currency}", "commissions {amount:+,.10g} {currency}")
_SWAPS: Final = Text(
    "スワップの合計(記録していません。update --swap の参考): {months} {currency}",
    "swaps in the file (not recorded; for update --swap): {months} {currency}",
)
_ACCOUNT_CURRENCY: Final = Text("(口座通貨)", "(account currency)")
_CURRENT: Final = Text(
    "現状ヘッジ({month}末まで): {before} → {after} USD",
    "Current hedge (to the end of {month}): {before} -> {after} USD",
)
_HELD: Final = Text("ログ全体のヘッジ: {before} → {after} USD", "Hedge of the whole log: {before} -> {after} USD")
_UNKNOWN: Final = Text("計算できません(点検の×)", "not computed (see ×)")
_SAME: Final = Text("今月の指示は変わりません: {now}", "This month's instruction is unchanged: {now}")
_CHANGED: Final = Text("今月の指示: {before} → {now}", "This month's instruction: {before} -> {now}")
_BACKUP: Final = Text("変更前のファイル: {path}", "The file before: {path}")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of the command."""

    file: Path
    found: FillsFile
    plan: FillPlan
    outcome: Outcome
    dry_run: bool

    @property
    def stale(self) -> Sequence[Text]:
        """What the program in which the file is used will not compute by itself."""
        return stale_note(self.outcome.before) if self.outcome.change else ()

    @property
    def before(self) -> Model:
        """Every value before the change."""
        return model_of(self.outcome.before, self.outcome.before.inputs)


def text(result: Result, language: Language) -> str:
    """The whole report, line by line."""
    return "\n".join(" ".join(line.of(language).split()) for line in _lines(result))


def _lines(result: Result) -> Iterator[Text]:
    if result.found.file:
        yield filled(Text("{file}: {kind}", "{file}: {kind}"), file=result.found.file, kind=result.found.kind)
    yield from _problems(result.plan)
    yield _headline(result)
    yield from _left_out(result)
    yield from result.found.assumed
    if result.plan.added:
        yield from _notes(result)
    yield from _amounts(result.found)
    if result.plan.added:
        yield from _effect(result)
    yield from result.stale
    backup = result.outcome.backup  # where a book has no file, whoever carried out the change says the rest
    if backup is not None:
        yield (
            LIVE_WRITTEN.format(path=result.file, backup=backup) if result.outcome.live else _BACKUP.format(path=backup)
        )


def _problems(plan: FillPlan) -> Iterator[Text]:
    lines = [conflict.text for conflict in plan.conflicts] + [fault.message for fault in plan.faults]
    for line in lines[:SHOWN]:
        yield marked("error", line)
    if len(lines) > SHOWN:
        yield _MORE.format(count=len(lines) - SHOWN)


def _headline(result: Result) -> Text:
    plan = result.plan
    later = _DRY if result.dry_run else Text("", "")
    if plan.stopped:
        return _STOPPED.format(count=plan.sound) if plan.sound else _STOPPED_ALL
    if not plan.added:
        return _NOTHING
    if not result.found.file:
        fill = plan.added[0]
        return filled(_ONE_ADDED, later=later, id=fill.id, fill=described(fill))
    first, last = moment(plan.added[0].time), moment(plan.added[-1].time)
    return filled(_ADDED, count=len(plan.added), later=later, first=first, last=last, net=plan.net)


def _left_out(result: Result) -> Iterator[Text]:
    if result.plan.already:
        yield _ALREADY.format(count=len(result.plan.already))
    for what, count in result.found.left_out.items():
        yield filled(_LEFT_OUT, what=what, count=count)
    others = result.found.other_symbols
    if others:
        names = ", ".join(f"{name or '-'} {count}" for name, count in others.most_common(5))
        yield _OTHERS.format(count=others.total(), names=names)


def _notes(result: Result) -> Iterator[Text]:
    unquoted = sum(fill.quote is None for fill in result.plan.added)
    if unquoted:
        yield _NO_QUOTES.format(count=unquoted)
    for mark, count in result.plan.notes.items():
        if mark != WORDS["chk_quote"]:
            yield filled(_NOTE, mark=mark, count=count)


def _amounts(found: FillsFile) -> Iterator[Text]:
    currency = Text(found.currency, found.currency) if found.currency else _ACCOUNT_CURRENCY
    if found.costs:
        yield filled(_COSTS, amount=found.costs, currency=currency)
    if found.swaps:
        months = ", ".join(f"{month} {amount:+,.10g}" for month, amount in sorted(found.swaps.items()))
        yield filled(_SWAPS, months=months, currency=currency)


def _effect(result: Result) -> Iterator[Text]:
    before, after = result.before, result.outcome.after
    month = value_of(after, "now_month")
    if is_number(month):
        name = f"{from_serial(n(month)):%Y-%m}"
        held = _amount(value_of(before, "now_current")), _amount(value_of(after, "now_current"))
        yield filled(_CURRENT, month=name, before=held[0], after=held[1])
    yield filled(_HELD, before=_amount(held_by(before)), after=_amount(held_by(after)))
    was, now = value_of(before, "now_instruction"), value_of(after, "now_instruction")
    if now is not None:
        words = _SAME if was == now else _CHANGED
        yield filled(words, before=instruction_in_words(was), now=instruction_in_words(now))


def _amount(value: Value) -> Text:
    return Text(f"{n(value):,.10g}", f"{n(value):,.10g}") if is_number(value) else _UNKNOWN


def value_of(model: Model, key: str) -> Value:
    """A cell's value; None when it cannot be computed."""
    try:
        return model.cell(key)
    except UNCOMPUTABLE:
        return None


def held_by(model: Model) -> Value:
    """Sold minus bought over the whole log; None when a fill is marked ×."""
    try:
        return None if n(model.cell("log_faults")) else sum(n(value) for value in model.column("log", "signed"))
    except UNCOMPUTABLE:
        return None


def as_json(result: Result) -> Mapping[str, object]:
    """The same for a program."""
    plan, found, before, after = result.plan, result.found, result.before, result.outcome.after
    return {
        "file": str(result.file),
        "changed": bool(result.outcome.change),
        "dry_run": result.dry_run,
        "live": result.outcome.live,
        "backup": str(result.outcome.backup) if result.outcome.backup is not None else None,
        "added": [_fill_json(fill) for fill in plan.added],
        "net_usd": plan.net,
        "skipped": {
            "already": len(plan.already),
            "other_symbols": dict(found.other_symbols),
            "other": [{"what": what.as_json(), "count": count} for what, count in found.left_out.items()],
        },
        "conflicts": [
            {"code": item.code, "id": item.fill.id, "line": item.fill.line, "message": item.text.as_json()}
            for item in plan.conflicts
        ],
        "faults": [
            {"line": item.line, "column": item.column, "message": item.message.as_json()} for item in plan.faults
        ],
        "assumed": [item.as_json() for item in found.assumed],
        "notes": [{"what": what.as_json(), "count": count} for what, count in plan.notes.items()],
        "warnings": [item.as_json() for item in result.stale],
        "commissions": found.costs,
        "swaps": dict(sorted(found.swaps.items())),
        "currency": found.currency or None,
        "hedge": {"before": held_by(before), "after": held_by(after)},
        "current": {"before": value_of(before, "now_current"), "after": value_of(after, "now_current")},
        "instruction": {"before": value_of(before, "now_instruction"), "after": value_of(after, "now_instruction")},
    }


def _fill_json(fill: Fill) -> dict[str, object]:
    return {
        "id": fill.id,
        "side": fill.side,
        "qty": fill.qty,
        "price": fill.price,
        "quote": fill.quote,
        "time": from_serial(fill.time).isoformat(timespec="milliseconds"),
        "line": fill.line or None,
    }
