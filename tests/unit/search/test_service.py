"""What Elasticsearch answers becomes results; a head that may not be shown shuts its versions too."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

import pytest
from elastic_transport import ApiResponseMeta, HttpHeaders, NodeConfig
from elasticsearch import ConnectionError, Elasticsearch, NotFoundError

from pipeline import settings as settings_module
from pipeline.errors import BadSetting, Unavailable
from pipeline.index.documents import head_and_version
from pipeline.search.query import MARK, UNMARK, ask
from pipeline.search.service import KILLED, Piece, find, fragment, show
from pipeline.story import EnrichedStory, Source, Times

NOW = datetime(2016, 10, 5, tzinfo=UTC)
NAMES = settings_module.Elasticsearch()
EMBARGO = datetime(2016, 10, 6, 10, tzinfo=UTC)


def a_story(version: int = 1, status: str = "usable", **fields: Any) -> EnrichedStory:
    message = {"id": "s", "version": version, "status": status, "text": "Secret words.", "headline": "Secret"}
    return EnrichedStory.model_validate(
        message | {"source": Source(name="f", sha256="0"), "schema": "story/1"} | fields
    )


def not_found(error: str) -> NotFoundError:
    meta = ApiResponseMeta(404, "1.1", HttpHeaders(), 0.0, NodeConfig("http", "127.0.0.1", 1))
    return NotFoundError(error, meta, {"error": error})


class Index:
    """Documents by index and key; answers as the client does, and notes what was looked at."""

    def __init__(self, *stories: EnrichedStory, answer: dict[str, Any] | None = None) -> None:
        head = max(stories, key=lambda story: story.version, default=None)
        self.documents = {(NAMES.versions, story.key): head_and_version(story, NOW)[1] for story in stories}
        if head:
            self.documents[NAMES.stories, head.id] = head_and_version(head, NOW)[0]
        self.answer = answer or {"hits": {"total": {"value": 0}, "hits": []}}
        self.looked_at: list[str] = []
        self.error: Exception | None = None

    def get(self, index: str, id: str) -> dict[str, Any]:
        self.looked_at.append(id)
        if self.error:
            raise self.error
        if (index, id) not in self.documents:
            raise not_found("not_found")
        return {"_source": self.documents[index, id]}

    def search(self, **asked: Any) -> Any:
        if self.error:
            raise self.error
        return type("Answer", (dict,), {"body": self.answer})(self.answer)

    def count(self, index: str, query: dict[str, Any]) -> dict[str, int]:
        return {"count": int(query == {"term": {"topic_names": "rugby sevens"}})}

    @property
    def client(self) -> Elasticsearch:
        return cast(Elasticsearch, self)


def test_a_story_is_shown_with_its_text() -> None:
    shown = show(Index(a_story()).client, NAMES, "s")
    assert shown is not None
    assert shown.story == a_story()
    assert shown.notice is None


def test_an_earlier_version_is_shown_when_the_head_may_be() -> None:
    index = Index(a_story(1, headline="First"), a_story(2, headline="Second"))
    shown = show(index.client, NAMES, "s", 1)
    assert shown is not None
    assert shown.story is not None
    assert shown.story.headline == "First"
    assert index.looked_at == ["s", "s/1"]


@pytest.mark.parametrize("version", [None, 1, 2])
@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_a_killed_or_withheld_head_shuts_every_version(status: str, version: int | None) -> None:
    index = Index(a_story(1), a_story(2, status))
    shown = show(index.client, NAMES, "s", version)
    assert shown is not None
    assert shown.status == status
    assert shown.story is None
    assert shown.notice
    assert "Secret" not in shown.model_dump_json()
    assert index.looked_at == ["s"]


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_an_earlier_version_that_was_withheld_stays_so(status: str) -> None:
    shown = show(Index(a_story(1, status), a_story(2)).client, NAMES, "s", 1)
    assert shown is not None
    assert shown.story is None
    assert "Secret" not in shown.model_dump_json()


def test_notices_say_why() -> None:
    killed = show(Index(a_story(1, "canceled")).client, NAMES, "s")
    held = show(Index(a_story(1, "withheld")).client, NAMES, "s")
    embargoed = show(Index(a_story(1, "withheld", times=Times(embargo_until=EMBARGO))).client, NAMES, "s")
    assert killed is not None
    assert killed.notice == KILLED
    assert held is not None
    assert "hold" in (held.notice or "")
    assert embargoed is not None
    assert embargoed.notice == "This story is withheld under an embargo until 2016-10-06 10:00 UTC."


@pytest.mark.parametrize("id", ["nope", "../_search", "a/b", "", "x" * 65, "ü"])
def test_no_such_story(id: str) -> None:
    assert show(Index(a_story()).client, NAMES, id) is None


@pytest.mark.parametrize("topic", ["Sport", "medtop:20000304", "99999999", "Rugby Sevens"])
def test_a_topic_is_one_of_the_lexicon_or_of_a_provider(topic: str) -> None:
    assert find(Index().client, NAMES, ask(topic=topic)).total == 0


@pytest.mark.parametrize(("topic", "hint"), [("sports", "sport"), ("xqzw", "such as")])
def test_a_topic_that_nothing_has_is_refused(topic: str, hint: str) -> None:
    with pytest.raises(BadSetting, match=f"topic: no topic is called '{topic}'; .*{hint}.*eight figures"):
        find(Index().client, NAMES, ask(topic=topic))


def test_no_such_version() -> None:
    assert show(Index(a_story()).client, NAMES, "s", 9) is None


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ConnectionError("refused"), "Elasticsearch does not answer (ConnectionError)"),
        (not_found("index_not_found_exception"), "run `wire index create`"),
    ],
)
def test_elasticsearch_away(error: Exception, message: str) -> None:
    index = Index()
    index.error = error
    with pytest.raises(Unavailable) as shown:
        show(index.client, NAMES, "s")
    with pytest.raises(Unavailable) as found:
        find(index.client, NAMES, ask(text="gas"))
    assert message in str(shown.value)
    assert message in str(found.value)


def hit(**source: Any) -> dict[str, Any]:
    least = {"id": "s", "version": 1, "lifecycle": {"kind": "story"}, "times": {"indexed": "2016-10-05T00:00:00Z"}}
    return {"_score": None, "_source": least | source}


def found(one: dict[str, Any]) -> Any:
    answer = {"hits": {"total": {"value": 11}, "hits": [one]}}
    return find(Index(answer=answer).client, NAMES, ask(offset=10)).hits[0]


def test_a_hit_without_a_headline_shows_its_first_words() -> None:
    bare = found(hit(opening="First words …"))
    assert bare.title == (Piece(text="First words …"),)
    assert not bare.has_headline
    assert bare.time_basis is None


def test_a_hit_says_where_its_time_is_from() -> None:
    received = found(hit(time="2016-10-05T00:00:00Z", times={"received": "2016-10-05T00:00:00Z"}))
    assert received.time == NOW
    assert received.time_basis == "received"


def test_the_form_that_marks_more_is_shown() -> None:
    stemmed, folded = f"{MARK}gas{UNMARK} of Räsälä", f"{MARK}gas{UNMARK} of {MARK}Räsälä{UNMARK}"
    both = found(hit(headline="x") | {"highlight": {"text": [stemmed], "text.folded": [folded]}})
    assert [piece.text for piece in both.fragments[0] if piece.hit] == ["gas", "Räsälä"]


def test_events_that_answer_come_with_their_sentence() -> None:
    inner = {
        "events": {"hits": {"hits": [{"_source": {"type": "ACCUSE", "evidence": "He will.", "flags": ["future"]}}]}}
    }
    event = found(hit() | {"inner_hits": inner}).events[0]
    assert event.evidence == "He will."
    assert event.flags == ("future",)


@pytest.mark.parametrize(
    ("marked", "pieces"),
    [
        (f"a {MARK}b{UNMARK} c", [("a ", False), ("b", True), (" c", False)]),
        (f"{MARK}b{UNMARK}", [("b", True)]),
        (f"a {MARK}b", [("a ", False), ("b", False)]),
        (f"a{UNMARK} b", [("a b", False)]),
        ("", []),
    ],
)
def test_fragments(marked: str, pieces: list[tuple[str, bool]]) -> None:
    assert [(piece.text, piece.hit) for piece in fragment(marked)] == pieces
