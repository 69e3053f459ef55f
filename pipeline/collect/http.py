"""Copy by HTTP: `POST /stories`, answered 202 only after the broker has confirmed every piece."""

from __future__ import annotations

import asyncio
import io
import secrets
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from pipeline.collect.files import (
    MAX_MEMBERS,
    UNREADABLE,
    Found,
    Refused,
    raw_stories,
    read_jsonl,
    read_stream,
    read_zip,
)
from pipeline.collect.intake import Intake
from pipeline.collect.limits import SOURCE_NAME, token_of
from pipeline.collect.sender import Confirmed, Outcome, Unconfirmed, batched, weigh
from pipeline.errors import Unavailable
from pipeline.settings import Collect
from pipeline.transport.records import FORMATS

SLOTS = 8
"""Requests that are read and confirmed at a time; one more is answered 429."""
BODY_SECONDS = 60.0
CONFIRM_SECONDS = 30.0
TRIES = 2
UNPACKED = 8
"""A zip may unpack to so many times what a request may hold."""
BATCH, BATCH_BYTES = 1000, 4_000_000
Kind = Literal["story", "lines", "zip"]
KINDS: dict[str, Kind] = {
    "application/x-ndjson": "lines",
    "application/zip": "zip",
    "application/x-zip-compressed": "zip",
}
UNTYPED = "application/x-www-form-urlencoded"
"""What curl says when it was told nothing: it says nothing of the story."""

SourceName = Annotated[str, Query(pattern=f"^{SOURCE_NAME}$")]
Format = Annotated[str, Query(description="auto, or the format's name where detection is not wanted")]
Uri = Annotated[str | None, Query(max_length=1000, description="where the copy came from")]


def create_app(
    intake: Intake, part: Collect, body_seconds: float = BODY_SECONDS, confirm_seconds: float = CONFIRM_SECONDS
) -> FastAPI:
    """The application. Nothing in its event loop blocks: reading archives and Kafka have threads of their own."""
    app = FastAPI(title="wire collect", docs_url=None, redoc_url=None, openapi_url=None)
    slots = threading.BoundedSemaphore(SLOTS)
    workers = ThreadPoolExecutor(SLOTS, thread_name_prefix="collect-http")
    app.state.workers = workers
    token = token_of(part)

    async def guard(request: Request) -> None:
        _let_in(request, token)

    @app.post("/stories", dependencies=[Depends(guard)])
    async def stories(
        request: Request, source: SourceName = "http", format: Format = "auto", uri: Uri = None
    ) -> Response:
        if format not in FORMATS:
            raise HTTPException(422, f"format: there is no {format[:40]!r}; known are {', '.join(FORMATS)}")
        kind, content_type = _kind(request)
        limit = intake.limits.of(source)
        if not slots.acquire(blocking=False):
            raise HTTPException(429, "too many requests at a time: send it again", {"Retry-After": "1"})
        work = None
        try:
            body = await _read_body(request, limit if kind == "story" else part.max_request_bytes, body_seconds)
            found = _pieces(kind, body, uri, limit, UNPACKED * part.max_request_bytes)
            raws = raw_stories(found, source, format, content_type)
            work = workers.submit(_accept, intake, source, raws)
            work.add_done_callback(lambda _: slots.release())
            outcomes = await asyncio.wait_for(asyncio.wrap_future(work), confirm_seconds)
        except HTTPException as error:
            if error.status_code == 413:
                intake.refuse(source, "http", Refused(uri or "http", "too_large", error.detail))
            raise
        except TimeoutError:
            raise Unavailable("the broker has not confirmed it in time: send it again") from None
        finally:
            if work is None:
                slots.release()
        return _answer(outcomes)

    @app.get("/healthz")
    async def health() -> dict[str, str]:
        """Always 200: a proxy that sent no more would keep the service from seeing that the broker is back."""
        return {"status": "waiting for the broker" if intake.away else "ok"}

    _add_error_answers(app)
    return app


def _let_in(request: Request, token: bytes | None) -> None:
    if token is None:
        # A browser says where a page comes from: no page of the web may send copy to a service on its reader's machine.
        if "origin" in request.headers:
            raise HTTPException(403, "pages in a browser may not send copy")
        return
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    # Starlette reads headers as Latin-1: encoded again they are the bytes that were sent.
    if scheme.lower() != "bearer" or not secrets.compare_digest(credentials.strip().encode("latin-1"), token):
        raise HTTPException(401, "send the token as Authorization: Bearer TOKEN", {"WWW-Authenticate": "Bearer"})


def _kind(request: Request) -> tuple[Kind, str | None]:
    """What the body holds, and the content type of a story that says one."""
    said = request.headers.get("content-type", "").strip()
    bare = said.partition(";")[0].strip().lower()
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise HTTPException(415, "send the body without Content-Encoding, or many stories as a zip")
    if bare.startswith("multipart/"):
        raise HTTPException(415, "send the bytes of one story, application/x-ndjson or application/zip, no form")
    kind = KINDS.get(bare, "story")
    return kind, said if said and kind == "story" and bare != UNTYPED else None


async def _read_body(request: Request, most: int, seconds: float) -> bytes:
    """The body; one that is larger than `most` is refused without being read."""
    too_large = HTTPException(413, f"larger than the limit of {most:,} bytes")
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > most:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    raise too_large
    except TimeoutError:
        raise HTTPException(408, f"the body did not arrive within {seconds:g} seconds") from None
    except ClientDisconnect:
        raise HTTPException(400, "the body ended early") from None
    if not body.strip():
        raise HTTPException(422, "the body is empty")
    return bytes(body)


def _pieces(kind: Kind, body: bytes, uri: str | None, limit: int, max_unpacked: int) -> Iterator[Found]:
    name = uri or "http"
    if kind == "lines":
        if body.count(b"\n") > MAX_MEMBERS:
            yield Refused(name, "too_large", f"more than {MAX_MEMBERS:,} lines")
            return
        yield from read_jsonl(io.BytesIO(body), limit, name)
    elif kind == "zip":
        try:
            yield from read_zip(name, io.BytesIO(body), limit, max_unpacked)
        except UNREADABLE as error:
            yield Refused(name, "unreadable", str(error) or type(error).__name__)
    else:
        yield read_stream(io.BytesIO(body), uri or "", limit)


def _accept(intake: Intake, source: str, pieces: Iterable[Any]) -> list[Confirmed | Refused]:
    """Send all pieces; raises `Unavailable` at the first batch of which the broker does not confirm all."""
    settled: list[Confirmed | Refused] = []
    for batch in batched(pieces, weigh, BATCH, BATCH_BYTES):
        outcomes: Iterator[Outcome] = iter(
            intake.send(source, "http", [piece for piece in batch if not isinstance(piece, Refused)], TRIES)
        )
        for piece in batch:
            if isinstance(piece, Refused):
                intake.refuse(source, "http", piece)
            outcome = piece if isinstance(piece, Refused) else next(outcomes)
            if isinstance(outcome, Unconfirmed):
                raise Unavailable("the broker does not confirm: send it again")
            settled.append(outcome)
    return settled


def _answer(outcomes: Sequence[Confirmed | Refused]) -> Response:
    """202 where all was confirmed, 207 where some was, 413 or 422 where nothing was."""
    pieces = [_piece(outcome) for outcome in outcomes]
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    if not outcomes:
        raise HTTPException(422, "the body holds no story")
    if not refused:
        return JSONResponse(pieces, 202)
    if len(refused) < len(outcomes):
        return JSONResponse(pieces, 207)
    status = 413 if all(one.code == "too_large" for one in refused) else 422
    return JSONResponse({"error": refused[0].reason, "pieces": pieces}, status)


def _piece(outcome: Confirmed | Refused) -> dict[str, str | int]:
    if isinstance(outcome, Refused):
        return {"uri": outcome.uri, "code": outcome.code, "reason": outcome.reason}
    return {"sha256": outcome.raw.sha256, "partition": outcome.partition, "offset": outcome.offset}


def _add_error_answers(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    def wrong_parameter(_: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        return JSONResponse({"error": f"{first['loc'][-1]}: {first['msg']}"}, 422)

    @app.exception_handler(Unavailable)
    def away(_: Request, error: Unavailable) -> Response:
        return JSONResponse({"error": str(error)}, 503, {"Retry-After": "5"})

    @app.exception_handler(HTTPException)
    def refused(_: Request, error: HTTPException) -> Response:
        return JSONResponse({"error": str(error.detail)}, error.status_code, error.headers)
