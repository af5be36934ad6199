"""Whether a workbook may hold macros: its content type says so, and its name must end accordingly."""

from typing import Final

from workbook.edit.new_parts import content_type
from workbook.edit.whole_part import to_part
from workbook.ooxml import CONTENT_TYPES
from workbook.package import CONTENT_TYPES_PART, Package

_PLAIN: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}.main+xml"
_MACROS: Final = "application/vnd.ms-excel.{kind}.macroEnabled.main+xml"


def macro_enabled(package: Package) -> bool:
    """Whether the file is of the kind that may hold macros."""
    return "macroEnabled" in content_type(package, package.workbook_part)


def suffix_of(package: Package) -> str:
    """The ending that the name of such a file must have for Excel to open it."""
    return ".xlsm" if macro_enabled(package) else ".xlsx"


def set_macro_enabled(package: Package, *, enabled: bool) -> None:
    """Make it a workbook, or a template, of that kind."""
    old, new = (_PLAIN, _MACROS) if enabled else (_MACROS, _PLAIN)
    root = package.xml(CONTENT_TYPES_PART)
    for item in root.iter(f"{{{CONTENT_TYPES}}}Override"):
        for kind in ("sheet", "template"):
            if item.get("ContentType") == old.format(kind=kind):
                item.set("ContentType", new.format(kind=kind))
    package.put(CONTENT_TYPES_PART, to_part(root))
