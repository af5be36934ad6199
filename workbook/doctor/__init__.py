"""What is wrong with a file where it is used, and putting it right without touching what the user typed."""

from workbook.doctor.ailment import Ailment
from workbook.doctor.examine import examine
from workbook.doctor.repair import Repaired, repair

__all__ = ["Ailment", "Repaired", "examine", "repair"]
