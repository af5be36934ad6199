"""A real LibreOffice, to recalculate workbooks and to print them: for checks, never for files to keep.

What LibreOffice saves is not what it was given: cached values have 15 digits, functions it does not know are written
in lower case, and parts it does not understand are gone.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final

from hedge_xl.core.language import Text
from workbook.errors import FileError

DEFAULT_TIMEOUT: Final = 180.0
_USUAL_PLACES: Final = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
# Without this, LibreOffice keeps the cached values of files that seem to come from Excel: nothing would be checked.
ALWAYS_RECALCULATE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
_RECALCULATES: Final = '"OOXMLRecalcMode" oor:op="fuse"><value>0</value>'
NO_LIBREOFFICE: Final = Text(
    "LibreOffice が見つかりません。LibreOffice (Calc) をインストールするか、soffice を PATH に加えてください。",
    "LibreOffice was not found; install LibreOffice (Calc) or put soffice on the PATH.",
)
_TIMED_OUT: Final = Text(
    "LibreOffice が {seconds:g} 秒以内に終わりませんでした。ブックを減らすか、待ち時間を長くしてください。",
    "LibreOffice did not finish within {seconds:g} seconds; give it fewer workbooks or more time.",
)
_NOT_CONVERTED: Final = Text(
    "LibreOffice で変換できませんでした（{detail}）。LibreOffice で開けるか確かめてください。",
    "LibreOffice could not convert it ({detail}); check that LibreOffice can open it.",
)
_SAME_NAME: Final = Text(
    "同じ名前のブックを一度に変換できません。名前を変えるか、分けて変換してください。",
    "two workbooks of the same name cannot be converted at once; rename one or convert them separately.",
)
_SAME_FOLDER: Final = Text(
    "元のブックを上書きすることになります。別の出力フォルダを指定してください。",
    "this would overwrite the workbook itself; name another output folder.",
)


def find_soffice() -> Path | None:
    """The LibreOffice program: on the PATH, or where installers put it."""
    names = ("soffice.com", "soffice") if sys.platform == "win32" else ("soffice", "libreoffice")
    on_path = (shutil.which(name) for name in names)
    candidates = [found for found in on_path if found] + [p for p in _USUAL_PLACES if os.access(p, os.X_OK)]
    return Path(candidates[0]) if candidates else None


class LibreOffice:
    """LibreOffice with a private profile, apart from the user's own settings, extensions and open windows."""

    def __init__(self, profile: Path | None = None, timeout: float = DEFAULT_TIMEOUT) -> None:
        """Use `profile` as the profile's folder; without one, a temporary folder that is removed on exit."""
        soffice = find_soffice()
        if soffice is None:
            raise FileError(NO_LIBREOFFICE)
        self.soffice = soffice
        self.timeout = timeout
        self._temporary = (
            None if profile else tempfile.TemporaryDirectory(prefix="hedge-xl-", ignore_cleanup_errors=True)
        )
        self.profile = Path(self._temporary.name) if self._temporary else Path(profile or "").resolve()
        settings = self.profile / "user" / "registrymodifications.xcu"
        if not settings.exists():
            settings.parent.mkdir(parents=True, exist_ok=True)
            settings.write_text(ALWAYS_RECALCULATE, encoding="utf-8")
        elif _RECALCULATES not in settings.read_text(encoding="utf-8"):
            raise ValueError(f"profile {self.profile} exists and does not recalculate on load")

    def __enter__(self) -> "LibreOffice":
        """Nothing starts before the first conversion."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the temporary profile."""
        self.close()

    def close(self) -> None:
        """Remove the temporary profile."""
        if self._temporary is not None:
            self._temporary.cleanup()

    def recalculate(self, paths: Sequence[Path], outdir: Path) -> list[Path]:
        """Load each workbook, compute every formula, and save it as .xlsx of the same name in `outdir`."""
        return self._convert("xlsx", paths, outdir)

    def to_pdf(self, paths: Sequence[Path], outdir: Path) -> list[Path]:
        """Print each workbook, recalculated, to a PDF of the same name in `outdir`."""
        return self._convert("pdf", paths, outdir)

    def _convert(self, kind: str, paths: Sequence[Path], outdir: Path) -> list[Path]:
        """One start of LibreOffice for all files: the start takes longer than most conversions."""
        if not paths:
            return []
        outdir.mkdir(parents=True, exist_ok=True)
        targets = [outdir / f"{path.stem}.{kind}" for path in paths]
        _check_paths(paths, targets)
        with tempfile.TemporaryDirectory(dir=outdir, ignore_cleanup_errors=True) as fresh:
            output = self._run(kind, paths, Path(fresh))
            # A new, empty folder: what is found in it was made just now.
            for path, target in zip(paths, targets, strict=True):
                made = Path(fresh) / target.name
                if not made.is_file() or made.stat().st_size == 0:
                    raise FileError(_NOT_CONVERTED.format(detail=output or "no output"), path.name)
            for target in targets:
                (Path(fresh) / target.name).replace(target)
        return targets

    def _run(self, kind: str, paths: Sequence[Path], outdir: Path) -> str:
        command = [
            str(self.soffice),
            f"-env:UserInstallation={self.profile.as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            *("--convert-to", kind, "--outdir", str(outdir.resolve())),
            *(str(path.resolve()) for path in paths),
        ]
        with tempfile.TemporaryFile() as log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=sys.platform != "win32"
            )
            try:
                process.wait(self.timeout)
            except subprocess.TimeoutExpired as error:
                raise FileError(_TIMED_OUT.format(seconds=self.timeout)) from error
            finally:
                end_session(process)
            log.seek(0)
            return " ".join(log.read().decode("utf-8", "replace").split())[-300:]


def end_session(process: subprocess.Popen[bytes]) -> None:
    """End what is still running: soffice is a launcher, so its children, which share its session, go with it."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _check_paths(paths: Sequence[Path], targets: Sequence[Path]) -> None:
    for path in paths:
        if not path.is_file():
            raise FileError(_NOT_CONVERTED.format(detail="no such file"), path.name)
    if any(path.resolve() == target.resolve() for path, target in zip(paths, targets, strict=True)):
        raise FileError(_SAME_FOLDER)
    if len({target.name.casefold() for target in targets}) < len(targets):
        raise FileError(_SAME_NAME)
