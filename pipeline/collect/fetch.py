"""One GET of a feed, within limits of time and size, of the configured address and no other."""

from __future__ import annotations

import gzip
import io
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from pipeline.errors import BadSetting

FEED_BYTES = 10_000_000
OPERATION_SECONDS, ANSWER_SECONDS = 20.0, 60.0
"""For each part of an answer (connecting, a read), and for all of it."""
REDIRECTS = 5


class Failed(Exception):
    """A feed that could not be had this time. `retry_after`: seconds that the server asked for."""

    def __init__(self, why: str, retry_after: float | None = None) -> None:
        super().__init__(why)
        self.retry_after = retry_after


@dataclass(frozen=True)
class Answer:
    """A feed's bytes (null: not changed) and what the server said of them."""

    body: bytes | None
    content_type: str | None
    validators: dict[str, str]


def check_address(address: str, key: str) -> None:
    """Refuse what is no plain web address; `key` says where it was given."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host:
        raise BadSetting(f"{key}: {shown(address)!r} is no address of the web (http://… or https://…)")
    if url.userinfo:
        raise BadSetting(f"{key}: {shown(address)!r} holds a password, which does not belong into this file")


def client() -> httpx.Client:
    """A client that asks what it is told to and nothing else: no redirects, no proxies or passwords of the machine."""
    headers = {"User-Agent": "wire-pipeline", "Accept-Encoding": "gzip"}
    return httpx.Client(timeout=OPERATION_SECONDS, trust_env=False, headers=headers)


def fetch(
    client: httpx.Client, address: str, validators: dict[str, str], clock: Callable[[], float] = time.monotonic
) -> Answer:
    """Ask for a feed that may not have changed; redirects are followed on the same host alone. Raises `Failed`."""
    asked = url = httpx.URL(address)
    deadline = clock() + ANSWER_SECONDS
    try:
        for _ in range(REDIRECTS + 1):
            with client.stream("GET", url, headers=validators) as response:
                if response.next_request is None:
                    return _answer(response, deadline, clock)
                url = response.next_request.url
                if not _same_place(asked, url):
                    raise Failed(f"it redirects to another host: {url.host[:100]}")
    except (httpx.HTTPError, httpx.InvalidURL, OSError, EOFError, zlib.error) as error:
        raise Failed(f"{type(error).__name__}: {error}"[:300]) from None
    raise Failed(f"more than {REDIRECTS} redirects")


def _answer(response: httpx.Response, deadline: float, clock: Callable[[], float]) -> Answer:
    said = response.headers
    if response.status_code == 304:
        return Answer(None, None, {})
    if response.status_code != 200:
        raise Failed(f"HTTP {response.status_code}", _retry_after(said.get("retry-after", "")))
    packed = said.get("content-encoding", "identity").lower()
    if packed not in ("identity", "gzip"):
        raise Failed(f"Content-Encoding {packed[:40]}, which was not asked for")
    body = bytearray()
    # httpx would unpack without end: the limit is held here, before and after.
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > FEED_BYTES:
            raise Failed(f"larger than {FEED_BYTES:,} bytes")
        if clock() > deadline:
            raise Failed(f"not through within {ANSWER_SECONDS:g} seconds")
    if packed == "gzip":
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as unpacked:
            body = bytearray(unpacked.read(FEED_BYTES + 1))
        if len(body) > FEED_BYTES:
            raise Failed(f"larger than {FEED_BYTES:,} bytes")
    validators = {"If-None-Match": said.get("etag", ""), "If-Modified-Since": said.get("last-modified", "")}
    kept = {name: value for name, value in validators.items() if value and value.isascii()}
    return Answer(bytes(body), said.get("content-type"), kept)


def _same_place(asked: httpx.URL, url: httpx.URL) -> bool:
    """The same server, or the same by TLS."""
    there, wanted = _server(url), _server(asked)
    return url.host == asked.host and (there == wanted or (wanted == ("http", 80) and there == ("https", 443)))


def _server(url: httpx.URL) -> tuple[str, int | None]:
    return url.scheme, url.port or {"http": 80, "https": 443}.get(url.scheme)


def _retry_after(said: str) -> float | None:
    """Seconds, or a time of RFC 9110."""
    if said.isdecimal():
        return float(said[:9])
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def shown(address: str) -> str:
    """An address for the log: without a password, and without a query, which may hold a key."""
    scheme, between, rest = address.partition("?")[0].partition("://")
    return f"{scheme}{between}{rest.rpartition('@')[2]}"[:200]
