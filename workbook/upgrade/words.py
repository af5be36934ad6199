"""Words that a version has changed: what they were, and what they are today.

`workbook.upgrade.rewording` replaces them where a file shows them as they were; a test compares the files of earlier
releases, brought up to date, with new ones, so that none is forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hedge_xl.core.language import Language, Text
from workbook.parts.columns import ACCOUNT_CURRENCY


@dataclass(frozen=True, slots=True)
class Reworded:
    """Words of a template up to a structure, and today's in their place."""

    book: str
    schema: int
    old: Text
    new: Text


REWORDED: Final = (
    Reworded(
        "ledger",
        1,
        Text(
            "点検: 件数が0になるまで直し、チェックリストに印を付ける",
            "Checks: put things right until the count is 0; tick the checklist",
        ),
        Text(
            "照合: 明細のヘッジ残高を1行足す。点検: 件数が0になるまで直し、チェックリストに印を付ける",
            "Reconciliation: add the statement's position. "
            "Checks: put things right until the count is 0; tick the checklist",
        ),
    ),
    Reworded(
        "ledger", 1, Text("×のある約定", "fills marked ×"), Text("×のある約定と残高", "fills and positions marked ×")
    ),
    Reworded(
        "ledger",
        1,
        Text("支払スワップを年率にしたもの(+は費用)", "Swap paid, as an annual rate (+ cost)"),
        Text(
            "支払スワップを月末のヘッジで割って年率にしたもの(+は費用)。月初から20%を超えて増減した月は測れず空欄",
            "Swap paid / hedge at month end, as an annual rate (+ cost); "
            "blank if the hedge changed over 20% in the month",
        ),
    ),
    Reworded(
        "ledger",
        2,
        Text("約定した日時(日本時間)", "Date and time of the fill (local time)"),
        Text("約定した日時(日本時間)", "Date and time of the fill (Japan time)"),
    ),
    Reworded(
        "ledger",
        2,
        Text("成行・指値・TWAPなど", "Market, limit, TWAP ..."),
        Text(
            "成行・指値・TWAPなど。約定しなかった指値は、価格・約定時刻・ロールを空けて1行(指値のヒット率に使う)",
            "Market, limit, TWAP ...; a limit never filled: a row without price, fill time and roll (for the hit rate)",
        ),
    ),
    Reworded(
        "ledger",
        2,
        Text("現状ヘッジ×S_USDJPY×計画c_month", "Current hedge x S_USDJPY x planned c_month"),
        Text("平均ヘッジ(円)×計画c_month", "Mean hedge in JPY x planned c_month"),
    ),
    Reworded(
        "ledger",
        2,
        Text("その月の約定の滑り費用", "Slippage cost of the month's fills"),
        Text(
            "その月の約定の滑り費用+計画の滑り(平均ヘッジ×設定の滑り÷12)×12か月の売買数量のうち気配の無い割合",
            "Slippage cost of the month's fills + planned (mean hedge x Policy's slippage / 12) x share of twelve "
            "months' units that have no quote",
        ),
    ),
    Reworded(
        "ledger",
        2,
        Text("ヘッジ残高に対する年率", "a year, of the hedge held"),
        Text("平均ヘッジに対する年率", "a year, of the mean hedge"),
    ),
    Reworded(
        "ledger",
        2,
        Text(
            "+なら投信の方が安い、−なら自作の方が安い(A §19)",
            "+ the fund is cheaper, - doing it yourself is (A §19)",
        ),
        Text(
            "総費用の差(コストシート)。+なら投信の方が安い、−なら自作の方が安い(A §19)",
            "All in, as on Cost: + the fund is cheaper, - doing it yourself is (A §19)",
        ),
    ),
    Reworded(
        "ledger",
        2,
        Text(
            "損益: 表の右下の角を1行下へ引き、成績と費用を確かめる",
            "P&L: drag the table's corner down one row; look at results and costs",
        ),
        Text(
            "損益・バックテスト: 表の右下の角を1行下へ引き、成績を確かめる。執行品質・コストで滑りと費用を見直す",
            "P&L, Backtest: drag the table's corner down one row; look at results, then at Execution quality and Cost",
        ),
    ),
    Reworded(
        "ledger",
        2,
        Text(
            "月次: 月末日・A_USD・S_USDJPY・スワップ受払を1行足し、「リバランス指示」を読む",
            "Monthly: add a row with month end, A_USD, S_USDJPY and swap; read the rebalance instruction",
        ),
        Text(
            "月次: 月末日・A_USD・S_USDJPY・スワップ受払を1行足し、ダッシュボードで今月の指示を読む",
            "Monthly: add a row with month end, A_USD, S_USDJPY and swap; read the instruction on the Dashboard",
        ),
    ),
    Reworded(
        "ledger",
        2,
        Text(
            "指示どおりに数日に分けて売買し、約定を1件ずつ執行ログに書く",
            "Trade it over a few days and write every fill into the Execution log",
        ),
        Text(
            "指示どおりに数日に分けて売買し(日と数量の案はロール)、約定を1件ずつ執行ログに書く",
            "Trade it over a few days (Roll plan suggests days and sizes); write every fill into the Execution log",
        ),
    ),
    Reworded("index-hedge", 1, Text("口座通貨", "account"), ACCOUNT_CURRENCY),
    Reworded(
        "index-hedge",
        1,
        Text(
            "取引ロットの建玉÷証拠金。目安は合計で1〜3倍",
            "Notional of the lots to trade / margin; the guide is 1 to 3 in total",
        ),
        Text(
            "取引ロットの建玉÷証拠金。合計の目安は設定シート",
            "Notional of the lots to trade / margin; the guide for the total is on Settings",
        ),
    ),
    Reworded(
        "index-hedge",
        1,
        Text("ポジション(1行に1つ)", "Positions, one a row"),
        Text("ポジション(1行に1つ)", "Positions (one per row)"),
    ),
    Reworded(
        "index-hedge",
        1,
        Text("設定シートの目安(1〜3倍)と比べる(B §7)", "Compared with the guide on Settings (1 to 3 times) (B §7)"),
        Text("設定シートの目安と比べる(B §7)", "Compared with the guide on Settings (B §7)"),
    ),
    Reworded("index-hedge", 1, Text("計算できるか", "Computes"), Text("計算できるか", "Usable")),
    Reworded(
        "index-hedge",
        1,
        Text(
            "ヘッジ率を目安(20〜50%)に戻すか、設定の目安を直す",
            "Return to the guide (20 to 50%), or change the guide on Settings",
        ),
        Text("ヘッジ率を設定シートの目安に戻すか、目安を直す", "Return to the guide on Settings, or change the guide"),
    ),
    Reworded("leverage", 1, Text("口座通貨", "account currency"), ACCOUNT_CURRENCY),
    Reworded(
        "leverage",
        1,
        Text("数字の説明(列と計算)", "What every number is"),
        Text("列の説明", "What every column is"),
    ),
    Reworded(
        "leverage",
        1,
        Text("表面レバ×CLM。上限1.8〜2.2と比べる値", "Nominal leverage x CLM, held against 1.8 to 2.2"),
        Text("表面レバ×CLM。設定の上限帯と比べる値", "Nominal leverage x CLM, held against the band on Settings"),
    ),
    Reworded(
        "leverage",
        1,
        Text(
            "上限帯の下まで「良好」、上まで「減らす」、それより上は「止める」",
            "Fine up to the band, reduce within it, stop above it",
        ),
        Text(
            "上限帯の下まで「良好」。上限帯では増やさず、上限を超えた分を減らす。それより上は「止める」",
            "Fine up to the band; in the band add nothing and cut what is above the cap; above the band stop",
        ),
    ),
    Reworded(
        "leverage",
        1,
        Text("同じ比率で増やせる額。−なら減らす額", "What all positions together may grow by; minus: must shrink"),
        Text(
            "上限までの額(上限帯では増やさない)。−なら減らす額",
            "Up to the cap; inside the band add nothing; minus: must shrink",
        ),
    ),
    Reworded(
        "leverage",
        1,
        Text("誰がリスクを作っているか、何を減らすか", "Who causes the risk, and what to cut"),
        Text("どれがリスクを作り、どれを減らすか", "What makes the risk, and what to cut"),
    ),
    Reworded(
        "leverage", 1, Text("計算と記事", "Computed, and as printed"), Text("記事との比較", "Against the article")
    ),
    Reworded("leverage", 1, Text("設定", "Settings"), Text("設定・相関", "Settings, Correlation")),
    Reworded("positioning", 1, Text("口座通貨", "money"), ACCOUNT_CURRENCY),
)


def earlier_words(book: str, schema: float, language: Language) -> Mapping[str, set[str]]:
    """What today's words were in a file of that structure."""
    found: dict[str, set[str]] = {}
    for item in REWORDED:
        old, new = item.old.of(language), item.new.of(language)
        if item.book == book and schema <= item.schema and old != new:  # of some words one language alone has changed
            found.setdefault(new, set()).add(old)
    return found
