"""FX_FORWARD, IMPLIED_BASIS, SWAP_COST, HEDGE_COST, COST_TABLE, FUND_COMPARISON."""

from hedge_xl.core import carry
from hedge_xl.functions import arguments as arg
from hedge_xl.functions.cost_table import cost_rows
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.results import ROW, SCALAR, TABLE, Block


@udf(
    ja=(
        "先渡しレート(円/ドル)。ドル金利が円金利より高ければ、その差の分だけ直物より円高になります。"
        "ベーシスは正がドル売りのコストです。article は記事の印刷どおりの式(上下逆、比較用)。"
    ),
    en=(
        "Forward rate in JPY per USD by covered interest parity; a basis above 0 is a cost to whoever sells dollars. "
        "article is the printed form, upside down, for comparison."
    ),
    formula="F = S·(1 + (r_JPY − b)·T)/(1 + r_USD·T); article: S·(1 + (r_USD + b)·T)/(1 + r_JPY·T)",
    source="A §2",
    unit=arg.QUOTE,
    result=SCALAR,
    example=Example((150, 0.05, 0.0025, 1), 143.214285714286),
)
def FX_FORWARD(
    spot: arg.Spot,
    r_usd: arg.RateUsd,
    r_jpy: arg.RateJpy,
    years: arg.Years,
    basis: arg.Basis = 0.0,
    convention: arg.ForwardConvention = "market",
) -> float:
    """Forward rate in JPY per USD."""
    return carry.fx_forward(spot, r_usd, r_jpy, years, basis, convention)


@udf(
    ja="市場の先渡しレートから逆算したベーシス(年率)。正はドル売りのコストです。",
    en="Annual basis that a forward in the market implies; above 0 it is a cost to whoever sells dollars.",
    formula="b = (1 + r_JPY·T − F/S·(1 + r_USD·T)) / T",
    source="A §2",
    unit=arg.PER_YEAR,
    result=SCALAR,
    example=Example((150, 142.857142857143, 0.05, 0.0025, 1), 0.0025),
)
def IMPLIED_BASIS(
    spot: arg.Spot, forward: arg.Forward, r_usd: arg.RateUsd, r_jpy: arg.RateJpy, years: arg.Years
) -> float:
    """Basis that a forward in the market implies."""
    return carry.implied_basis(spot, forward, r_usd, r_jpy, years)


@udf(
    ja="スワップポイント(1万通貨・1日あたりの円)を年率に直します。支払いを正で入れるとコストです。",
    en="Annual rate of swap points quoted in JPY per 10,000 units a day. Paid points given as positive make a cost.",
    formula="swap · 365 / (10,000 · S)",
    source="A §2, §7",
    unit=arg.PER_YEAR,
    result=SCALAR,
    example=Example((200, 150), 0.0486666666666667),
)
def SWAP_COST(swap_jpy_per_10k_per_day: arg.SwapPoints, spot: arg.Spot) -> float:
    """Annual rate of swap points."""
    return carry.swap_cost(swap_jpy_per_10k_per_day, spot)


@udf(
    ja="ヘッジの年率総コスト C。金利差+ベーシス+スプレッド・手数料+スリッページ。",
    en="Total annual cost C of the hedge: rate differential + basis + spread and fees + slippage.",
    formula="C = differential + basis + spread + slippage",
    source="A §7",
    unit=arg.PER_YEAR,
    result=SCALAR,
    example=Example((0.0475, 0.0025, 0.001, 0.0005), 0.0515),
)
def HEDGE_COST(
    rate_differential: arg.RateDifferential,
    basis: arg.Basis,
    spread: arg.Spread,
    slippage: arg.AnnualSlippage,
) -> float:
    """Total annual cost of the hedge."""
    return carry.hedge_cost(rate_differential, basis, spread, slippage)


@udf(
    ja="ヘッジコストの内訳表。金利差・ベーシス・スプレッド・スリッページと合計 C を、年率と月割り(1/12)で示します。",
    en="Table of the hedge's cost: rate differential, basis, spread, slippage and their total C, per year and month.",
    formula="C = differential + basis + spread + slippage; month = year / 12",
    source="A §7, §15",
    unit=arg.FRACTION,
    result=TABLE,
    example=Example(
        (0.048, 0.0024, 0.0012, 0.0006),
        [
            ["項目", "年率", "月割り"],
            ["金利差", 0.048, 0.004],
            ["ベーシス", 0.0024, 0.0002],
            ["スプレッド・手数料", 0.0012, 0.0001],
            ["スリッページ", 0.0006, 0.00005],
            ["合計 C", 0.0522, 0.00435],
        ],
    ),
)
def COST_TABLE(
    rate_differential: arg.RateDifferential,
    basis: arg.Basis,
    spread: arg.Spread,
    slippage: arg.AnnualSlippage,
) -> Block:
    """Table of the hedge's cost."""
    return cost_rows(rate_differential, basis, spread, slippage)


@udf(
    ja="自作ヘッジとヘッジ付きファンドの比較を1行に: 安い方(DIY=自作、FUND=ファンド、EQUAL=同じ)と、年率の差(0以上)。",
    en="Hedging oneself against the hedged fund, in one row: what costs less (DIY, FUND or EQUAL), and by how much.",
    formula="|C_diy − C_fund|",
    source="A §19",
    unit=arg.PER_YEAR,
    result=ROW,
    example=Example((0.052, 0.047), [["FUND", 0.005]]),
)
def FUND_COMPARISON(diy_cost: arg.DiyCost, fund_cost: arg.FundCost) -> carry.Comparison:
    """What costs less: hedging oneself or the hedged fund."""
    return carry.fund_comparison(diy_cost, fund_cost)
