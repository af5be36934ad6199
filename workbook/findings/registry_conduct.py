"""The checks of what was done with the hedge over time: instructions, decisions, fills and costs."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.findings.check import Check

INPUTS: Final = (
    Check(
        "error-value",
        "error",
        "inputs",
        Text("入力セルのエラー値", "error value in an input cell"),
        Text("その行から先を計算できない", "Nothing from that row on can be computed"),
        Text("値を入れ直す", "Enter the value again"),
        "A §15",
    ),
    Check(
        "text-number",
        "error",
        "inputs",
        Text("数値が文字として入っている", "number stored as text"),
        Text("数値に見えても計算に入らない", "It looks like a number and is not counted"),
        Text("セルの書式を数値にして、半角の数字で入れ直す", "Format the cell as a number and type it again"),
        "A §15",
    ),
    Check(
        "text-date",
        "error",
        "inputs",
        Text("日付が文字として入っている", "date stored as text"),
        Text("日付に見えても月や時刻として扱われない", "It looks like a date and is none to the formulas"),
        Text("セルの書式を日付にして、入れ直す", "Format the cell as a date and type it again"),
        "A §15",
    ),
    Check(
        "log-same-fill",
        "warning",
        "inputs",
        Text("同じ約定が2度ある", "the same fill twice"),
        Text("現状ヘッジが二重に数えられる", "The current hedge counts it twice"),
        Text("二重に記録したほうを消す", "Delete the one recorded twice"),
        "A §15",
    ),
    Check(
        "log-split-fill",
        "info",
        "inputs",
        Text("時刻・価格・数量が同じで注文IDの違う約定", "same time, price and quantity, other order IDs"),
        Text(
            "注文の分割約定ならこれで正しい。台帳に1件だけ示す",
            "Right if an order was filled in parts. Named once a ledger",
        ),
        Text(
            "二重の記録でないか確かめる。分割約定ならそのままでよい", "Make sure none was recorded twice; else leave it"
        ),
        "A §15",
    ),
)

CONDUCT: Final = (
    Check(
        "monthly-not-carried-out",
        "warning",
        "conduct",
        Text("指示が実行されていない", "instruction not carried out"),
        Text(
            "しきい値で機械的に調整しないと、過少・過剰ヘッジが残る。"
            "古い月は、差が目標の10%を超え、約定の取引単位以上のときだけ",
            "Unless the band is obeyed, too little or too much stays hedged. Older months only by more than "
            "10% of the target, and at least the lot that was traded",
        ),
        Text(
            "約定の書き漏れを執行ログに足す。取引していなければ今の指示に従う",
            "Add the missing fills to the log; if there were none, follow the present instruction",
        ),
        "A §5, §6, §13",
    ),
    Check(
        "monthly-over-hedged",
        "warning",
        "conduct",
        Text("過剰ヘッジの放置", "over-hedge left alone"),
        Text(
            "円安が進むと、株のないドルを売っている分だけ損が増える",
            "More dollars are sold than there are shares: a weaker yen turns them into a loss",
        ),
        Text("目標との差を買い戻し、執行ログに書く", "Buy back the difference and record it in the log"),
        "A §13, §17",
    ),
    Check(
        "monthly-h-outside",
        "warning",
        "conduct",
        Text("確定hが下限・上限の外", "h fixed outside floor and cap"),
        Text(
            "設定した範囲の外のhは、方針でなく相場観による。判定は最新の月だけ",
            "Such an h is a view, not the policy. Judged in the latest month only",
        ),
        Text("確定hを範囲内にするか、設定の下限・上限を直す", "Bring h within floor and cap, or correct those"),
        "A §4, §9, §17",
    ),
    Check(
        "monthly-h-step",
        "warning",
        "conduct",
        Text("確定hが方針の幅を超える", "h fixed beyond what the policy allows"),
        Text(
            "上乗せ・控除は±0.1までと決めて守る。判定は最新の月だけ(過去の月は当時の方針で決めたもの)",
            "The step above or below is kept small by rule. Judged in the latest month only: "
            "earlier ones were decided under the rules of their day",
        ),
        Text("確定hを方針の幅に収めるか、設定の方針を直す", "Bring h within the policy, or correct the Policy sheet"),
        "A §9, §11, §17",
    ),
    Check(
        "monthly-h-threshold",
        "warning",
        "conduct",
        Text("しきい値未満のhの変更", "h changed by less than the threshold"),
        Text(
            "微小な変更で売買すると費用だけがかかる。判定は最新の月だけで、しきい値を使う方針に限る",
            "Small changes cost spread and gain nothing. Judged in the latest month, for policies with a threshold",
        ),
        Text("前月のhのままにする", "Keep the h of the month before"),
        "A §9, §17",
    ),
    Check(
        "log-both-ways",
        "warning",
        "conduct",
        Text("同じ月に売りと買い", "sold and bought in one month"),
        Text(
            "ヘッジの変更は月1回まで。往復すると費用だけがかかる。同じ日に同数のロールは数えない",
            "The hedge changes once a month at most; both ways only cost. Rolls are not counted",
        ),
        Text(
            "ロールなら「ロール」に回を書く。そうでなければ次から月1回にする",
            "Tag rolls as such; else decide once a month",
        ),
        "A §9, §17",
    ),
    Check(
        "log-roll-one-day",
        "warning",
        "conduct",
        Text("ロールが1日に集中", "the month's roll on one day"),
        Text(
            "分割しないと、ベーシスの悪い日に全部が当たる。目標の5%未満か、最小単位3つ未満のロールは数えない",
            "Unsliced, all of it can meet a day of bad basis. Rolls below 5% of the target or of less than three "
            "minimum units do not count",
        ),
        Text("次の月から、月3回などに分ける", "Roll in slices, such as three a month, from now on"),
        "A §6, §8, §17",
    ),
    Check(
        "log-roll-quarter-end",
        "warning",
        "conduct",
        Text("四半期末のロール", "roll at a quarter's end"),
        Text("四半期末・年度末はベーシスが悪化しやすい", "The basis tends to be worst at quarter and year ends"),
        Text("四半期の最後の3営業日を避ける", "Stay out of a quarter's last three business days"),
        "A §2, §6, §8",
    ),
    Check(
        "log-weekend",
        "warning",
        "conduct",
        Text("市場が閉まっている時刻の約定", "fill while the market is closed"),
        Text(
            "土曜7時過ぎから日曜は取引できない。日時が違えば月の集計も違う",
            "No market from Saturday 7:00 to Sunday night",
        ),
        Text("約定の日時(日本時間)を確かめる", "Check date and time of the fill (Japan time)"),
        "A §13, §17",
    ),
    Check(
        "log-month-price",
        "warning",
        "conduct",
        Text("その月の相場から外れた約定価格", "fill price off the month's market"),
        Text("価格か日付の間違いなら、滑りと費用も違う", "If price or date is wrong, so are slippage and cost"),
        Text("価格の桁と約定時刻を確かめる", "Check the digits of the price, and the fill time"),
        "A §12, §17",
    ),
    Check(
        "log-slippage-better",
        "warning",
        "conduct",
        Text("いつも気配より有利", "always better than the quote"),
        Text(
            "ほぼ毎回気配より有利な約定は起こらない。滑りが良く見え、費用を見誤る",
            "Fills are not almost always better than the quote: the cost looks lower than it is",
        ),
        Text("気配の側(売りなら売値)と、気配・価格の列を確かめる", "Check the side of the quote and the two columns"),
        "A §12",
    ),
    Check(
        "log-slippage-large",
        "warning",
        "conduct",
        Text("提示スプレッドに比べて大きい滑り", "slippage many times the quoted spread"),
        Text("桁の間違いか、流動性の無い時の約定", "A slip of digits, or a fill without liquidity"),
        Text("価格・気配と、設定の提示スプレッドを確かめる", "Check price and quote, and the quoted spread on Policy"),
        "A §7, §12",
    ),
)

COSTS: Final = (
    Check(
        "monthly-swap-no-hedge",
        "warning",
        "costs",
        Text("ヘッジの無い月のスワップ", "swap without a hedge"),
        Text("建玉が無ければスワップは付かない", "Without a position there is no swap"),
        Text("スワップを消すか、書き漏れた約定を足す", "Clear the swap, or add the fills that are missing"),
        "A §7",
    ),
    Check(
        "cost-gap",
        "warning",
        "costs",
        Text("実現コストが計画と違う", "realised cost off the plan"),
        Text(
            "直近12か月の差がヘッジ額の年1%を超える。計画が甘いと、商品との比較も誤る",
            "Over the last 12 months they differ by more than 1% of the hedge a year: "
            "the plan, and the comparison with a fund, is off",
        ),
        Text(
            "設定の想定を実績に合わせるか、スワップと約定の記録を直す",
            "Revise the assumption, or correct swap and fills",
        ),
        "A §6, §7",
    ),
)
