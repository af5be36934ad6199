"""How much to trade: FX lots against an index position, hedge units against an exposure, and rebalancing."""

from typing import Literal

from hedge_xl.core.checks import between, is_zero, not_negative, positive, rate, ratio, same_or_less
from hedge_xl.core.errors import DomainError
from hedge_xl.core.instruments import MICRO_JPY_FUTURE
from hedge_xl.core.language import Text
from hedge_xl.core.rounding import Rounding, difference, round_to_step

Side = Literal["BUY", "SELL"]


def full_hedge_lots(
    index_atr: float,
    value_per_point: float,
    positions: float,
    rho: float,
    fx_atr: float,
    fx_lot_value: float,
) -> float:
    """FX lots of a 100% hedge: ``ATR_I · V · N · ρ / (ATR_F · L)``.

    ATRs in points and in quote units, V and L in one account currency, ρ in [-1, 1]. The sign is that of
    ρ · positions: positive means lots on the side opposite to a long index. Source: B §4, §6.

    >>> round(full_hedge_lots(200, 1, 1, 0.65, 1.5, 6.6), 4)
    13.1313
    """
    positive(index_atr, "index_atr")
    positive(value_per_point, "value_per_point")
    rho = between(rho, -1.0, 1.0, "rho")
    positive(fx_atr, "fx_atr")
    positive(fx_lot_value, "fx_lot_value")
    return index_atr * value_per_point * positions * rho / (fx_atr * fx_lot_value) + 0.0


def hedge_side(rho: float, index_side: Side) -> Side:
    """The side of the FX pair that offsets an index position: opposite for ρ > 0, the same for ρ < 0.

    ρ = 0 is a DomainError: without correlation the pair hedges nothing. Source: B §4.

    >>> hedge_side(0.65, "BUY"), hedge_side(-0.5, "BUY")
    ('SELL', 'BUY')
    """
    rho = between(rho, -1.0, 1.0, "rho")
    if is_zero(rho):
        raise DomainError(
            Text("0 です。相関がなければヘッジになりません", "0 came; without correlation there is no hedge"), "rho"
        )
    if rho < 0:
        return index_side
    return "SELL" if index_side == "BUY" else "BUY"


def fx_lots(
    full_hedge_lots: float, hedge_rate: float = 1.0, lot_step: float = 0.01, rounding: Rounding = "nearest"
) -> float:
    """Lots to trade: full hedge × hedge rate on the grid of `lot_step`.

    Nearest rounds half away from zero, down towards zero, up away from zero. `hedge_rate` from 0 to 2
    (30% is 0.3). Source: B §6, §7.

    >>> fx_lots(13.1313131313, 0.3, 1), fx_lots(13.1313131313, 0.3)
    (4.0, 3.94)
    """
    hedge_rate = between(hedge_rate, 0.0, 2.0, "hedge_rate")
    return round_to_step(full_hedge_lots * hedge_rate, positive(lot_step, "lot_step"), rounding)


def fx_lot_value(lot_units: float, spot: float, quote_move: float = 1.0) -> float:
    """Value in base currency of a move of `quote_move` for one lot: ``units · move / spot``. Source: B §6.

    >>> round(fx_lot_value(1000, 151.5), 2)
    6.6
    """
    return positive(lot_units, "lot_units") * positive(quote_move, "quote_move") / positive(spot, "spot")


def value_per_point(point_value: float, fx_rate: float = 1.0) -> float:
    """Value of one index point in account currency: ``point value · fx_rate``, money per point of one lot.

    `fx_rate` is the price of one unit of the point's currency in account currency: for points in JPY on a USD
    account 1/USDJPY, for points in USD on a JPY account USDJPY. Both above 0. Source: B §4.

    >>> round(value_per_point(100, 1 / 150), 4), value_per_point(1, 150)
    (0.6667, 150)
    """
    return positive(point_value, "point_value") * positive(fx_rate, "fx_rate")


def index_risk(index_atr: float, value_per_point: float, positions: float) -> float:
    """What the position gains when the index rises by one ATR: ``ATR · V · N``, in account currency.

    Negative for a short position. ATR and V above 0. Source: B §6.

    >>> index_risk(200, 1, 1), index_risk(200, 1, -2)
    (200, -400)
    """
    return positive(index_atr, "index_atr") * positive(value_per_point, "value_per_point") * positions


def index_leverage(target_risk: float, index_atr: float, value_per_point: float) -> float:
    """Index lots that risk `target_risk` a day: ``target / (ATR · V)``, all above 0. Source: B §5.

    >>> index_leverage(100, 200, 1)
    0.5
    """
    per_lot = positive(index_atr, "index_atr") * positive(value_per_point, "value_per_point")
    return positive(target_risk, "target_risk") / per_lot


def fx_leverage(index_risk: float, rho: float, fx_margin: float, fx_atr: float) -> float:
    """Leverage the FX side needs: ``index risk · ρ / (margin · ATR_F)``, a multiple with the sign of risk · ρ.

    Risk and margin (above 0) in account currency, ρ in [-1, 1]. ATR_F is a fraction of the rate, ``ATR / spot``: with
    an ATR in yen, as the article prints it, the result is no multiple, and about 150 times too small.
    Source: B §5, §7.

    >>> round(fx_leverage(200, 0.65, 10_000, 1.5 / 151.5), 4)
    1.313
    """
    rho = between(rho, -1.0, 1.0, "rho")
    return index_risk * rho / (positive(fx_margin, "fx_margin") * positive(fx_atr, "fx_atr")) + 0.0


def futures_contracts(
    exposure_usd: float, spot: float, hedge_ratio: float, contract_jpy: float = MICRO_JPY_FUTURE.size
) -> float:
    """JPY futures contracts that hedge a USD exposure: ``A · h · S / contract``, whole, half away from zero.

    Contracts to buy (the future is long JPY); negative to sell. `spot` in JPY per USD and the contract's size in
    JPY, both above 0. Source: A §3, §5.

    >>> futures_contracts(75000, 150, 0.8), futures_contracts(75000, 150, 0.8, 12_500_000)
    (7.0, 1.0)
    """
    units = exposure_usd * ratio(hedge_ratio, "hedge_ratio") * positive(spot, "spot")
    return round_to_step(units / positive(contract_jpy, "contract_jpy"), 1.0)


def position_size(k: float, sigma: float, cap: float | None = None) -> float:
    """Position of constant risk: ``K / σ``, at most `cap`. K is the risk wanted, in the unit in which size · σ counts.

    All above 0. Source: D §3, §7.

    >>> position_size(0.01, 0.02), position_size(0.01, 0.002, 3)
    (0.5, 3)
    """
    size = positive(k, "k") / positive(sigma, "sigma")
    return size if cap is None else min(size, positive(cap, "cap"))


def dynamic_exposure(
    k: float, sigma: float, trend: float, hedge_ratio: float, cap: float | None = None
) -> tuple[float, float]:
    """Exposure with the trend, and its hedge: ``size · sign(trend)`` and ``-H`` times that.

    Size as in `position_size`; `trend` is any number with the trend's sign, such as the short less the long
    average. Source: D §7.

    >>> dynamic_exposure(0.01, 0.02, 1.5, 0.8), dynamic_exposure(0.01, 0.02, -1, 0.8)
    ((0.5, -0.4), (-0.5, 0.4))
    """
    size = position_size(k, sigma, cap)
    exposure = 0.0 if is_zero(trend) else size if trend > 0 else -size
    return exposure, 0.0 - ratio(hedge_ratio, "hedge_ratio") * exposure


def hedge_units(exposure: float, hedge_ratio: float, min_unit: float = 1000.0) -> float:
    """Target hedge in units of foreign currency: exposure × h rounded to the smallest unit. Source: A §5, §15.

    Half a unit rounds away from zero. A negative result is a hedge on the other side.

    >>> hedge_units(75000, 0.8), hedge_units(75000, 0.82)
    (60000.0, 62000.0)
    """
    return round_to_step(exposure * ratio(hedge_ratio, "hedge_ratio"), positive(min_unit, "min_unit"))


def hedge_deviation(current: float, target: float) -> float:
    """How far the hedge is off: ``|current - target| / |target|``, a fraction. Source: A §15.

    With a target of 0 it is 0 when there is no hedge, and otherwise a DomainError: no fraction of nothing
    says how far off it is; the hedge is to be closed.

    >>> hedge_deviation(57000, 60000), hedge_deviation(0, 0)
    (0.05, 0.0)
    """
    if not is_zero(target):
        return abs(difference(current, target)) / abs(target)
    if is_zero(current):
        return 0.0
    raise DomainError(
        Text(
            f"目標が0で現状が {current:g} です。逸脱率は決まりません。ヘッジを解消してください",
            f"the target is 0 and the hedge {current:g}; the deviation is undefined: close the hedge",
        ),
        "target",
    )


def rebalance(current: float, target: float, threshold: float = 0.05) -> float:
    """Units to trade: ``target - current`` when the deviation exceeds the threshold, otherwise 0.

    Positive adds to the hedge, negative reduces it. Exactly on the threshold nothing is traded. A target
    of 0 closes the hedge whole. Source: A §5, §6, §15.

    >>> rebalance(50000, 60000), rebalance(57000, 60000), rebalance(4000, 0)
    (10000.0, 0.0, -4000.0)
    """
    rate(not_negative(threshold, "threshold"), "threshold")
    if is_zero(target):
        return 0.0 - current
    if same_or_less(hedge_deviation(current, target), threshold):
        return 0.0
    return difference(target, current)
