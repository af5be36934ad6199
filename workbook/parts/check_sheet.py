"""What every check sheet is made of: a row for each check with its count and first cell, and the totals."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.row_check import OtherCheck, RowCheck
from workbook.rules import accepted, refused_formula
from workbook.spec import Block, Cell, Item, Sheet, Table, Validation, Value
from workbook.text import WORDS
from workbook.twin import Scope, n

TITLE: Final = Text("点検", "Checks")
HEADING: Final = Text("点検 — 入力と計算に問題がないか", "Checks: is everything in order?")
INTRO: Final = Text(
    "○ 問題なし  △ 見ておく  × 直すまで計算しない", "○ fine   △ worth a look   × not computed until put right"
)
WIDTHS: Final = (16, 30, 9, 14, 82)

_BELOW_NAME: Final = Text("× 表の下に書かれた行", "× row typed under the table")
_BELOW_FIX: Final = Text(
    "表の右下の角を引いて、その行を表に入れる(入れるまで計算されない)",
    "Drag the table's corner down over the row: until then it is not computed",
)


def checks_block(row_checks: Iterable[RowCheck], other_checks: Iterable[OtherCheck]) -> Block:
    """Every check, one row each."""
    return Block(
        Text("点検項目", "Checks"),
        header=(
            Text("シート", "Sheet"),
            Text("内容", "Finding"),
            Text("件数", "Count"),
            Text("最初のセル", "First cell"),
            Text("直し方", "What to do"),
        ),
        styles=("label", "note", "", "", "note"),
        rows=(*(_row(check) for check in row_checks), *(check.row for check in other_checks)),
    )


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


def _count(check: RowCheck) -> Callable[[Scope], Value]:
    return lambda s: s.col(check.table, check.column).count(s.word(check.word))


def _first(check: RowCheck) -> Callable[[Scope], Value]:
    def twin(s: Scope) -> Value:
        column = s.col(check.table, check.column)
        word = s.word(check.word)
        return s.address(check.table, column.index(word), check.column) if word in column else None

    return twin


def counting_cells(row_checks: Iterable[RowCheck], other_checks: Iterable[OtherCheck]) -> tuple[str, ...]:
    """Keys of the cells that count."""
    return (*(check.count for check in row_checks), *(check.cell.key for check in other_checks))


def sum_cell(key: str, counts: tuple[str, ...]) -> Cell:
    """A total of such cells."""
    return Cell(
        key,
        "check",
        "0",
        formula="+".join(f"{{{count}}}" for count in counts),
        twin=lambda s: sum(n(s.cell(count)) for count in counts),
        style="count",
    )


def total_row(counts: tuple[str, ...]) -> tuple[Item, ...]:
    """The one total that every sheet's status line shows."""
    return (
        Text("合計", "Total"),
        Text("見るべき箇所", "to look at"),
        sum_cell("checks_total", counts),
        None,
        Text("0なら問題なし。各シートの3行目にも出る", "0 means all clear; also shown in row 3 of every sheet"),
    )


def policy_row(sheet: Text, counts: tuple[str, ...]) -> tuple[Item, ...]:
    """The total of unusable parameters."""
    return (
        sheet,
        Text("使えない設定値", "unusable parameters"),
        sum_cell("policy_faults", counts),
        None,
        Text("0でない間は何も計算しない", "Until it is 0 nothing is computed"),
    )


def totals_block(*rows: tuple[Item, ...]) -> Block:
    """The totals."""
    return Block(Text("まとめ", "Summary"), styles=("label", "note", "", "", "note"), rows=rows)


def below_check(sheet: Sheet) -> OtherCheck:
    """Whether something stands right under the sheet's table, which its formulas do not count."""
    assert sheet.table is not None
    return OtherCheck(sheet.title, _BELOW_NAME, _below_cell(sheet.table), _BELOW_FIX)


def _below_cell(table: Table) -> Cell:
    """A number there, or two words, from the first input to the last: not the label of a totals row, nor its SUBTOTALs,
    which SUBTOTAL leaves out of a range."""
    ends = table.inputs[0].key, table.inputs[-1].key
    under = ":".join(
        f"INDEX([!{table.key}.{key}],ROW([#{table.key}.{key}])+ROWS([{table.key}.{key}])+1)" for key in ends
    )
    return Cell(
        f"n_below_{table.key}",
        "check",
        "0",
        formula=f"IF(SUBTOTAL(3,{under})+SUBTOTAL(2,{under})>1,1,0)",
        twin=lambda s: int(table.key in s.model.inputs.below),
        style="count",
    )


def parameters_check(sheet: Text, parameters: Sequence[Cell], key: str = "n_policy") -> OtherCheck:
    """How many parameters break their rule."""
    rules: list[tuple[str, Validation]] = [(cell.key, cell.validation) for cell in parameters if cell.validation]

    def refused(s: Scope) -> Value:
        return sum(1 for key, rule in rules if not accepted(rule, s.cell(key), s.model.language))

    return OtherCheck(
        sheet,
        Text("× 使えない設定値", "× unusable parameter"),
        Cell(
            key,
            "check",
            "0",
            formula="+".join(refused_formula(cell) for cell in parameters),
            twin=refused,
            style="count",
        ),
        Text(
            "設定シートの値を範囲内に直す(直すまで何も計算しない)",
            "Put the parameters back within their limits: until then nothing is computed",
        )
        if key == "n_policy"
        else Text(
            "値を範囲内に直す(直すまで計算しない)",
            "Put the values back within their limits: until then nothing is computed",
        ),
        follows=tuple(cell.key for cell in parameters),
    )
