"""One edition of a workbook made into another: formulas respelled, what the file carries exchanged, all else kept."""

from workbook.rehost.rehosted import Rehosted, rehosted

__all__ = ["Rehosted", "rehosted"]
