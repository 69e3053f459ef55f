"""What the broker refuses, and what becomes of it."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

from aiokafka.errors import MessageSizeTooLargeError

from pipeline import metrics
from pipeline.enrich.delivery import Delivery
from pipeline.enrich.workers import Finished
from pipeline.settings import load
from pipeline.transport.records import Record


class App:
    """Its enriched topic takes nothing; it keeps what its topics took."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, dict[str, bytes]]] = []

    def topic(self, name: str, **_: Any) -> Any:
        async def send(headers: Any, **_: Any) -> asyncio.Future[None]:
            told: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            if "dead" in name:
                self.taken.append((name, dict(headers)))
                told.set_result(None)
            else:
                told.set_exception(MessageSizeTooLargeError())
            return told

        return SimpleNamespace(send=send, name=name)


def counted(what: Any) -> float:
    return float(what._value.get())


def test_a_story_that_the_broker_refuses_for_its_size_is_a_dead_letter_of_its_part_and_counted_as_one() -> None:
    topics, app = load().topics(), App()
    sent, dead = metrics.STORIES.labels("enrich", "sent"), metrics.DEAD.labels("enrich", "oversize_enriched")
    before = counted(sent), counted(dead)
    record = Record(topics["raw"].name, 0, 7, b"key", b"copy", [])
    story = Finished(id="s", part=3, key="s/1", value=b"story", headers=[])
    delivery = Delivery(app, topics, 4, 60)  # type: ignore[arg-type]
    asyncio.run(delivery.deliver([(record, "desk", story)]))
    ((name, headers),) = app.taken
    assert (name, headers["dead-part"]) == (topics["raw_dead"].name, b"3")
    assert (counted(sent), counted(dead)) == (before[0], before[1] + 1)
