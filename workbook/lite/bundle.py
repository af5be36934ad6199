"""Our functions as the two files that xlwings Lite keeps in a workbook: main.py and requirements.txt.

main.py holds the sources themselves, not an archive of them: anybody can read what runs in his workbook, and the
workbook, a zip, packs them as small as an archive would.
"""

from functools import cache
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Language
from hedge_xl.functions.settings import ENVIRONMENT
from workbook.lite import loader
from workbook.lite.block import block_of
from workbook.lite.extension import LiteCode
from workbook.lite.licence import LICENCE
from workbook.lite.sources import sources_for

HOST: Final = "hedge_xl.hosts.lite"
XLWINGS: Final = "0.37.8"
"""The version of xlwings with which the host module was tested; Lite installs the one that is asked for."""
REQUIREMENTS: Final = f"xlwings=={XLWINGS}\nnumpy\n"
"""Lite has numpy of its own, in a version that belongs to its Python and must not be asked for."""

_QUOTES: Final = "'''"
GREETING: Final = """\
# 自分の関数はここに書けます。例:
# Write your own functions here, for example:
#
#   from xlwings import func
#
#   @func
#   def hello(name):
#       return f"Hello {name}!"

"""
_BLOCK: Final = """\
# ここから「<<< hedge_xl <<<」の行までは hedge_xl が作りました。書き換えず、自分のコードはこの外に書いてください。
# Made by hedge_xl, down to the line "<<< hedge_xl <<<". Leave it as it is and write your own code outside of it.
#
# 中身は Python パッケージ hedge_xl のソースそのものと、日米の祝日の表です。ファイルへの取り出し: hedge-xl lite extract
# These are the sources of the Python package hedge_xl, word for word, and a table of holidays in Japan and the USA.
# To write them to files: hedge-xl lite extract
#
{licence}
# fmt: off
import os

{loader}

os.environ.setdefault("{variable}", "{language}")
carry({{
{sources}}})

from {host} import *
# fmt: on
"""


@cache
def lite_code(language: Language) -> LiteCode:
    """What a workbook carries so that xlwings Lite knows our functions; messages are in `language`."""
    return LiteCode(GREETING + functions_block(language), REQUIREMENTS)


@cache
def functions_block(language: Language) -> str:
    """The part of main.py that is ours: the same sources give the same text."""
    body = _BLOCK.format(
        licence="".join(f"# {line}".rstrip() + "\n" for line in LICENCE.splitlines()).rstrip(),
        loader=_loader(),
        variable=ENVIRONMENT,
        language=language,
        sources="".join(f'"{name}": r{_literal(source)},\n' for name, source in sources_for(HOST).items()),
        host=HOST,
    )
    return block_of(body, language)


def _loader() -> str:
    """The loader without the words that explain it to us."""
    source = Path(loader.__file__).read_text(encoding="utf-8")
    return source[source.index("\nimport ") :].strip()


def _literal(source: str) -> str:
    """A source between quotes, as it is; one that cannot stand so is a fault of ours."""
    if _QUOTES in source or source.endswith(("'", "\\")):
        raise AssertionError(f"a source that cannot be quoted: {source[:60]!r}")
    return f"{_QUOTES}{source}{_QUOTES}"
