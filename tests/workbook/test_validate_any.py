"""The validator and any input at all: it never breaks, and says everything in words."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import LEDGER, MONTHS, check_words, small, small_file

from workbook.read import Opened, open_workbook
from workbook.spec import Value
from workbook.validate import findings_of

ODD: st.SearchStrategy[Value] = st.one_of(
    st.sampled_from(
        [None, True, False, 0.0, -1.0, 0.5, 60.0, 61.0, 44741.0, 109574.0, 109575.0, 1e15, 1e300, -1e300, 1e-320]
    ),
    st.sampled_from(["", " ", "1", "１", "x", "*", "\n", "SELL|", "#N/A", "=1", "2022-12-31", "×", "あ" * 300]),
    st.floats(allow_nan=False, allow_infinity=False),
)
SPOTS = [(item.key, row, column.key) for item in LEDGER.tables for row in range(MONTHS) for column in item.inputs]


@given(st.dictionaries(st.sampled_from(SPOTS), ODD, max_size=6))
@settings(max_examples=150, deadline=None)
def test_no_input_breaks_the_validator(changes: dict[tuple[str, int, str], Value]) -> None:
    opened = open_workbook_of(small_file())
    opened.inputs = small("ja")
    for (name, row, column), value in changes.items():
        if row < len(opened.inputs.tables[name]):
            opened.inputs.tables[name][row][column] = value
    for finding in findings_of(opened):
        check_words(finding)


@cache
def open_workbook_of(data: bytes) -> Opened:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(data)
        return open_workbook(path)
