"""The page that makes workbooks: its routes, and what its template is given."""

import asyncio
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from hedge_xl import __version__
from hedge_xl.core.language import LANGUAGES, Language
from workbook.books import BOOKS
from workbook.commands.new import EXAMPLE_A_USD, EXAMPLE_SPOT
from workbook.spec import HOSTS
from workbook.text import WORDS
from workbook.web.fields import FIRST_SHOWN, fields, groups
from workbook.web.fulfil import Made, UnfitError, fulfil
from workbook.web.order import FILLINGS, MONTH_FIELDS, Order, Reading
from workbook.web.pictures import pictures
from workbook.web.words import PAGE, REFUSALS

HERE: Final = Path(__file__).parent
LARGEST_FORM: Final = 64_000
_MOST_FIELDS: Final = 1000
_AT_ONCE: Final = 2
"""Workbooks made at the same time; each takes a processor for a second or two."""
_WAITING: Final = 20
TOGETHER: Final = "together-"
"""Begins the keys of faults that no single field has."""


@cache
def environment() -> Environment:
    """The templates; what they are given is escaped."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Page:
    """The page, whose visitors wait for each other when many want a workbook at once."""

    def __init__(self, *, excel: bool) -> None:
        self._excel = excel
        self._makers = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0

    @property
    def routes(self) -> list[BaseRoute]:
        """What is answered here."""
        return [
            Route("/", self.show, methods=["GET"]),
            Route("/make", self.make, methods=["POST"]),
            Route("/make", self.again, methods=["GET"]),
            Route("/health", self.health, methods=["GET"]),
            Route("/page/books.css", self.style, methods=["GET"]),
            Mount("/page", StaticFiles(directory=HERE / "static")),
        ]

    async def health(self, request: Request) -> Response:
        """That the server answers, and what it serves."""
        return JSONResponse({"status": "ok", "version": __version__, "functions": self._excel})

    async def style(self, request: Request) -> Response:
        """What hides from view whatever belongs to templates other than the chosen one; the page has no scripts."""
        rules = (f"form:not(:has(#t-{key}:checked)) .only-{key} {{ display: none; }}\n" for key in BOOKS)
        return Response("".join(rules), media_type="text/css")

    async def show(self, request: Request) -> Response:
        """The empty form."""
        return self._page(_language(request), {}, {})

    async def again(self, request: Request) -> Response:
        """Reloaded after a fault: the form anew."""
        return Response(status_code=303, headers={"location": f"/?lang={_language(request)}"})

    async def make(self, request: Request) -> Response:
        """The workbook that was asked for, or the form with what is wrong said in place."""
        body, page = await request.body(), _language(request)
        given = _form(body)
        if given is None:
            return PlainTextResponse(REFUSALS["no_form"].of(page), 413 if len(body) > LARGEST_FORM else 400)
        reading = Reading(given, page)
        order = reading.order()
        if order is None:
            return self._page(page, given, reading.faults, 422)
        if self._waiting >= _WAITING:
            return PlainTextResponse(REFUSALS["crowded"].of(page), 503)
        try:
            return _download(await self._made(order))
        except UnfitError as unfit:
            faults = {f"{TOGETHER}{number}": text.of(page) for number, text in enumerate(unfit.texts)}
            return self._page(page, given, faults, 422)

    async def _made(self, order: Order) -> Made:
        self._waiting += 1
        try:
            async with self._makers:
                return await run_in_threadpool(fulfil, order)
        finally:
            self._waiting -= 1

    def _page(
        self, language: Language, given: Mapping[str, str], faults: Mapping[str, str], status: int = 200
    ) -> Response:
        context = {
            **_context(language),
            "given": {**_defaults(language), **given},
            "faults": faults,
            "excel": self._excel,
        }
        return HTMLResponse(
            environment().get_template("page.html").render(context), status, {"cache-control": "no-store"}
        )


def _language(request: Request) -> Language:
    return "en" if request.query_params.get("lang") == "en" else "ja"


def _form(body: bytes) -> dict[str, str] | None:
    """The fields of a form; None for anything else."""
    if len(body) > LARGEST_FORM:
        return None
    try:
        pairs = parse_qsl(body.decode("ascii"), True, encoding="utf-8", errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    return dict(pairs)


def _download(made: Made) -> Response:
    headers = {"content-disposition": f'attachment; filename="{made.name}"', "cache-control": "no-store"}
    return Response(made.data, media_type=made.media_type, headers=headers)


def _context(language: Language) -> dict[str, Any]:
    return {
        "lang": language,
        "other": next(item for item in LANGUAGES if item != language),
        "version": __version__,
        "say": {key: text.of(language) for key, text in PAGE.items()},
        "words": {key: text.of(language) for key, text in WORDS.items()},
        "books": list(BOOKS.values()),
        "groups": groups,
        "hosts": HOSTS,
        "fillings": FILLINGS,
        "languages": (("ja", "日本語"), ("en", "English")),
        "labels": _labels(language),
        "pictures": {key: pictures(book, language) for key, book in BOOKS.items()},
        "first_shown": FIRST_SHOWN,
        "together": TOGETHER,
    }


def _labels(language: Language) -> dict[str, str]:
    """What each field is called, for the list of faults."""
    steps = {name: PAGE[f"step_{name}"] for name in ("template", "filling", "host", "language")}
    first = {name: PAGE[name] for name in MONTH_FIELDS}
    settings = {item.name: item.label for book in BOOKS.values() for item in fields(book)}
    return {name: text.of(language) for name, text in {**steps, **first, **settings}.items()}


def _defaults(language: Language) -> dict[str, str]:
    """What the form holds before anybody has typed."""
    start = f"{date.today():%Y-%m}"
    chosen = {"template": "ledger", "filling": "empty", "host": "native", "language": language}
    first = {"start": start, "a_usd": EXAMPLE_A_USD, "spot": EXAMPLE_SPOT}
    settings = {item.name: item.default(language) for book in BOOKS.values() for item in fields(book)}
    return {**chosen, **first, **settings}
