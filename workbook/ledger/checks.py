"""点検 / Checks: every check with its count and its first cell, and the article's checklists."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger.checklists import CHECKLIST, MISTAKES
from workbook.ledger.common import status_cell
from workbook.ledger.other_checks import OTHER_CHECKS, OTHER_ROWS
from workbook.ledger.row_checks import ROW_CHECKS, RowCheck
from workbook.spec import Block, Cell, Item, Sheet, Value
from workbook.text import WORDS, is_fault
from workbook.twin import Scope, n


def _count(check: RowCheck) -> Callable[[Scope], Value]:
    return lambda s: sum(1 for value in s.col(check.table, check.column) if value == s.word(check.word))


def _first(check: RowCheck) -> Callable[[Scope], Value]:
    def twin(s: Scope) -> Value:
        column = s.col(check.table, check.column)
        word = s.word(check.word)
        return s.address(check.table, column.index(word), check.column) if word in column else None

    return twin


def _row(check: RowCheck) -> tuple[Item, ...]:
    column = f"[{check.table}.{check.column}]"
    header = f"[#{check.table}.{check.column}]"
    address = f"ADDRESS(ROW({header})+MATCH(`{check.word}`,{column},0),COLUMN({header}),4)"
    return (
        check.sheet.title,
        WORDS[check.word],
        Cell(check.count, "check", "0", formula=f"COUNTIF({column},`{check.word}`)", twin=_count(check), style="count"),
        Cell(f"at_{check.count}", "check", "@", formula=f'IF({{{check.count}}}=0,"",{address})', twin=_first(check)),
        check.fix,
    )


_COUNTS: Final = (*(check.count for check in ROW_CHECKS), *OTHER_CHECKS)
_POLICY_FAULTS: Final = ("n_policy", "n_clamp")
_LOG_FAULTS: Final = tuple(check.count for check in ROW_CHECKS if check.table == "log" and is_fault(WORDS[check.word]))


def _sum(keys: tuple[str, ...]) -> Callable[[Scope], Value]:
    return lambda s: sum(n(s.cell(key)) for key in keys)


def _adds(keys: tuple[str, ...]) -> str:
    return "+".join(f"{{{key}}}" for key in keys)


TOTALS: Final = Block(
    Text("まとめ", "Summary"),
    styles=("label", "note", "", "", "note"),
    rows=(
        (
            Text("合計", "Total"),
            Text("見るべき箇所", "to look at"),
            Cell("checks_total", "check", "0", formula=_adds(_COUNTS), twin=_sum(_COUNTS), style="count"),
            None,
            Text("0なら問題なし。各シートの3行目にも出る", "0 means all clear; also shown in row 3 of every sheet"),
        ),
        (
            Text("執行ログ", "Execution log"),
            Text("×のある約定", "fills marked ×"),
            Cell("log_faults", "check", "0", formula=_adds(_LOG_FAULTS), twin=_sum(_LOG_FAULTS), style="count"),
            None,
            Text("0でない間は現状ヘッジと指示を出さない", "Until it is 0 no current hedge and no instruction is shown"),
        ),
        (
            Text("設定", "Policy"),
            Text("使えない設定値", "unusable parameters"),
            Cell(
                "policy_faults", "check", "0", formula=_adds(_POLICY_FAULTS), twin=_sum(_POLICY_FAULTS), style="count"
            ),
            None,
            Text("0でない間は何も計算しない", "Until it is 0 nothing is computed"),
        ),
    ),
)

LIST: Final = Block(
    Text("点検項目", "Checks"),
    header=(
        Text("シート", "Sheet"),
        Text("内容", "Finding"),
        Text("件数", "Count"),
        Text("最初のセル", "First cell"),
        Text("直し方", "What to do"),
    ),
    styles=("label", "note", "", "", "note"),
    rows=(*(_row(check) for check in ROW_CHECKS), *OTHER_ROWS),
)


SHEET: Final = Sheet(
    "checks",
    Text("点検", "Checks"),
    Text("点検 — 入力と計算に問題がないか", "Checks: is everything in order?"),
    Text("○ 問題なし  △ 見ておく  × 直すまで計算しない", "○ fine   △ worth a look   × not computed until put right"),
    (TOTALS, LIST, MISTAKES, CHECKLIST),
    status=status_cell("checks"),
    one_page=True,
    portrait=True,
    widths=(16, 30, 9, 14, 82),
)
