"""The plain form of XML in which programs write cells: what of it can be read without an XML parser, and what not.

Everything here is strict: what is accepted means exactly what a parser would say, all else raises `NotPlainError`.
"""

import re
from typing import Final

_ENTITY: Final = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));|&")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ATTRIBUTE: Final = re.compile(r' ([A-Za-z_][A-Za-z0-9_]*)(?::([A-Za-z_][A-Za-z0-9_]*))?="([^<>&"\t\n]*)"')
# Bytes that no text holds, and carriage returns, which a parser would turn into newlines.
CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n")
_NO_CHARACTERS: Final = b"\xef\xbf"  # how U+FFFE and U+FFFF begin, which XML forbids, and some that nobody uses


class NotPlainError(Exception):
    """XML for which a parser is needed."""


def check_text(data: bytes, controls: int = 0) -> None:
    """Refuse bytes that XML forbids in text; `controls` is how many control characters the caller put there."""
    if len(data) - len(data.translate(None, CONTROLS)) != controls or b"]]>" in data or _NO_CHARACTERS in data:
        raise NotPlainError


def decoded(data: bytes) -> str:
    """Text with its character references resolved."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise NotPlainError from error
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    name, decimal, hexadecimal = match.groups()
    if name:
        return _NAMED[name]
    if not decimal and not hexadecimal:
        raise NotPlainError
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000:
        return chr(code)
    raise NotPlainError


def attributes(data: bytes, prefixes: frozenset[str]) -> dict[str, str]:
    """The attributes of a start tag by name; those with one of the known prefixes are read and left out."""
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError as error:
        raise NotPlainError from error
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        match = _ATTRIBUTE.match(text, at)
        if match is None:
            raise NotPlainError
        prefix, name = (match[1], match[2]) if match[2] else ("", match[1])
        key = f"{prefix}:{name}" if prefix else name
        if key in found or name == "xmlns" or (prefix and prefix not in prefixes):
            raise NotPlainError
        found[key] = match[3]
        at = match.end()
    return {name: value for name, value in found.items() if ":" not in name}
