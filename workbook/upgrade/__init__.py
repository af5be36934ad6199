"""Bringing a workbook of an older structure to today's: what is missing is added, everything else stays as it is."""
