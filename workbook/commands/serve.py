"""``hedge-xl serve``: the functions for Excel over HTTP, and a page that makes workbooks."""

import os
import socket
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Final

import typer

from hedge_xl.core.errors import DomainError, HedgeError
from hedge_xl.core.language import Language, Text
from hedge_xl.functions.settings import ENVIRONMENT
from workbook.commands.common import Help

if TYPE_CHECKING:
    from workbook.web.guard import Guard

_HELP: Final = {
    "command": Text(
        "ブックを作るページと、Excelの関数(xlwings Server)を動かす。例: hedge-xl serve",
        "Serve the page that makes workbooks and the functions for Excel (xlwings Server). Example: hedge-xl serve",
    ),
    "host": Text("待ち受けるアドレス", "address to listen on"),
    "port": Text("ポート", "port"),
    "cert": Text("TLSの証明書 (PEM)", "TLS certificate (PEM)"),
    "key": Text("証明書の秘密鍵 (PEM)", "private key of the certificate (PEM)"),
}
_MISSING: Final = Text(
    '追加の部品がありません。`pip install "hedge-xl[server]"` で入れてください。',
    'the extra is not installed; run `pip install "hedge-xl[server]"`.',
)
_TAKEN: Final = Text(
    "{host}:{port} で待ち受けられません({why})。--port で別の番号を指定してください。",
    "cannot listen on {host}:{port} ({why}); choose another one with --port.",
)
_BAD_PORT: Final = Text("ポートは1〜65535の整数です。", "a port is a whole number from 1 to 65535.")
_PAIR: Final = Text("--cert と --key は一緒に指定してください。", "give --cert and --key together.")
_RUNNING: Final = Text(
    "{url} で動いています。止めるには Ctrl+C を押します。", "Serving on {url}; press Ctrl+C to stop."
)
_MANIFEST: Final = Text("  Excelの関数: {url}manifest.xml", "  Functions for Excel: {url}manifest.xml")
_NO_LICENCE: Final = Text(
    "  ブックを作るページだけを動かします。Excelの関数には xlwings Server のライセンスキーが要ります。\n"
    "  環境変数 XLWINGS_LICENSE_KEY に、非商用なら noncommercial、商用なら xlwings.org で買ったキーを入れてください。",
    "  Only the page that makes workbooks is served. The functions for Excel need a licence key of xlwings Server:\n"
    "  set XLWINGS_LICENSE_KEY to noncommercial for noncommercial use, otherwise to a key bought from xlwings.org.",
)
_BAD_LICENCE: Final = Text(
    "XLWINGS_LICENSE_KEY のキーが使えません({why})。ページだけなら、この変数を消して起動してください。",
    "the key in XLWINGS_LICENSE_KEY is not accepted ({why}); unset it to serve the page alone.",
)
_EXTRA: Final = "xlwings_server"
_CONNECTIONS: Final = 200


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command(help=words["command"], short_help=words.short)
    def serve(
        host: Annotated[str, typer.Option("--host", help=words["host"])] = "127.0.0.1",
        port: Annotated[int, typer.Option("--port", help=words["port"])] = 8000,
        cert: Annotated[str | None, typer.Option("--cert", metavar="FILE", help=words["cert"])] = None,
        key: Annotated[str | None, typer.Option("--key", metavar="FILE", help=words["key"])] = None,
        chosen: Annotated[Language, words.lang] = language,
    ) -> None:
        if find_spec(_EXTRA) is None:
            raise HedgeError(_MISSING, "serve")
        if not 0 < port < 65536:
            raise DomainError(_BAD_PORT, "--port")
        if (cert is None) != (key is None):
            raise HedgeError(_PAIR, "--cert")
        run_server(host, port, chosen, None if cert is None or key is None else (cert, key))


def run_server(host: str, port: int, language: Language, tls: tuple[str, str] | None) -> None:
    """Serve until stopped. The functions speak the chosen language."""
    os.environ[ENVIRONMENT] = language
    listening = _listen(host, port)
    with listening:
        import uvicorn

        from workbook.web.app import LICENCE_KEY

        app = _application(listening.getsockname()[0])
        scheme = "http" if tls is None else "https"
        url = f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}/"
        typer.echo(_RUNNING.format(url=url).of(language))
        licensed = bool(os.environ.get(LICENCE_KEY))
        typer.echo((_MANIFEST.format(url=url) if licensed else _NO_LICENCE).of(language))
        config = uvicorn.Config(
            app,
            log_level="warning",
            limit_concurrency=_CONNECTIONS,
            timeout_keep_alive=15,
            server_header=False,
            ssl_certfile=tls[0] if tls else None,
            ssl_keyfile=tls[1] if tls else None,
        )
        uvicorn.Server(config).run(sockets=[listening])


def _application(address: str) -> "Guard":
    from workbook.web.app import make_app
    from workbook.web.origin import is_local

    try:
        return make_app(local=is_local(address))
    except Exception as error:
        if type(error).__name__ != "LicenseError":  # xlwings', which cannot be imported without a key that it takes
            raise
        raise HedgeError(_BAD_LICENCE.format(why=str(error).rstrip(".")), "serve") from error


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens, before anything slow is loaded."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        if os.name != "nt":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        raise HedgeError(_TAKEN.format(host=host, port=port, why=error.strerror or error), "--port") from error
    return listening
