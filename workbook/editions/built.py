"""A workbook fresh from the writer, completed to the file of its edition."""

from hedge_xl.core.language import Language
from workbook.editions.container import equip
from workbook.editions.marks import mark_calls
from workbook.package import Package, pack
from workbook.spec import Host


def as_edition(data: bytes, host: Host, language: Language) -> bytes:
    """The file with what its edition carries; the native one as it is."""
    if host == "native":
        return data
    package = Package(data, "built.xlsx")
    equipped = equip(package, host, language)
    if equipped.metadata is not None:
        mark_calls(package, host, equipped.metadata)
    return pack({name: package.read(name) for name in package.names})
