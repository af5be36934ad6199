"""What differs in the results of two ledgers: the instruction, the hedge ratio and the KPIs."""

import math
from collections.abc import Iterator, Mapping
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.check_findings import UNCOMPUTABLE
from workbook.difference import Difference
from workbook.in_words import word_of
from workbook.spec import Value
from workbook.twin import Model, is_number, n

_NONE: Final = Text("(なし)", "(none)")
_FAULT: Final = Text("計算できません", "cannot be computed")
_FIGURES: Final[Mapping[str, tuple[Text, str]]] = {
    "now_h": (Text("h_policy", "h_policy"), "{:.4g}"),
    "now_target": (Text("目標ヘッジ USD", "Target hedge USD"), "{:,.0f}"),
    "now_current": (Text("現状ヘッジ USD", "Current hedge USD"), "{:,.0f}"),
    "now_deviation": (Text("逸脱率", "Deviation"), "{:.2%}"),
    "kpi_mean_policy": (Text("年率平均", "Annual mean"), "{:.3%}"),
    "kpi_vol_policy": (Text("年率ボラ", "Annual vol"), "{:.3%}"),
    "kpi_dd_policy": (Text("最大DD", "Max drawdown"), "{:.3%}"),
    "kpi_sharpe_policy": (Text("シャープ", "Sharpe"), "{:.3f}"),
    "kpi_calmar_policy": (Text("Calmar", "Calmar"), "{:.3f}"),
}
_INSTRUCTION: Final = Text("今月の指示", "This month's instruction")
_RESULT: Final = Text("結果 ", "Result: ")
_NOISE: Final = 1e-9


def result_differences(before: Model, after: Model) -> Iterator[Difference]:
    """The results that are not the same, the instruction first."""
    old, new = (_instruction(model) for model in (before, after))
    if old != new:
        yield _difference(_INSTRUCTION, old, new)
    for key, (name, form) in _FIGURES.items():
        figures = [_value(model, key) for model in (before, after)]
        if not _agree(*figures):
            yield _difference(name, *(_shown(value, form) for value in figures))


def _difference(name: Text, before: Text, after: Text) -> Difference:
    return Difference("result", Text(_RESULT.ja + name.ja, _RESULT.en + name.en), before, after)


def _instruction(model: Model) -> Text:
    value = _value(model, "now_instruction")
    return (
        word_of(value) or same(value) if isinstance(value, str) and value not in ("", _FAULT.ja) else _shown(value, "")
    )


def _value(model: Model, key: str) -> Value:
    """A result; the words for a fault where the inputs allow none."""
    try:
        return model.cell(key)
    except UNCOMPUTABLE:
        return _FAULT.ja


def _agree(one: Value, other: Value) -> bool:
    if is_number(one) and is_number(other):
        return math.isclose(n(one), n(other), rel_tol=_NOISE, abs_tol=_NOISE)
    return one == other


def _shown(value: Value, form: str) -> Text:
    if is_number(value):
        return same(form.format(n(value)))
    return _NONE if value is None else _FAULT if value == _FAULT.ja else same(str(value))
