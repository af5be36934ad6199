"""What the file of an edition carries besides its sheets, put in and taken out."""

from dataclasses import dataclass, field
from typing import Final

from hedge_xl.core.language import Language, Text
from workbook.cell_types import XlsxBook
from workbook.editions.conf_sheet import TITLE, drop_conf, put_conf
from workbook.editions.lite_code import drop_functions, put_functions
from workbook.editions.macros import drop_macros, has_macros, macros_are_ours, put_macros
from workbook.editions.metadata import cell_metadata
from workbook.package import Package
from workbook.spec import Host

_MACROS_STAY: Final = Text(
    "マクロは自分で変えたか足したものなので残しました(.xlsm のまま)。要らなければ --drop-macros で外せます。",
    "the macros are not as we put them there, so they stay, and so does .xlsm; --drop-macros takes them away.",
)
_OWN_MACROS: Final = Text(
    "自分のマクロがあるので、xlwingsのマクロは入れませんでした。VBAエディターで xlwings.bas を取り込んでください。",
    "the file has macros of its own, so xlwings' were not put in: import xlwings.bas in the VBA editor.",
)
_CONF_STAYS: Final = Text(
    "シート「{title}」は設定が書き換えられているので残しました。",
    'the sheet "{title}" holds settings of yours and stays.',
)


_CODE_STAYS: Final = Text(
    "xlwings Lite の main.py の hedge_xl の部分が書き換えられているので残しました。",
    "the hedge_xl part of xlwings Lite's main.py has been edited by hand and stays.",
)


@dataclass(frozen=True, slots=True)
class Equipped:
    """What is worth telling, and how dynamic arrays are numbered where the edition has them."""

    notes: list[Text] = field(default_factory=list)
    metadata: int | None = None


def equip(package: Package, host: Host, language: Language, *, force: bool = False) -> Equipped:
    """Put in what the edition needs. ``force`` puts our code beside code of the user's that will not go with it."""
    done = Equipped(metadata=cell_metadata(package) if host == "officejs" else None)
    if host == "officejs":
        note = put_functions(package, language, force=force)
        done.notes.extend([] if note is None else [note])
    if host == "excel":
        put_conf(package, language)
        if not has_macros(package):
            put_macros(package)
        elif not macros_are_ours(package):
            done.notes.append(_OWN_MACROS)
    return done


def strip(package: Package, host: Host, book: XlsxBook, *, drop_all_macros: bool = False) -> list[Text]:
    """Take out what only that edition needs, as far as it is ours; what stays is told."""
    notes: list[Text] = []
    if host == "officejs" and not drop_functions(package):
        notes.append(_CODE_STAYS)
    if has_macros(package):
        if drop_all_macros or macros_are_ours(package):
            drop_macros(package)
        elif host == "excel":
            notes.append(_MACROS_STAY)
    if host == "excel" and not drop_conf(package, book):
        notes.append(_CONF_STAYS.format(title=TITLE))
    return notes
