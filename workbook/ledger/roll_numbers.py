"""What the numbers of ロール / Roll are, for the guide."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger.units import DATE
from workbook.parts.columns import USD, WORDS_UNIT
from workbook.parts.numbers import Number


def _roll(cells: str, name: Text, unit: Text, meaning: Text, source: str) -> Number:
    return Number("roll", cells, name, unit, meaning, source)


NUMBERS: Final = (
    _roll(
        "roll_(state|fault)",
        Text("ロール日の計画", "Roll plan"),
        WORDS_UNIT,
        Text("計画を計算できたか、できなければその理由", "Whether the plan stands, or why not"),
        "A §6, §8",
    ),
    _roll(
        "roll_last",
        Text("1か月目の最後の日", "Last day, month 1"),
        DATE,
        Text(
            "計画の1か月目で最後に使える日。今月の取引の期限になる",
            "The last usable day of the plan's first month, by which the month's trade is due",
        ),
        "A §6, §8",
    ),
    _roll(
        "(roll|ladder)_hedge",
        Text("ロールする数量、はしごの数量", "To roll, for the ladder"),
        USD,
        Text(
            "ロールは、いまのヘッジから買い戻す分を引いたもの。はしごは、残りの取引を済ませた後のヘッジ。どちらも0以上",
            "To roll: the hedge now less what is to be bought back. For the ladder: the hedge once what is left is traded. "
            "Neither below 0",
        ),
        "A §6, §8",
    ),
    _roll(
        "twap_state",
        Text("TWAPの注文", "TWAP orders"),
        WORDS_UNIT,
        Text("注文を計算できたか、できなければその理由", "Whether there are orders, or why not"),
        "A §6, §12",
    ),
    _roll(
        r"roll_day_\d_\d",
        Text("日付(ロール)", "Day to roll on"),
        DATE,
        Text(
            "その月の使える日をn日とすると、k回目は前から ⌊(2k−1)·n÷(2×回数)⌋+1 番目(ROLL_SCHEDULE)",
            "Of n usable days part k takes number ⌊(2k-1)·n/(2·parts)⌋+1 (ROLL_SCHEDULE)",
        ),
        "A §6, §8",
    ),
    _roll(
        r"roll_tag_\d_\d",
        Text("ロール", "Roll"),
        WORDS_UNIT,
        Text("執行ログの「ロール」に書く文字", "What to write into the log's column Roll"),
        "A §8",
    ),
    _roll(
        r"(roll_units|rung_units|order_units)_[\d_]+",
        Text("数量", "Units"),
        USD,
        Text(
            "最小単位の倍数で等分。合計は元の数量と必ず同じ。+は売り、−は買い",
            "Equal parts in multiples of the minimum unit, which add up exactly; + sell, - buy",
        ),
        "A §6, §8, §12",
    ),
    _roll(
        r"rung_(day|tag)_\d",
        Text("満期日、満期まで", "Matures on, tenor"),
        DATE,
        Text(
            "初日からkか月後か、その前のロールできる最後の日(HEDGE_LADDER)。イベント日は避けない",
            "The last day to roll on up to k months after the first day (HEDGE_LADDER); event days are not avoided",
        ),
        "A §8, §11",
    ),
    _roll(
        r"order_(time|tag)_\d+",
        Text("時刻、注文", "Time, order"),
        Text("時刻", "time"),
        Text(
            "開始+(k−1)×(終了−開始)÷注文の数(TWAP_SCHEDULE)", "Start + (k-1) x (end - start) / orders (TWAP_SCHEDULE)"
        ),
        "A §6, §12",
    ),
    _roll(
        r"cal_(day|why|no)_\d_\d+",
        Text("すべての日", "Every day"),
        DATE,
        Text(
            "その日を使えるか、使わない理由、使える日の通し番号",
            "Whether a day may be used, why not, and the running number of those that may",
        ),
        "A §6, §8, §13",
    ),
    _roll(
        r"rung_try_\d_\d+",
        Text("はしごの途中計算", "Workings of the ladder"),
        DATE,
        Text("満期の目安からさかのぼった日。使えない日は—", "Days back from the day a rung is due; — if not usable"),
        "A §8",
    ),
)
