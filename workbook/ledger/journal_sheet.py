"""履歴 / History: what was changed in the ledger, when and by whom."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.journal import journal_sheet

SHEET: Final = journal_sheet(
    Text(
        "hedge-xlのコマンドが台帳を変えるたびに1行足します。自分で直したことを書き足してもかまいません。式は使いません。確定hには update が記録したh_policyが入ります。",
        "hedge-xl adds a row whenever a command changes the ledger. Add your own notes if you like: no formula uses them. What update fixes as h is the h_policy recorded here.",
    ),
    "A §6",
)
