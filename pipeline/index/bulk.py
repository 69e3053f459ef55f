"""One bulk request, and what Elasticsearch said of each story in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from elasticsearch import ApiError, Elasticsearch, TransportError, UnsupportedProductError
from elasticsearch.helpers import streaming_bulk
from pydantic_core import to_json

from pipeline.settings import Index
from pipeline.story import Failure

log = structlog.get_logger("index")
Actions = list[dict[str, Any]]
"""The documents of one story, in the form of elasticsearch-py's helpers."""
RETRY_STATUS = frozenset({401, 403, 404, 408, 429, 500, 502, 503, 504})
"""Not the document's fault: the cluster is busy, blocked (403: a full disk), away, lacks its alias (404), or knows us
no more."""
STALE = 409
KEY = "the API key is refused or may not write: set WIRE_ELASTICSEARCH__API_KEY to one that may"


@dataclass(frozen=True)
class Verdict:
    """What Elasticsearch said of one record's documents: `settled`, `retry`, or a failure."""

    retry: bool = False
    failure: Failure | None = None


def judge(results: Iterable[tuple[int, str]]) -> Verdict:
    """The verdict on one record from the (status, reason) of its documents. Pure.

    2xx and a version conflict (a newer version is there) are settled, 429 and 5xx are tried again, anything else is the
    document's own fault. A retry outranks a refusal, since a refusal repeats itself.
    """
    refused: str | None = None
    for status, reason in results:
        if status in RETRY_STATUS:
            return Verdict(retry=True)
        if not (200 <= status < 300 or status == STALE):
            refused = refused or f"Elasticsearch refused the document ({status}): {reason}"
    if refused:
        return Verdict(failure=Failure(stage="index", code="index_rejected", reason=refused))
    return Verdict()


def bulk(client: Elasticsearch, limits: Index, wanted: Sequence[Actions]) -> list[Verdict]:
    """Write every story's documents; a verdict for each story, in order. Never raises for what the server answers.

    `require_alias`: without its alias a server would make an index of its own, with guessed mappings.
    """
    # As JSON at once: pydantic writes it in half the time of the client, which takes bytes as they are.
    flat = [action | {"_source": to_json(action["_source"])} for group in wanted for action in group]
    answers: list[tuple[int, str]] = []
    try:
        for _, item in streaming_bulk(
            client,
            flat,
            chunk_size=2 * limits.bulk_docs,
            max_chunk_bytes=limits.bulk_bytes,
            raise_on_error=False,
            max_retries=0,
            require_alias=True,
            filter_path="items.*.status,items.*.error",
        ):
            answers.append(_answer(item))
    except (TransportError, UnsupportedProductError) as error:
        # The second: something answers that is no Elasticsearch, such as a proxy's page for maintenance.
        log.warning("bulk_failed", error=type(error).__name__)
    except ApiError as error:
        log.warning("bulk_failed", status=error.status_code, hint=KEY if error.status_code in (401, 403) else "")
        if 400 <= error.status_code < 500 and error.status_code not in RETRY_STATUS:
            return _one_by_one(client, limits, wanted, error)
    # What was not answered is tried again: ids and versions make that harmless.
    answers += [(503, "not answered")] * (len(flat) - len(answers))
    given = iter(answers)
    return [judge([next(given) for _ in group]) for group in wanted]


def _one_by_one(client: Elasticsearch, limits: Index, wanted: Sequence[Actions], error: ApiError) -> list[Verdict]:
    """The whole request was refused: find the story that did it."""
    if len(wanted) == 1:
        return [judge([(error.status_code, str(error.message))])]
    return [verdict for group in wanted for verdict in bulk(client, limits, [group])]


def _answer(item: dict[str, Any]) -> tuple[int, str]:
    """(status, reason) of one item of a bulk answer."""
    result = next(iter(item.values()))
    error = result.get("error")
    reason = error.get("reason", "") if isinstance(error, dict) else str(error or "")
    return int(result["status"]), reason
