"""Pages for people: rendered here, without JavaScript, and everything that comes from a story is escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from elasticsearch import Elasticsearch
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException

from pipeline import settings as settings_module
from pipeline.errors import BadSetting
from pipeline.search import view
from pipeline.search.query import DEEPEST, EVENT_TYPES, Question, Version, ask
from pipeline.search.service import Results, find, show

TEMPLATES = Path(__file__).parent / "templates"
STYLE = (TEMPLATES / "page.css").read_text(encoding="utf-8")
PATHS = ("/", "/stories/", "/api/docs")

environment = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def add_routes(app: FastAPI, client: Elasticsearch, names: settings_module.Elasticsearch) -> None:
    """Add the pages to the application; they stand outside of its OpenAPI description."""

    @app.get("/", include_in_schema=False)
    def search_page(request: Request) -> HTMLResponse:
        typed = {name: value for name, value in request.query_params.items() if value.strip()}
        try:
            # Without a question the page shows what came last.
            question = ask(**typed)
            results = find(client, names, question)
        except BadSetting as error:
            return _render("search.html", 422, **_form(typed), results=None, problem=str(error), pager=[])
        pager = _pager(question, typed, results)
        return _render("search.html", **_form(typed), results=results, problem=None, pager=pager)

    @app.get("/stories/{id}", include_in_schema=False)
    def story_page(id: str, version: Version = None) -> HTMLResponse:
        shown = show(client, names, id, version)
        if shown is None:
            raise HTTPException(404, "There is no such story.")
        return _render("story.html", shown=shown, story=shown.story, view=view)

    @app.get("/api/docs", include_in_schema=False)
    def operations_page() -> HTMLResponse:
        return _render("operations.html", api=app.openapi(), operations=_operations(app.openapi()))

    @app.get("/page.css", include_in_schema=False)
    def style() -> Response:
        return Response(STYLE, media_type="text/css", headers={"Cache-Control": "max-age=3600"})


def wanted(request: Request) -> bool:
    """Whether an error of this request is shown to a person."""
    path = request.url.path
    return path in PATHS or path.startswith("/stories/")


def problem(status: int, message: str) -> HTMLResponse:
    return _render("problem.html", status, message=message)


def _render(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    return HTMLResponse(environment.get_template(template).render(**values), status)


def _form(typed: dict[str, str]) -> dict[str, Any]:
    values = {name: typed.get(name, "") for name in Question.model_fields}
    filters = [name for name in typed if name not in ("text", "sort", "limit", "offset")]
    return {
        "typed": values,
        "event_types": EVENT_TYPES,
        "flags": view.FLAGS,
        "filtered": bool(filters),
        "asked": bool(filters or typed),
    }


def _pager(question: Question, typed: dict[str, str], results: Results) -> list[tuple[str, str]]:
    """Links (word, address) to the pages before and after."""
    last = min(results.total, DEEPEST - 100)
    steps = [("Previous", question.offset - question.limit), ("Next", question.offset + question.limit)]
    wanted = [(word, max(0, offset)) for word, offset in steps if -question.limit < offset < last]
    return [(word, "/?" + urlencode({**typed, "offset": offset})) for word, offset in wanted]


def _operations(api: dict[str, Any]) -> list[dict[str, Any]]:
    """The operations of an OpenAPI description, flat, as the page lists them."""
    return [
        {"method": method.upper(), "path": path, "parameters": [], **operation}
        for path, methods in api["paths"].items()
        for method, operation in methods.items()
    ]
