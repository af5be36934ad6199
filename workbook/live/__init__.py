"""Changing a workbook that is open: the plan that edits a closed file, done through the program that holds it.

`LiveBook` is all that a program must offer; `change_live` does the rest and is the one way in. Excel on Windows is
`ExcelBook`; a book that came with a request to xlwings Server is `ServerBook`.
"""

from workbook.live.book import Area, LiveBook
from workbook.live.change import change_live
from workbook.live.reading import read_live
from workbook.live.server_book import ServerBook

__all__ = ["Area", "LiveBook", "ServerBook", "change_live", "read_live"]
