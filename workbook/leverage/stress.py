"""Correlation stress: what the same positions are when correlations move towards 1, against you."""

from collections.abc import Callable
from typing import Final

import numpy as np

from hedge_xl import functions as hx
from hedge_xl.core.language import Text
from workbook.leverage import portfolio
from workbook.leverage.gauge import judged, judgement
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope, n


def _computed(key: str, form: str, formula: str, twin: Callable[[Scope], Value]) -> Cell:
    return Cell(key, "formula", form, formula=formula, twin=twin, style="fixed")


def _stressed(share: Callable[[Scope], float]) -> Callable[[Scope], float | None]:
    def twin(s: Scope) -> float | None:
        known = portfolio.portfolio(s)
        if known is None:
            return None
        signs = np.sign(known.exposures)
        moved = known.corr + share(s) * (np.outer(signs, signs) - known.corr)
        np.fill_diagonal(moved, 1.0)
        held = np.flatnonzero(known.exposures)
        exposures, vols = known.exposures[held], known.vols[held]
        value = float(hx.CLM(exposures, moved[np.ix_(held, held)] * np.outer(vols, vols)))
        return 0.0 if value < 1e-7 else value

    return twin


def _stress_row(
    key: str, label: Text, share_formula: str, share: Callable[[Scope], float], note: Text
) -> tuple[Item, ...]:
    factor = _stressed(share)
    blend = f"SQRT((1-{share_formula})*{{risk}}^2+{share_formula}*{{undiversified}}^2)/{{undiversified}}"

    def effective(s: Scope) -> Value:
        value = factor(s)
        return None if value is None else s.number("nominal_lev") * value

    def room(s: Scope) -> Value:
        value = n(s.cell(f"stress_lev_{key}"))
        return None if value == 0 else s.number("cap_used") / value

    def words(s: Scope) -> Value:
        value = s.cell(f"stress_lev_{key}")
        return None if value is None else judged(s, n(value))

    return (
        label,
        _computed(f"stress_lev_{key}", "0.00", f'IF({{ready}}=0,"",{{nominal_lev}}*{{stress_clm_{key}}})', effective),
        _computed(f"stress_clm_{key}", "0.0000", f'IF({{ready}}=0,"",IF({blend}<1E-7,0,MIN(1,{blend})))', factor),
        _computed(
            f"stress_room_{key}",
            "0.000",
            f'IF(N({{stress_lev_{key}}})=0,"",{{cap_used}}/{{stress_lev_{key}}})',
            room,
        ),
        Cell(
            f"stress_word_{key}",
            "formula",
            "@",
            formula=f'IF({{ready}}=0,"",{judgement(f"stress_lev_{key}")})',
            twin=words,
            style="wide",
        ),
        note,
    )


STRESS: Final = Block(
    Text("相関ストレス(相関は急変する)", "Correlation stress (correlations can jump)"),
    header=(
        Text("条件", "Condition"),
        Text("実効レバ", "Effective leverage"),
        Text("CLM", "CLM"),
        Text("余力", "Headroom"),
        Text("判定", "Verdict"),
    ),
    styles=("label", "", "", "", "", "wide"),
    rows=(
        _stress_row(
            "now", Text("いま", "Now"), "0", lambda s: 0.0, Text("いまの相関のまま", "Correlations as they are")
        ),
        _stress_row(
            "part",
            Text("設定の強さ", "Stress on Settings"),
            "{stress}",
            lambda s: s.number("stress"),
            Text("設定の割合だけ不利な側の1へ", "Moved towards 1, against you, by the share on Settings"),
        ),
        _stress_row(
            "all",
            Text("すべて |ρ|→1", "All |ρ| to 1"),
            "1",
            lambda s: 1.0,
            Text(
                "全商品が不利な側へ同時に動く。表面レバと同じ", "Everything moves against you at once: nominal leverage"
            ),
        ),
    ),
)
