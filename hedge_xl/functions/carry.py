"""SWAP_COST, HEDGE_COST."""

from hedge_xl.core import carry
from hedge_xl.functions import arguments as arg
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.results import SCALAR


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
