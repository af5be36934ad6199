"""The errors a file can cause."""

from hedge_xl.core.errors import HedgeError


class FileError(HedgeError):
    """A file that cannot be read, understood or written; `argument` is the file's name."""
