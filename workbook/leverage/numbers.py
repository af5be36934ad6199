"""What the numbers of the blocks are, for the guide."""

from typing import Final

from hedge_xl.core.language import Text, same
from workbook.parts.columns import ACCOUNT_CURRENCY
from workbook.parts.numbers import Number

_MULTIPLE: Final = Text("倍", "multiple")
_FRACTION: Final = Text("割合", "fraction")
_NONE: Final = same("—")

RESULTS: Final = (
    Number(
        "cockpit",
        r"show_(effective|after)|gauge|band|show_band",
        Text("実効レバ", "Effective leverage"),
        _MULTIPLE,
        Text("表面レバ×CLM。設定の上限帯と比べる値", "Nominal leverage x CLM, held against the band on Settings"),
        "C §3(3), §5",
    ),
    Number(
        "cockpit",
        r"verdict|advice",
        Text("判定", "Verdict"),
        _NONE,
        Text(
            "上限帯の下まで「良好」。上限帯では増やさず、上限を超えた分を減らす。それより上は「止める」",
            "Fine up to the band; in the band add nothing and cut what is above the cap; above the band stop",
        ),
        "C §7④",
    ),
    Number(
        "cockpit",
        r"show_nominal|list_lev_\d|show_basket_lev_\d",
        Text("表面レバ", "Nominal leverage"),
        _MULTIPLE,
        Text("Σ|w| ÷ 純資産", "Sum of |w| / equity"),
        "C §2(A)",
    ),
    Number(
        "cockpit",
        r"show_clm|stress_clm_.*",
        same("CLM"),
        _NONE,
        Text("sqrt(wᵀΣw) ÷ Σ|w|σ。1なら分散なし", "sqrt(wᵀΣw) / sum of |w|σ; 1: no diversification"),
        "C §3(4)",
    ),
    Number(
        "cockpit",
        r"equity_risk",
        Text("純資産の値動き", "Volatility of equity"),
        _FRACTION,
        Text("sqrt(wᵀΣw)·√T ÷ 純資産", "sqrt(wᵀΣw)·√T / equity"),
        "C §3(3)",
    ),
    Number(
        "cockpit",
        r"show_headroom|stress_room_.*",
        Text("余力", "Headroom"),
        _MULTIPLE,
        Text("上限 ÷ 実効レバ", "Cap / effective leverage"),
        "C §4, §7",
    ),
    Number(
        "cockpit",
        r"list_(share|bar)_\d|show_basket_share_\d",
        Text("リスク寄与", "Share of risk"),
        _FRACTION,
        Text(
            "w_i(Σw)_i ÷ wᵀΣw。合計100%。−はリスクを減らす建玉",
            "w_i(Σw)_i / wᵀΣw, adding up to 100%; minus takes risk away",
        ),
        "C §3(2)",
    ),
    Number(
        "cockpit",
        r"list_(cut|after)_\d",
        Text("減らす額", "Cut"),
        ACCOUNT_CURRENCY,
        Text(
            "相関の高い組から順に、上限に届くまで減らす額(DELEVER)",
            "Cut of the most correlated group first, until the cap is met (DELEVER)",
        ),
        "C §4 Step4",
    ),
    Number(
        "cockpit",
        r"list_lots_\d",
        Text("減らすロット", "Cut, lots"),
        Text("ロット", "lots"),
        Text("減らす額 ÷ 1ロットの額を切り上げ", "Cut / value of a lot, rounded up"),
        "C §4 Step4",
    ),
    Number(
        "cockpit",
        r"stress_(lev|word)_.*",
        Text("相関ストレス", "Stress"),
        _MULTIPLE,
        Text(
            "ρ を不利な側の1へ寄せた実効レバ: 分散 = (1−k)·wᵀΣw + k·(Σ|w|σ)²", "Variance (1−k)·wᵀΣw + k·(sum of |w|σ)²"
        ),
        "C §6",
    ),
    Number(
        "cockpit",
        r"integrated",
        Text("統合レバ", "Integrated leverage"),
        _MULTIPLE,
        Text("基準×時間帯×ATR×方向性×証拠金÷CLM", "Base x session x ATR x trend x margin / CLM"),
        "C §8",
    ),
    Number(
        "cockpit",
        r"list_basket_\d|show_basket_names_\d",
        Text("バスケット", "Basket"),
        Text("番号", "no."),
        Text("相関がしきい値を超える商品の塊。つながりも含む", "Products linked by correlations above the threshold"),
        "C §7①",
    ),
    Number(
        "cockpit",
        r"pair_(names|rho|effect)_\d|pairs_total",
        Text("逆相関ペア", "Inverse pair"),
        _NONE,
        Text(
            "相関がしきい値以下の組。売買が同じなら相殺、逆なら上乗せ",
            "Correlated at or below the threshold: offsets when sides are equal",
        ),
        "C §7②",
    ),
    Number(
        "cockpit",
        r"list_(name|w)_\d",
        Text("商品、建玉 w", "Product, exposure w"),
        ACCOUNT_CURRENCY,
        Text("建玉シートの行。+は買い、−は売り", "The rows of Positions: + long, - short"),
        "C §2",
    ),
)

WORKINGS: Final = (
    Number(
        "correlation",
        r"used_(over_|left_)?[\d_]+",
        Text("計算に使う相関", "Correlations in use"),
        Text("相関", "correlation"),
        Text("手入力、または収益率の相関係数", "Typed, or the correlation coefficient of the returns"),
        "C §3(1)",
    ),
    Number(
        "workings",
        r"(sigma|s)_\d",
        Text("日率ボラ σ", "Daily σ"),
        _FRACTION,
        Text(
            "年率で入れた場合は ÷√(1年の日数)。収益率からなら標準偏差(n−1)",
            "Annual: / sqrt(days per year); from returns: standard deviation (n-1)",
        ),
        "C §4",
    ),
    Number(
        "workings",
        r"(g|marginal)_\d",
        Text("限界リスク", "Marginal"),
        _FRACTION,
        Text("(Σw)_i ÷ σ_p: 建玉1単位が足すリスク", "(Σw)_i / σ_p: risk of one more unit"),
        "C §3(2)",
    ),
    Number(
        "workings",
        r"factor_of_\d|pivot_\d|root_\d_\d|margin|failed_at",
        Text("ピボット", "Pivot"),
        _NONE,
        Text(
            "コレスキー分解の対角の2乗。0以下なら相関がありえない",
            "Squared diagonal of the Cholesky factor; 0 or less: impossible",
        ),
        "C §3(1)",
    ),
    Number(
        "workings",
        r"basket_of_\d|basket_step\d_\d|heads_\d|basket_\d",
        Text("段階1〜7", "Step 1 to 7"),
        Text("番号", "no."),
        Text("つながる商品の最小の番号。7段で行き渡る", "Smallest number among linked products; 7 steps reach all"),
        "C §7①",
    ),
    Number(
        "cuts",
        r"(turn|go|low|high|keep|qq|rr)_\d|(g|u|v|h|ta|tb|tc|st|lv|x)\d+_\d",
        Text("残す割合", "Share kept"),
        _FRACTION,
        Text("その段の組をこの割合まで減らす", "What the step leaves of its group"),
        "C §4 Step4",
    ),
    Number(
        "correlation",
        r"typed_(over|left)_\d",
        Text("商品(行列の見出し)", "Product (headings)"),
        _NONE,
        Text("建玉シートのNo.の順の商品名", "Products by their No. on Positions"),
        "C §3(1)",
    ),
    Number(
        "correlation",
        r"rho_\d_\d",
        Text("相関ρ(手入力)", "Correlation ρ (typed)"),
        Text("相関", "correlation"),
        Text(
            "黄色の下半分が入力(−1〜1)。対角は1、上半分は写し",
            "The yellow lower half is typed (-1 to 1); 1 on the diagonal, the upper half mirrors it",
        ),
        "C §3(1)",
    ),
    Number(
        "returns",
        r"returns_over_\d",
        Text("商品名", "Product"),
        _NONE,
        Text("その番号の商品。列を取り違えないために出す", "The product of that number, so that no column is mixed up"),
        "C §4",
    ),
    Number(
        "examples",
        "(safe|bomb)_(size|vol|rho)_.*|(safe|bomb)_equity",
        Text("例の前提", "What the example is given"),
        _NONE,
        Text(
            "建玉額、日率ボラ、相関、純資産。記事にない値は倍率が合うように決めた",
            "Notionals, volatilities, correlations, equity; what the article does not print is chosen to fit its multiples",
        ),
        "C §5, §6",
    ),
    Number(
        "examples",
        "(safe|bomb)_(nominal|clm|lev|room|printed_.*)|example_cap",
        Text("例の結果", "What the example gives"),
        _MULTIPLE,
        Text(
            "計算(NOMINAL_LEV、CLM、EFF_LEV)と、記事に印刷された値",
            "Computed (NOMINAL_LEV, CLM, EFF_LEV), and as the article prints it",
        ),
        "C §5, §6",
    ),
    Number(
        "workings",
        r"(number|name|place|active|w)_\d",
        Text("商品ごとの入力", "Inputs by product"),
        _NONE,
        Text(
            "No.の順に並べた商品、その行、持っているか、建玉 w", "Products by No.: their row, whether held, exposure w"
        ),
        "C §2",
    ),
    Number(
        "workings",
        r"(contribution|share)_\d",
        Text("リスク寄与(途中)", "Contribution to risk"),
        _FRACTION,
        Text("w_i(Σw)_i ÷ σ_p と、その割合", "w_i(Σw)_i / σ_p, and its share"),
        "C §3(2)",
    ),
    Number(
        "workings",
        "usable|uses_returns|n_active|ready",
        Text("計算できるか", "Whether it can be computed"),
        _NONE,
        Text("1=はい、0=いいえ。商品数は持っている商品の数", "1 yes, 0 no; and the number of products held"),
        "C §4",
    ),
    Number(
        "workings",
        "gross|undiversified|risk",
        Text("建玉の合計とリスク", "Gross exposure and risk"),
        ACCOUNT_CURRENCY,
        Text("Σ|w|、Σ|w|σ、sqrt(wᵀΣw)", "Sum of |w|, sum of |w|σ, sqrt(wᵀΣw)"),
        "C §3",
    ),
    Number(
        "workings",
        "clm|nominal_lev|effective|cap_used|headroom",
        Text("レバレッジ(途中)", "Leverage"),
        _MULTIPLE,
        Text(
            "CLM、表面レバ、実効レバ=表面レバ×CLM、上限、余力=上限÷実効レバ",
            "CLM, nominal, effective = nominal x CLM, cap, headroom = cap / effective",
        ),
        "C §3, §7",
    ),
    Number(
        "workings",
        r"member_names_\d|(members|several)_\d|basket_(lev|share)_\d",
        Text("バスケットごと", "By basket"),
        _NONE,
        Text("商品、その数、表面レバ、リスク寄与の合計", "Products, how many, nominal leverage and share of risk"),
        "C §7①",
    ),
    Number(
        "workings",
        r"(inverse|effect)_\d_\d|nth_\d+|offsets",
        Text("逆相関ペア(途中)", "Inverse pairs"),
        _NONE,
        Text(
            "相関がしきい値以下なら1。売買が同じなら相殺(1)、逆なら上乗せ(−1)",
            "1 at or below the threshold; 1 offsets, -1 adds",
        ),
        "C §7②",
    ),
    Number(
        "cuts",
        r"cut_(limit|scale)",
        Text("上限×純資産、一律縮小", "Cap x equity, scaling"),
        _NONE,
        Text(
            "減らし終える大きさと、最後に全体へ掛ける割合", "Where the cutting ends, and what scales the rest at last"
        ),
        "C §4 Step4",
    ),
    Number(
        "cuts",
        r"(final|cut|cut_lots|after)_\d|(final|after)_effective",
        Text("結果", "Result"),
        ACCOUNT_CURRENCY,
        Text(
            "上限での建玉、減らす額とロット、減らした後とその実効レバ(DELEVER)",
            "Exposure at the cap, cut in money and lots, and what is left (DELEVER)",
        ),
        "C §4 Step4",
    ),
    Number(
        "cuts",
        r"kept\d_\d|level_\d",
        Text("各段のあとの建玉", "Exposure after each step"),
        ACCOUNT_CURRENCY,
        Text(
            "各段で減らした後の建玉 w と、実効レバ×純資産",
            "Exposure w after each step, and effective leverage x equity",
        ),
        "C §4 Step4",
    ),
    Number(
        "cuts",
        r"cut_of_\d|cut_step\d_\d|group_(size|mean|share|rank)_\d",
        Text("一緒に減らす組と順番", "Groups and their order"),
        _NONE,
        Text(
            "売買の向きも考えた相関がしきい値を超える組。平均相関の高い組から減らす",
            "Products correlated above the threshold, sides considered; the most correlated group first",
        ),
        "C §4 Step4",
    ),
)

NUMBERS: Final = (*RESULTS, *WORKINGS)
