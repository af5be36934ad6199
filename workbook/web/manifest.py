"""The manifest by which Excel learns of the add-in: where its functions and its task pane are."""

import os
import re
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from hedge_xl import __version__
from hedge_xl.core.language import Text
from hedge_xl.functions.settings import current_language
from workbook.web.origin import HOSTNAME
from workbook.web.page import environment

PATHS: Final = ("/manifest", "/manifest.xml")
_ID: Final = "6f1a2c1e-3f0b-4d0f-9a0e-5b7c2f4e8d11"
_HOST: Final = re.compile(r"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:]+\](:[0-9]{1,5})?")
_WORDS: Final = {
    "description": Text("為替ヘッジの関数と、月次の更新", "Functions for hedging, and the monthly update"),
    "tip": Text("今月の指示、月次の更新、約定の記録", "This month's instruction, month end, fills"),
}


async def manifest(request: Request) -> Response:
    """The manifest for the address under which it was asked for."""
    language = current_language()
    say = {key: text.of(language) for key, text in _WORDS.items()}
    context = {"id": _ID, "version": f"{__version__}.0", "base": _base(request), "lang": language, "say": say}
    text = environment().get_template("manifest.xml").render(context)
    return Response(text, media_type="application/xml", headers={"cache-control": "no-store"})


def _base(request: Request) -> str:
    known = os.environ.get(HOSTNAME)
    if known:
        return f"https://{known}"
    host = request.headers.get("host", "")
    secure = request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"
    return f"{'https' if secure else 'http'}://{host if _HOST.fullmatch(host) else 'localhost'}"
