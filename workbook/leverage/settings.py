"""設定 / Settings: every parameter of the cockpit, once, with its unit, meaning and source."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts import parameters as part
from workbook.parts.columns import ACCOUNT_CURRENCY
from workbook.parts.marks import status_cell
from workbook.parts.parameters import between, number_input, parameter
from workbook.spec import Block, Cell, Sheet, Validation
from workbook.twin import is_number, n

_MULTIPLE: Final = Text("倍", "multiple")
_FACTOR: Final = Text("係数", "factor")
_CHOICE: Final = Text("選択", "choice")
_CORRELATION: Final = Text("相関", "correlation")
_CAP: Final = between(0.1, 100, Text("0.1〜100の数値(倍)", "A multiple from 0.1 to 100"))
_FACTORS: Final = between(0.01, 10, Text("0.01〜10の数値(1なら調整なし)", "A number from 0.01 to 10; 1 for none"))
_EQUITY: Final = Validation(
    "custom",
    custom="IF(ISNUMBER({cell}),AND({cell}>=0.000001,{cell}<=1E+15),ISBLANK({cell}))",
    accepts=lambda value: value is None or (is_number(value) and 1e-6 <= n(value) <= 1e15),
    message=Text("0より大きい数値(口座通貨)", "A number above 0, in account currency"),
)


def _whole(low: int, high: int, message: Text) -> Validation:
    return Validation(
        "custom",
        custom=f"IF(ISNUMBER({{cell}}),AND({{cell}}=INT({{cell}}),{{cell}}>={low},{{cell}}<={high}),FALSE)",
        accepts=lambda value: is_number(value) and n(value) == int(n(value)) and low <= n(value) <= high,
        message=message,
    )


def _choice(key: str, *words: str) -> Cell:
    return Cell(key, "input", "@", default_word=words[0], validation=Validation("list", choices=words))


ACCOUNT: Final = Block(
    Text("口座", "Account"),
    header=part.HEADER,
    styles=part.STYLES,
    rows=(
        parameter(
            number_input("equity", None, "#,##0.00", _EQUITY),
            Text("純資産", "Equity"),
            ACCOUNT_CURRENCY,
            Text(
                "含み損益を含む口座の純資産。建玉額と同じ通貨で",
                "Equity with open P&L, in the currency of the exposures",
            ),
            "C §2, §3",
        ),
        parameter(
            number_input("horizon", 1, "0.0", between(0.01, 366, Text("0.01〜366の日数", "0.01 to 366 days"))),
            Text("時間スケール T", "Horizon T"),
            Text("日", "days"),
            Text("純資産の値動きを何日分で見るか", "Days over which the volatility of equity is shown"),
            "C §3(3)",
        ),
    ),
)

CAPS: Final = Block(
    Text("実効レバの上限", "Caps of effective leverage"),
    header=part.HEADER,
    styles=part.STYLES,
    rows=(
        parameter(
            number_input("cap_low", 1.8, "0.00", _CAP),
            Text("上限帯の下", "Band from"),
            _MULTIPLE,
            Text("これ以下なら「良好」", "At or below it: fine"),
            "C §7④",
        ),
        parameter(
            number_input("cap", 2.0, "0.00", _CAP),
            Text("上限", "Cap"),
            _MULTIPLE,
            Text("余力と削減の計算に使う", "Headroom and cuts are measured against it"),
            "C §7④",
        ),
        parameter(
            number_input("cap_high", 2.2, "0.00", _CAP),
            Text("上限帯の上", "Band to"),
            _MULTIPLE,
            Text(
                "これを超えたら「止める」。統合レバの上限にもなる", "Above it: stop; also caps the integrated leverage"
            ),
            "C §7④",
        ),
        parameter(
            _choice("relax", "relax_no", "relax_yes"),
            Text("逆相関で緩める", "Relax for inverse pairs"),
            _CHOICE,
            Text(
                "相殺し合う逆相関ペアを持つ間、上限を「上限帯の上」にする",
                "While an inverse pair offsets, the cap is the band's upper end",
            ),
            "C §7②",
        ),
        parameter(
            number_input("class_cap", 2.0, "0.00", _CAP),
            Text("分類ごとの上限", "Cap per class"),
            _MULTIPLE,
            Text("同じ分類の表面レバの合計がこれを超えたら△", "A class with more nominal leverage is marked △"),
            "C §7①",
        ),
    ),
)

RISK: Final = Block(
    Text("ボラと相関", "Volatility and correlation"),
    header=part.HEADER,
    styles=part.STYLES,
    rows=(
        parameter(
            _choice("corr_source", "src_typed", "src_returns"),
            Text("相関の出所", "Correlations"),
            _CHOICE,
            Text("相関シートの手入力、または収益率シートから計算", "Typed on Correlation, or computed from Returns"),
            "C §3(1), §4",
        ),
        parameter(
            _choice("vol_source", "src_typed", "src_returns"),
            Text("ボラの出所", "Volatilities"),
            _CHOICE,
            Text("建玉シートの手入力、または収益率シートから計算", "Typed on Positions, or computed from Returns"),
            "C §4",
        ),
        parameter(
            _choice("vol_basis", "basis_day", "basis_year"),
            Text("ボラの単位", "Volatility is"),
            _CHOICE,
            Text(
                "建玉シートに入れるボラが日率か年率か", "Whether the volatility typed on Positions is daily or annual"
            ),
            "C §5",
        ),
        parameter(
            number_input("periods", 252, "0", _whole(1, 366, Text("1〜366の整数", "A whole number from 1 to 366"))),
            Text("1年の日数", "Days per year"),
            Text("日", "days"),
            Text("年率と日率の換算(√)に使う", "Turns annual into daily volatility (square root)"),
            "C §3",
        ),
        parameter(
            number_input("window", 60, "0", _whole(3, 5000, Text("3〜5000の整数", "A whole number from 3 to 5000"))),
            Text("推定窓", "Window"),
            Text("日", "days"),
            Text("収益率シートの新しい方から使う行数", "Rows of Returns that are used, the latest first"),
            "C §7③",
        ),
        parameter(
            number_input("basket_at", 0.75, "0.00", between(0, 1, Text("0〜1の数値", "A number from 0 to 1"))),
            Text("同一バスケット", "Same basket above"),
            _CORRELATION,
            Text("相関がこれを超える商品は1つの塊とみなす", "Products correlated above it are one basket"),
            "C §7①",
        ),
        parameter(
            number_input("inverse_at", -0.5, "0.00", between(-1, 0, Text("−1〜0の数値", "A number from -1 to 0"))),
            Text("逆相関ペア", "Inverse pair at"),
            _CORRELATION,
            Text("相関がこれ以下の組は逆相関ペア", "Pairs correlated at or below it are inverse"),
            "C §5, §7②",
        ),
        parameter(
            number_input("stress", 0.5, "0%", between(0, 1, Text("0〜1(0%〜100%)の数値", "A number from 0 to 1"))),
            Text("ストレスの強さ", "Stress"),
            Text("割合", "fraction"),
            Text("相関を不利な側の1へこの割合だけ近づける", "How far correlations move towards 1, against you"),
            "C §6, §7③",
        ),
    ),
)


INTEGRATED: Final = Block(
    Text("統合レバの係数", "Factors of the integrated leverage"),
    header=part.HEADER,
    styles=part.STYLES,
    rows=(
        parameter(
            number_input("base_leverage", 1.0, "0.00", _CAP),
            Text("基準レバ", "Base leverage"),
            _MULTIPLE,
            Text("調整前のレバレッジ", "Leverage before any adjustment"),
            "C §8",
        ),
        *(
            parameter(number_input(key, 1.0, "0.00", _FACTORS), Text(ja, en), _FACTOR, meaning, "C §8")
            for key, ja, en, meaning in (
                ("f_session", "時間帯", "Session", Text("流動性の高い時間は1より上", "Above 1 in liquid hours")),
                ("f_atr", "ATR", "ATR", Text("低ボラなら1より上", "Above 1 when calm")),
                (
                    "f_trend",
                    "方向性",
                    "Trend",
                    Text("上位足とトレンドが一致すれば1より上", "Above 1 when trends align"),
                ),
                ("f_margin", "証拠金", "Margin", Text("証拠金に余裕がなければ1より下", "Below 1 when margin is short")),
            )
        ),
    ),
)

PARAMETERS: Final = tuple(
    cell for block in (ACCOUNT, CAPS, RISK, INTEGRATED) for cell in block.cells if cell.kind == "input"
)

SHEET: Final = Sheet(
    "settings",
    Text("設定", "Settings"),
    Text("設定 — 純資産、上限、相関の使い方", "Settings: equity, caps and how correlation is used"),
    Text("黄色のセルだけを書き換えます。", "Change only the yellow cells."),
    (ACCOUNT, CAPS, RISK, INTEGRATED),
    status=status_cell("settings"),
    one_page=True,
    widths=(26, 18, 16, 62, 14),
    colour="BF9000",
)
