"""The UNO component of the LibreOffice add-in: LibreOffice's Python runs this file and hands calls to it.

It is a shell around `hedge_xl.hosts.libreoffice`, which the extension carries beside it in ``pythonpath``. When that
cannot be read, most often for want of numpy, the functions stay known: HX_VERSION says why in its cell, all others
are errors.

Some LibreOffices bring a Python too old for the package: this file alone keeps to what that understands.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import IllegalArgumentException, Locale, XServiceInfo, XServiceName
from com.sun.star.sheet import LocalizedName, XAddIn, XCompatibilityNames
from org.hedgexl import XHedge

_CARRIED = Path(__file__).resolve().parent / "pythonpath"
while str(_CARRIED) in sys.path:
    sys.path.remove(str(_CARRIED))
sys.path.insert(0, str(_CARRIED))  # before another hedge_xl that PYTHONPATH may lead to

SERVICE = "org.hedgexl.HedgeImpl"
ADD_IN = "com.sun.star.sheet.AddIn"
NEEDED = (3, 11)
failure = ""
try:
    if sys.version_info < NEEDED:
        raise ImportError("Python {}.{} or newer is needed".format(*NEEDED))
    import numpy  # noqa: F401  # alone and first: LibreOffice blurs what a nested import lacks

    from hedge_xl.core.errors import HedgeError
    from hedge_xl.hosts import libreoffice as host

    if _CARRIED not in Path(host.__file__).resolve().parents:
        failure = f"another hedge_xl was loaded before: {host.__file__}"
except ImportError as error:
    failure = f"{error} (Python {sys.version.split()[0]}, {sys.prefix})"


def language_of_menus(context: Any) -> str:
    """LibreOffice's own language: `setLocale` does not tell it, since Calc asks for English names as well."""
    provider = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", context
    )
    node = PropertyValue(Name="nodepath", Value="/org.openoffice.Setup/L10N")
    settings = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (node,))
    return str(settings.getByName("ooLocale"))


class HedgeImpl(unohelper.Base, XAddIn, XCompatibilityNames, XServiceName, XServiceInfo, XHedge):
    """The add-in. The functions of the interface are found by `__getattr__`."""

    def __init__(self, context: Any) -> None:
        self._locale = Locale("ja", "JP", "")
        self._menus = language_of_menus(context)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """The method behind a function's name."""
        if not name.isupper():
            raise AttributeError(name)
        return lambda *given: self._call(name, given)

    def _call(self, name: str, given: Sequence[Any]) -> Any:
        if failure:
            if name == "HX_VERSION":
                return failure
            raise IllegalArgumentException(failure, self, 0)
        try:
            if name in host.DATED:
                *given, document = given
                first = document.getPropertyValue("NullDate")
                host.check_first_day(name, (first.Year, first.Month, first.Day), self._language)
            return host.call(name, given, self._language)
        except HedgeError as error:
            raise IllegalArgumentException(str(error), self, 0) from error

    @property
    def _language(self) -> Any:
        return host.language_of(self._menus)

    # XLocalizable
    def setLocale(self, locale: Any) -> None:
        self._locale = locale

    def getLocale(self) -> Any:
        return self._locale

    # XAddIn: in LibreOffice's spelling
    def getProgrammaticFuntionName(self, name: str) -> str:
        return name.upper() if failure else host.function_named(name)

    def getDisplayFunctionName(self, name: str) -> str:
        return name.upper() if failure else host.function_named(name)

    def getFunctionDescription(self, name: str) -> str:
        return failure or host.description(name, self._language)

    def getDisplayArgumentName(self, name: str, place: int) -> str:
        return f"{place + 1}" if failure else host.argument_name(name, place)

    def getArgumentDescription(self, name: str, place: int) -> str:
        return failure or host.argument_description(name, place, self._language)

    def getProgrammaticCategoryName(self, name: str) -> str:
        return "Add-In"

    def getDisplayCategoryName(self, name: str) -> str:
        return "Add-In"

    # XCompatibilityNames
    def getCompatibilityNames(self, name: str) -> tuple[Any, ...]:
        return tuple(LocalizedName(Locale(*place, ""), name.upper()) for place in (("ja", "JP"), ("en", "US")))

    # XServiceName, XServiceInfo
    def getServiceName(self) -> str:
        return SERVICE

    def getImplementationName(self) -> str:
        return SERVICE

    def supportsService(self, name: str) -> bool:
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return (ADD_IN, SERVICE)


g_ImplementationHelper = unohelper.ImplementationHelper()  # LibreOffice looks for this name
g_ImplementationHelper.addImplementation(HedgeImpl, SERVICE, (ADD_IN, SERVICE))
