"""What a failed write means to the user: one line that says why and what to do, for every error a disk can give."""

import errno
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Text
from workbook.errors import FileError

_FULL: Final = Text(
    "ディスクに空きがないため書き込めません。空きを作ってからやり直してください。",
    "cannot be written: the disk is full; make room and try again.",
)
_READ_ONLY: Final = Text(
    "読み取り専用の場所なので書き込めません。書き込める場所にコピーしてください。",
    "cannot be written: the disk is read-only; copy the file to where it can be changed.",
)
_PERMISSION: Final = Text(
    "書き込めません。フォルダとファイルの権限を確かめ、開いているプログラムを閉じてからやり直してください。",
    "cannot be written: check the permissions of the folder and the file, close programs that hold it, and try again.",
)
_NETWORK: Final = Text(
    "ディスクかネットワークの障害({reason})で書き込めません。接続を確かめ、手元にコピーしてやり直してください。",
    "cannot be written: the disk or the network failed ({reason}); check the connection, or work on a local copy.",
)
_TOO_LONG: Final = Text(
    "名前か場所が長すぎて書き込めません。短い名前にしてください。",
    "cannot be written: the name or the path is too long; use a shorter one.",
)
LOOP: Final = Text(
    "リンクが輪になっていて開けません。リンクを作り直してください。",
    "the link leads back to itself; make the link anew.",
)
_CANNOT: Final = Text(
    "書き込めません({reason})。場所・権限・空き容量を確かめてください。",
    "cannot be written ({reason}); check the folder, its permissions and the free space.",
)


def _numbers(*names: str) -> frozenset[int]:
    """Error numbers by name; not every system has all of them."""
    return frozenset(getattr(errno, name) for name in names if hasattr(errno, name))


_MEANINGS: Final[Mapping[frozenset[int], Text]] = {
    _numbers("ENOSPC", "EDQUOT", "EFBIG"): _FULL,
    _numbers("EROFS"): _READ_ONLY,
    _numbers("EACCES", "EPERM", "EBUSY", "ETXTBSY"): _PERMISSION,
    _numbers(
        "EIO", "ESTALE", "ENOTCONN", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "EREMOTEIO"
    ): _NETWORK,
    _numbers("ENAMETOOLONG"): _TOO_LONG,
    _numbers("ELOOP"): LOOP,
}


def write_error(name: str | Path, error: OSError) -> FileError:
    """The refusal that an error of the system becomes; `name` is the file the user knows."""
    reason = error.strerror or type(error).__name__
    found = next((text for numbers, text in _MEANINGS.items() if error.errno in numbers), _CANNOT)
    return FileError(Text(*(text.replace("{reason}", reason) for text in (found.ja, found.en))), Path(name).name)
