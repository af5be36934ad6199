"""Words of the ledger's ダッシュボード / Dashboard sheet."""

from collections.abc import Mapping
from typing import Final

from hedge_xl.core.language import Text, same

DASHBOARD: Final[Mapping[str, Text]] = {
    "ins_check": Text("要確認", "CHECK"),  # how every instruction begins that is none
    "dash_none": same("-"),
    "dash_empty": Text("月次シートに最初の月末を1行入力する", "Enter your first month end on the Monthly sheet"),
    "dash_fix": Text(
        "点検シートの要確認を直し、もう一度この指示を見る。それまで取引しない",
        "Put right what the Checks sheet shows, then look here again; do not trade before",
    ),
    "dash_trade": Text(
        "期限までに数日に分けて取引し、約定を1件ずつ執行ログに書く",
        "Trade it over a few days before the deadline; write every fill into the Execution log",
    ),
    "dash_rest": Text("残り ", "still to trade: "),  # before what is left of an order that is begun
    "dash_done": Text("実行済み: ", "done: "),  # before an order that is carried out
    "dash_traded": Text(
        "今月の取引は済んだ。次の月末に、市場と月次へ1行ずつ足す",
        "This month's trade is done; at the next month end add a row to Market and to Monthly",
    ),
    "dash_hold": Text(
        "取引しない。次の月末に、市場と月次へ1行ずつ足す",
        "No trade; at the next month end add a row to Market and to Monthly",
    ),
}
