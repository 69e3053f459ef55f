"""The service over HTTP: JSON, pages, keys, and one clear sentence for each error."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from elastic_transport import ApiResponseMeta, HttpHeaders, NodeConfig
from elasticsearch import ConnectionError, Elasticsearch, NotFoundError
from fastapi.testclient import TestClient
from pydantic import SecretStr

from pipeline import settings as settings_module
from pipeline.enrich import tables
from pipeline.errors import BadSetting
from pipeline.index.documents import head_and_version
from pipeline.search.api import create_app, run_checks
from pipeline.search.query import MARK, UNMARK
from pipeline.story import (
    MAX_VERSION,
    Actor,
    Caption,
    Dateline,
    EnrichedStory,
    Entity,
    Event,
    Evidence,
    Lifecycle,
    Note,
    Source,
)

NOW = datetime(2016, 10, 5, tzinfo=UTC)
EVIL = "<script>alert(1)</script>"
KEY = "sécret"
GUARDED = ("/", "/stories/s", "/api/search", "/api/stories/s", "/openapi.json", "/api/docs", "/page.css", "/nope")


def a_story(id: str = "s", status: str = "usable") -> EnrichedStory:
    """A story with a tag in every place where words are."""
    evidence = Evidence(start=0, end=9, text=EVIL, trigger_start=0, trigger_end=8)
    return EnrichedStory.model_validate(
        {
            "schema": "story/1", "id": id, "version": 1, "status": status, "source": Source(name="f", sha256="0"),
            "headline": EVIL, "subheadline": EVIL, "slug": EVIL, "agency": EVIL, "text": f"{EVIL}\n\n{EVIL}\n1  2",
            "dateline": Dateline(text=EVIL), "byline": (EVIL,), "captions": (Caption(text=EVIL, credit=EVIL),),
            "notes": (Note(kind="trash_line", text=EVIL),), "lifecycle": Lifecycle(tags=(EVIL,)),
            "entities": (Entity(id="e", text=EVIL, label=EVIL, start=0, end=9, country=EVIL),),
            "events": (
                Event(
                    type="ACCUSE", mode=EVIL, cameo="11", quad="verbal_conflict", score=1, evidence=evidence,
                    sources=(Actor(text=EVIL, start=0, end=9),),
                ),
            ),
        }
    )  # fmt: skip


class Server:
    """Answers as the client of an Elasticsearch with two stories does; when `away` it refuses."""

    def __init__(self) -> None:
        self.away = False
        self.aliases = {"stories", "story-versions"}
        self.documents = {one.id: head_and_version(one, NOW)[0] for one in (a_story(), a_story("k", "canceled"))}

    def options(self, **_: Any) -> Server:
        return self

    @property
    def indices(self) -> Server:
        return self

    def exists_alias(self, name: str) -> bool:
        self._answer()
        return name in self.aliases

    def get(self, index: str, id: str) -> dict[str, Any]:
        self._answer()
        if id not in self.documents:
            meta = ApiResponseMeta(404, "1.1", HttpHeaders(), 0.0, NodeConfig("http", "127.0.0.1", 1))
            raise NotFoundError("not_found", meta, {"found": False})
        return {"_source": self.documents[id]}

    def count(self, **_: Any) -> dict[str, int]:
        return {"count": 0}

    def search(self, **_: Any) -> Any:
        self._answer()
        highlight = {"headline": [f"{MARK}<b>{UNMARK}{EVIL}"], "text": [f"{EVIL}{MARK}<i>{UNMARK}"]}
        found = {"_score": 1.0, "_source": self.documents["s"], "highlight": highlight}
        hits = {"total": {"value": 25}, "hits": [found]}
        return type("Answer", (dict,), {"body": {"hits": hits}})(hits={"total": {"value": 0}, "hits": []})

    def _answer(self) -> None:
        if self.away:
            raise ConnectionError("refused")


def serving(server: Server, key: str | None = None) -> TestClient:
    search = settings_module.Search(api_key=SecretStr(key) if key is not None else None)
    settings = settings_module.Settings(search=search)
    return TestClient(create_app(settings, cast(Elasticsearch, server)), raise_server_exceptions=False)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def web(server: Server) -> Iterator[TestClient]:
    with serving(server) as client:
        yield client


def test_a_broken_table_of_countries_stops_the_start(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tables, "LEXICONS", tmp_path)
    tables.load_countries.cache_clear()
    with pytest.raises(BadSetting, match=r"countries\.toml"):
        serving(server)


def test_search_as_json(web: TestClient) -> None:
    answer = web.get("/api/search", params={"text": "gas", "event": "accuse", "limit": 5})
    assert answer.status_code == 200
    assert answer.json()["total"] == 25
    assert answer.json()["hits"][0]["title"][0] == {"text": "<b>", "hit": True}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("event=FIGHT", "event: there is no event type 'FIGHT'; the 16 types are"),
        ("limit=0", "limit: should be greater than or equal to 1"),
        ("since=yesterday", "since: write a day"),
        ("bogus=1", "bogus: there is no such parameter"),
        ("language=xx", "language: no language has the code 'xx'"),
        ("topic=sports", "topic: no topic is called 'sports'; the nearest are"),
        ("source_country=Atlantis", "source_country: no country is called 'Atlantis'"),
    ],
)
def test_a_wrong_parameter_is_one_sentence(web: TestClient, query: str, message: str) -> None:
    answer = web.get(f"/api/search?{query}")
    assert answer.status_code == 422
    assert list(answer.json()) == ["error"]
    assert answer.json()["error"].startswith(message)
    page = web.get(f"/?{query}")
    assert page.status_code == 422
    assert 'role="alert"' in page.text


def test_a_story_as_json(web: TestClient) -> None:
    answer = web.get("/api/stories/s").json()
    assert answer["story"]["text"].startswith(EVIL)
    assert answer["story"]["schema"] == "story/1"


def test_a_killed_story_is_a_notice(web: TestClient) -> None:
    answer = web.get("/api/stories/k").json()
    assert answer["story"] is None
    assert "killed" in answer["notice"]
    page = web.get("/stories/k").text
    assert "killed" in page
    assert "alert(1)" not in page


@pytest.mark.parametrize(
    "path",
    ["/api/stories/nope", "/api/stories/s?version=9", f"/stories/s?version={MAX_VERSION}", "/stories/nope", "/nope"],
)
def test_not_found(web: TestClient, path: str) -> None:
    assert web.get(path).status_code == 404


@pytest.mark.parametrize("version", ["x", "0", "-1", "²", "1.5", str(MAX_VERSION + 1), "9" * 4_400])
@pytest.mark.parametrize("path", ["/api/stories/s", "/stories/s"])
def test_a_wrong_version(web: TestClient, path: str, version: str) -> None:
    answer = web.get(path, params={"version": version})
    assert answer.status_code == 422
    assert "version: " in answer.text


@pytest.mark.parametrize("version", ["", "1"])
@pytest.mark.parametrize("path", ["/api/stories/s", "/stories/s"])
def test_a_version_that_is_there(web: TestClient, path: str, version: str) -> None:
    assert web.get(path, params={"version": version}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/?text=gas", "/stories/s", "/api/docs", f"/?text={EVIL}", "/?place=%22%3E%3Cb%3E"]
)
def test_pages_escape_everything_and_run_nothing(web: TestClient, path: str) -> None:
    page = web.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "<script" not in page.text
    assert 'value=""><b>' not in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "style=" not in page.text
    assert "http://" not in page.text.replace("http://testserver", "")
    assert "https://" not in page.text


def test_the_page_marks_what_hit(web: TestClient) -> None:
    page = web.get("/?text=gas").text
    assert "<mark>&lt;b&gt;</mark>" in page
    assert "<mark>&lt;i&gt;</mark>" in page


def test_the_words_that_carry_an_event_stand_out(web: TestClient) -> None:
    page = web.get("/stories/s").text
    assert "<strong>&lt;script&gt;</strong>alert(1)&lt;/script&gt;" in " ".join(page.split())


def test_events_are_told_apart_by_ticks(web: TestClient) -> None:
    page = web.get("/?event=ACCUSE&not_future=true&not_negated=false").text
    for name, value, ticked in (
        ("not_future", "true", " checked"), ("not_negated", "false", " checked"), ("not_historical", "true", ""),
    ):  # fmt: skip
        assert f'<input type="checkbox" name="{name}" value="{value}"{ticked}>' in page


def test_the_pager_keeps_the_question(web: TestClient) -> None:
    page = web.get("/?text=a%26b&offset=10").text
    assert 'href="/?text=a%26b&amp;offset=0">Previous' in page
    assert 'href="/?text=a%26b&amp;offset=20">Next' in page
    assert "Next" not in web.get("/?text=a&offset=20").text
    assert "Previous" not in web.get("/?text=a").text


def test_health(web: TestClient, server: Server) -> None:
    assert web.get("/health").json() == {"status": "ok"}
    server.aliases.discard("story-versions")
    lacking = web.get("/health")
    assert lacking.status_code == 503
    assert "story-versions" in lacking.json()["error"]
    server.away = True
    assert web.get("/health").status_code == 503


def test_elasticsearch_away(web: TestClient, server: Server) -> None:
    server.away = True
    for path in ("/api/search", "/api/stories/s"):
        answer = web.get(path)
        assert answer.status_code == 503
        assert answer.json()["error"].startswith("Elasticsearch does not answer")
    page = web.get("/")
    assert page.status_code == 503
    assert "Elasticsearch does not answer" in page.text


def test_the_description_lists_every_parameter(web: TestClient) -> None:
    described = web.get("/openapi.json").json()["paths"]
    names = [parameter["name"] for parameter in described["/api/search"]["get"]["parameters"]]
    assert names[:2] == ["text", "agency"]
    page = web.get("/api/docs").text
    assert all(path in page for path in described)
    assert all(name in page for name in names)


def basic(user: str, key: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{key}".encode()).decode()


@pytest.mark.parametrize("path", GUARDED)
def test_with_a_key_nothing_but_health_is_open(server: Server, path: str) -> None:
    web = serving(server, KEY)
    assert web.get(path).status_code == 401
    assert KEY not in web.get(path).text
    for headers in (
        {"X-API-Key": b"wrong"}, {"Authorization": b"Bearer wrong"}, {"Authorization": b"Bearer"},
        {"Authorization": b"Basic !!"}, {"Authorization": basic(KEY, "wrong").encode()}, {"X-API-Key": b""},
    ):  # fmt: skip
        assert web.get(path, headers=headers).status_code == 401
    for headers in (
        {"X-API-Key": KEY.encode()}, {"Authorization": f"Bearer {KEY}".encode()},
        {"Authorization": basic("me", KEY).encode()},
    ):  # fmt: skip
        assert web.get(path, headers=headers).status_code != 401
    assert web.get("/health").status_code == 200


def test_a_browser_is_asked_for_the_key(server: Server) -> None:
    web = serving(server, KEY)
    assert web.get("/").headers["www-authenticate"].startswith("Basic")
    assert web.get("/api/search").headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "search.example.org"])
def test_a_service_open_to_others_needs_a_key(host: str) -> None:
    search = settings_module.Search(host=host)
    with pytest.raises(BadSetting, match=r"^search\.api_key: "):
        run_checks(settings_module.Settings(search=search))
    with pytest.raises(BadSetting, match=r"^search\.api_key: "):
        run_checks(settings_module.Settings(search=search.model_copy(update={"api_key": SecretStr("")})))
    run_checks(settings_module.Settings(search=search.model_copy(update={"api_key": SecretStr(KEY)})))


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_loopback_needs_no_key(host: str) -> None:
    run_checks(settings_module.Settings(search=settings_module.Search(host=host)))
