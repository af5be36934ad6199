"""はじめに / Guide: what to do each day, what the colours mean, and what every number is."""

from collections.abc import Sequence
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.leverage import cockpit, correlation, cut_steps, workings
from workbook.parts import guide
from workbook.parts.columns import ACCOUNT_CURRENCY
from workbook.parts.marks import status_cell
from workbook.spec import Block, Item, Sheet

STEPS: Final = guide.steps(
    Text("毎日すること", "Every day"),
    Text(
        "設定: 口座の純資産を書く(建玉額と同じ通貨で)",
        "Settings: enter the account's equity, in the currency of the notionals",
    ),
    Text(
        "建玉: 商品ごとに売買・建玉額・ボラを1行で書く",
        "Positions: one row a product with side, notional and volatility",
    ),
    Text(
        "相関: 黄色の下半分に相関を入れる。または収益率を貼り、設定で「収益率から」を選ぶ",
        "Correlation: fill the yellow lower half; or paste Returns and choose them on Settings",
    ),
    Text(
        "点検: ×がなくなるまで直す(×がある間は計算しない)", "Checks: put right every ×; nothing is computed until then"
    ),
    Text(
        "計器盤: 判定を読み、「減らす額」に従う。商品を入れ替えたら相関も入れ直す",
        "Cockpit: read the verdict and cut as shown; after replacing a product, enter its correlations anew",
    ),
)

LEGEND: Final = guide.legend(
    Text("リスクと削減の途中計算。見るだけ", "Workings of risk and cuts, for whoever wants to trace them")
)

ABOUT: Final = guide.about(
    Text("このブックについて", "About this workbook"),
    Text(
        "『クロス商品レバレッジ・バランシング』(以下C)。§はその節番号。数式の直し方は製品の文書「記事との違い」を参照",
        "The article on leverage across products (C); § is its section. Where we differ: the documentation's 'Differences from the articles'",
    ),
    Text(
        "一般的な情報であり、投資助言ではありません。相関は急変します。ストレスの欄も見てください。",
        "General information, not investment advice. Correlations can jump: look at the stress rows too.",
    ),
)

_COMPUTED: Final = Text("計算", "computed")
_MULTIPLE: Final = Text("倍", "multiple")
_FRACTION: Final = Text("割合", "fraction")
_NONE: Final = same("—")


def _number(sheet: Sheet, name: Text, unit: Text, meaning: Text, source: str) -> tuple[Item, ...]:
    return (sheet.title, name, _COMPUTED, unit, meaning, same(source))


_WORKED: Final = (
    _number(
        cockpit.SHEET,
        Text("実効レバ", "Effective leverage"),
        _MULTIPLE,
        Text("表面レバ×CLM。設定の上限帯と比べる値", "Nominal leverage x CLM, held against the band on Settings"),
        "C §3(3), §5",
    ),
    _number(
        cockpit.SHEET,
        Text("判定", "Verdict"),
        _NONE,
        Text(
            "上限帯の下まで「良好」。上限帯では増やさず、上限を超えた分を減らす。それより上は「止める」",
            "Fine up to the band; in the band add nothing and cut what is above the cap; above the band stop",
        ),
        "C §7④",
    ),
    _number(
        cockpit.SHEET,
        Text("表面レバ", "Nominal leverage"),
        _MULTIPLE,
        Text("Σ|w| ÷ 純資産", "Sum of |w| / equity"),
        "C §2(A)",
    ),
    _number(
        cockpit.SHEET,
        same("CLM"),
        _NONE,
        Text("sqrt(wᵀΣw) ÷ Σ|w|σ。1なら分散なし", "sqrt(wᵀΣw) / sum of |w|σ; 1: no diversification"),
        "C §3(4)",
    ),
    _number(
        cockpit.SHEET,
        Text("純資産の値動き", "Volatility of equity"),
        _FRACTION,
        Text("sqrt(wᵀΣw)·√T ÷ 純資産", "sqrt(wᵀΣw)·√T / equity"),
        "C §3(3)",
    ),
    _number(
        cockpit.SHEET,
        Text("余力", "Headroom"),
        _MULTIPLE,
        Text("上限 ÷ 実効レバ", "Cap / effective leverage"),
        "C §4, §7",
    ),
    _number(
        cockpit.SHEET,
        Text("リスク寄与", "Share of risk"),
        _FRACTION,
        Text(
            "w_i(Σw)_i ÷ wᵀΣw。合計100%。−はリスクを減らす建玉",
            "w_i(Σw)_i / wᵀΣw, adding up to 100%; minus takes risk away",
        ),
        "C §3(2)",
    ),
    _number(
        cockpit.SHEET,
        Text("減らす額", "Cut"),
        ACCOUNT_CURRENCY,
        Text(
            "相関の高い組から順に、上限に届くまで減らす額(DELEVER)",
            "Cut of the most correlated group first, until the cap is met (DELEVER)",
        ),
        "C §4 Step4",
    ),
    _number(
        cockpit.SHEET,
        Text("減らすロット", "Cut, lots"),
        Text("ロット", "lots"),
        Text("減らす額 ÷ 1ロットの額を切り上げ", "Cut / value of a lot, rounded up"),
        "C §4 Step4",
    ),
    _number(
        cockpit.SHEET,
        Text("相関ストレス", "Stress"),
        _MULTIPLE,
        Text(
            "ρ を不利な側の1へ寄せた実効レバ: 分散 = (1−k)·wᵀΣw + k·(Σ|w|σ)²", "Variance (1−k)·wᵀΣw + k·(sum of |w|σ)²"
        ),
        "C §6",
    ),
    _number(
        cockpit.SHEET,
        Text("統合レバ", "Integrated leverage"),
        _MULTIPLE,
        Text("基準×時間帯×ATR×方向性×証拠金÷CLM", "Base x session x ATR x trend x margin / CLM"),
        "C §8",
    ),
    _number(
        cockpit.SHEET,
        Text("バスケット", "Basket"),
        Text("番号", "no."),
        Text("相関がしきい値を超える商品の塊。つながりも含む", "Products linked by correlations above the threshold"),
        "C §7①",
    ),
    _number(
        cockpit.SHEET,
        Text("逆相関ペア", "Inverse pair"),
        _NONE,
        Text(
            "相関がしきい値以下の組。売買が同じなら相殺、逆なら上乗せ",
            "Correlated at or below the threshold: offsets when sides are equal",
        ),
        "C §7②",
    ),
    _number(
        correlation.SHEET,
        Text("計算に使う相関", "Correlations in use"),
        Text("相関", "correlation"),
        Text("手入力、または収益率の相関係数", "Typed, or the correlation coefficient of the returns"),
        "C §3(1)",
    ),
    _number(
        workings.SHEET,
        Text("日率ボラ σ", "Daily σ"),
        _FRACTION,
        Text(
            "年率で入れた場合は ÷√(1年の日数)。収益率からなら標準偏差(n−1)",
            "Annual: / sqrt(days per year); from returns: standard deviation (n-1)",
        ),
        "C §4",
    ),
    _number(
        workings.SHEET,
        Text("限界リスク", "Marginal"),
        _FRACTION,
        Text("(Σw)_i ÷ σ_p: 建玉1単位が足すリスク", "(Σw)_i / σ_p: risk of one more unit"),
        "C §3(2)",
    ),
    _number(
        workings.SHEET,
        Text("ピボット", "Pivot"),
        _NONE,
        Text(
            "コレスキー分解の対角の2乗。0以下なら相関がありえない",
            "Squared diagonal of the Cholesky factor; 0 or less: impossible",
        ),
        "C §3(1)",
    ),
    _number(
        workings.SHEET,
        Text("段階1〜7", "Step 1 to 7"),
        Text("番号", "no."),
        Text("つながる商品の最小の番号。7段で行き渡る", "Smallest number among linked products; 7 steps reach all"),
        "C §7①",
    ),
    _number(
        cut_steps.SHEET,
        Text("残す割合", "Share kept"),
        _FRACTION,
        Text("その段の組をこの割合まで減らす", "What the step leaves of its group"),
        "C §4 Step4",
    ),
)


def _numbers(others: Sequence[Sheet]) -> Block:
    columns = guide.column_guide(others)
    title = Text("数字の説明(列と計算)", "What every number is")
    return Block(title, (*_WORKED, *columns.rows), columns.header, columns.styles)


def sheet(others: Sequence[Sheet]) -> Sheet:
    """The guide to the other sheets of the book."""
    return Sheet(
        "guide",
        guide.TITLE,
        Text("レバレッジ計器盤", "Leverage cockpit"),
        Text(
            "複数の商品を同時に持つ人が、相関まで含めた本当のレバレッジを測り、減らすものを決めるためのブックです。",
            "For people who hold several products at once: your true leverage, correlations included, and what to cut.",
        ),
        (STEPS, guide.sheet_list(others), LEGEND, ABOUT, _numbers(others)),
        status=status_cell("guide"),
        widths=guide.WIDTHS,
    )
