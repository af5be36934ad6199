"""The days of a year on which Tokyo or New York is closed, from the library that knows them.

A workbook that carries its functions carries a table of these days under this name instead.
"""

from datetime import date


def closed_days(year: int) -> frozenset[date]:
    """Public and bank holidays of Japan and the USA, and New York's exchange holidays."""
    import holidays  # takes longer to load than all the functions

    return frozenset(
        [
            *holidays.country_holidays("JP", years=year, categories=("public", "bank")),
            *holidays.country_holidays("US", years=year),
            *holidays.financial_holidays("NYSE", years=year),
        ]
    )
