"""The LibreOffice extension (.oxt): the component, its interface as text, and the package it runs, in one zip file.

Everything in it follows from the catalogue and the code, so that the same code gives the same bytes.
"""

import zipfile
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from io import BytesIO
from pathlib import Path
from typing import Final

import hedge_xl
from hedge_xl import __version__
from hedge_xl.core.language import LANGUAGES, Text
from hedge_xl.functions import CATALOGUE
from hedge_xl.functions.declare import Function
from hedge_xl.hosts import libreoffice
from hedge_xl.hosts.libreoffice import DATED, INTERFACE, SERVICE
from workbook.lite.sources import sources_for

IDENTIFIER: Final = "org.hedgexl.addin"
"""How LibreOffice's extension manager knows the extension, whatever its version."""

MINIMUM: Final = "7.4"
"""The oldest LibreOffice that the add-in was run in."""

COMPONENT: Final = "hedge_xl_addin.py"
CARRIED_IN: Final = "pythonpath"
_TYPES: Final = "hedge_xl.idl"
COMPONENTS: Final = "hedge_xl.components"
_LICENCE: Final = "LICENSE"
_PACKAGE: Final = Path(hedge_xl.__file__).resolve().parent
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)

_NAME: Final = Text("hedge_xl ヘッジの関数", "hedge_xl: functions for hedging")
_ABOUT: Final = Text(
    "自分のお金で為替や株価をヘッジする人のための、{count}個の関数です。セルに =HX_VERSION() と入力すると、"
    "動いているかどうかが分かります。LibreOffice の Python に numpy が必要です。",
    "{count} functions for people who hedge currencies and shares with their own money. =HX_VERSION() in a cell shows "
    "whether they work. LibreOffice's Python needs numpy.",
)


@cache
def extension() -> bytes:
    """The extension as a file's bytes."""
    return _zipped(_parts())


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in sorted(parts.items()):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, data, compresslevel=6)
    return out.getvalue()


def interface_text() -> str:
    """The interface in UNO's language: one method for each function, one argument of any type for each of its own.

    A function that fills several cells is declared as rows of cells: from ``any`` Calc would show ``#VALUE!``. One
    that reads dates is given the document as well, last and unseen by the user.
    """
    *modules, name = INTERFACE.split(".")
    opened = "".join(f"module {module} {{ " for module in modules)
    methods = "\n".join(f"    {_method(function)};" for function in CATALOGUE.values())
    closed = "}; " * len(modules)
    return f"{opened}\ninterface {name}: com::sun::star::uno::XInterface {{\n{methods}\n}};\n{closed.rstrip()}\n"


def _method(function: Function) -> str:
    result = "sequence< sequence<any> >" if function.result.spills else "any"
    arguments = [f"[in] any {_parameter(arg.name)}" for arg in function.args]
    if function.name in DATED:
        arguments.append("[in] com::sun::star::beans::XPropertySet caller")
    return f"{result} {function.name}({', '.join(arguments)})"


def _parameter(name: str) -> str:
    """UNO allows no underscore in the name of a parameter, nor a word of its own language such as ``any``."""
    return "given" + "".join(word.capitalize() for word in name.split("_"))


def _parts() -> dict[str, bytes]:
    texts = {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(),
        COMPONENTS: _components(),
        _TYPES: interface_text(),
        **{f"about.{language}.txt": _ABOUT.of(language).format(count=len(CATALOGUE)) for language in LANGUAGES},
        _LICENCE: _licence(),
        **{f"{CARRIED_IN}/{name}": source for name, source in _carried().items()},
    }
    return {
        **{name: text.encode() for name, text in texts.items()},
        COMPONENT: (_PACKAGE / "hosts" / "libreoffice_addin.py").read_bytes(),
    }


def _carried() -> Mapping[str, str]:
    """The sources that the functions need, by their place below the folder."""
    sources = sources_for(libreoffice.__name__)
    packages = {name.rpartition(".")[0] for name in sources}
    return {
        name.replace(".", "/") + ("/__init__.py" if name in packages else ".py"): source
        for name, source in sources.items()
    }


def _licence() -> str:
    """The licence, from the checkout or from what was installed."""
    beside = _PACKAGE.parent / _LICENCE
    if beside.is_file():
        return beside.read_text(encoding="utf-8")
    try:
        installed = distribution("hedge-xl").read_text(f"licenses/{_LICENCE}")
    except PackageNotFoundError:
        installed = None
    if installed is None:
        raise FileNotFoundError(f"{_LICENCE} of hedge_xl is missing from the installation")
    return installed


def _manifest() -> str:
    entries = {
        _TYPES: "application/vnd.sun.star.uno-typelibrary;type=RDB",
        COMPONENTS: "application/vnd.sun.star.uno-components",
    }
    lines = "\n".join(
        f'  <manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in entries.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n{lines}\n</manifest:manifest>\n'
    )


def _components() -> str:
    """Which services the component implements: with this list nothing has to run when the extension is added."""
    services = "\n".join(f'      <service name="{name}"/>' for name in ("com.sun.star.sheet.AddIn", SERVICE))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<components xmlns="http://openoffice.org/2010/uno-components">\n'
        f'  <component loader="com.sun.star.loader.Python" uri="{COMPONENT}">\n'
        f'    <implementation name="{SERVICE}">\n{services}\n    </implementation>\n  </component>\n</components>\n'
    )


def _description() -> str:
    names = "".join(f'\n    <name lang="{language}">{_NAME.of(language)}</name>' for language in LANGUAGES)
    about = "".join(f'\n    <src lang="{language}" xlink:href="about.{language}.txt"/>' for language in LANGUAGES)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<description xmlns="http://openoffice.org/extensions/description/2006"\n'
        '  xmlns:l="http://libreoffice.org/extensions/description/2011" xmlns:xlink="http://www.w3.org/1999/xlink">\n'
        f'  <identifier value="{IDENTIFIER}"/>\n  <version value="{__version__}"/>\n  <platform value="all"/>\n'
        f'  <dependencies>\n    <l:LibreOffice-minimal-version value="{MINIMUM}" l:name="LibreOffice {MINIMUM}"/>\n'
        "  </dependencies>\n"
        f"  <display-name>{names}\n  </display-name>\n"
        f"  <extension-description>{about}\n  </extension-description>\n"
        "</description>\n"
    )
