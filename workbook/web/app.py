"""The whole server as one application: the page always, and with a licence key xlwings Server beneath it."""

import os
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from hedge_xl.functions.settings import current_language
from workbook.web import manifest, pane
from workbook.web.guard import Guard
from workbook.web.page import Page
from workbook.web.words import REFUSALS

PROJECT: Final = Path(__file__).parent / "project"
LICENCE_KEY: Final = "XLWINGS_LICENSE_KEY"
ENVIRONMENT: Final = {
    "XLWINGS_PROJECT_DIR": str(PROJECT),
    "XLWINGS_ON_SERVER": "true",
}
DEFAULTS: Final = {
    "XLWINGS_ENVIRONMENT": "prod",
    "XLWINGS_FUNCTIONS_NAMESPACE": "",
    "XLWINGS_PROJECT_NAME": "hedge_xl",
    "XLWINGS_ENABLE_SOCKETIO": "false",
    "XLWINGS_ENABLE_HTMX": "false",
    "XLWINGS_ENABLE_ALPINEJS_CSP": "false",
    "XLWINGS_ENABLE_BOOTSTRAP": "false",
    "XLWINGS_LOG_LEVEL": "WARNING",
}
"""xlwings Server's settings, unless the user has set them."""


def make_app(*, local: bool = False) -> Guard:
    """The application; without XLWINGS_LICENSE_KEY the page alone. ``local``: only this computer reaches it."""
    licensed = bool(os.environ.get(LICENCE_KEY))
    page = Page(excel=licensed)
    routes, scripts = list(page.routes), frozenset[str]()
    if licensed:
        beneath, scripts = _xlwings_server()
        routes += [Route(path, pane.task_pane) for path in pane.PATHS]
        routes += [Route(path, manifest.manifest) for path in manifest.PATHS]
        routes.append(Mount("/", beneath))
    return Guard(Starlette(routes=routes, exception_handlers={404: _not_found}), scripts, local=local)


def _xlwings_server() -> tuple[Any, frozenset[str]]:
    """xlwings Server with our project, and the names of its scripts. It reads its settings when it is imported."""
    os.environ.update(ENVIRONMENT)
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    from xlwings_server.main import main_app
    from xlwings_server.routers.xlwings import custom_scripts

    names = (name for name in dir(custom_scripts) if hasattr(getattr(custom_scripts, name), "__xlscript__"))
    return main_app, frozenset(names)


async def _not_found(request: Request, error: Exception) -> Response:
    return PlainTextResponse(REFUSALS["not_found"].of(current_language()), 404)
