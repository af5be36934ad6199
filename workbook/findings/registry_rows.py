"""The sheets' own checks in the register, and the rules of the input cells: title and remedy are the sheets' own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from hedge_xl.core.language import Text
from workbook.finding import Severity, filled, other_code, row_code, unmarked
from workbook.findings.check import Check
from workbook.parts.row_check import RowCheck
from workbook.spec import Book, Column, Sheet
from workbook.text import WORDS, is_fault

_UNCOUNTED: Final = Text("その行は計算されない", "The row is not computed")
_UNKNOWN_HEDGE: Final = Text("現状ヘッジが分からず、指示が出ない", "The hedge is unknown: no instruction is shown")
_NO_WINDOW: Final = Text("収益率が途切れ、h*と損益が出ない", "Returns break off: neither h* nor P&L")

# Why it matters, by the word that a row's check shows; by table and word where that differs.
_WHY: Final[Mapping[str, Text]] = {
    "chk_month": _UNCOUNTED,
    "chk_dup": Text("どちらの行が正しいか決められない", "Nothing says which row is right"),
    "chk_order": Text("前月との比較が逆になる", "Comparisons with the month before go backwards"),
    "chk_number": _UNCOUNTED,
    "chk_positive": Text("価格や数量にならない値から指示は出せない", "No instruction can come of a price that is none"),
    "chk_error": _UNCOUNTED,
    "chk_gap": _NO_WINDOW,
    "chk_spot": Text("二つのシートで違う相場を使うことになる", "Two sheets work with different rates"),
    "chk_jump": Text("桁の間違いなら指示も損益も狂う", "A slip of digits spoils instruction and P&L"),
    "ins_market": Text("hを決められず、指示が出ない", "h cannot be decided: no instruction"),
    "chk_range": Text("比率の打ち間違いは目標を何倍にもする", "A mistyped ratio multiplies the target"),
    "netlong": Text("ヘッジと逆向きの建玉になっている", "The position is the opposite of a hedge"),
    "round_zero": Text("ヘッジが必要なのに目標が0になる", "A hedge is needed and the target is 0"),
    "chk_id": Text("同じ約定かどうか見分けられない", "Fills cannot be told apart"),
    "log chk_dup": Text("現状ヘッジが二重に数えられる", "The current hedge counts it twice"),
    "chk_side": _UNKNOWN_HEDGE,
    "log chk_number": _UNKNOWN_HEDGE,
    "log chk_positive": _UNKNOWN_HEDGE,
    "chk_time": _UNKNOWN_HEDGE,
    "log chk_error": _UNKNOWN_HEDGE,
    "chk_quote": Text("滑りを測れず、執行を改善できない", "Slippage cannot be measured, so nothing improves"),
    "chk_open": Text(
        "約定していたなら現状ヘッジから抜け、指示が同じ取引をもう一度求める",
        "If it was filled, the hedge lacks it, and the instruction asks for the same trade again",
    ),
    "chk_unit": Text("最小単位に合わない数量は口座では約定しない", "No account fills an odd lot"),
    "chk_event": Text("イベント日はスプレッドが広がる", "Spreads widen on event days"),
    "chk_price": Text("桁の間違いなら滑り費用が大きく狂う", "A slip of digits spoils the slippage cost"),
    "chk_large": Text("桁の間違いなら現状ヘッジが大きく狂う", "A slip of digits spoils the current hedge"),
    "chk_future": Text("どの月にも入らず、指示に反映されない", "It belongs to no month, and no instruction knows it"),
    "chk_order_time": Text("約定までの秒数を測れない", "Latency cannot be measured"),
    "chk_return": Text("その月が成績から抜ける", "The month is missing in the results"),
    "chk_swap": Text("実現コストが出ない", "There is no realised cost"),
    "chk_swap_rate": Text(
        "売りが払うはずのスワップを受け取っている、または桁が違うと、費用を見誤る",
        "A seller who seems to receive the swap, or a slip of digits, hides what the hedge costs",
    ),
    "chk_date": Text("イベント日として扱われない", "It does not count as an event day"),
    "statement chk_date": Text("明細と照合できない", "The statement cannot be compared"),
    "statement chk_number": Text("明細と照合できない", "The statement cannot be compared"),
    "statement chk_error": Text("明細と照合できない", "The statement cannot be compared"),
    "statement chk_swap": Text("明細のスワップが台帳に無い", "The ledger lacks the statement's swap"),
    "chk_balance": Text("執行ログのどこかが事実と違う", "Somewhere the log does not tell the truth"),
    "chk_swap_gap": Text("実現コストが明細と違う", "Realised cost differs from the statement"),
}
_UNDER: Final = (
    Text(
        "表の下(集計行や別の表)にある入力は計算されない",
        "Inputs in a totals row or a table right below are not computed",
    ),
    "A §15",
)
_SOURCES: Final[Mapping[str, str]] = {
    "chk_quote": "A §12, §17",
    "chk_open": "A §12, §15",
    "chk_event": "A §12, §13",
    "chk_price": "A §12",
    "chk_order_time": "A §12",
    "chk_balance": "A §13, §17",
    "chk_swap": "A §7",
    "chk_swap_rate": "A §7",
    "chk_swap_gap": "A §7, §17",
    "netlong": "A §3, §13",
    "round_zero": "A §5",
    "chk_unit": "A §5",
    "ins_market": "A §9, §10",
    "chk_range": "A §9",
    "chk_gap": "A §10",
    "chk_return": "A §16",
    "chk_jump": "A §10",
    "chk_spot": "A §15",
    "chk_large": "A §5",
    "chk_future": "A §15",
}
_TITLE: Final = Text("{sheet}: {title}", "{sheet}: {title}")


def row_checks(books: Sequence[Book]) -> Iterator[Check]:
    """Every result of a check column."""
    for check in [check for book in books for check in book.row_checks]:
        word = WORDS[check.word]
        title = filled(_TITLE, sheet=check.sheet.title, title=unmarked(word))
        code = row_code(check.table, check.word)
        yield Check(code, _severity(word), "rows", title, _why(check), check.fix, _source(check))


def _why(check: RowCheck) -> Text:
    return check.why or _WHY.get(f"{check.table} {check.word}") or _WHY[check.word]


def _source(check: RowCheck) -> str:
    return check.source or _SOURCES.get(check.word, "A §15")


def other_checks(books: Sequence[Book]) -> Iterator[Check]:
    """The sheet's checks that look at no single row; unusable parameters are named one by one."""
    for check in [check for book in books for check in book.other_checks]:
        if check.why is not None or not check.follows:
            why, source = (check.why, check.source) if check.why is not None else _UNDER
            code, title = other_code(check.cell.key), unmarked(check.name)
            family = "" if check.why is not None else "below-*"
            yield Check(code, _severity(check.name), "rows", title, why, check.fix, source, family)


def rule_checks(books: Sequence[Book]) -> Iterator[Check]:
    """The rules of parameters and input columns."""
    for book in books:
        for sheet in book.sheets:
            yield from _parameters(sheet)
            yield from _ranges(book, sheet)


def _ranges(book: Book, sheet: Sheet) -> Iterator[Check]:
    table = sheet.table
    for column in table.inputs if table is not None else ():
        judged = table is not None and (table.key, column.key) in book.judged
        if column.validation is not None and column.validation.strict and not judged:
            yield _range(sheet, column)


def _parameters(sheet: Sheet) -> Iterator[Check]:
    why = Text("使えない設定値がある間は何も計算しない", "Nothing is computed while a parameter is unusable")
    for cell in sheet.cells:
        if cell.kind == "input" and cell.validation is not None:
            title = Text(f"使えない設定値 {cell.key}", f"unusable parameter {cell.key}")
            fix = cell.validation.message
            if not fix.en:
                fix = Text("選択肢から選ぶ", "Choose from the list")
            yield Check(f"parameter-{cell.key}", "error", "inputs", title, why, fix, "A §15, §18", "parameter-*")


def _range(sheet: Sheet, column: Column) -> Check:
    assert sheet.table is not None
    assert column.validation is not None
    code = f"{sheet.table.key}-{column.key}-range"
    title = Text(f"{sheet.title.ja}: {column.header.ja}が範囲外", f"{sheet.title.en}: {column.header.en} out of range")
    why = Text("その列の値として使えない", "The column has no use for such a value")
    return Check(code, "error", "inputs", title, why, column.validation.message, column.source, "*-range")


def _severity(name: Text) -> Severity:
    return "error" if is_fault(name) else "warning"
