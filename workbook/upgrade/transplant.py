"""Cells of a new workbook's sheet copied onto a sheet of the user's, with their formats and rules."""

from collections.abc import Mapping

from workbook.edit.graft import inline, restyle, shared_strings
from workbook.edit.styles import Styles
from workbook.ooxml import main
from workbook.package import Package
from workbook.upgrade.sheet_tree import Position, SheetTree


class Transplant:
    """From the sheet ``model`` to the sheet ``tree``; `save` puts the result back."""

    def __init__(self, source: Package, source_part: str, package: Package, part: str) -> None:
        self.model = SheetTree.of(source, source_part)
        self.tree = SheetTree.of(package, part)
        self._styles = Styles(package, source)
        self._strings = shared_strings(source)

    def cell(self, origin: Position, target: Position) -> None:
        """Copy a cell, if there is one."""
        found = self.model.cell(*origin)
        if found is not None:
            self.tree.copy(found, *target)
            made = self.tree.make(*target)
            restyle(made, "s", self._styles)
            inline(made, self._strings)

    def reword(self, target: Position, words: Mapping[str, str]) -> None:
        """Other words in a copied cell whose whole text is one of these."""
        cell = self.tree.cell(*target)
        texts = [] if cell is None else list(cell.iter(main("t")))
        if len(texts) == 1:
            text = texts[0].text or ""
            texts[0].text = words.get(text, text)

    def rules(self, origin: Position, target: Position, rows: int = 1) -> None:
        """Copy the validations and conditional formats of a cell to as many cells below each other."""
        for rule in self.tree.copy_rules(self.model, origin, target, rows):
            if rule.get("dxfId") is not None:
                rule.set("dxfId", str(self._styles.rule_format(int(rule.get("dxfId", "0")))))

    def save(self) -> None:
        """Put sheet and formats back."""
        self._styles.save()
        self.tree.save()
