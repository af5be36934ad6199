"""The formula notation: both editions, strings, nesting, escaping."""

import re

import pytest

from hedge_xl.core.language import LANGUAGES, Language
from hedge_xl.functions import CATALOGUE
from workbook.dialect import NATIVE, Dialect
from workbook.ledger import LEDGER
from workbook.spec import Host

MONTHLY = LEDGER.table("monthly")


def native(language: Language = "ja") -> Dialect:
    return Dialect(LEDGER, "native", language)


def excel(language: Language = "ja") -> Dialect:
    return Dialect(LEDGER, "excel", language)


def test_this_row_whole_column_header_name_and_word() -> None:
    formula = "[a_usd]+SUM([log.signed])+ROW([#header])+ROW([#pnl.h])+{min_unit}&`ins_hold`"
    assert native("en").write(formula, MONTHLY) == (
        "Monthly[[#This Row],[A_USD (month end)]]+SUM(ExecutionLog[Hedge change])+ROW(Monthly[[#Headers],[No.]])"
        '+ROW(PnL[[#Headers],[h in force]])+min_unit&"HOLD (no trade)"'
    )


def test_a_function_is_plain_in_excel_and_built_in_in_native() -> None:
    formula = "HEDGE_UNITS([a_usd],{structural_h}+0.1,{min_unit})"
    row = "Monthly[[#This Row],[A_USD(月末)]]"
    assert excel().write(formula, MONTHLY) == f"HEDGE_UNITS({row},structural_h+0.1,min_unit)"
    assert native().write(formula, MONTHLY) == f"ROUND(ROUND({row}*(structural_h+0.1)/min_unit,9),0)*min_unit"


def test_calc_looks_at_a_single_cell_before_the_add_in_gets_it() -> None:
    """A blank would be 0 to the add-in; ranges, numbers and the arguments of other functions are left alone."""
    formula = "HEDGE_UNITS([a_usd],{structural_h}+0.1,{min_unit})+ANN_MEAN([pnl.h],12)+SUM([a_usd])"
    row, name = "Monthly[[#This Row],[A_USD(月末)]]", "ORG.HEDGEXL.HEDGEIMPL"
    assert Dialect(LEDGER, "libreoffice", "ja").write(formula, MONTHLY) == (
        f'{name}.HEDGE_UNITS(IF({row}="","",{row}),structural_h+0.1,IF(min_unit="","",min_unit))'
        f"+{name}.ANN_MEAN(PnL[適用h],12)+SUM({row})"
    )


def test_calls_nest_and_strings_are_left_alone() -> None:
    assert native().write('IF("SLIPPAGE(1,2)"="a, (b","",ANN_MEAN(IF(x,[pnl.h],0),{periods}))') == (
        'IF("SLIPPAGE(1,2)"="a, (b","",AVERAGE((IF(x,PnL[適用h],0)))*periods)'
    )


def test_a_quote_in_a_string_and_a_name_that_ends_like_a_function() -> None:
    assert native().write('"say ""HSTAR(1)"""&MY.HX_VERSION') == '"say ""HSTAR(1)"""&MY.HX_VERSION'


def test_newer_functions_carry_excels_prefix() -> None:
    assert native().write("MAXIFS([pnl.h],[pnl.no],1)") == "_xlfn.MAXIFS(PnL[適用h],PnL[No.],1)"


def test_an_open_parenthesis_is_refused() -> None:
    with pytest.raises(ValueError, match="parenthesis is open"):
        native().write("HEDGE_UNITS({min_unit},(1,2)")


@pytest.mark.parametrize("host", ["native", "excel"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_formula_of_the_ledger_can_be_written(host: Host, language: Language) -> None:
    dialect = Dialect(LEDGER, host, language)
    written = [
        (column.key, dialect.write(column.notation(host), table))
        for table in LEDGER.tables
        for column in table.columns
        if column.kind != "input"
    ] + [(cell.key, dialect.write(cell.notation(host))) for cell in LEDGER.cells if cell.kind != "input"]
    assert len(written) > 150
    for key, formula in written:
        assert len(formula) <= 8192, key
        assert not any(mark in formula for mark in ("{", "}", "`", "[#header]")), (key, formula)
        calls = {name for name in CATALOGUE if f"{name}(" in formula}
        assert not calls or host == "excel", (key, calls)


def test_the_excel_edition_calls_the_catalogue() -> None:
    dialect = excel()
    text = " ".join(
        dialect.write(column.formula, table) for table in LEDGER.tables for column in table.columns if column.formula
    ) + " ".join(dialect.write(cell.formula) for cell in LEDGER.cells if cell.formula)
    called = {name for name in CATALOGUE if f"{name}(" in text}
    assert {"HSTAR", "HEDGE_POLICY", "HEDGE_UNITS", "REBALANCE", "SLIPPAGE", "KPI_TABLE"} - called == {"KPI_TABLE"}
    assert len(called) >= 16


def test_every_native_expansion_is_of_a_function_in_the_catalogue() -> None:
    assert set(NATIVE) <= set(CATALOGUE)


def test_columns_agree_on_their_argument_count() -> None:
    """A call with too few arguments would leave a placeholder unfilled; with too many, one unused."""
    for name, pattern in NATIVE.items():
        used = {int(number) for number in re.findall(r"\{(\d)\}", pattern)}
        assert used == set(range(len(used))), name
        assert len(used) <= len(CATALOGUE[name].args), name
