"""The VBA that xlwings writes for the catalogue, part by part against a kept copy, and against VBA's own rules.

After functions or arguments have changed, write the copy anew and read what changed in it:
``HEDGE_XL_UPDATE_GOLDEN=1 python -m pytest tests/hosts/test_vba.py``
"""

import os
import re
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from hedge_xl.core.language import LANGUAGES
from hedge_xl.functions import CATALOGUE, use_language

GOLDEN = Path(__file__).parent / "golden" / "udfs.bas"
CLASSIC = "hedge_xl.hosts.classic"
LONGEST_TEXT = 255
LONGEST_LINE = 1023
MOST_ARGUMENTS = 60
KEYWORDS_TEXT = """
    addressof alias and any append as attribute base beep begin boolean byref byte byval call case cbool cbyte ccur
    cdate cdbl cdec cint class clng clnglng clngptr close compare const csng cstr currency cvar cverr date debug decimal
    declare defbool defbyte defcur defdate defdbl defdec defint deflng deflnglng deflngptr defobj defsng defstr defvar
    dim do doevents double each else elseif empty end endif enum eqv erase error event exit explicit false fix for
    friend function get global gosub goto if imp implements in input int integer is lbound len let lib like line load
    local lock long longlong longptr loop lset me mid mod module name new next not nothing null object on open option
    optional or output paramarray preserve print private property ptrsafe public put raiseevent random randomize read
    redim rem reset resume return rset scale seek select set sgn shared single spc static step stop string sub tab text
    then time to true type typeof ubound unload unlock until variant version wend while width with withevents write xor
"""
"""Reserved words, and the statements that would change their meaning if an argument bore their name."""
KEYWORDS = set(KEYWORDS_TEXT.split())

pytest.importorskip("xlwings", reason="the extra 'excel' is not installed")


def parts(vba: str) -> dict[str, str]:
    """The text of every function by its name."""
    return {
        head.group(1): head.group() for head in re.finditer(r"^Function (\w+)\(.*?^End Function$", vba, re.M | re.S)
    }


def signatures(vba: str) -> dict[str, list[str]]:
    """The arguments of every function, without the word Optional."""
    heads = re.findall(r"^Function (\w+)\((.*)\)$", vba, re.M)
    return {name: [word.removeprefix("Optional ") for word in args.split(", ") if word] for name, args in heads}


def test_the_generated_vba_is_the_kept_copy(vba):
    if os.environ.get("HEDGE_XL_UPDATE_GOLDEN"):
        GOLDEN.write_text(vba, encoding="utf-8", newline="\n")
    found, kept = parts(vba), parts(GOLDEN.read_text(encoding="utf-8"))
    assert sorted(found) == sorted(kept) == sorted(CATALOGUE)
    for name, text in found.items():
        assert text == kept[name], name


def test_names_are_none_of_vbas(vba):
    for name, args in signatures(vba).items():
        for word in (name, *args):
            assert re.fullmatch(r"[A-Za-z]\w{0,254}", word, re.ASCII), word
            assert word.lower() not in KEYWORDS
        folded = [word.lower() for word in (name, *args)]
        assert len(set(folded)) == len(folded), f"{name}: VBA knows no case"


def test_functions_are_not_read_as_cells(vba):
    for name in signatures(vba):
        assert not re.fullmatch(r"[A-Z]{1,3}\d+|R\d*|C\d*|R\d*C\d*", name), name


def test_lines_and_argument_lists_fit(vba):
    assert max(map(len, vba.splitlines())) <= LONGEST_LINE
    assert vba.isascii()
    assert max(map(len, signatures(vba).values())) <= MOST_ARGUMENTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wizard_gets_nothing_longer_than_it_shows(udfs, language):
    """xlwings cuts longer words off without a word."""
    workbook = MagicMock()
    workbook.Name = "ledger.xlsm"
    workbook.Application.Version = "16.0"
    with use_language(language):
        udfs.get_udf_module(CLASSIC, None)
        udfs.import_udfs(CLASSIC, workbook)
    told = workbook.Application.MacroOptions.call_args_list
    assert len(told) == len(CATALOGUE)
    for options in (call.kwargs for call in told):
        function = CATALOGUE[options["Macro"].split("!")[1]] if "Macro" in options else None
        words = [options["Description"], *(options["ArgumentDescriptions"] or [])]
        assert all(0 < len(text) <= LONGEST_TEXT for text in words), function
        assert not any("\n" in text for text in words)
