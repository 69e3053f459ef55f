"""The Elasticsearch client, and waiting for its server."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from elastic_transport import TlsError
from elastic_transport.client_utils import DEFAULT
from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    Elasticsearch,
    TransportError,
    UnsupportedProductError,
)

from pipeline import settings as settings_module
from pipeline.errors import BadSetting
from pipeline.transport.quiet import quiet
from pipeline.transport.tls import certificate_fault

PAUSE_SECONDS = 0.5


def connect(settings: settings_module.Elasticsearch) -> Elasticsearch:
    """A client for the hosts of the settings; it opens no connection yet.

    A request that timed out is never sent twice by the client: whoever asked knows whether that does harm. Raises
    `BadSetting` where an address or the CA file is wrong.
    """
    hosts = [host.strip() for host in settings.hosts.split(",") if host.strip()]
    for host in hosts or [""]:
        _check_host(host)
    if settings.ca_file and not settings.ca_file.is_file():
        raise BadSetting(f"elasticsearch.ca_file: there is no file {settings.ca_file}: name the PEM file of your CA")
    if settings.ca_file and not all(urlsplit(host).scheme == "https" for host in hosts):
        raise BadSetting("elasticsearch.ca_file: it needs https in every address of elasticsearch.hosts")
    key = settings.api_key.get_secret_value() if settings.api_key else None
    try:
        return Elasticsearch(
            hosts,
            api_key=key,
            ca_certs=str(settings.ca_file) if settings.ca_file else DEFAULT,
            request_timeout=settings.timeout_seconds,
            retry_on_timeout=False,
            retry_on_status=(),
        )
    except (ValueError, OSError) as error:
        # The client's own words may repeat an address with its password.
        raise BadSetting(f"elasticsearch.hosts: the client refuses the settings ({type(error).__name__})") from None


def wait_until_up(client: Elasticsearch, seconds: float) -> None:
    """Return as soon as Elasticsearch answers.

    Raises `BadSetting` after `seconds` without an answer, and at once where waiting can't help: a key or a
    certificate that is refused, or a server that is no Elasticsearch.
    """
    deadline = time.monotonic() + seconds
    once = client.options(max_retries=0)
    while True:
        try:
            with quiet("elastic_transport"):
                once.info()
            return
        except (AuthenticationException, AuthorizationException) as error:
            message = f"Elasticsearch refuses the API key ({error.status_code}): set WIRE_ELASTICSEARCH__API_KEY"
            raise BadSetting(f"elasticsearch.api_key: {message} to one that may use the indices") from None
        except UnsupportedProductError:
            message = f"the server at {addresses(client)} is no Elasticsearch 8 or 9: correct the address"
            raise BadSetting(f"elasticsearch.hosts: {message}") from None
        except TlsError as error:
            # The client's own words are `TLS error`; OpenSSL's are in its cause.
            said = f"{error} {error.__cause__}"
            raise BadSetting(
                certificate_fault(said, addresses(client), "elasticsearch.ca_file", "elasticsearch.hosts")
            ) from None
        except (ApiError, TransportError) as error:
            last = f"{error.status_code}" if isinstance(error, ApiError) else type(error).__name__
        if time.monotonic() >= deadline:
            message = f"no Elasticsearch answers at {addresses(client)} ({last})"
            raise BadSetting(f"elasticsearch.hosts: {message}; start it, or set WIRE_ELASTICSEARCH__HOSTS") from None
        time.sleep(PAUSE_SECONDS)


def addresses(client: Elasticsearch) -> str:
    """The client's hosts without user and password."""
    return ", ".join(sorted(node.base_url for node in client.transport.node_pool.all()))


def _check_host(host: str) -> None:
    try:
        parts = urlsplit(host)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port is not None
    except ValueError:
        right = False
    if not right:
        example = "http://127.0.0.1:9200 or https://one:9200,https://two:9200"
        raise BadSetting(f"elasticsearch.hosts: every address needs its scheme and port, as in {example}")
