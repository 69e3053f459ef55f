"""The search service: JSON under /api, pages for people, /health for whoever watches it."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import secrets
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from elasticsearch import ApiError, Elasticsearch, TransportError
from fastapi import FastAPI, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from pipeline import settings as settings_module
from pipeline.enrich.tables import load_countries
from pipeline.errors import BadSetting, Unavailable
from pipeline.search import page
from pipeline.search.query import Question, Version, complaint
from pipeline.search.service import Results, Shown, find, show

HEALTH_SECONDS = 5
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
Next = Callable[[Request], Awaitable[Response]]


class Problem(BaseModel):
    """Every error: one sentence."""

    error: str


class Health(BaseModel):
    status: str


PROBLEMS: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem, "description": "The key is missing or wrong"},
    422: {"model": Problem, "description": "A parameter is wrong"},
    503: {"model": Problem, "description": "Elasticsearch is away"},
}


def run_checks(settings: settings_module.Settings) -> None:
    """Raise `BadSetting` where the service would be open to others without a key."""
    host = settings.search.host
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback and not _key(settings):
        raise BadSetting(
            f"search.api_key: search.host {host} can be reached from other machines: "
            "set WIRE_SEARCH__API_KEY, or search.host = 127.0.0.1"
        )


def create_app(settings: settings_module.Settings, client: Elasticsearch) -> FastAPI:
    """The application. Its routes look Elasticsearch up at each request: it may come and go.

    Raises `BadSetting` where the table of countries is broken.
    """
    load_countries()
    app = FastAPI(title="wire", summary="Wire stories, searched", docs_url=None, redoc_url=None)
    names = settings.elasticsearch

    @app.get("/api/search", responses=PROBLEMS, tags=["stories"])
    def search(question: Annotated[Question, Query()]) -> Results:
        """Find stories. Killed and withheld ones are never found."""
        return find(client, names, question)

    @app.get("/api/stories/{id}", responses={404: {"model": Problem}, **PROBLEMS}, tags=["stories"])
    def story(
        id: Annotated[str, Path(description="as a search returns it")],
        version: Annotated[Version, Query(description="an earlier version of it")] = None,
    ) -> Shown:
        """One story, or a notice in place of one that was killed or is withheld."""
        shown = show(client, names, id, version)
        if shown is None:
            raise HTTPException(404, "there is no such story" if version is None else "there is no such version")
        return shown

    @app.get("/health", responses={503: PROBLEMS[503]}, tags=["service"])
    def health() -> Health:
        """Ok when Elasticsearch answers and has both aliases."""
        _require_aliases(client, names)
        return Health(status="ok")

    page.add_routes(app, client, names)
    _add_guards(app, _key(settings))
    _add_error_answers(app)
    return app


def _require_aliases(client: Elasticsearch, names: settings_module.Elasticsearch) -> None:
    quick = client.options(request_timeout=HEALTH_SECONDS, max_retries=0)
    try:
        missing = [alias for alias in (names.stories, names.versions) if not quick.indices.exists_alias(name=alias)]
    except (TransportError, ApiError) as error:
        raise Unavailable(f"Elasticsearch does not answer ({type(error).__name__})") from None
    if missing:
        raise Unavailable(f"Elasticsearch has no alias {missing[0]}: run `wire index create`")


def _add_guards(app: FastAPI, key: bytes | None) -> None:
    @app.middleware("http")
    async def guard(request: Request, call_next: Next) -> Response:
        if key is None or request.url.path == "/health" or _has_key(request, key):
            response = await call_next(request)
        else:
            # A browser asks its user when it hears Basic; any user name goes with the key.
            scheme = "Bearer" if request.url.path.startswith("/api/") else "Basic"
            problem = "send the key of this service as Authorization: Bearer KEY or X-API-Key: KEY"
            headers = {"WWW-Authenticate": f'{scheme} realm="wire"'}
            response = JSONResponse({"error": problem}, 401, headers=headers)
        response.headers.update(SECURITY_HEADERS)
        return response


def _has_key(request: Request, key: bytes) -> bool:
    # Starlette reads headers as Latin-1: encoded again they are the bytes that were sent.
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    sent = request.headers.get("x-api-key", "").encode("latin-1")
    if scheme.lower() == "bearer":
        sent = credentials.strip().encode("latin-1")
    elif scheme.lower() == "basic":
        try:
            sent = base64.b64decode(credentials, validate=True).partition(b":")[2]
        except (binascii.Error, ValueError):
            return False
    return secrets.compare_digest(sent, key)


def _key(settings: settings_module.Settings) -> bytes | None:
    """The key of the settings; an empty one is none."""
    secret = settings.search.api_key.get_secret_value() if settings.search.api_key else ""
    return secret.encode() or None


def _add_error_answers(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    def wrong_parameter(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        return _problem(request, 422, complaint(first["loc"][1:], first["type"], first["msg"]))

    @app.exception_handler(BadSetting)
    def bad_use(request: Request, error: BadSetting) -> Response:
        return _problem(request, 422, str(error))

    @app.exception_handler(Unavailable)
    def away(request: Request, error: Unavailable) -> Response:
        return _problem(request, 503, str(error))

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        return _problem(request, error.status_code, str(error.detail))


def _problem(request: Request, status: int, message: str) -> Response:
    """JSON for programs, a page for people."""
    if page.wanted(request):
        return page.problem(status, message)
    return JSONResponse({"error": message}, status)
