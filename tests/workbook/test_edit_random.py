"""Any change of a small ledger, however strange: the file holds exactly its outcome, and the rest is as it was."""

from io import BytesIO

from edit_checks import check_file, contents, differing, opened, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import small_file

from hedge_xl.core.language import LANGUAGES, Language
from workbook.change import AppendRow, Change, GrowTable, Operation, SetParameter, SetValue
from workbook.edit import edited
from workbook.edit.sheet_rows import SheetEdit, rewritten
from workbook.errors import FileError
from workbook.ledger import LEDGER
from workbook.spec import Value
from workbook.validate import findings_of

ROWS = {key: len(table.rows) for key, table in opened(small_file("ja")).tables.items()}
INPUTS = {table.key: [column.key for column in table.inputs] for table in LEDGER.tables}
PARAMETERS = [cell.key for cell in LEDGER.cells if cell.kind == "input"]
# What the sheet computes from: the validator compares it with the twins after every change.
STALE = ("-value", "-formula-lost", "-formula-changed", "not-computed", "not-extended", "-calculated-column")

texts = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    ("=1", "#N/A", "売", "SELL", " x ", "\r\n", "D1")
)
numbers = st.floats(allow_nan=False, allow_infinity=False, width=32) | st.sampled_from((0.0, 44925.0, 1000.0, 150.25))
values: st.SearchStrategy[Value] = st.none() | texts | numbers | st.booleans()


@st.composite
def set_value(draw: st.DrawFn) -> Operation:
    table = draw(st.sampled_from([key for key in ROWS if INPUTS[key]]))
    row = draw(st.integers(0, ROWS[table] - 1))
    return SetValue(table, row, draw(st.sampled_from(INPUTS[table])), draw(values))


@st.composite
def append_row(draw: st.DrawFn) -> Operation:
    table = draw(st.sampled_from([key for key in ROWS if INPUTS[key]]))
    return AppendRow(table, draw(st.dictionaries(st.sampled_from(INPUTS[table]), values, max_size=4)))


parameters = st.builds(SetParameter, st.sampled_from(PARAMETERS), values)
growth = st.builds(GrowTable, st.sampled_from(sorted(ROWS)), st.integers(0, 12))
changes = st.builds(
    lambda operations: Change(tuple(operations)),
    st.lists(set_value() | append_row() | parameters | growth, min_size=1, max_size=6),
)


@given(changes, st.sampled_from(LANGUAGES))
@settings(max_examples=12, deadline=None)
def test_any_change(change: Change, language: Language) -> None:
    data = small_file(language)
    before = opened(data)
    try:
        new = edited(before, change)
    except FileError as refusal:
        told = refusal.message("ja")
        assert "計算できない" in told
        return
    check_file(before, data, new, change)
    after = opened(new)
    faults = [
        finding for finding in findings_of(after) if finding.code.endswith(STALE) and finding.code != "error-value"
    ]
    assert not faults, faults
    for part in differing(data, new):
        if part.startswith("xl/worksheets/"):
            assert set(rows(data, part)) <= set(rows(new, part))
            text = contents(new)[part]
            assert b"".join(rewritten(BytesIO(text), SheetEdit())) == text, "rows in order, each but once"
