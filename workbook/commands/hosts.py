"""The option that names an edition, and what an edition needs."""

from typing import Final

from hedge_xl.core.errors import ChoiceError
from hedge_xl.core.language import Language, Text
from workbook.spec import HOSTS, Host
from workbook.text import WORDS

EDITIONS: Final = Text(
    "版: native (標準関数だけ)、excel (Windows版Excelとxlwings)、officejs (xlwings Lite・Server)、libreoffice",
    "edition: native (built-in functions), excel (Excel for Windows with xlwings), officejs (xlwings Lite or "
    "Server), libreoffice",
)
_UNKNOWN: Final = Text(
    "版 {given!r} はありません。選べるのは: {known}", "there is no edition {given!r}; choose one of: {known}"
)
_NEEDS: Final = Text("必要なもの: {needs}。最初に一度: {first}。", "It needs: {needs}. First, once: {first}.")


def known_host(given: str, option: str) -> Host:
    """The edition of that name; a `ChoiceError` when there is none."""
    for host in HOSTS:
        if host == given.strip().lower():
            return host
    raise ChoiceError(_UNKNOWN.format(given=given, known=", ".join(HOSTS)), option)


def needs(host: Host, language: Language) -> str:
    """What an edition needs and what to do first, in one line."""
    words = (WORDS[f"{key}_{host}"].of(language).rstrip("。.") for key in ("needs", "first"))
    return _NEEDS.of(language).format(**dict(zip(("needs", "first"), words, strict=True)))
