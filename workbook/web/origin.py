"""Where a request may come from: by the names under which the server is known, and not sent by another site's page."""

import os
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Final

from hedge_xl.core.language import Text
from workbook.web.headers import OWN
from workbook.web.words import REFUSALS

HOSTNAME: Final = "XLWINGS_HOSTNAME"
"""The name under which the server is known outside, where a proxy hides it; xlwings Server's own setting."""
Headers = Iterable[tuple[bytes, bytes]]


def strange(method: str, path: str, headers: Headers, *, local: bool) -> Text | None:
    """Why a request is not to be answered; None when it may be.

    A server that only this computer reaches, ``local``, is asked for by this computer's names: a page elsewhere whose
    own name was made to lead here (DNS rebinding) asks by that. Our form is sent by our page alone.
    """
    if local and not all(_ours(value.decode("latin-1")) for value in _named(headers, b"host")):
        return REFUSALS["strange_host"].format(name=HOSTNAME)
    if method == "POST" and path in OWN and b"cross-site" in _named(headers, b"sec-fetch-site"):
        return REFUSALS["cross_site"]
    return None


def is_local(address: str) -> bool:
    """Whether an address that a server listens on is reached from this computer alone."""
    return ip_address(address).is_loopback


def _named(headers: Headers, name: bytes) -> list[bytes]:
    return [value for key, value in headers if key.lower() == name]


def _ours(host: str) -> bool:
    name = host.casefold()
    bare = name.partition("]")[0].removeprefix("[") if name.startswith("[") else name.partition(":")[0]
    known = os.environ.get(HOSTNAME)
    if bare == "localhost" or (known and known.casefold() in (name, bare)):
        return True
    try:
        return is_local(bare)
    except ValueError:  # a name and no address
        return False
