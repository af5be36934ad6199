"""xlwings Lite: the code that a workbook carries for it, made, put in, read, replaced and taken out.

lite_code("ja")                     our functions as the files that Lite keeps in a workbook
put_code(package, lite_code("ja"))  into a package, beside whatever else is there
code_in(package)                    what a package carries; None when Lite was never used with it
without_functions(package)          our functions out again; the user's code and Lite's settings stay
"""

from workbook.lite.bundle import lite_code
from workbook.lite.extension import LiteCode, code_in, put_code
from workbook.lite.merge import refreshed, without_functions

__all__ = ["LiteCode", "code_in", "lite_code", "put_code", "refreshed", "without_functions"]
