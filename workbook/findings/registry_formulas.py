"""The checks of a file's structure, its formulas and its numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from hedge_xl.core.language import Text
from workbook.findings.check import Check
from workbook.spec import Book

_RESTORE: Final = Text("バックアップから戻す", "Restore it from a backup")
_CONTRACT: Final = Text(
    "表・列・名前で場所を探すので、無いと残りを点検できない",
    "Everything is found by table, column and name; without one the rest cannot be checked",
)

STRUCTURE: Final = (
    Check("missing-table", "error", "structure", Text("表がない", "table is gone"), _CONTRACT, _RESTORE, "A §15"),
    Check(
        "missing-column",
        "error",
        "structure",
        Text("列がない", "column is gone"),
        _CONTRACT,
        Text("見出しを元に戻す", "Restore the heading"),
        "A §15",
    ),
    Check("missing-name", "error", "structure", Text("名前がない", "name is gone"), _CONTRACT, _RESTORE, "A §15"),
    Check(
        "outdated",
        "error",
        "structure",
        Text("古い構造のブック", "older structure"),
        Text("古い構造には今の点検がない", "The older structure lacks today's checks"),
        Text("`hedge-xl upgrade` で今の版に上げる", "Run `hedge-xl upgrade`"),
        "A §15",
    ),
)

NUMBERS: Final = (
    Check(
        "no-values",
        "error",
        "formulas",
        Text("計算結果がない", "no stored values"),
        Text(
            "計算しないプログラムが保存した。開くまで数字が見えない",
            "A program that does not calculate saved it; no number shows until it is opened",
        ),
        Text("表計算ソフトで開いて再計算し、保存する", "Open it in a spreadsheet, recalculate and save"),
        "A §15",
    ),
    Check(
        "not-computed",
        "error",
        "formulas",
        Text("計算できない", "cannot be computed"),
        Text("入力が計算の範囲を超えている", "An input is beyond what can be computed"),
        Text("入力の桁と符号を直す", "Correct digits and signs of the inputs"),
        "A §16",
    ),
    Check(
        "name-error",
        "error",
        "formulas",
        Text("#NAME? と表示", "#NAME? is shown"),
        Text(
            "関数か名前が見つからず、指示も損益も出ない",
            "A function or name is not found: there is neither an instruction nor a result",
        ),
        Text(
            "この版の関数が使える環境で開いて再計算し、保存する",
            "Open it where this edition's functions are installed, recalculate and save",
        ),
        "A §15",
    ),
)


def formula_checks(books: Sequence[Book]) -> Iterator[Check]:
    """The checks that every table, and the named cells together, have of their own."""
    tables = [table.key for book in books for table in book.tables]
    computed = [
        table.key for book in books for table in book.tables if any(column.kind != "input" for column in table.columns)
    ]
    for key in [*computed, "cell"]:
        yield replace(_LOST, code=f"{key}-formula-lost")
        yield replace(_CHANGED, code=f"{key}-formula-changed")
        yield replace(_STALE, code=f"{key}-value")
    for key in computed:
        yield replace(_CALCULATED, code=f"{key}-calculated-column")
        yield replace(_EXTENDED, code=f"{key}-not-extended")
    yield replace(_EXTENDED, code="tables-not-extended", title=_NONE_EXTENDED)
    for key in tables:
        yield replace(_BELOW, code=f"{key}-below-table")


_LOST: Final = Check(
    "",
    "error",
    "formulas",
    Text("式が値に置き換わった", "formula replaced by a value"),
    Text("そのセルは入力が変わっても動かない", "The cell no longer follows its inputs"),
    Text("上か下の行の式をコピーして戻す", "Copy the formula back from a row above or below"),
    "A §15",
    "*-formula-lost",
)
_CHANGED: Final = Check(
    "",
    "error",
    "formulas",
    Text("式が元と違う", "formula differs from the original"),
    Text("記事の式と違う数字が出る", "It no longer computes what the article says"),
    Text("示された式に戻す", "Put the formula back as shown"),
    "A §15, §16",
    "*-formula-changed",
)
_STALE: Final = Check(
    "",
    "error",
    "formulas",
    Text("値が計算と違う", "value differs from the computed one"),
    Text("古い、または誤った数字を見て売買することになる", "You would trade on an old or wrong number"),
    Text("表計算ソフトで開いて再計算し、保存する", "Open it in a spreadsheet, recalculate and save"),
    "A §15, §16",
    "*-value",
)
_CALCULATED: Final = Check(
    "",
    "error",
    "formulas",
    Text("新しい行に入る式が違う", "new rows get another formula"),
    Text("次に足す月から数字が狂う", "Numbers go wrong from the next row on"),
    Text("列全体に正しい式を入れ直す", "Enter the right formula in the whole column"),
    "A §15",
    "*-calculated-column",
)
_EXTENDED: Final = Check(
    "",
    "warning",
    "formulas",
    Text("新しい行に式が入らない", "new rows get no formula"),
    Text("足した行が計算されない", "Rows that you add are not computed"),
    Text("`hedge-xl doctor FILE --fix` で戻す", "Put them back with `hedge-xl doctor FILE --fix`"),
    "A §15",
    "*-not-extended",
)
_NONE_EXTENDED: Final = Text("いくつもの表で新しい行に式が入らない", "new rows get no formula in several tables")
_BELOW: Final = Check(
    "",
    "error",
    "inputs",
    Text("表の下に書かれた行", "row typed under the table"),
    Text("表に入るまで計算されない", "It is not computed until the table holds it"),
    Text("表の右下の角をその行まで引く", "Drag the table's corner down over it"),
    "A §15",
    "*-below-table",
)
