"""How each host's files spell a call of a hedge_xl function: the only place that knows.

A host is the program whose functions an edition of a workbook uses; ``native`` uses none of ours.
"""

import re
from collections.abc import Mapping
from typing import Final

from hedge_xl.functions import CATALOGUE
from hedge_xl.hosts import libreoffice
from workbook.spec import Host

# Whether xlwings Lite puts a namespace before its functions is not settled; with one, the name follows it and "_".
NAMESPACE: Final = ""
# The service that the LibreOffice add-in implements; a file holds a function's programmatic name.
SERVICE: Final = libreoffice.SERVICE.upper()
_OFFICE_JS: Final = "_xldudf_"  # how Excel marks functions that an Office add-in brings
PREFIXES: Final[Mapping[Host, str]] = {
    "native": "",
    "excel": "",
    "officejs": f"{_OFFICE_JS}{NAMESPACE}_" if NAMESPACE else _OFFICE_JS,
    "libreoffice": f"{SERVICE}.",
}
SUFFIXES: Final[Mapping[Host, str]] = {
    "native": ".xlsx",
    "excel": ".xlsm",
    "officejs": ".xlsx",
    "libreoffice": ".xlsx",
}
_PREFIXED: Final = re.compile("|".join(re.escape(prefix) for prefix in PREFIXES.values() if prefix), re.IGNORECASE)


def call_name(host: Host, function: str) -> str:
    """A function of the catalogue as a file of that edition names it; any other function as it is."""
    return PREFIXES[host] + function if function in CATALOGUE else function


def known_call(written: str) -> tuple[str, bool] | None:
    """The function of the catalogue that a file calls, and whether it is named as only we name it.

    None for a function that is not ours. A plain name may be somebody else's as well. LibreOffice writes functions
    that it does not know in small letters.
    """
    prefix = _PREFIXED.match(written)
    name = written[prefix.end() if prefix else 0 :].upper()
    return (name, prefix is not None) if name in CATALOGUE else None


def usual_spelling(written: str) -> str:
    """A call by a name that only we use, spelled as we do; any other as it is."""
    prefix = _PREFIXED.match(written)
    if prefix is None:
        return written
    ours = next(item for item in PREFIXES.values() if item.lower() == prefix.group().lower())
    return ours + written[prefix.end() :].upper()
