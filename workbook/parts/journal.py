"""履歴 / History: what was changed in a workbook, when and by whom; the commands write it, the user reads it."""

from dataclasses import replace
from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.columns import WORDS_UNIT
from workbook.parts.marks import status_cell
from workbook.spec import Column, Sheet, Table, Validation


def _words(key: str, header: Text, help: Text, width: float) -> Column:
    return Column(key, header, "input", help, "-", WORDS_UNIT, "@", width)


TABLE: Final = Table(
    "journal",
    "Journal",
    (
        Column(
            "when",
            Text("日時", "When"),
            "input",
            Text("変更した日時(このパソコンの時刻)", "When it was changed (local time)"),
            "-",
            Text("日時", "date and time"),
            "yyyy-mm-dd hh:mm",
            17,
            validation=Validation(
                "date",
                strict=False,
                message=Text("日時(例 2026-11-02 10:00)", "Date and time such as 2026-11-02 10:00"),
            ),
        ),
        _words("command", Text("コマンド", "Command"), Text("変更したコマンド", "The command that changed it"), 12),
        _words("summary", Text("内容", "Summary"), Text("何を変えたか", "What was changed"), 60),
        _words("who", Text("実行者", "Who"), Text("パソコンの利用者名", "Name of the user on this computer"), 14),
        _words("version", Text("版", "Version"), Text("hedge_xlの版", "Version of hedge_xl"), 9),
        _words(
            "before", Text("変更前", "Before"), Text("変更前の全入力の指紋", "Fingerprint of all inputs before it"), 18
        ),
        _words(
            "after",
            Text("変更後", "After"),
            Text(
                "変更後の全入力の指紋。次の行の変更前と違えば、その間に手で直している",
                "Fingerprint of all inputs after it; unlike the next row's, they were changed by hand in between",
            ),
            18,
        ),
    ),
    Text("履歴(コマンドが1行ずつ足す)", "History (commands add the rows)"),
    optional=True,
)


def journal_sheet(intro: Text, source: str = "-") -> Sheet:
    """The sheet; ``intro`` says in the template's words who writes it, ``source`` which article asks for it."""
    table = replace(TABLE, columns=tuple(replace(column, source=source) for column in TABLE.columns))
    return Sheet(
        "journal",
        Text("履歴", "History"),
        Text("履歴 — いつ、何を変えたか", "History: what was changed, and when"),
        intro,
        (table,),
        status=status_cell("journal"),
        freeze=(7, 1),
        colour="7F7F7F",
    )


WORKBOOK_INTRO: Final = Text(
    "hedge-xlのコマンドがこのブックを変えるたびに1行足します。自分で直したことを書き足してもかまいません。計算には使いません。",
    "hedge-xl adds a row whenever a command changes this workbook. Add your own notes: nothing is computed from them.",
)
