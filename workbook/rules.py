"""Whether a value obeys a `Validation`: the same condition in Python and as a formula."""

import math

from hedge_xl.core.language import Language
from workbook.spec import Cell, Validation, Value
from workbook.text import WORDS
from workbook.twin import is_number, n


def accepted(rule: Validation, value: Value, language: Language) -> bool:
    """Whether a cell may hold the value. A blank is no value."""
    if rule.kind == "list":
        return value in [WORDS[key].of(language) for key in rule.choices]
    if rule.accepts is not None:
        return rule.accepts(value)
    low = -math.inf if rule.minimum is None else rule.minimum
    high = math.inf if rule.maximum is None else rule.maximum
    return is_number(value) and low <= n(value) <= high


def refused_formula(cell: Cell) -> str:
    """1 when the named cell holds what its rule refuses, else 0, in the notation of `workbook.spec`."""
    rule = cell.validation
    if rule is None:
        raise ValueError(f"{cell.key} has no rule")
    name = f"{{{cell.key}}}"
    if rule.kind == "list":
        return f"IF(OR({','.join(f'EXACT({name},`{key}`)' for key in rule.choices)}),0,1)"
    if rule.kind == "custom":
        return f"IF({rule.custom.replace('{cell}', name)},0,1)"
    limits = [f"{name}>={repr(rule.minimum).upper()}"] if rule.minimum is not None else []
    limits += [f"{name}<={repr(rule.maximum).upper()}"] if rule.maximum is not None else []
    return f"IF(ISNUMBER({name}),IF(AND({','.join(limits)}),0,1),1)"
