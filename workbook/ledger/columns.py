"""Columns that more than one table of the ledger has."""

from hedge_xl.core.language import Text
from workbook.spec import Column, Validation


def month_input(source: str) -> Column:
    """The month end that a row stands for."""
    return Column(
        "month",
        Text("月末", "Month end"),
        "input",
        Text("月の最後の暦日", "Last calendar day of the month"),
        source,
        Text("日付", "date"),
        "yyyy-mm-dd",
        12,
        validation=Validation(
            "custom",
            custom="{cell}=EOMONTH({cell},0)",
            message=Text("月末日(例 2026-10-31)", "A month end such as 2026-10-31"),
        ),
    )
