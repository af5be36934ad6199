"""The formula of the positions' row check."""

from typing import Final

from workbook.index_hedge.position_faults import INPUTS, NEEDED, OPTIONAL, POSITIVE
from workbook.parts.marks import cascade


def _list(keys: tuple[str, ...]) -> str:
    return ",".join(f"[{key}]" for key in keys)


def _side(words: str) -> str:
    return f'ISNUMBER(FIND("|"&UPPER([side])&"|",`{words}`))'


def _off(typed: str, auto: str) -> str:
    return f"IF(COUNT([{typed}],[{auto}])=2,ABS([{typed}]/[{auto}]-1)>{{spot_tolerance}},FALSE)"


def _note(condition: str) -> str:
    return f"IF({{policy_faults}}>0,FALSE,{condition})"


BUYS: Final = _side("buy_sides")
_LATER: Final = "IFERROR(SUMPRODUCT(([history.series]=[key])*([history.date]>[day]))>0,TRUE)"
_SPOTS: Final = (
    "SUMPRODUCT(([position.pair_up]=[pair_up])*([position.spot_n]>0)"
    "*(ABS([position.spot_n]-[spot])>{spot_tolerance}*[spot]))>0"
)
_RATE: Final = "IF(ISNUMBER([rate_in]),[rate_in],{hedge_rate})"

CHECK: Final = (
    f'IF(COUNTA({_list(INPUTS)})=0,"",'
    + cascade(
        ("NOT(ISTEXT([index]))", "chk_name"),
        ("ISERROR([side])", "chk_error"),
        (f"NOT(OR({BUYS},{_side('sell_sides')}))", "chk_side"),
        (f"COUNT({_list(NEEDED)})<4", "chk_number"),
        (f"MIN({_list(NEEDED)})<=0", "chk_positive"),
        ("IF(ISTEXT([pair]),LEN([pair])<>6,TRUE)", "chk_pair"),
        ("IF(ISTEXT([ccy]),LEN([ccy])<>3,TRUE)", "chk_ccy"),
        (f"COUNTA({_list(OPTIONAL)})<>COUNT({_list(OPTIONAL)})", "chk_number"),
        (f"IF(COUNT({_list(POSITIVE)})=0,FALSE,MIN({_list(POSITIVE)})<=0)", "chk_positive"),
        ("OR(ABS(N([rho_in]))>1,N([rate_in])<0,N([rate_in])>1)", "chk_range"),
        ("COUNT([atr_index],[atr_fx])<2", "chk_atr"),
        ("NOT(ISNUMBER([rho]))", "chk_rho"),
        ("COUNT([base_rate],[fx_rate])<2", "chk_convert"),
        (f"IF(ISNUMBER([day]),{_LATER},FALSE)", "chk_later"),
        (_note(f"OR({_off('base_rate_in', 'base_auto')},{_off('fx_rate_in', 'fx_auto')})"), "chk_off_rate"),
        (_note(_SPOTS), "chk_two_spots"),
        (_note("IF(COUNT({as_of},[day])=2,{as_of}<[day],FALSE)"), "chk_as_of"),
        (_note("IF(COUNT({as_of},[day])=2,{as_of}-[day]>{stale_days},FALSE)"), "chk_stale"),
        (_note("ABS([rho])<{rho_min}"), "chk_weak"),
        (_note(f"OR({_RATE}<{{rate_low}},{_RATE}>{{rate_high}})"), "chk_hedge_rate"),
    )
    + ")"
)
