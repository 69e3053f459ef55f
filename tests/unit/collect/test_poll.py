"""Feeds against a server on loopback: new and changed entries once each, and no more than was asked for."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from kafka.errors import KafkaError, KafkaTimeoutError
from structlog.testing import capture_logs

from pipeline.collect import fetch as fetching
from pipeline.collect.feed import BadFeed
from pipeline.collect.fetch import Failed, check_address, client, fetch, shown
from pipeline.collect.memory import Memory
from pipeline.collect.poll import LONGEST_PAUSE, Polled, pause, poll, take, turn
from pipeline.errors import BadSetting
from pipeline.supplier import Supplier
from tests.unit.collect.fakes import Broker, an_intake


@dataclass
class Site:
    """What the server answers (status, headers, body) by path, and what it was asked."""

    answers: dict[str, Callable[[dict[str, str]], tuple[int, dict[str, str], bytes]]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0

    def says(self, status: int = 200, body: bytes = b"", path: str = "/feed", **headers: str) -> None:
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = lambda _: (status, said, body)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said = {name.lower(): value for name, value in self.headers.items()}
            made.asked.append((self.path, said))
            status, headers, body = made.answers[self.path](said)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def web() -> Iterator[httpx.Client]:
    with client() as made:
        yield made


@dataclass
class Desk:
    """A feed that is polled into a broker; `start` is a new process."""

    site: Site
    web: httpx.Client
    directory: Path
    broker: Broker = field(default_factory=Broker)

    def start(self, limit: int = 10_000, wait: Callable[[float], bool] = lambda _: False) -> Polled:
        memory = Memory(self.directory / "m.sqlite")
        intake = an_intake(self.broker, {"gov": Supplier()}, limit, wait)
        return Polled("gov", f"http://127.0.0.1:{self.site.port}/feed", 60, intake, memory, self.web)


@pytest.fixture
def desk(site: Site, web: httpx.Client, tmp_path: Path) -> Desk:
    return Desk(site, web, tmp_path)


def rss(*items: str, title: str = "Quay") -> bytes:
    made = "".join(f"<item><title>{item}</title><link>/{item.split()[0]}</link></item>" for item in items)
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
    return f"{head}{made}</channel></rss>".encode()


def titles(broker: Broker) -> list[str]:
    return [value.decode().partition("<item><title>")[2].partition("<")[0] for value in broker.values]


def test_each_entry_is_a_record_of_its_own_with_its_link(desk: Desk) -> None:
    desk.site.says(body=rss("one", "two"), Content_Type="application/rss+xml; charset=utf-8")
    take(desk.start())
    assert titles(desk.broker) == ["one", "two"]
    headers = desk.broker.written[0].headers
    assert {name: headers[name] for name in ("source", "format", "content-type", "uri")} == {
        "source": "gov",
        "format": "rss",
        "content-type": "application/rss+xml; charset=utf-8",
        "uri": f"http://127.0.0.1:{desk.site.port}/one",
    }


def test_only_new_and_changed_entries_are_sent_also_after_a_restart(desk: Desk) -> None:
    desk.site.says(body=rss("one", "two"))
    take(desk.start())
    polled = desk.start()
    take(polled)
    desk.site.says(body=rss("three", "one", "two corrected", title="A new name"))
    take(polled)
    take(desk.start())
    assert titles(desk.broker) == ["one", "two", "three", "two corrected"]


def test_a_feed_that_has_not_changed_is_not_sent_again_by_its_server(desk: Desk) -> None:
    when = "Mon, 23 Nov 2026 10:00:00 GMT"

    def answer(said: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if said.get("if-none-match") == '"v1"' and said.get("if-modified-since") == when:
            return 304, {}, b""
        return 200, {"ETag": '"v1"', "Last-Modified": when}, rss("one")

    desk.site.answers["/feed"] = answer
    for _ in range(3):
        take(desk.start())
    assert titles(desk.broker) == ["one"]
    assert ["if-none-match" in said for _, said in desk.site.asked] == [False, True, True]


def test_what_the_broker_did_not_confirm_is_asked_for_again(desk: Desk) -> None:
    def away(_: bytes) -> KafkaError:
        return KafkaTimeoutError("away")

    desk.site.says(body=rss("one"), ETag='"v1"')
    desk.broker.refuses = away
    take(desk.start(wait=lambda _: True))
    desk.broker.refuses = lambda _: None
    take(desk.start())
    assert "if-none-match" not in desk.site.asked[-1][1]
    assert titles(desk.broker) == ["one"]


def test_a_feed_that_ends_early_gives_its_whole_entries_and_is_asked_for_again(desk: Desk) -> None:
    desk.site.says(body=rss("one", "two")[:-40], ETag='"v1"')
    with pytest.raises(BadFeed, match="ends early"):
        take(desk.start())
    desk.site.says(body=rss("one", "two"), ETag='"v2"')
    take(desk.start())
    assert "if-none-match" not in desk.site.asked[-1][1]
    assert titles(desk.broker) == ["one", "two"]


def test_an_entry_that_is_too_large_is_refused_once(desk: Desk) -> None:
    desk.site.says(body=rss("one", "large " + "x" * 2000))
    with capture_logs() as logs:
        take(desk.start(limit=1024))
        take(desk.start(limit=1024))
    assert titles(desk.broker) == ["one"]
    assert [entry["code"] for entry in logs if entry["event"] == "refused"] == ["too_large"]


def test_an_entry_without_an_address_goes_with_that_of_its_feed(desk: Desk) -> None:
    desk.site.says(body=b"<rss><channel><item><b>broken & bare</item></channel></rss>")
    take(desk.start())
    assert desk.broker.written[0].headers["uri"] == f"http://127.0.0.1:{desk.site.port}/feed"
    assert b"<item><b>broken & bare</item>" in desk.broker.values[0]


def longest(low: float, high: float) -> float:
    return high


def test_errors_double_the_pause_up_to_an_hour_and_success_ends_that(desk: Desk) -> None:
    polled = desk.start()
    desk.site.says(500)
    failures, pauses = 0, []
    with capture_logs() as logs:
        for _ in range(8):
            failures, wait = turn(polled, failures, longest)
            pauses.append(wait)
    assert pauses == [120, 240, 480, 960, 1920, 3600, 3600, 3600]
    assert {entry["event"]: entry["reason"] for entry in logs} == {"feed_failed": "HTTP 500"}
    desk.site.says(body=rss("one"))
    assert turn(polled, failures, longest) == (0, 60)


def test_the_pause_is_spread_but_never_shorter_than_usual_or_asked_for() -> None:
    assert pause(60, 1, None, lambda low, _: low) == 60
    assert pause(60, 3, None, lambda low, _: low) == 240
    assert pause(60, 1, 900.0, longest) == 900
    assert pause(60, 1, 1e9, longest) == 86400
    assert pause(7200, 1, None, longest) == 7200
    assert pause(10, 10_000, None, longest) == LONGEST_PAUSE


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_patience_gets_it(desk: Desk, status: int) -> None:
    desk.site.says(status, Retry_After="1800")
    assert turn(desk.start(), 0, longest) == (1, 1800)
    desk.site.says(status, Retry_After="Fri, 01 Jan 2100 00:00:00 GMT")
    assert turn(desk.start(), 0, longest) == (1, 86400)
    desk.site.says(status, Retry_After="soon")
    assert turn(desk.start(), 0, longest) == (1, 120)


def test_a_redirect_on_the_same_server_is_followed_and_to_any_other_refused(desk: Desk) -> None:
    desk.site.says(301, Location="/moved")
    desk.site.says(body=rss("one"), path="/moved")
    take(desk.start())
    assert titles(desk.broker) == ["one"]
    desk.site.says(body=rss("two"), path="/elsewhere")
    for there in (
        "http://localhost:{0}/elsewhere",
        "http://127.0.0.1:1/elsewhere",
        "//example.invalid/",
        "file:///etc/passwd",
    ):
        desk.site.says(302, Location=there.format(desk.site.port))
        with pytest.raises(Failed):
            take(desk.start())
    assert desk.site.paths == ["/feed", "/moved"] + ["/feed"] * 4


def test_redirects_in_a_circle_come_to_an_end(desk: Desk) -> None:
    desk.site.says(302, Location="/feed")
    with pytest.raises(Failed, match="redirects"):
        take(desk.start())
    assert len(desk.site.asked) == 6


def test_the_same_server_by_tls_is_the_same_server() -> None:
    same = fetching._same_place
    assert same(httpx.URL("http://a.example/x"), httpx.URL("https://a.example/y"))
    assert same(httpx.URL("https://a.example/x"), httpx.URL("https://a.example:443/y"))
    assert not same(httpx.URL("https://a.example/x"), httpx.URL("http://a.example/y"))
    assert not same(httpx.URL("http://a.example:8080/x"), httpx.URL("https://a.example/y"))


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE rss [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss><channel><item>&b;</item></channel></rss>',
        b"<html>Please log in</html>",
        b"/etc/passwd",
    ],
)
def test_an_entity_bomb_or_no_feed_at_all_is_a_failure_and_nothing_is_sent(desk: Desk, body: bytes) -> None:
    desk.site.says(body=body)
    assert turn(desk.start(), 0, longest) == (1, 120)
    assert desk.broker.values == []


def test_a_feed_may_be_packed_but_not_be_a_bomb(desk: Desk, web: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.site.says(body=gzip.compress(rss("one")), Content_Encoding="gzip")
    take(desk.start())
    assert titles(desk.broker) == ["one"]
    monkeypatch.setattr(fetching, "FEED_BYTES", 100_000)
    desk.site.says(body=gzip.compress(bytes(100_001)), Content_Encoding="gzip")
    for body, encoding, why in (
        (gzip.compress(bytes(100_001)), "gzip", "larger"),
        (bytes(100_001), "identity", "larger"),
        (gzip.compress(b"cut")[:-6], "gzip", "EOFError"),
        (b"no gzip", "gzip", "BadGzipFile"),
        (gzip.compress(gzip.compress(b"x")), "gzip, gzip", "not asked for"),
    ):
        desk.site.says(body=body, Content_Encoding=encoding)
        with pytest.raises(Failed, match=why):
            take(desk.start())


def test_an_answer_that_drips_is_given_up(site: Site, web: httpx.Client) -> None:
    times = iter((0.0, 59.0, 100.0, 161.0))
    site.says(body=rss("one"))
    assert fetch(web, f"http://127.0.0.1:{site.port}/feed", {}, lambda: next(times)).body == rss("one")
    with pytest.raises(Failed, match="60 seconds"):
        fetch(web, f"http://127.0.0.1:{site.port}/feed", {}, lambda: next(times))


def test_a_server_that_is_away_is_a_failure() -> None:
    with client() as web, pytest.raises(Failed, match="ConnectError"):
        fetch(web, "http://127.0.0.1:9/feed", {})


def test_proxies_and_passwords_of_the_machine_are_not_used(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    desk.site.says(body=rss("one"))
    with client() as web:
        desk.web = web
        take(desk.start())
    assert titles(desk.broker) == ["one"]


def test_the_loop_asks_until_it_is_stopped(desk: Desk) -> None:
    polled = desk.start()

    def answer(_: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        polled.intake.stop.set()
        return 200, {}, rss("one")

    desk.site.answers["/feed"] = answer
    poll(polled)
    assert titles(desk.broker) == ["one"]
    assert len(desk.site.asked) == 1


@pytest.mark.parametrize(
    "address", ["ftp://a.example/x", "a.example/x", "http://", "file:///etc/passwd", "http://[::1/"]
)
def test_what_is_no_address_of_the_web_is_refused_by_its_key(address: str) -> None:
    with pytest.raises(BadSetting, match=r"gov\.feeds"):
        check_address(address, "gov.feeds")


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(BadSetting) as error:
        check_address("https://me:hush@a.example/x?key=hush", "gov.feeds")
    assert "hush" not in str(error.value)
    assert shown("https://me:hush@a.example/x?key=hush") == "https://a.example/x"
    check_address("https://a.example/x?key=1", "gov.feeds")


def test_the_memory_forgets_where_there_are_only_feeds(desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    polled = desk.start()
    forgotten: list[float] = []
    monkeypatch.setattr(Memory, "forget", lambda _, now: forgotten.append(now))

    def last(_: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        polled.intake.stop.set()
        return 304, {}, b""

    site.answers["/feed"] = last
    poll(polled)
    assert len(forgotten) == 1
