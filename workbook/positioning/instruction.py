"""What to do now, and the article's three regimes with its advice."""

from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.language import Text, same
from workbook.parts.marks import faulty_policy
from workbook.parts.parameters import STYLES
from workbook.positioning.lines import known, lines, result, unless_blank, when
from workbook.positioning.now import latest
from workbook.positioning.units import UNITS
from workbook.spec import Block, Cell, Item, Value
from workbook.text import WORDS
from workbook.twin import Scope


def _action(s: Scope, trade: str) -> Value:
    if faulty_policy(s):
        return s.word("pos_settings")
    if s.number("now_row") == 0:
        return s.word("pos_empty")
    if s.number("now_ok") == 0:
        return s.word("pos_fix")
    if not known(s, trade):
        return s.word("pos_wait")
    units = s.number(trade)
    return s.word("ins_buy" if units > 0 else "ins_sell" if units < 0 else "pos_hold")


def _action_cell(key: str, trade: str) -> Cell:
    amount = f"{{{trade}}}"
    formula = (
        "IF({policy_faults}>0,`pos_settings`,IF({now_row}=0,`pos_empty`,IF({now_ok}=0,`pos_fix`,"
        f'IF({amount}="",`pos_wait`,IF({amount}>0,`ins_buy`,IF({amount}<0,`ins_sell`,`pos_hold`))))))'
    )
    return result(key, "@", formula, lambda s: _action(s, trade), style="big")


def _trade(s: Scope, target: str, held: str) -> float:
    return float(hx.REBALANCE(s.number(held), s.number(target), s.number("rebalance_band")))


def _trade_cell(key: str, target: str, held: str) -> Cell:
    to, now = f"{{{target}}}", f"{{{held}}}"
    native = f"IF({to}=0,0-{now},IF(ABS({now}-{to})/ABS({to})>{{rebalance_band}}+1E-12,{to}-{now},0))"
    return result(
        key,
        "#,##0.00;-#,##0.00;0",
        unless_blank(target, f"REBALANCE({now},{to},{{rebalance_band}})"),
        when(target, lambda s: _trade(s, target, held)),
        unless_blank(target, native),
        "figure",
    )


TODAY: Final = lines(
    Text("いまの指示(価格の表の最後の行)", "What to do now (the last row of Prices)"),
    (
        latest("date", "yyyy-mm-dd", "figure"),
        Text("日付", "Date"),
        Text("日付", "date"),
        Text("この日の終値で判断", "Decided on this day's close"),
        "D §5",
    ),
    (
        latest("regime", "@", "figure"),
        Text("市場環境", "Regime"),
        Text("文字", "text"),
        Text("下の「3つの局面」の●", "The ● among the three regimes below"),
        "D §8",
    ),
    (
        _action_cell("action", "trade"),
        Text("銘柄の指示", "Instrument"),
        Text("文字", "text"),
        Text("目標から乖離しきい値を超えて離れたときだけ売買する", "To trade only when further off than the band"),
        "D §7",
    ),
    (
        _trade_cell("trade", "target_units", "held_units"),
        Text("売買する数量", "Units to trade"),
        UNITS,
        Text("目標数量−現在数量(負は売り)", "Target less held, negative to sell"),
        "D §7",
    ),
    (
        _action_cell("hedge_action", "hedge_trade"),
        Text("ヘッジの指示", "Hedge"),
        Text("文字", "text"),
        Text("同じ規則で", "By the same rule"),
        "D §7",
    ),
    (
        _trade_cell("hedge_trade", "target_hedge", "held_hedge"),
        Text("売買する数量", "Units to trade"),
        UNITS,
        Text("目標数量−現在数量(負は売り)", "Target less held, negative to sell"),
        "D §7",
    ),
)


def _here(name: str) -> Cell:
    return result(
        f"is_{name}",
        "@",
        f'IF({{now_regime}}=`regime_{name}`,`here`,"")',
        lambda s: s.word("here") if s.cell("now_regime") == s.word(f"regime_{name}") else None,
        style="figure",
    )


def _regime(name: str) -> tuple[Item, ...]:
    position, hedge = WORDS[f"position_{name}"], WORDS[f"overlay_{name}"]
    advice = Text(f"ポジション: {position.ja} / ヘッジ: {hedge.ja}", f"Position: {position.en}. Hedge: {hedge.en}")
    return (WORDS[f"regime_{name}"], _here(name), Text("", ""), advice, same("D §8"))


_INSTEAD: Final[tuple[Item, ...]] = (
    Text("指示との違い", "Unlike the instruction"),
    Text("", ""),
    Text("", ""),
    Text(
        "上の指示は式どおりで、下向きなら売り建て。現金化は設定の「下向きのとき」で選ぶ",
        "The instruction above is the formula: short in a downtrend. For cash, see 'When the trend is down' on Settings",
    ),
    same("D §7, §8"),
)

REGIMES: Final = Block(
    Text("3つの局面と助言", "The three regimes and what the article advises"),
    styles=STYLES,
    rows=(*(_regime(name) for name in ("rise", "fall", "range")), _INSTEAD),
)
