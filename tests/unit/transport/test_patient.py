"""A consumer does not ask a broker that answers at once without end."""

from __future__ import annotations

import asyncio
import time
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.protocol.fetch import FetchRequest

from pipeline.transport.patient import IDLE_SECONDS, _patient

FETCH = object.__new__(FetchRequest)


@pytest.mark.parametrize(
    ("request_", "part", "waits"),
    [
        (FETCH, (0, 0, 7, 7, [], b""), True),
        (FETCH, (0, 0, 7, 7, [], b"records"), False),
        (FETCH, (0, 6, -1, -1, [], b""), False),
        ("heartbeat", (0, 0, 7, 7, [], b""), False),
    ],
)
def test_only_a_fetch_that_brought_nothing_is_paused_after(request_: Any, part: Any, waits: bool) -> None:
    async def send(_node: int, _request: Any) -> Any:
        return SimpleNamespace(topics=[("wire.raw", [part])])

    started = time.monotonic()
    asyncio.run(_patient(send)(0, request_))
    assert (time.monotonic() - started >= IDLE_SECONDS) is waits
