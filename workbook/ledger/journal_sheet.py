"""履歴 / History: what was changed in the ledger, when and by whom."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.journal import journal_sheet

SHEET: Final = journal_sheet(
    Text(
        "hedge-xlのコマンドが台帳を変えるたびに1行足します。自分で直したことを書き足してもかまいません。計算には使いません。",
        "hedge-xl adds a row whenever a command changes the ledger. Add your own notes if you like: nothing is computed from them.",
    )
)
