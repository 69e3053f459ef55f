"""What a bulk comes to when the server, or what stands in its place, answers oddly."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from elasticsearch import Elasticsearch

from pipeline.index.bulk import Actions, Verdict, bulk
from pipeline.settings import Index

Answer = Callable[[list[str]], tuple[int, str, bool]]
"""The ids asked for → status, body, and whether the product header is sent."""
RETRY = Verdict(retry=True)


@contextlib.contextmanager
def answering(answer: Answer) -> Iterator[Elasticsearch]:
    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            actions = [json.loads(line) for line in body.splitlines()[::2]]
            status, text, known = answer([action["index"]["_id"] for action in actions])
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            if known:
                self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with Elasticsearch(f"http://127.0.0.1:{server.server_port}", max_retries=0) as client:
            yield client
    finally:
        server.shutdown()
        server.server_close()


def story(name: str) -> Actions:
    return [{"_op_type": "index", "_index": "stories", "_id": name, "_source": {}}]


def items(*statuses: int) -> str:
    return json.dumps({"errors": True, "items": [{"index": {"status": status}} for status in statuses]})


THREE = [story("a"), story("b"), story("c")]


def test_each_story_gets_its_own_verdict() -> None:
    with answering(lambda _: (200, items(201, 409, 429), True)) as client:
        assert bulk(client, Index(), THREE) == [Verdict(), Verdict(), RETRY]


def test_a_page_from_a_proxy_settles_nothing() -> None:
    for page in ("<html>maintenance</html>", items(201, 201, 201)):
        with answering(lambda _, page=page: (200, page, False)) as client:  # type: ignore[misc]
            assert bulk(client, Index(), THREE) == [RETRY] * 3


def test_a_short_answer_leaves_the_rest_to_be_tried_again() -> None:
    with answering(lambda _: (200, items(201), True)) as client:
        assert bulk(client, Index(), THREE)[1:] == [RETRY] * 2


def test_a_busy_or_blocked_server_is_tried_again() -> None:
    for status in (401, 403, 429, 500, 503):
        with answering(lambda _, status=status: (status, "{}", True)) as client:  # type: ignore[misc]
            assert bulk(client, Index(), THREE) == [RETRY] * 3


def test_nobody_there_is_tried_again() -> None:
    with Elasticsearch("http://127.0.0.1:9", max_retries=0) as client:
        assert bulk(client, Index(), THREE) == [RETRY] * 3


def test_of_a_request_refused_whole_only_the_guilty_story_fails() -> None:
    def answer(ids: list[str]) -> tuple[int, str, bool]:
        return (413, "{}", True) if "b" in ids else (200, items(*[201] * len(ids)), True)

    with answering(answer) as client:
        first, second, third = bulk(client, Index(), THREE)
    assert first == third == Verdict()
    assert second.failure is not None
    assert second.failure.code == "index_rejected"
