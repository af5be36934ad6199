"""Putting the add-in into a user's LibreOffice, and taking it out."""

import os
import re
import tempfile
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from hedge_xl.core.language import Text, same
from workbook.addin.extension import COMPONENT, COMPONENTS, IDENTIFIER, extension
from workbook.addin.lacking import no_python
from workbook.addin.probe import Answer, ask
from workbook.addin.programs import Office, run_program, shortened
from workbook.errors import FileError
from workbook.finding import filled

_ROOT: Final = Text(
    "root では使えません。root が入れたアドインは LibreOffice から見えません。普段のユーザーで実行してください。",
    "not as root: LibreOffice does not see an add-in that root installed; run this as your own user.",
)
_OPEN: Final = Text(
    "LibreOffice が開いています。すべて閉じてからもう一度実行してください(開いていなければ {lock} を削除)。",
    "LibreOffice is open; close it and run this again (if it is not open, delete {lock}).",
)
_NOT_ADDED: Final = Text(
    "LibreOffice がアドインを受け付けませんでした({detail})。", "LibreOffice did not take the add-in ({detail})."
)
_NOT_KNOWN: Final = Text(
    "アドインを入れましたが、LibreOffice が関数を知りません({detail})。{help}",
    "the add-in is in place, but LibreOffice does not know its functions ({detail}). {help}",
)
_NOT_REMOVED: Final = Text("アドインを外せませんでした({detail})。", "the add-in could not be taken out ({detail}).")
_NONE: Final = same("-")


def install(office: Office) -> Answer:
    """Put this version's add-in in place of any other, and what LibreOffice then computes with it."""
    refuse_root()
    _refuse_open(office)
    if installed_version(office):
        _remove(office)
    with tempfile.TemporaryDirectory(prefix="hedge-xl-") as folder:
        file = Path(folder) / "hedge_xl.oxt"
        file.write_bytes(extension())
        answer = _add(office, file)
        if not answer.known:  # the first start ever forgets what was added before it
            answer = _add(office, file)
    if not answer.known:
        lack = no_python(office)
        raise FileError(filled(_NOT_KNOWN, detail=answer.said or COMPONENT, help=lack or _NONE))
    return answer


def uninstall(office: Office) -> bool:
    """Take the add-in out; False when there is none."""
    refuse_root()
    _refuse_open(office)
    if not installed_version(office):
        return False
    _remove(office)
    return True


def installed_version(office: Office) -> str:
    """The version of the add-in in the profile; empty when there is none."""
    if is_open(office):  # which hides it from the list
        return _version_in_use(office)
    listed = run_program(office.unopkg, "list", *office.options)
    found = re.search(rf"^Identifier: {re.escape(IDENTIFIER)}\s+Version: (\S+)", listed.text, re.MULTILINE)
    return found[1] if found else ""


def _version_in_use(office: Office) -> str:
    """The version that LibreOffice reads when it starts."""
    folder = office.profile_folder
    assert folder is not None  # it is open, so that its lock was found
    packages = folder / "user" / "uno_packages" / "cache"
    register = packages / "registry" / "com.sun.star.comp.deployment.component.PackageRegistryBackend" / "unorc"
    listed = register.read_text(encoding="utf-8") if register.is_file() else ""
    found = re.search(rf"\$UNO_USER_PACKAGES_CACHE(/\S+)/{re.escape(COMPONENTS)}(?:\s|$)", listed)
    about = packages / unquote(found[1]).lstrip("/") / "description.xml" if found else None
    if about is None or not about.is_file():
        return ""
    version = re.search(r'<version value="([^"]+)"', about.read_text(encoding="utf-8"))
    return version[1] if version else ""


def is_open(office: Office) -> bool:
    """Whether LibreOffice uses the profile now, as far as its lock tells."""
    return office.lock is not None and office.lock.exists()


def refuse_root() -> None:
    """Root has a profile of its own, which is nobody's."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        raise FileError(_ROOT)


def _refuse_open(office: Office) -> None:
    """A LibreOffice that runs would go on with the code that it has read."""
    if is_open(office):
        raise FileError(_OPEN.format(lock=office.lock))


def _add(office: Office, file: Path) -> Answer:
    done = run_program(office.unopkg, "add", "-f", *office.options, file)
    if done.code:
        raise FileError(_NOT_ADDED.format(detail=shortened(done.text)))
    return ask(office)


def _remove(office: Office) -> None:
    done = run_program(office.unopkg, "remove", *office.options, IDENTIFIER)
    if done.code:
        raise FileError(_NOT_REMOVED.format(detail=shortened(done.text)))
