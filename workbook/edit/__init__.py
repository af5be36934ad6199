"""Changing a file and nothing else in it: `edited` makes the new bytes of a workbook from a plan by meaning."""

from workbook.edit.engine import brought_to, edited, model_of

__all__ = ["brought_to", "edited", "model_of"]
